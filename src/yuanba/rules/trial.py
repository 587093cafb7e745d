"""What another pack would have made of decisions that were taken: a question before it is put in force."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from yuanba.rules.clock import Clock, due_of, term_of
from yuanba.rules.deadline import Extension, Pause, Term
from yuanba.rules.pack import Level, Pack


class Effect(StrEnum):
    """What would have been different; in the order in which it matters to an official."""

    UNKNOWN = "unknown"
    GUIDED = "guided"
    ELSEWHERE = "elsewhere"
    LATE = "late"
    IN_TIME = "in_time"
    SOONER = "sooner"
    LATER = "later"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided of a matter, and when its answer came (`answered_at`, None while it is open).

    `body` and `level` are those of the decision's own record; pauses, extensions and the community's
    promise (`local`) are the matter's.
    """

    receipt: str
    class_code: str
    item_code: str
    body: str
    level: Level
    is_rural: bool
    since_at: datetime
    due_at: datetime
    answered_at: datetime | None = None
    reworks: int = 0
    local: Term | None = None
    pauses: Sequence[Pause] = ()
    extensions: Sequence[Extension] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """The same decision under the other pack: every effect that it would have had, and the new facts."""

    decision: Decision
    effects: tuple[Effect, ...]
    body: str = ""
    due_at: datetime | None = None


def replay(decision: Decision, pack: Pack, *, now: datetime) -> Tried:
    """Decide once more, by this pack; an open matter counts as answered at `now`.

    A class or item that the pack does not name is `unknown`: a triager would have to choose again.
    """
    matter_class = pack.classes.get(decision.class_code)
    item = pack.items.get(decision.item_code)
    if matter_class is None or (
        decision.item_code and (item is None or item.class_code != decision.class_code)
    ):
        return Tried(decision=decision, effects=(Effect.UNKNOWN,))
    if matter_class.is_guided:
        return Tried(decision=decision, effects=(Effect.GUIDED,))
    body = (item and item.body) or matter_class.lead_in(is_rural=decision.is_rural)
    due_at = due_of(_clock(decision, pack), pack, now).at
    effects = [Effect.ELSEWHERE] if body != decision.body else []
    effects += _in_time(decision, due_at, now)
    return Tried(decision=decision, effects=tuple(effects) or (Effect.SAME,), body=body, due_at=due_at)


def _clock(decision: Decision, pack: Pack) -> Clock:
    """The matter's clock; a promise of the community holds where it is less than the pack's own time."""
    clock = Clock(
        class_code=decision.class_code,
        item_code=decision.item_code,
        since_at=decision.since_at,
        reworks=decision.reworks,
        pauses=decision.pauses,
        extensions=decision.extensions,
    )
    promised = decision.local
    return (
        replace(clock, local=promised)
        if promised and promised.in_days < term_of(clock, pack).in_days
        else clock
    )


def _in_time(decision: Decision, due_at: datetime, now: datetime) -> list[Effect]:
    ended = decision.answered_at or now
    was_late, is_late = ended > decision.due_at, ended > due_at
    if is_late and not was_late:
        return [Effect.LATE]
    if was_late and not is_late:
        return [Effect.IN_TIME]
    if due_at != decision.due_at:
        return [Effect.SOONER if due_at < decision.due_at else Effect.LATER]
    return []
