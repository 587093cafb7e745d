"""The stages of an event and what leads from one to the next; who may come in when, and by which proof."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.events.verbs import EventVerb
from yuanba.rules.time.calendar import day

MINUTE = timedelta(minutes=1)
#: How many days before an event those who registered are reminded of it.
REMINDED_BEFORE = 1


class EventState(StrEnum):
    """The state of an event: planned, its door open, begun, ended, or cancelled."""

    PLANNED = "planned"
    OPEN = "open"
    BEGUN = "begun"
    ENDED = "ended"
    CANCELLED = "cancelled"


class RegistrationState(StrEnum):
    """The state of a registration: with a seat, waiting for one, or withdrawn."""

    SEATED = "seated"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"


class AttendanceRole(StrEnum):
    """How somebody attends: taking part (出席), without a vote (列席), or only listening (旁听)."""

    ATTENDS = "attends"
    SITS_IN = "sits_in"
    OBSERVES = "observes"


class CheckInWay(StrEnum):
    """How somebody checked in: by the QR code at the door, the spoken code, or a list that staff keep."""

    QR = "qr"
    CODE = "code"
    LIST = "list"


class NotNow(Refused):
    """Raised when what is asked does not go with the state of the event."""

    code: ClassVar[str] = "event.not_now"


class BadTimes(Refused):
    """Raised when an event would end before it begins, or its registration end after it."""

    code: ClassVar[str] = "event.bad_times"


class RegistrationOver(Refused):
    """Raised when nobody can register for the event, or no longer."""

    code: ClassVar[str] = "event.registration_over"


class DoorShut(Refused):
    """Raised when somebody checks in before the door is open, or after the end."""

    code: ClassVar[str] = "event.door_shut"


class WrongDoorCode(Refused):
    """Raised when the code or the token that somebody shows is not the one at the door."""

    code: ClassVar[str] = "event.wrong_code"


S = EventState
_MOVES: Mapping[Verb, tuple[frozenset[EventState], EventState]] = MappingProxyType(
    {
        EventVerb.MOVE: (frozenset({S.PLANNED, S.OPEN}), S.PLANNED),
        EventVerb.CANCEL: (frozenset({S.PLANNED, S.OPEN, S.BEGUN}), S.CANCELLED),
        EventVerb.OPEN_DOOR: (frozenset({S.PLANNED}), S.OPEN),
        EventVerb.BEGIN: (frozenset({S.PLANNED, S.OPEN}), S.BEGUN),
        EventVerb.END: (frozenset({S.BEGUN}), S.ENDED),
    }
)


def moved(state: EventState, verb: Verb) -> EventState:
    """Return the state to which an action leads an event; raise NotNow where it cannot be done in this one.

    >>> moved(EventState.OPEN, EventVerb.BEGIN)
    <EventState.BEGUN: 'begun'>
    """
    states, to = _MOVES[verb]
    if state not in states:
        raise NotNow(verb=verb.value, state=state.value)
    return to


def can_be(verb: Verb, state: EventState) -> bool:
    """Return whether an action on an event goes with its state."""
    return state in _MOVES[verb][0]


def is_near(state: EventState, starts_at: datetime, *, days: int, at: datetime) -> bool:
    """Return whether an event is still to begin, and on a day at most so many days from now.

    >>> from datetime import UTC
    >>> evening = datetime(2026, 3, 4, 11, tzinfo=UTC)
    >>> is_near(EventState.PLANNED, evening, days=1, at=datetime(2026, 3, 3, 1, tzinfo=UTC))
    True
    """
    is_planned = state in {S.PLANNED, S.OPEN}
    return is_planned and at < starts_at and (day(starts_at) - day(at)).days <= days


def check_times(*, starts_at: datetime, ends_at: datetime, registers_until: datetime | None) -> None:
    """Raise BadTimes unless the event ends after it begins, and its registration not after its end."""
    if ends_at <= starts_at or (registers_until is not None and registers_until > ends_at):
        raise BadTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCount:
    """How registration for one event stands: its cut-off, how many seats there are and how many are taken."""

    state: EventState
    registers_until: datetime | None
    capacity: int | None
    seated: int

    def is_open(self, at: datetime) -> bool:
        """Return whether somebody may still register, and whoever waits may still move up."""
        until = self.registers_until
        return until is not None and at <= until and self.state not in {S.ENDED, S.CANCELLED}


def register(seats: SeatCount, *, at: datetime) -> RegistrationState:
    """Return whether a new registration has a seat or waits; raise RegistrationOver where it is too late.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    >>> register(SeatCount(state=EventState.PLANNED, registers_until=noon, capacity=1, seated=1), at=noon)
    <RegistrationState.WAITING: 'waiting'>
    """
    if not seats.is_open(at):
        raise RegistrationOver
    is_full = seats.capacity is not None and seats.seated >= seats.capacity
    return RegistrationState.WAITING if is_full else RegistrationState.SEATED


def free_seats(seats: SeatCount, *, at: datetime) -> int | None:
    """Return how many of those who wait get a seat now; None is as many as there are.

    After the cut-off of registration nobody is moved up: who waits would not read it in time.
    """
    if not seats.is_open(at):
        return 0
    return None if seats.capacity is None else max(seats.capacity - seats.seated, 0)


def check_in(
    state: EventState, *, how: CheckInWay, is_staff: bool, shown: str, token: str, at: datetime
) -> None:
    """Raise DoorShut or WrongDoorCode unless somebody may come in: by list only staff let them in.

    A list of who signed on paper may be entered after the end.
    """
    is_open = state in {S.OPEN, S.BEGUN}
    if not (is_open or (is_staff and how is CheckInWay.LIST and state is S.ENDED)):
        raise DoorShut
    known = {
        CheckInWay.QR: hmac.compare_digest(shown.encode(), token.encode()),
        CheckInWay.CODE: is_spoken(shown, token=token, at=at),
        CheckInWay.LIST: is_staff,
    }
    if not known[how]:
        raise WrongDoorCode


def door_code(token: str, at: datetime) -> str:
    """Return the four digits that are spoken at the door in the minute of this moment.

    >>> from datetime import UTC
    >>> len(door_code("token", datetime(2026, 3, 2, tzinfo=UTC)))
    4
    """
    minute = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M}"
    digest = hmac.digest(token.encode(), minute.encode(), "sha256")
    return f"{int.from_bytes(digest[:8]) % 10_000:04d}"


def is_spoken(shown: str, *, token: str, at: datetime) -> bool:
    """Return whether somebody shows the code of this minute or of the last one."""
    given = shown.strip().encode()
    codes = (door_code(token, at), door_code(token, at - MINUTE))
    return any(hmac.compare_digest(given, one.encode()) for one in codes)
