"""Trial of a pack before it comes into force: past decisions made once more by the new pack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yuanba.rules.core.state import State
from yuanba.rules.lists import Local
from yuanba.rules.matters import triage
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.deadline import ClockPause, Extension, Term


class Effect(StrEnum):
    """The changes that a pack under trial would have made to a past decision, the most important first."""

    UNKNOWN = "unknown"
    GUIDED = "guided"
    ELSEWHERE = "elsewhere"
    LATE = "late"
    IN_TIME = "in_time"
    SOONER = "sooner"
    LATER = "later"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    """One past decision about a matter, with its deadline and the moment when the answer came.

    `answered_at` is None while it is open. `body` and `level` are those of the decision's own record; pauses,
    extensions and the community's promise (`local`) are the matter's.
    """

    matter_id: int
    receipt: str
    class_code: str
    item_code: str
    body: str
    level: Level
    is_rural: bool
    is_danger: bool = False
    since_at: datetime
    due_at: datetime
    answered_at: datetime | None = None
    reworks: int = 0
    local: Term | None = None
    pauses: Sequence[ClockPause] = ()
    extensions: Sequence[Extension] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One past decision made again under another pack: the effects, and the new body and deadline."""

    decision: PastDecision
    effects: tuple[Effect, ...]
    body: str = ""
    due_at: datetime | None = None


def replay(decision: PastDecision, pack: Pack, *, now: datetime) -> Tried:
    """Return a past decision made again under this pack; an open matter counts as answered at `now`.

    Where its clock stands still it counts as answered when that began: its deadline is moved when it goes on.

    A class or item that the pack does not name is `unknown`: a triager would have to choose again.
    """
    if decision.is_danger:
        pack = pack.in_danger
    try:
        given = triage.assign(
            State.FILED,
            decision.class_code,
            decision.item_code,
            pack=pack,
            at=now,
            since_at=decision.since_at,
            reworks=decision.reworks,
            pauses=[pause for pause in decision.pauses if pause.until_at],
            extensions=decision.extensions,
            local=_promised(decision, pack),
            is_rural=decision.is_rural,
        )
    except triage.GuidedClass:
        return Tried(decision=decision, effects=(Effect.GUIDED,))
    except (triage.UnknownClass, triage.UnknownItem):
        return Tried(decision=decision, effects=(Effect.UNKNOWN,))
    effects = [Effect.ELSEWHERE] if given.body != decision.body else []
    effects += _in_time(decision, given.due_at, now)
    return Tried(
        decision=decision, effects=tuple(effects) or (Effect.SAME,), body=given.body, due_at=given.due_at
    )


def _promised(decision: PastDecision, pack: Pack) -> Local | None:
    """The community's promise, where it is less than the pack's own time."""
    term = decision.local
    if term is None or decision.class_code not in pack.classes:
        return None
    own = pack.term_of(decision.class_code, decision.item_code, reworks=decision.reworks)
    return Local(version=0, because="lists.promise", term=term) if term.in_days < own.in_days else None


def _in_time(decision: PastDecision, due_at: datetime, now: datetime) -> list[Effect]:
    still = next((pause.from_at for pause in decision.pauses if not pause.until_at), None)
    ended = decision.answered_at or still or now
    was_late, is_late = ended > decision.due_at, ended > due_at
    if is_late and not was_late:
        return [Effect.LATE]
    if was_late and not is_late:
        return [Effect.IN_TIME]
    if due_at != decision.due_at:
        return [Effect.SOONER if due_at < decision.due_at else Effect.LATER]
    return []
