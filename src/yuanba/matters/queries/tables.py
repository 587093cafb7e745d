"""Reads the work tables of matters: by any filters, in any order, in pages by key; counts have an end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from yuanba.matters.models import LIVING, OPEN_ORDER, Matter, Order, Role
from yuanba.matters.queries.facts import reach, units_worked_in, ways, within_area
from yuanba.matters.queries.heaps import Heap, heap_condition
from yuanba.matters.queries.lists import Whose
from yuanba.matters.queries.rows import PAGE, MatterRow, MatterRows, row_of
from yuanba.reading import bigrams
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.web.once import once
from yuanba.web.tables import keyset, ordered

#: Nobody has so many open orders in hand; so many matters of one person are looked through.
MOST_IN_HAND = 500
#: The orders in which a list of matters can be read, by the name that its columns have.
ORDERS = {
    "filed": keyset.RowOrder(field="filed_at"),
    "due": keyset.RowOrder(field="due_at", is_nullable=True),
    "until": keyset.RowOrder(field="until_at", is_nullable=True),
    "ended": keyset.RowOrder(field="ended_at", is_nullable=True),
}
NEWEST = replace(ORDERS["filed"], is_backwards=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A span of moments; the end is not in it, and an open side is None."""

    from_at: datetime | None = None
    to_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters of a list of matters; an empty field does not filter.

    `hand` is the key of an account, or NOBODY; `figure` the condition by which a metric counts.
    """

    words: str = ""
    states: frozenset[State] = frozenset()
    unit: str = ""
    class_code: str = ""
    item_code: str = ""
    channel: str = ""
    area_path: str = ""
    heap: Heap | None = None
    figure: Q | None = None
    hand: str = ""
    filed: Between = field(default_factory=Between)
    due: Between = field(default_factory=Between)
    ended: Between = field(default_factory=Between)


#: What `Wanted.hand` says of orders that are in nobody's hands.
NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterList:
    """The matters of one list: the ways in which they are found, and the column that its "due" stands for."""

    ways: Sequence[QuerySet[Matter]]
    due: str = "due_at"

    def only(self, condition: Q) -> MatterList:
        """Return those of the list's matters that meet a condition."""
        return replace(self, ways=[way.filter(condition) for way in self.ways])

    def order(self, name: str, *, is_backwards: bool) -> keyset.RowOrder:
        """Return one of the list's orders by its name."""
        known = replace(ORDERS[name], is_backwards=is_backwards)
        return replace(known, field=self.due) if name == "due" else known


def readable(actor: Actor, now: datetime) -> MatterList:
    """Return the list of all matters that the actor may read."""
    return MatterList(ways=[Matter.objects.filter(way) for way in ways(actor, MatterVerb.READ, now)])


def of_my_units(actor: Actor, now: datetime, whose: Whose = Whose.UNITS) -> MatterList:
    """Return the list of the matters with open orders of the actor's units, each due as its order is."""
    found = MatterList(
        ways=[
            Matter.objects.annotate(
                mine=FilteredRelation("orders", condition=Q(orders__unit=unit, orders__ended_at__isnull=True))
            ).filter(mine__isnull=False)
            for unit in units_worked_in(actor, now)
        ],
        due="mine__due_at",
    )
    hands = {Whose.MINE: Q(mine__in_hand=actor.key), Whose.NOBODYS: Q(mine__in_hand=""), Whose.UNITS: Q()}
    return found.only(hands[whose])


def living(actor: Actor, now: datetime, classes: Collection[str], area_paths: Iterable[str]) -> MatterList:
    """Return the list of the matters of some classes in some areas that have a deadline and are not over."""
    within = Q(pk__in=[])
    for path in area_paths:
        within |= Q(area_path__startswith=path)
    return readable(actor, now).only(LIVING & within & Q(class_code__in=classes, due_at__isnull=False))


def to_check(actor: Actor, now: datetime) -> MatterList:
    """Return the list of the matters whose answers the actor may check.

    Those that the actor or one of their units answered are left out; other ties are found at the check.
    """
    units = {holding.unit for holding in actor.holdings if holding.unit and holding.holds_on(day(now))}
    own = Order.objects.filter(accepted_by=actor.key, matter=OuterRef("pk"))
    found = MatterList(ways=[Matter.objects.filter(way) for way in ways(actor, MatterVerb.CHECK, now)])
    waits = Q(state=State.ANSWERED, until_at__isnull=False)
    return found.only(waits & ~Q(unit__in=units) & ~Q(Exists(own)))


