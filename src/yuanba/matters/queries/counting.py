"""Counts matters for the registry of metrics: what came in, what was closed, what fell due and what was late.

Each count is a condition and its tallies; the staff list that a figure opens filters by the same condition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When

from yuanba.matters.models import LIVING, Matter, Order, Role
from yuanba.matters.queries import heaps
from yuanba.matters.queries.facts import reach, within_area
from yuanba.packs import store
from yuanba.rules.core.metrics import Amount, By, Tally, number
from yuanba.rules.core.state import RUNNING, State
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period
from yuanba.web.metrics import MetricCut, part_names

#: What is no part of the work: taken over from an archive, and no clock runs for it.
NOT_ARCHIVED = ~Q(state=State.ARCHIVED)
#: An order that came to its answer, or that is still open while its clock runs.
TO_ANSWER = Q(ending="answered") | Q(ending="", matter__state__in=[str(state) for state in RUNNING])
TOO_LATE = Q(ended_at=None) | Q(ended_at__gt=F("due_at"))
#: The columns of an order by which it can be told apart; of a matter they are called as in `By`.
OF_ORDER = {
    By.UNIT: "unit",
    By.AREA: "matter__area_path",
    By.CLASS: "matter__class_code",
    By.ITEM: "matter__item_code",
    By.CHANNEL: "matter__channel",
}


def visible(cut: MetricCut) -> Q:
    """Return the filter for the matters that a cut is about, whatever its periods."""
    where = reach(cut.actor, cut.verb, cut.now) if cut.actor and cut.verb else Q()
    return where & within_area(cut.area_path) if cut.area_path else where


def _of_unit(cut: MetricCut) -> Q:
    return Q(unit__in=cut.units) if cut.units else Q()


def within(field: str, periods: Sequence[Period]) -> Q:
    """Return the filter for moments in any of these periods."""
    found = Q(pk__in=[])
    for period in periods:
        start, end = period.moments
        found |= Q(**{f"{field}__gte": start, f"{field}__lt": end})
    return found


def numbered(field: str, periods: Sequence[Period]) -> Case:
    """Return the SQL expression for the place of the period in which a moment lies."""
    whens = []
    for place, period in enumerate(periods):
        start, end = period.moments
        whens.append(When(**{f"{field}__gte": start, f"{field}__lt": end}, then=Value(place)))
    return Case(*whens, output_field=IntegerField())


# --- what came in, and what ended -----------------------------------------------------------------
def came_in(cut: MetricCut, part: str = "") -> Q:
    """Return the condition on matters filed in the periods of a cut, of the items that ``part`` may name."""
    names = part_names(part)
    named = Q(**{f"{names.by}__in": names.values}) if names.by else Q()
    return named & visible(cut) & _of_unit(cut) & NOT_ARCHIVED & within("filed_at", cut.periods)


def published(cut: MetricCut) -> Q:
    """Return the condition on matters that were published in the periods of a cut."""
    return visible(cut) & _of_unit(cut) & within("published_at", cut.periods)


def closed(cut: MetricCut, part: str = "") -> Q:
    """Return the condition on matters that were closed in the periods of a cut."""
    return visible(cut) & _of_unit(cut) & Q(state=State.CLOSED) & within("ended_at", cut.periods)


def first_filed_at() -> datetime | None:
    """Return when the first matter of the district was filed; None before there is one. One index look-up."""
    return Matter.objects.order_by("filed_at", "id").values_list("filed_at", flat=True).first()


def referred(cut: MetricCut) -> Q:
    """Return the condition on matters filed in the periods of a cut and ever assigned to a unit."""
    return visible(cut) & within("filed_at", cut.periods) & Q(since_at__isnull=False)


def tallies_of(
    condition: Callable[[MetricCut], Q], field: str, part: str = ""
) -> Callable[[MetricCut], list[Tally]]:
    """Return the function that counts the matters of a condition by the period in which ``field`` lies.

    The part of a tally is what the column ``part`` says, if one is named. One statement.
    """

    def tallies(cut: MetricCut) -> list[Tally]:
        rows = Matter.objects.filter(condition(cut)).annotate(
            in_period=numbered(field, cut.periods), as_part=F(part) if part else Value("")
        )
        return _counted(rows.order_by().values_list("in_period", "as_part", *map(str, cut.by)), cut)

    return tallies


def answers(cut: MetricCut) -> list[Tally]:
    """Return the numbers of answers that units in charge gave in the periods of a cut. One statement."""
    matters = Matter.objects.filter(visible(cut), NOT_ARCHIVED)
    given = Order.objects.filter(
        _of_unit(cut), within("ended_at", cut.periods), role=Role.LEAD, ending="answered", matter__in=matters
    )
    rows = given.annotate(in_period=numbered("ended_at", cut.periods), as_part=Value("")).order_by()
    return _counted(rows.values_list("in_period", "as_part", *(OF_ORDER[one] for one in cut.by)), cut)


def _counted(rows: QuerySet[Any, tuple[Any, ...]], cut: MetricCut) -> list[Tally]:
    """The tallies of grouped rows: the period, the part, what was asked to be told apart, and one number."""
    return [
        Tally(period=place, part=part, amount=number(told[-1]), **_told_apart(cut, told))
        for place, part, *told in rows.annotate(amount=Count("pk"))
    ]


def _told_apart(cut: MetricCut, told: Sequence[Any]) -> dict[str, Any]:
    return {str(by): told[at] for at, by in enumerate(cut.by)}


# --- what fell due --------------------------------------------------------------------------------
def due_orders(cut: MetricCut) -> QuerySet[Order]:
    """Return the orders in charge whose answer fell due in the periods of a cut, each with its ``in_period``.

    An order whose clock stands still, or that was passed on, has not fallen due. Of a matter that fell due
    twice in a period, as one that was sent back for rework, the last order counts: a matter counts once.
    """
    due = Order.objects.filter(
        TO_ANSWER,
        _of_unit(cut),
        within("due_at", cut.periods),
        role=Role.LEAD,
        due_at__lt=cut.now,
        matter__in=Matter.objects.filter(visible(cut), NOT_ARCHIVED),
    ).annotate(in_period=numbered("due_at", cut.periods))
    last = due.order_by().values("matter_id", "in_period").annotate(last=Max("pk")).values("last")
    return Order.objects.filter(pk__in=last).annotate(in_period=numbered("due_at", cut.periods))


def fell_due(cut: MetricCut, part: str = "") -> Q:
    """Return the condition on matters whose answer fell due: all, or those ``in_time`` or ``late``."""
    orders = due_orders(cut)
    if part == "late":
        orders = orders.filter(TOO_LATE)
    elif part == "in_time":
        orders = orders.exclude(TOO_LATE)
    return Q(pk__in=orders.values("matter_id"))


def late(cut: MetricCut, part: str = "") -> Q:
    """Return the condition on matters whose answer was late in the periods of a cut."""
    return fell_due(cut, "late")


def answered_in_time(cut: MetricCut) -> list[Tally]:
    """Return, of the answers that fell due in the periods of a cut, how many came in time. One statement."""
    return [
        Tally(period=place, amount=Amount(counted=Fraction(due - over), of=due), **_told_apart(cut, told))
        for place, *told, due, over in _due_rows(cut)
    ]


def late_answers(cut: MetricCut) -> list[Tally]:
    """Return how many answers that fell due in the periods of a cut were late, or are. One statement."""
    return [
        Tally(period=place, amount=number(over), **_told_apart(cut, told))
        for place, *told, _due, over in _due_rows(cut)
        if over
    ]


def _due_rows(cut: MetricCut) -> QuerySet[Any, tuple[Any, ...]]:
    """Rows of the period, what was asked to be told apart, how many fell due, and how many were late."""
    names = ("in_period", *(OF_ORDER[one] for one in cut.by))
    grouped = due_orders(cut).order_by().values_list(*names)
    return grouped.annotate(due=Count("pk"), over=Count("pk", filter=TOO_LATE))


# --- of the moment --------------------------------------------------------------------------------
def watched(cut: MetricCut) -> list[Tally]:
    """Return how many matters lie in each queue of supervision at the moment. Two statements."""
    assert cut.actor, "a monitor has no queues"
    focus = heaps.Focus(unit="".join(cut.units[:1]), area_path=cut.area_path)
    found = heaps.counts(cut.actor, store.in_force(day(cut.now)), cut.now, focus)
    return [Tally(part=str(heap), amount=number(count)) for heap, count in found.items()]


def by_state(condition: Q) -> Callable[[MetricCut], list[Tally]]:
    """Return the function that counts matters by their state at the moment, as their part. One statement."""

    def tallies(cut: MetricCut) -> list[Tally]:
        rows = Matter.objects.filter(condition, visible(cut), _of_unit(cut)).order_by("state")
        return [
            Tally(part=state, amount=number(told[-1]), **_told_apart(cut, told))
            for state, *told in rows.values_list("state", *map(str, cut.by)).annotate(n=Count("pk"))
        ]

    return tallies


living, of_all = by_state(LIVING), by_state(Q())
