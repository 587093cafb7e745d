"""What people can do with what is kept of them, and what goes by itself when its time is over."""

from yuanba.privacy.services.correcting import NotYours, correct, stop_telling
from yuanba.privacy.services.erasing import Erased, erase
from yuanba.privacy.services.export import export
from yuanba.privacy.services.retaining import retain

__all__ = ["Erased", "NotYours", "correct", "erase", "export", "retain", "stop_telling"]
