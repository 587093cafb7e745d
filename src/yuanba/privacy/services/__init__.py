"""What people can do with what is kept of them, and what goes by itself when its time is over."""

from yuanba.privacy.services.correcting import NotYours, correct, stop_telling
from yuanba.privacy.services.erasing import Erased, erase, erase_again
from yuanba.privacy.services.export import export
from yuanba.privacy.services.operating import note_backup, note_restore, note_rotation
from yuanba.privacy.services.retaining import retain

__all__ = [
    "Erased",
    "NotYours",
    "correct",
    "erase",
    "erase_again",
    "export",
    "note_backup",
    "note_restore",
    "note_rotation",
    "retain",
    "stop_telling",
]
