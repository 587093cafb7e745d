"""Services of notices; one function per verb of ``rules.notices``."""

from yuanba.notices.services.announcing import announce, retract
from yuanba.notices.services.objecting import ObjectorContact, answer, object_to
from yuanba.notices.services.posting import BoardPicture, end, keep, post, prove

__all__ = [
    "BoardPicture",
    "ObjectorContact",
    "announce",
    "answer",
    "end",
    "keep",
    "object_to",
    "post",
    "prove",
    "retract",
]
