"""The work tables of matters that the desk has: all matters, orders of one's units, answers to check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.desk.tables import columns, filters
from yuanba.desk.tables.lines import MatterLine, lines
from yuanba.desk.tables.orders import order_of
from yuanba.matters import queries
from yuanba.matters.queries import Whose, tables
from yuanba.matters.queries.tables import MatterList
from yuanba.packs import store
from yuanba.rules.core.action import Who
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import whoever_may
from yuanba.web.tables import (
    Choice,
    Filter,
    FilterKind,
    Neighbours,
    TableColumn,
    TableReader,
    TableRows,
    TableState,
    WorkTable,
)
from yuanba.web.tables.declared import MOST_COUNTED

#: Who checks answers.
CHECKERS = (
    PositionKind.TRIAGER,
    PositionKind.SUBDISTRICT_LEAD,
    PositionKind.COMMUNITY_LEAD,
    PositionKind.GRID_WORKER,
    PositionKind.CLERK,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterSource:
    """Where the rows of one work table of matters come from: which matters are in it for a reader."""

    found: Callable[[TableReader, TableState], MatterList]
    is_own: bool = False

    def rows(self, reader: TableReader, asked: TableState, limit: int) -> TableRows:
        """Return one page of the table."""
        found = self._narrowed(reader, asked)
        order = order_of(found, reader, asked)
        page = tables.listed(found, order=order, after=asked.after, limit=limit)
        shown = lines(reader, page.rows, asked.columns, is_own=self.is_own)
        return TableRows(rows=shown, after=page.after, is_sorted=page.is_sorted)

    def count(self, reader: TableReader, asked: TableState) -> int:
        """Return how many rows the table has, counted no further than one more than `MOST_COUNTED`."""
        return tables.counted(self._narrowed(reader, asked), MOST_COUNTED)

    def beside(self, reader: TableReader, asked: TableState, number: int) -> Neighbours:
        """Return the matters before and after one in the table."""
        found = self._narrowed(reader, asked)
        before, after = tables.beside(found, number, order_of(found, reader, asked))
        return Neighbours(before=before, after=after)

    def by_ids(self, reader: TableReader, ids: Sequence[int], asked: TableState) -> Sequence[MatterLine]:
        """Return the rows of these matters, as far as the reader may read them."""
        rows = tables.by_ids(reader.actor, ids, reader.now)
        return lines(reader, rows, asked.columns, is_own=self.is_own)

    def _narrowed(self, reader: TableReader, asked: TableState) -> MatterList:
        found, pack = self.found(reader, asked), store.in_force(day(reader.now))
        return tables.narrowed(found, filters.wanted(reader, asked), pack, reader.now)


def tone(line: MatterLine) -> str:
    """Return the class of a row that speaks of a danger, or nothing."""
    return "yb-row--danger" if line.row.is_in_danger else ""


def of_matters(
    source: MatterSource,
    *,
    code: str,
    title: Promise,
    to: str,
    columns: tuple[TableColumn, ...],
    filters: tuple[Filter, ...],
    sort: str,
    who: tuple[Who, ...],
    empty: tuple[Promise, Promise],
    picture: str = "empty_done",
) -> WorkTable:
    """Return a work table whose rows are matters of a source."""
    return WorkTable(
        code=code,
        title=title,
        to=to,
        row_to="desk:matter",
        columns=columns,
        filters=filters,
        sort=sort,
        who=who,
        rows=source.rows,
        count=source.count,
        beside=source.beside,
        by_ids=source.by_ids,
        tone=tone,
        empty_title=empty[0],
        empty_words=empty[1],
        picture=picture,
    )


def _whose(reader: TableReader, _asked: TableState) -> list[Choice]:
    counts = queries.order_counts(reader.actor, reader.now)
    labels = {
        Whose.MINE: _("In my hands"),
        Whose.NOBODYS: _("In nobody's hands yet"),
        Whose.UNITS: _("All of my unit"),
    }
    return [Choice(value=whose, label=label, count=counts[whose]) for whose, label in labels.items()]


def _orders(reader: TableReader, asked: TableState) -> MatterList:
    whose = Whose(asked["whose"]) if asked["whose"] in set(Whose) else Whose.UNITS
    return tables.of_my_units(reader.actor, reader.now, whose)


MATTERS = of_matters(
    MatterSource(found=lambda reader, _asked: tables.readable(reader.actor, reader.now)),
    code="matters",
    title=_("All matters"),
    to="desk:list",
    columns=columns.standing("what", "receipt", "where", "kind", "state", "unit", "due", "filed"),
    filters=filters.without(),
    sort="-filed",
    who=whoever_may(MatterVerb.READ),
    empty=(_("Nothing here"), _("No matter is within your area or unit.")),
    picture="empty_list",
)
ORDERS = of_matters(
    MatterSource(found=_orders, is_own=True),
    code="orders",
    title=_("My unit's orders"),
    to="desk:orders",
    columns=columns.standing(
        "what", "receipt", "where", "kind", "state", "hand", "due", "filed", sorted_too=("hand",)
    ),
    filters=(
        Filter(
            code="whose", label=_("Whose orders"), kind=FilterKind.TABS, choices=_whose, otherwise=Whose.UNITS
        ),
        *filters.without("unit", "hand", "ended"),
    ),
    sort="due",
    who=whoever_may(MatterVerb.ACCEPT),
    empty=(_("No open orders"), _("An order appears here as soon as a matter is given to your unit.")),
)
CHECKS = of_matters(
    MatterSource(found=lambda reader, _asked: tables.to_check(reader.actor, reader.now)),
    code="checks",
    title=_("Answers to check"),
    to="desk:checks",
    columns=columns.standing("what", "receipt", "where", "kind", "unit", "until", "filed"),
    filters=filters.without("state", "lateness", "hand", "ended"),
    sort="until",
    who=CHECKERS,
    empty=(_("Nothing to check"), _("Answers in which you had no part appear here.")),
)
TABLES = (MATTERS, ORDERS, CHECKS)
