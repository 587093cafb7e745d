"""What is due to happen to a matter by now: reminders, lateness, escalation, the end of a state."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from yuanba.rules.core.state import ENDS, RUNNING, State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.matter import sources
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Escalation, Level, Pack, Response, Trigger
from yuanba.rules.pack.escalation import BEFORE
from yuanba.rules.pack.outcome import ground
from yuanba.rules.pack.superior import Occasion
from yuanba.rules.time.deadline import HOURS, Term, due


class SideKind(StrEnum):
    """The kinds of clocks that run beside the answer's: of a milestone, and of a co-handler's part."""

    MILESTONE = "milestone"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideClock:
    """One clock that runs beside the answer's; `name` is the milestone's code, or the co-handling unit's."""

    kind: SideKind
    name: str
    due_at: datetime
    term: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The facts about one matter from which the clock job (a periodic job) decides what must be done now.

    `until_at` is the state deadline: when this state should be over, or is over by itself. `term` and
    `due_at` are the answer's. `level` is the highest that was told in this round, at first that of the body
    that has the matter, None before anybody has it. `sides` are the milestones and parts that are still open.
    `marks` are those of the deeds that were done.
    """

    state: State
    level: Level | None = None
    until_at: datetime | None = None
    term: Term | None = None
    due_at: datetime | None = None
    sides: tuple[SideClock, ...] = ()
    returns: int = 0
    urges: int = 0
    reworks: int = 0
    is_prioritised: bool = False
    is_danger: bool = False
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockAction:
    """One action that the clock job must do to a matter now, and only once, such as a reminder.

    Its `mark` records that it was done. `level` and `body` say who is told, where somebody is; without them
    it is whoever has the matter. `side` is the milestone or the co-handler's part that it is about; of a part
    the co-handler is told.
    """

    verb: Verb
    mark: str
    because: tuple[str, ...]
    level: Level | None = None
    body: str = ""
    side: SideClock | None = None


VERBS: dict[Response, Verb] = {
    Response.REMIND: MatterVerb.REMIND,
    Response.ESCALATE: MatterVerb.ESCALATE,
    Response.PRIORITISE: MatterVerb.PRIORITISE,
}
#: What ends by itself, and by which verb.
ENDINGS: dict[State, Verb] = {
    State.WAITING: MatterVerb.RESUME,
    State.HELD: MatterVerb.RESUME,
    State.NOTICED: MatterVerb.INVITE,
    State.EVALUATING: MatterVerb.CLOSE,
}
#: What should be over by `until_at`, and what it is when it is not.
OVERDUE: dict[State, Trigger] = {
    State.FILED: Trigger.UNTRIAGED,
    State.ASSIGNED: Trigger.UNACCEPTED,
    State.ANSWERED: Trigger.UNCHECKED,
}
#: The triggers of the clocks that run beside the answer's.
SIDES: dict[Trigger, SideKind] = {
    Trigger.MILESTONE_SOON: SideKind.MILESTONE,
    Trigger.MILESTONE_LATE: SideKind.MILESTONE,
    Trigger.PART_SOON: SideKind.PART,
    Trigger.PART_LATE: SideKind.PART,
}
#: What a row is triggered by, as the key under which it acts once, and the clock beside that it is about.
Cause = tuple[str, SideClock | None]


def pressing(course: Course, pack: Pack, now: datetime) -> tuple[ClockAction, ...]:
    """Return the actions that the clock job must do to a matter now, in order, without those already done."""
    if course.state in ENDS:
        return ()
    alarm = tuple(_alarm(course, pack))
    ending = ENDINGS.get(course.state)
    if ending:
        over = course.until_at is not None and course.until_at <= now
        deeds = [_deed(ending, course.state, course.until_at, (pack.name,))] if over else []
    else:
        deeds = list(_lapse(course, pack, now))
    deeds += _rows(course, pack, now)
    deeds += _superior(course, pack, now)
    return tuple(deed for deed in (*alarm, *deeds) if deed.mark not in course.marks)


def triggered(course: Course, pack: Pack, now: datetime) -> frozenset[str]:
    """Return the marks (keys) of all escalation rules that apply to a matter now, acted on or not.

    Whoever lifts supervision marks them all as done: what was lifted does not come back for the reasons that
    there were.
    """
    return frozenset(
        _mark(number, row, key)
        for number, row in enumerate(pack.escalations)
        for key, _side in _causes(row, course, pack, now)
    )


def _alarm(course: Course, pack: Pack) -> Iterator[ClockAction]:
    """Whoever is on duty hears of a danger as soon as it comes to the desk, and when it comes back."""
    if course.is_danger and pack.alarm and course.state is State.FILED:
        because = (pack.name, "alarm", *ground(pack.alarm))
        yield _deed(MatterVerb.ALARM, course.state, course.until_at, because)


def _lapse(course: Course, pack: Pack, now: datetime) -> Iterator[ClockAction]:
    if course.state in RUNNING and course.due_at is not None and course.due_at < now:
        yield _deed(MatterVerb.LAPSE, "answer", course.due_at, (pack.name,))
    if course.state in OVERDUE and course.until_at is not None and course.until_at < now:
        yield _deed(MatterVerb.LAPSE, course.state, course.until_at, (pack.name,))
    for side in course.sides if course.state in RUNNING else ():
        if side.due_at < now:
            what = f"{side.kind}.{side.name}"
            yield replace(_deed(MatterVerb.LAPSE, what, side.due_at, (pack.name,)), side=side)


def _rows(course: Course, pack: Pack, now: datetime) -> Iterator[ClockAction]:
    level, prioritised = course.level, course.is_prioritised
    for number, row, (key, side) in _triggered(course, pack, now):
        mark, verb = _mark(number, row, key), VERBS[row.then]
        because = (pack.name, f"escalations.{row.on}", *ground(row))
        if mark in course.marks:
            continue
        if row.then is Response.ESCALATE:
            above = pack.above(level)
            if above is None:
                continue
            level, body = above, pack.leads[above]
            yield ClockAction(verb=verb, mark=mark, because=because, level=above, body=body, side=side)
        elif row.then is Response.REMIND:
            yield ClockAction(verb=verb, mark=mark, because=because, side=side)
        elif not prioritised:
            prioritised = True
            yield ClockAction(verb=verb, mark=mark, because=because, side=side)


def _triggered(course: Course, pack: Pack, now: datetime) -> Iterator[tuple[int, Escalation, Cause]]:
    """Every row that something triggers now and whose verb the state allows, once for each cause."""
    for number, row in enumerate(pack.escalations):
        if course.state in sources(VERBS[row.then]):
            yield from ((number, row, cause) for cause in _causes(row, course, pack, now))


def _superior(course: Course, pack: Pack, now: datetime) -> Iterator[ClockAction]:
    """What a district body is late with goes above it, where the pack names somebody there."""
    superior, due_at = pack.superior, course.due_at
    if superior is None or Occasion.LATE not in superior.occasions or course.level is not Level.DISTRICT:
        return
    if course.state in RUNNING and due_at is not None:
        late_at = due(due_at, superior.after, pack.calendar).at if superior.after else due_at
        if late_at < now:
            because = (pack.name, "escalations.late", *ground(superior))
            yield _deed(MatterVerb.REPORT_UP, "late", due_at, because)


def _mark(number: int, row: Escalation, key: str) -> str:
    return f"{row.on}.{number}@{key}"


def _causes(row: Escalation, course: Course, pack: Pack, now: datetime) -> Iterator[Cause]:
    """What this row is triggered by, so that it acts once for each; nothing where it is not."""
    counts = {
        Trigger.RETURNED: course.returns,
        Trigger.URGED: course.urges,
        Trigger.REWORKED: course.reworks,
    }
    if row.on in counts:
        if row.count and counts[row.on] >= row.count:
            yield str(row.count), None
        return
    if row.on in SIDES:
        for side in course.sides if course.state in RUNNING else ():
            if side.kind is SIDES[row.on] and _is_time(row, side.due_at, side.term, pack, now):
                yield f"{side.name}.{side.due_at.isoformat()}", side
        return
    moment = _moment(row.on, course)
    if moment and _is_time(row, moment, course.term, pack, now):
        yield moment.isoformat(), None


def _is_time(row: Escalation, moment: datetime, term: Term | None, pack: Pack, now: datetime) -> bool:
    """Whether a row acts now on a clock of this length that ends at this moment."""
    if row.on in BEFORE:
        return _is_soon(row.after, term, moment, pack, now)
    return (due(moment, row.after, pack.calendar).at if row.after else moment) < now


def _moment(trigger: Trigger, course: Course) -> datetime | None:
    if trigger in (Trigger.SOON, Trigger.LATE):
        return course.due_at if course.state in RUNNING else None
    return course.until_at if OVERDUE.get(course.state) is trigger else None


def _is_soon(left: Term | None, term: Term | None, due_at: datetime, pack: Pack, now: datetime) -> bool:
    if left is None or term is None or (left.unit in HOURS) is not (term.unit in HOURS):
        return False
    if left.in_days >= term.in_days:  # it would be due soon from its first moment on
        return False
    return now <= due_at <= due(now, left, pack.calendar).at


def _deed(verb: Verb, what: str, at: datetime | None, because: tuple[str, ...]) -> ClockAction:
    return ClockAction(verb=verb, mark=f"{verb}.{what}@{at.isoformat() if at else ''}", because=because)
