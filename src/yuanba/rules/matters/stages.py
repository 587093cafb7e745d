"""Where the time of an answer went: how long a matter lay in each stage between dispatch and answer."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from yuanba.rules.core.state import WITH_UNIT, State
from yuanba.rules.matters.verbs import MatterVerb


class TimeStage(StrEnum):
    """The stages in which an answer's time passes, in the order in which a matter meets them.

    Being dispatched again, after a unit returned it; waiting for the unit to accept; for the resident's
    reply; for a decision on a hold, on more time or on a dispatch; on hold as granted; in the unit's work.
    """

    DISPATCH = "dispatch"
    ACCEPTANCE = "acceptance"
    RESIDENT = "resident"
    APPROVAL = "approval"
    HOLD = "hold"
    WORK = "work"


OF_STATE = {
    State.FILED: TimeStage.DISPATCH,
    State.ASSIGNED: TimeStage.ACCEPTANCE,
    State.ACCEPTED: TimeStage.WORK,
    State.WAITING: TimeStage.RESIDENT,
    State.HELD: TimeStage.HOLD,
}
#: What begins to wait for somebody's decision, and what ends that.
ASKED = frozenset({MatterVerb.ASK_HOLD, MatterVerb.ASK_EXTEND, MatterVerb.SUBMIT})
DECIDED = frozenset({MatterVerb.GRANT, MatterVerb.DENY, MatterVerb.SIGN, MatterVerb.REJECT})
#: Stages whose wait for somebody's decision counts as that: while the resident is asked, or while it is on
#: hold, nobody waits for a decision.
MAY_AWAIT = frozenset({TimeStage.DISPATCH, TimeStage.ACCEPTANCE, TimeStage.WORK})


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStep:
    """One recorded step of a matter: its verb, its moment, and the state in which the matter was after it."""

    verb: str
    at: datetime
    state: State | None


def spent(
    steps: Iterable[PastStep], *, until: datetime, lasted: Callable[[datetime, datetime], timedelta]
) -> dict[TimeStage, timedelta]:
    """Return how long each stage lasted in the round of work that ends with the answer at `until`.

    `steps` are a matter's, oldest first; `lasted` measures as the matter's own clock counts. The round begins
    when a unit is given the matter, for the first time or again after an answer. What lasted no time is left
    out.
    """
    found: dict[TimeStage, timedelta] = {}
    for stage, begins_at, ends_at in _stretches(steps, until):
        length = lasted(begins_at, ends_at)
        if length:
            found[stage] = found.get(stage, timedelta()) + length
    return found


def moments(steps: Iterable[PastStep], *, until: datetime) -> list[datetime]:
    """Return the moments between which `spent` will measure, for a calendar that sums its days once."""
    return [at for _stage, begins_at, ends_at in _stretches(steps, until) for at in (begins_at, ends_at)]


def _stretches(steps: Iterable[PastStep], until: datetime) -> Iterator[tuple[TimeStage, datetime, datetime]]:
    """The stretches of the last round that begins before `until`."""
    round_: list[tuple[TimeStage, datetime]] = []
    is_over, awaits = True, False
    before: State | None = None
    for step in steps:
        if step.at >= until:
            break
        if step.state is not None and step.state not in OF_STATE:
            is_over = True
            continue
        if is_over and step.state not in WITH_UNIT:
            continue  # nobody has it yet, or not again
        if is_over:
            round_, is_over, awaits = [], False, False
        is_with_another = step.state in (State.FILED, State.ASSIGNED) and step.state != before
        awaits = step.verb in ASKED or (awaits and step.verb not in DECIDED and not is_with_another)
        if step.state is not None:
            before, stage = step.state, OF_STATE[step.state]
            round_.append((TimeStage.APPROVAL if awaits and stage in MAY_AWAIT else stage, step.at))
    ends = [*(at for _stage, at in round_[1:]), until]
    for (stage, begins_at), ends_at in zip(round_, ends, strict=False):
        yield stage, begins_at, ends_at
