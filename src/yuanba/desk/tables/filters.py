"""What a work table of matters can be filtered by, and what the filters that are set ask of the queries."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yuanba.matters import queries
from yuanba.matters.queries import handover, tables
from yuanba.matters.queries.figured import figured
from yuanba.matters.queries.heaps import Heap
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places.tables import AREA, areas_held, path_asked
from yuanba.rules.core.state import ENDS, State
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import title_of
from yuanba.web.sentences import STANDINGS, words
from yuanba.web.tables import Choice, Filter, FilterKind, TableReader, TableState

#: Values of the filter of states that stand for several, and the values of who has an order in hand.
LIVING, ME = "open", "me"
#: The title and meaning of each supervision queue, its icon and its tone.
HEAPS = {
    Heap.LATE: (_("Late"), _("The answer is late."), "clock-exclamation", "bad"),
    Heap.TODAY: (_("Due today"), _("The answer is due before midnight."), "clock", "ask"),
    Heap.SOON: (_("Due in 2 working days"), _("After today."), "calendar", "doing"),
    Heap.STUCK: (
        _("Step overdue"),
        _("Not triaged, accepted or checked in time."),
        "alert-triangle",
        "bad",
    ),
    Heap.UNTOLD: (_("Progress not told"), _("The resident has not heard in time."), "speakerphone", "bad"),
    Heap.PARTS: (_("Helping late"), _("A helping unit's part is late."), "users", "bad"),
    Heap.WAITING: (_("Waiting for residents"), _("The clock is stopped."), "help-circle", "rest"),
    Heap.HELD: (
        _("On hold"),
        _("The clock is stopped: as granted, or while a council deliberates."),
        "zzz",
        "rest",
    ),
    Heap.RETURNED: (_("Returned often"), _("Returned by units several times."), "arrow-back-up", "ask"),
    Heap.REWORKED: (_("Second rework"), _("Sent back for the second time."), "refresh", "bad"),
    Heap.PRIORITISED: (_("Under supervision"), _("Until it is taken off the list."), "flag", "ask"),
}


def _states(_reader: TableReader, _asked: TableState) -> list[Choice]:
    every = [Choice(value=LIVING, label=_("Open (all)"))]
    return [*every, *(Choice(value=state, label=STANDINGS[state].label) for state in State)]


def _units(reader: TableReader, _asked: TableState) -> list[Choice]:
    """The units within the reader's reach, and those above it."""
    mine = areas_held(reader)
    found = [unit for unit in people.units() if any(_touch(unit.area_path, path) for path in mine)]
    return [Choice(value=unit.code, label=unit.name) for unit in sorted(found, key=lambda unit: unit.name)]


def _touch(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _classes(reader: TableReader, _asked: TableState) -> list[Choice]:
    pack = store.in_force(day(reader.now))
    return [Choice(value=code, label=words(row.title)) for code, row in pack.classes.items()]


def _items(reader: TableReader, asked: TableState) -> list[Choice]:
    """The items of the directory, of the chosen class where one is."""
    pack, chosen = store.in_force(day(reader.now)), asked["class"]
    return [
        Choice(value=code, label=words(item.title), group=words(pack.classes[item.class_code].title))
        for code, item in pack.items.items()
        if item.class_code in pack.classes and (not chosen or item.class_code == chosen)
    ]


def _channels(reader: TableReader, _asked: TableState) -> list[Choice]:
    pack = store.in_force(day(reader.now))
    return [Choice(value=code, label=words(channel.title)) for code, channel in pack.channels.items()]


def _hands(reader: TableReader, _asked: TableState) -> list[Choice]:
    """Nobody, and who works in the reader's units; of other units nobody is named."""
    units = queries.units_worked_in(reader.actor, reader.now)
    found = [Choice(value=ME, label=_("Me")), Choice(value=tables.NOBODY, label=_("Nobody yet"))]
    working = handover.working_in(units, day(reader.now)) if units else {}
    keys = {one.key for holders in working.values() for one in holders} - {reader.actor.key}
    names = people.names(keys) if keys else {}
    return [
        *found,
        *(Choice(value=key, label=names[key]) for key in sorted(names, key=lambda key: names[key])),
    ]


def _heaps(_reader: TableReader, _asked: TableState) -> list[Choice]:
    return [Choice(value=heap, label=label) for heap, (label, *_rest) in HEAPS.items()]


def _figures(reader: TableReader, asked: TableState) -> list[Choice]:
    """The figure that is set, if it is one: it comes from a page that shows it."""
    found = figured(reader.actor, asked["figure"], reader.now)
    return [Choice(value=found.key.text(), label=title_of(found.metric))] if found else []


FILTERS = {
    one.code: one
    for one in (
        Filter(code="q", label=_("Receipt number or words"), kind=FilterKind.WORDS, is_first=True),
        Filter(code="state", label=_("State"), choices=_states, is_first=True),
        Filter(code="unit", label=_("Unit"), choices=_units, is_first=True, is_typed=True),
        AREA,
        Filter(code="lateness", label=_("Deadlines"), choices=_heaps, is_first=True),
        Filter(code="class", label=_("Class of matter"), choices=_classes),
        Filter(code="item", label=_("Item of the directory"), choices=_items, is_typed=True),
        Filter(code="channel", label=_("Came in by"), choices=_channels),
        Filter(code="hand", label=_("In whose hands"), choices=_hands),
        Filter(code="figure", label=_("Counted in a figure"), choices=_figures),
        Filter(code="filed", label=_("Filed"), kind=FilterKind.DAYS),
        Filter(code="due", label=_("Answer by"), kind=FilterKind.DAYS),
        Filter(code="ended", label=_("Ended"), kind=FilterKind.DAYS),
    )
}


def without(*codes: str) -> tuple[Filter, ...]:
    """Return all filters of matters but these."""
    return tuple(one for code, one in FILTERS.items() if code not in codes)


def wanted(reader: TableReader, asked: TableState) -> tables.Wanted:
    """Return what the filters that are set ask of the queries; what names nothing finds nothing."""
    heap = asked["lateness"]
    return tables.Wanted(
        words=asked["q"],
        states=_states_asked(asked["state"]),
        unit=asked["unit"],
        class_code=asked["class"],
        item_code=asked["item"],
        channel=asked["channel"],
        area_path=path_asked(asked),
        heap=Heap(heap) if heap in set(Heap) else None,
        figure=_condition(reader, asked),
        hand=reader.actor.key if asked["hand"] == ME else asked["hand"],
        filed=_span(asked, "filed"),
        due=_span(asked, "due"),
        ended=_span(asked, "ended"),
    )


def _condition(reader: TableReader, asked: TableState) -> Q | None:
    """The condition of the figure that is set; one that finds nothing where a filter names nothing."""
    is_unknown = asked["state"] and not _states_asked(asked["state"])
    if is_unknown or (asked["lateness"] and asked["lateness"] not in set(Heap)):
        return Q(pk__in=[])
    if not asked["figure"]:
        return None
    found = figured(reader.actor, asked["figure"], reader.now)
    return found.condition if found else Q(pk__in=[])


def _span(asked: TableState, name: str) -> tables.Between:
    return tables.Between(from_at=asked.from_at(name), to_at=asked.to_at(name))


_GROUPS: Mapping[str, frozenset[State]] = {LIVING: frozenset(State) - ENDS}


def _states_asked(value: str) -> frozenset[State]:
    if value in _GROUPS:
        return _GROUPS[value]
    return frozenset({State(value)}) if value in set(State) else frozenset()
