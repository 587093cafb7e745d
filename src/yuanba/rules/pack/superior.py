"""The body above the district to which a matter goes that the district itself is late with, or asks about."""

from enum import StrEnum

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.time.deadline import Term


class Occasion(StrEnum):
    """Why a matter goes above the district: the district body is late with it, or asks for help."""

    LATE = "late"
    ASKED = "asked"


class Superior(Grounded):
    """The body above the district (市级机关), how it is reached, and when a matter is reported to it.

    It uses no software of ours: the report is a letter or an order of another system, and `contact` says
    where to. What a district body has is `late` when the time `after` (or none) has passed since the answer
    was due.
    """

    title: Text
    contact: Text
    occasions: tuple[Occasion, ...] = Field(min_length=1)
    after: Term | None = None
