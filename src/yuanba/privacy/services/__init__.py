"""Services that show, correct, export and erase personal data, and delete what is past its retention."""

from yuanba.privacy.services.asking import AlreadyAsked, RequestAlreadyAnswered, answer, ask
from yuanba.privacy.services.correcting import NotYours, correct, stop_telling
from yuanba.privacy.services.erasing import ErasedAgain, erase, erase_again
from yuanba.privacy.services.export import export, print_copy
from yuanba.privacy.services.operating import note_backup, note_restore, note_rotation
from yuanba.privacy.services.retaining import retain

__all__ = [
    "AlreadyAsked",
    "ErasedAgain",
    "NotYours",
    "RequestAlreadyAnswered",
    "answer",
    "ask",
    "correct",
    "erase",
    "erase_again",
    "export",
    "note_backup",
    "note_restore",
    "note_rotation",
    "print_copy",
    "retain",
    "stop_telling",
]
