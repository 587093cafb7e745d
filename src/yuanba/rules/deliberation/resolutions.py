"""The rules by which a matter goes before a council, and of the resolution that comes of it."""

from datetime import date
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import OPEN, State
from yuanba.rules.pack import Pack
from yuanba.rules.pack.meetings import Meeting


class NotBeforeCouncil(Refused):
    """Raised when a matter is answered or over, or of a class that the council does not deliberate."""

    code: ClassVar[str] = "resolution.not_before_council"


class BadResolutionDay(Refused):
    """Raised when a council would deliberate, or a resolution be carried out, on a day that is over."""

    code: ClassVar[str] = "resolution.bad_day"


class BlankResolution(Refused):
    """Raised when a resolution lacks its text, how it was decided, or who carries it out."""

    code: ClassVar[str] = "resolution.blank"


class NotDeliberated(Refused):
    """Raised when a matter would be dispatched in a class that is deliberated first, and it was not yet."""

    code: ClassVar[str] = "resolution.not_deliberated"


class ItemNotDecided(Refused):
    """Raised when a resolution would rest on an item that was not adopted, or on one that has its own."""

    code: ClassVar[str] = "resolution.no_item"


class OnAgenda(Refused):
    """Raised when a matter for an agenda is not before this council, or is on an agenda already."""

    code: ClassVar[str] = "resolution.on_agenda"


class NoCouncilAbove(Refused):
    """Raised when the rules name no meeting for what this council cannot settle, or it is not set up."""

    code: ClassVar[str] = "resolution.nothing_above"


def takes(meeting: Meeting, class_code: str, pack: Pack) -> bool:
    """Return whether a council deliberates a matter of this class: before it is sorted it may go to any.

    One that was sorted otherwise may go to a council without which it cannot come into its class.
    """
    first = (one for one in meeting.classes if one in pack.classes and pack.classes[one].deliberates_first)
    return not class_code or class_code in meeting.classes or any(first)


def refer(
    meeting: Meeting | None, *, state: State, class_code: str, planned_on: date, on: date, pack: Pack
) -> tuple[str, ...]:
    """Return the grounds on which a matter goes before a council.

    Raises NotBeforeCouncil or BadResolutionDay.
    """
    if meeting is None or state not in OPEN or not takes(meeting, class_code, pack):
        raise NotBeforeCouncil
    if planned_on < on:
        raise BadResolutionDay
    return ("meetings",)


def resolve(*, text: str, ground: str, responsible: str, due_on: date, on: date) -> None:
    """Raise BlankResolution or BadResolutionDay where a resolution does not say what it must."""
    if not (text.strip() and ground.strip() and responsible.strip()):
        raise BlankResolution
    if due_on < on:
        raise BadResolutionDay
