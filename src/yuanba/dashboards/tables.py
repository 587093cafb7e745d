"""The work table of those who watch: what is late or about to be, queue by queue, with the reasons."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from yuanba.dashboards.queries import watching
from yuanba.desk.tables import columns, filters
from yuanba.desk.tables.lists import MatterSource, of_matters
from yuanba.matters.queries import tables
from yuanba.matters.queries.heaps import Heap
from yuanba.matters.queries.tables import MatterList
from yuanba.rules.core.actor import PositionKind
from yuanba.web.metrics import key_of
from yuanba.web.tables import Choice, FilterKind, TableReader, TableState
from yuanba.web.tables.declared import MOST_COUNTED

WATCHERS = (
    PositionKind.SUPERVISOR,
    PositionKind.SUBDISTRICT_LEAD,
    PositionKind.COMMUNITY_LEAD,
    PositionKind.TRIAGER,
    PositionKind.AUDITOR,
)


def _heaps(reader: TableReader, asked: TableState) -> list[Choice]:
    """The queues with their sizes, in the area and of the unit that are chosen."""
    wanted = filters.wanted(reader, asked)
    cut = watching.cut_of(reader.actor, reader.now, area_path=wanted.area_path, unit=wanted.unit)
    cut = replace(cut, periods=())  # what lies in a queue is of the moment
    counts = watching.sizes(
        reader.actor, reader.now, MOST_COUNTED, area_path=wanted.area_path, unit=wanted.unit
    )
    return [
        Choice(
            value=heap,
            label=label,
            count=counts[heap],
            icon=icon,
            tone=tone if counts[heap] else "",
            figure="" if counts[heap] > MOST_COUNTED else key_of("matters.watched", cut, heap).text(),
        )
        for heap, (label, _meaning, icon, tone) in filters.HEAPS.items()
    ]


def _found(reader: TableReader, asked: TableState) -> MatterList:
    """All that one may read: the queue that is chosen leaves of it what is in it. An unknown one is empty."""
    known = asked["lateness"] in set(Heap)
    return tables.readable(reader.actor, reader.now) if known else MatterList(ways=[])


SUPERVISION = of_matters(
    MatterSource(found=_found),
    code="supervision",
    title=_("Late and due"),
    to="dashboards:supervision",
    columns=columns.standing("what", "receipt", "where", "kind", "state", "unit", "due", "clock"),
    filters=(
        replace(
            filters.FILTERS["lateness"],
            kind=FilterKind.TABS,
            label=_("What to look at"),
            choices=_heaps,
            otherwise=Heap.LATE,
        ),
        *filters.without("lateness", "hand", "ended"),
    ),
    sort="due",
    who=WATCHERS,
    empty=(_("Nothing here"), _("Another queue may hold something: the numbers above say which.")),
)
TABLES = (SUPERVISION,)
