"""Checks of what a pack says of dispatch and of passing up: it narrows, somebody may, and it ends."""

from collections.abc import Iterator

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.matters.actions.who import TRIAGE
from yuanba.rules.matters.passing import bodies_above
from yuanba.rules.pack import Pack
from yuanba.rules.pack.passing import PassedClock


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each title, number or level of dispatch and passing up that cannot be as it says."""
    for code, row in pack.classes.items():
        place = f"classes.{code}"
        for key, titles in (("dispatched_by", row.dispatched_by), ("signed_by", row.signed_by)):
            yield from _title_faults(f"{place}.{key}", titles, pack)
            if titles and row.is_guided:
                yield fault(f"{place}.{key}", "guided_and_dispatched")
        if row.helpers and (row.is_guided or row.is_picked):
            yield fault(f"{place}.helpers", "no_room_for_helpers")
        if row.helpers > pack.orders.co_units:
            yield fault(f"{place}.helpers", "helpers_over", most=pack.orders.co_units)
    yield from _passing_faults(pack)


def _title_faults(place: str, titles: tuple[str, ...], pack: Pack) -> Iterator[Fault]:
    """A pack narrows what the table of actions gives: whoever may not dispatch does not by a pack."""
    for title in titles:
        position = pack.positions.get(title)
        if position is None:
            yield fault(place, "no_position", name=title)
        elif position.kind not in TRIAGE:
            yield fault(place, "title_may_not", name=title, kind=position.kind)


def _passing_faults(pack: Pack) -> Iterator[Fault]:
    if pack.passing is None:
        return
    levels = {
        pack.bodies[lead].level
        for row in pack.classes.values()
        for lead in (row.lead, row.rural_lead)
        if lead in pack.bodies
    } | {pack.bodies[item.body].level for item in pack.items.values() if item.body in pack.bodies}
    times = max((len(bodies_above(level, pack)) for level in levels), default=0)
    if not times or not pack.passing.grounds:
        yield fault("passing", "passed_by_nobody")
    if pack.passing.clock is PassedClock.ANEW:
        for code, row in pack.classes.items():
            if row.answer.in_days * (times + 1) > pack.limits.answer_days:
                yield fault(
                    "passing.clock", "passed_too_long", name=code, times=times, days=pack.limits.answer_days
                )
