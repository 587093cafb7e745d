"""Revisions of a district's rules: in which state what may be done, by whom, and for which day."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day, moment

#: So long before midnight the next day's rules are settled: every process reads them when the day begins.
SETTLED = timedelta(hours=1)
#: No rule is written for longer ahead than this.
FURTHEST = timedelta(days=366)


class RevisionState(StrEnum):
    """The states of a revision: being drafted, submitted for release, released for a day, or withdrawn."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


#: Of these a district has one at a time: two drafts would undo each other's changes.
OPEN = frozenset({RevisionState.DRAFTING, RevisionState.SUBMITTED})


class WrongRevisionState(Refused):
    """Raised when an action does not fit the state of the revision, as when somebody was quicker."""

    code: ClassVar[str] = "revision.wrong_state"


class DayTooSoon(Refused):
    """Raised when rules would begin today, in the past, or too soon; `first` is the earliest day."""

    code: ClassVar[str] = "revision.day_too_soon"


class DayTooFar(Refused):
    """Raised when rules would begin more than a year from now; `last` is the latest day."""

    code: ClassVar[str] = "revision.day_too_far"


class SamePerson(Refused):
    """Raised when somebody would release what they drafted, changed or submitted themselves."""

    code: ClassVar[str] = "revision.same_person"


class InForce(Refused):
    """Raised when released rules would be taken back on their day or so near to it that they are settled."""

    code: ClassVar[str] = "revision.in_force"


def first_day(now: datetime) -> date:
    """Return the earliest day for which rules can be released at this moment: tomorrow, until 23:00.

    >>> from datetime import UTC
    >>> first_day(datetime(2026, 3, 2, 14, 59, tzinfo=UTC))
    datetime.date(2026, 3, 3)
    >>> first_day(datetime(2026, 3, 2, 15, 1, tzinfo=UTC))
    datetime.date(2026, 3, 4)
    """
    return day(now + SETTLED) + timedelta(days=1)


def begins_at(on: date) -> datetime:
    """Return the moment in which rules of this day come into force: its first, in China's time."""
    return moment(on, time(0))


def settled_at(on: date) -> datetime:
    """Return the moment from which rules of this day can neither be released nor taken back."""
    return begins_at(on) - SETTLED


def for_day(on: date, *, after: date, now: datetime) -> date:
    """Return the day if rules can be released for it now, and it is later than that of the rules before.

    Raises DayTooSoon or DayTooFar.
    """
    first = max(first_day(now), after + timedelta(days=1))
    if on < first:
        raise DayTooSoon(first=first.isoformat())
    last = day(now) + FURTHEST
    if on > last:
        raise DayTooFar(last=last.isoformat())
    return on


def edit(state: RevisionState) -> RevisionState:
    """Return the state after a change of the draft: as it was. What is submitted is not changed any more."""
    return _from(state, RevisionState.DRAFTING, to=RevisionState.DRAFTING)


def try_out(state: RevisionState) -> RevisionState:
    """Return the state after a trial of the draft: as it was. What was released or given up is not tried."""
    return _from(state, *OPEN, to=state)


def submit(state: RevisionState) -> RevisionState:
    """Return the state of a draft that was submitted for release."""
    return _from(state, RevisionState.DRAFTING, to=RevisionState.SUBMITTED)


def release(state: RevisionState, *, hands: Collection[str], by: str) -> RevisionState:
    """Return the state of a released revision; raise SamePerson for somebody who worked on it."""
    if by in hands:
        raise SamePerson
    return _from(state, RevisionState.SUBMITTED, to=RevisionState.RELEASED)


def send_back(state: RevisionState) -> RevisionState:
    """Return the state of a submitted revision that goes back to be changed."""
    return _from(state, RevisionState.SUBMITTED, to=RevisionState.DRAFTING)


def withdraw(state: RevisionState, *, on: date, now: datetime) -> RevisionState:
    """Return the state of a revision that is given up; raise InForce where its day has come or is settled."""
    if state is RevisionState.RELEASED:
        if on < first_day(now):
            raise InForce(on=on.isoformat())
        return RevisionState.WITHDRAWN
    return _from(state, *OPEN, to=RevisionState.WITHDRAWN)


def _from(state: RevisionState, *states: RevisionState, to: RevisionState) -> RevisionState:
    if state not in states:
        raise WrongRevisionState(state=state.value)
    return to
