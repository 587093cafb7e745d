"""Raising an alarm by hand, and standing a false one down: which clocks hold from then on."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.clock import Clock, due_of
from yuanba.rules.matters.matter import move
from yuanba.rules.matters.orders import AlreadySo
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.outcome import Outcome, ground, need
from yuanba.rules.time.deadline import due


class NoSuchDanger(Refused):
    """Raised when an alarm names a kind of danger that the pack does not have."""

    code: ClassVar[str] = "danger.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The clocks of a matter: the deadline of its state, that of its answer, and what the latter counts.

    `began_at` is when the present state began: when it came to the desk, or when the order was sent.
    """

    state: State
    began_at: datetime
    until_at: datetime | None
    due_at: datetime | None
    clock: Clock | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclocked(Outcome):
    """The outcome of raising an alarm or standing one down; `since_at` is when the answer's clock begins."""

    since_at: datetime | None


def raise_alarm(
    clocks: Clocks, *, is_in_danger: bool, danger_code: str, reason: str, pack: Pack, at: datetime
) -> Reclocked:
    """Return the outcome of treating a matter as a danger: the alarm's clocks run from now.

    None of them ends later than the one that ran before. Raises NoSuchDanger and AlreadySo.
    """
    need(reason, MatterVerb.RAISE_ALARM)
    moved = move(clocks.state, MatterVerb.RAISE_ALARM)
    if is_in_danger:
        raise AlreadySo(verb=MatterVerb.RAISE_ALARM.value)
    if danger_code not in pack.dangers:
        raise NoSuchDanger(code=danger_code)
    hurried, clock = pack.in_danger, clocks.clock
    until_at = _until(replace(clocks, began_at=at), hurried)
    if until_at and clocks.until_at:
        until_at = min(until_at, clocks.until_at)
    since_at = at
    if clock and clocks.due_at and due_of(replace(clock, since_at=at), hurried, at).at > clocks.due_at:
        since_at = clock.since_at
    return Reclocked(
        state=moved,
        because=(pack.name, f"dangers.{danger_code}", *_ground(pack)),
        until_at=until_at,
        due=due_of(replace(clock, since_at=since_at), hurried, at) if clock else None,
        since_at=since_at if clock else None,
    )


def stand_down(
    clocks: Clocks, *, is_in_danger: bool, since_at: datetime | None, reason: str, pack: Pack, at: datetime
) -> Reclocked:
    """Return the outcome of finding no danger: the usual clocks, as if there had been no alarm.

    `since_at` is when the answer's clock began before an alarm moved it. Raises AlreadySo without an alarm.
    """
    need(reason, MatterVerb.STAND_DOWN)
    moved = move(clocks.state, MatterVerb.STAND_DOWN)
    if not is_in_danger:
        raise AlreadySo(verb=MatterVerb.STAND_DOWN.value)
    clock = replace(clocks.clock, since_at=since_at) if clocks.clock and since_at else clocks.clock
    return Reclocked(
        state=moved,
        because=(pack.name, *_ground(pack)),
        until_at=_until(clocks, pack),
        due=due_of(clock, pack, at) if clock else None,
        since_at=clock.since_at if clock else None,
    )


def _until(clocks: Clocks, pack: Pack) -> datetime | None:
    """The deadline of the present state by these rules; where the alarm has none, that which runs."""
    if clocks.state is State.FILED:
        return due(clocks.began_at, pack.triage.term, pack.calendar).at
    if clocks.state is State.ASSIGNED and clocks.clock:
        return due(clocks.began_at, pack.accept_of(clocks.clock.class_code), pack.calendar).at
    return clocks.until_at


def _ground(pack: Pack) -> tuple[str, ...]:
    return ground(pack.alarm) if pack.alarm else ()
