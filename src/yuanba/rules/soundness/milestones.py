"""Checks the clocks beside the answer's: milestones that come to pass, and co-handlers' time."""

from collections.abc import Iterator

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.matters.escalation import SIDES, SideKind
from yuanba.rules.pack import Pack, Trigger
from yuanba.rules.time.deadline import Term


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each clock beside the answer's that never ends before it, and each idle trigger."""
    for code, row in pack.classes.items():
        longest = _longest(code, pack)
        for name, milestone in row.milestones.items():
            place = f"classes.{code}.milestones.{name}"
            if row.is_guided:
                yield fault(place, "milestone_guided")
            elif milestone.term.in_days >= longest.in_days:
                yield fault(f"{place}.term", "milestone_never")
    days = [_longest(code, pack).in_days for code in pack.classes]
    if days and pack.orders.co_term and pack.orders.co_term.in_days >= max(days):
        yield fault("orders.co_term", "co_term_never")
    yield from _idle(pack)


def to_notice(pack: Pack) -> tuple[Trigger, ...]:
    """Return the triggers of lateness that a pack has to act on, by the clocks beside the answer's."""
    found = {Trigger.MILESTONE_LATE: _has_milestones(pack), Trigger.PART_LATE: bool(pack.orders.co_term)}
    return tuple(trigger for trigger, has in found.items() if has)


def _longest(class_code: str, pack: Pack) -> Term:
    """The longest time that an answer of this class has, by the class or a row of the directory."""
    items = (pack.term_of(class_code, item) for item in pack.items_of(class_code))
    return max((pack.classes[class_code].answer, *items), key=lambda term: term.in_days)


def _has_milestones(pack: Pack) -> bool:
    return any(row.milestones for row in pack.classes.values())


def _idle(pack: Pack) -> Iterator[Fault]:
    """Rows that nothing ever triggers, for no class has a milestone."""
    for number, row in enumerate(pack.escalations):
        if SIDES.get(row.on) is SideKind.MILESTONE and not _has_milestones(pack):
            yield fault(f"escalations.{number}.on", "trigger_idle", trigger=row.on)
