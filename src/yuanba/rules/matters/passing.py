"""Passing up (报上级办理): a body that cannot settle a matter gives it to the next level, on a ground."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.clock import Clock, due_of
from yuanba.rules.matters.matter import move
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.outcome import Outcome, ground, need
from yuanba.rules.pack.passing import PassedClock
from yuanba.rules.time.deadline import due


class NotPassed(Refused):
    """Raised when a matter is passed up where the pack has no rule for it, or no level above takes it."""

    code: ClassVar[str] = "passing.not_passed"


class UnknownPassGround(Refused):
    """Raised when a matter is passed up on a ground that the pack does not name."""

    code: ClassVar[str] = "passing.unknown_ground"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Outcome):
    """The outcome of passing a matter up: the body that has it now, and when the clock of its round began."""

    body: str
    level: Level
    since_at: datetime


def bodies_above(level: Level, pack: Pack) -> tuple[str, ...]:
    """Return the bodies that take what a body of this level passes up, the nearest level first.

    They are those that lead the levels above, up to the highest that the pack's rule names: each passing
    goes up, so that there are never more of them than levels.
    """
    if pack.passing is None:
        return ()
    order = list(Level)
    between = order[order.index(pack.passing.up_to) : order.index(level)]
    return tuple(pack.leads[one] for one in reversed(between) if one in pack.leads)


def pass_up(
    state: State,
    ground_code: str,
    *,
    words: str,
    level: Level,
    body: str,
    clock: Clock,
    pack: Pack,
    at: datetime,
) -> Passed:
    """Return the outcome of a body of this level passing a matter up to one of those above it.

    The clock runs on, or begins anew where the pack says so. Raises NotPassed or UnknownPassGround.
    """
    need(words, MatterVerb.PASS_UP)
    moved = move(state, MatterVerb.PASS_UP)
    if pack.passing is None or body not in bodies_above(level, pack):
        raise NotPassed
    if ground_code not in pack.passing.grounds:
        raise UnknownPassGround(ground=ground_code)
    because = [pack.name, f"passing.{ground_code}", *ground(pack.passing), f"bodies.{body}"]
    until = due(at, pack.accept_of(clock.class_code), pack.calendar)
    is_anew = pack.passing.clock is PassedClock.ANEW
    fresh = Clock(
        class_code=clock.class_code,
        item_code=clock.item_code,
        since_at=at,
        reworks=clock.reworks,
        local=clock.local,
    )
    end = due_of(fresh if is_anew else clock, pack, at)
    because += ["passing_clock.anew", *end.because] if is_anew else ["passing_clock.runs_on"]
    return Passed(
        state=moved,
        because=tuple(dict.fromkeys(because)),
        until_at=until.at,
        due=end,
        body=body,
        level=pack.bodies[body].level,
        since_at=at if is_anew else clock.since_at,
    )