def narrowed(found: MatterList, wanted: Wanted, pack: Pack, now: datetime) -> MatterList:
    """Return those of a list's matters that its filters leave."""
    condition = Q()
    for name in ("unit", "class_code", "item_code", "channel"):
        if value := getattr(wanted, name):
            condition &= Q(**{name: value})
    if wanted.states:
        condition &= Q(state__in=sorted(wanted.states))
    if wanted.area_path:
        condition &= within_area(wanted.area_path)
    if wanted.words:
        found = holding(found, wanted.words)
    if wanted.heap:
        condition &= heap_condition(wanted.heap, pack, now)
    if wanted.figure is not None:
        condition &= wanted.figure
    if wanted.hand:
        condition &= _in_hand(wanted.hand)
    for name in ("filed", "due", "ended"):
        condition &= _in_span(f"{name}_at", getattr(wanted, name))
    return found.only(condition) if condition else found


def holding(found: MatterList, words: str) -> MatterList:
    """Return those of a list's matters that hold all of these words; none where there is no word in them.

    The planner knows only the commonest words and would walk the whole list for others: they are looked up.
    """
    asked = bigrams.query(words)
    if not asked:
        return found.only(Q(pk__in=[]))
    holding = Matter.objects.filter(words__holds=asked).values_list("pk", flat=True)
    ids = once(("holding", asked), lambda: keyset.few(holding))
    return found.only(Q(words__holds=asked) if ids is None else Q(pk__among=ids))


def _in_hand(key: str) -> Q:
    """What somebody has in hand is few and is read first, so that no list is walked for it."""
    if key == NOBODY:
        return Q(Exists(Order.objects.filter(OPEN_ORDER, matter=OuterRef("pk"), role=Role.LEAD, in_hand="")))
    held = Order.objects.filter(OPEN_ORDER, in_hand=key).exclude(in_hand="")
    return Q(pk__in=list(held.values_list("matter_id", flat=True)[:MOST_IN_HAND]))


def _in_span(name: str, span: Between) -> Q:
    condition = Q()
    if span.from_at:
        condition &= Q(**{f"{name}__gte": span.from_at})
    if span.to_at:
        condition &= Q(**{f"{name}__lt": span.to_at})
    return condition


def listed(
    found: MatterList, *, order: ordered.Order = NEWEST, after: str = "", limit: int = PAGE
) -> MatterRows:
    """Return a page of a list. Two statements, three where it ends with those that have no moment."""
    page = ordered.listed(found.ways, order, after, limit)
    rows = {matter.pk: matter for matter in Matter.objects.filter(pk__in=page.ids)} if page.ids else {}
    shown = [row_of(rows[number]) for number in page.ids if number in rows]
    return MatterRows(rows=shown, after=page.after, is_sorted=page.is_sorted)


def by_ids(actor: Actor, ids: Sequence[int], now: datetime) -> list[MatterRow]:
    """Return these matters in this order, as far as the actor may read them."""
    found = {one.pk: one for one in Matter.objects.filter(reach(actor, MatterVerb.READ, now), pk__in=ids)}
    return [row_of(found[number]) for number in ids if number in found]


def open_to(actor: Actor, verb: Verb, ids: Sequence[int], now: datetime) -> frozenset[int]:
    """Return the ids of those of these matters to whose state and place this action of the actor fits.

    One statement for all; the service asks again, with all facts of each.
    """
    states = sorted(ACTIONS[verb].from_states)
    found = Matter.objects.filter(reach(actor, verb, now), pk__in=ids, state__in=states)
    return frozenset(found.values_list("pk", flat=True))


def counted(found: MatterList, most: int) -> int:
    """Return how many matters a list has, counted no further than one more than ``most``."""
    return keyset.counted(found.ways, most)


def beside(found: MatterList, matter_id: int, order: ordered.Order) -> tuple[int | None, int | None]:
    """Return the ids of the matters before and after one in a list, or None at an end.

    A matter that has left the list, such as one just answered, still has its place between the others.
    """
    return ordered.beside(found.ways, order, Matter.objects.all(), matter_id)
