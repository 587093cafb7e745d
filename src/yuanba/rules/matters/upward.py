"""Reporting a matter to the body above the district, and recording what it replies."""

from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import move
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.outcome import Outcome, ground, need
from yuanba.rules.pack.superior import Occasion


class Letter(StrEnum):
    """What is recorded of the exchange with the body above: our report to it, or its reply."""

    REPORT = "report"
    REPLY = "reply"


class NoSuperior(Refused):
    """Raised when a matter is to be reported above the district and the pack names nobody there."""

    code: ClassVar[str] = "upward.nobody"


class NotWithDistrict(Refused):
    """Raised when a matter is to be reported above the district and no district body knows of it yet."""

    code: ClassVar[str] = "upward.not_with_district"


class OnlyWhenLate(Refused):
    """Raised when a matter is reported above the district before it is late, where the pack wants that."""

    code: ClassVar[str] = "upward.only_when_late"


def is_reportable(level: str, pack: Pack) -> bool:
    """Return whether a matter at this level can be reported above the district by these rules."""
    return pack.superior is not None and level == Level.DISTRICT


def report_up(state: State, *, level: Level | None, is_late: bool, words: str, pack: Pack) -> Outcome:
    """Return the outcome of reporting a matter above the district; the unit stays answerable.

    `level` is the highest that was told so far. `words` are what the letter says, or why it is due. Raises
    NoSuperior, NotWithDistrict and OnlyWhenLate.
    """
    need(words, MatterVerb.REPORT_UP)
    moved = move(state, MatterVerb.REPORT_UP)
    if pack.superior is None:
        raise NoSuperior
    if level is not Level.DISTRICT:
        raise NotWithDistrict
    if not is_late and Occasion.ASKED not in pack.superior.occasions:
        raise OnlyWhenLate
    return Outcome(state=moved, because=(pack.name, "superior.body", *ground(pack.superior)))
