"""The work tables around ratings: who is to be called back, and what somebody follows by office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from yuanba.desk.tables import columns, filters
from yuanba.desk.tables.bulk import EXPORT as OF_MATTERS
from yuanba.desk.tables.bulk import PRINT_LIST, VERBS, where_allowed
from yuanba.desk.tables.lines import MatterLine, lines
from yuanba.desk.tables.lists import MatterSource, of_matters
from yuanba.desk.tables.orders import ranked_by
from yuanba.evaluation.queries import CallRow, calls, following
from yuanba.evaluation.queries.calls import WantedCalls
from yuanba.evaluation.sentences import LEVELS
from yuanba.matters import queries as matters
from yuanba.matters import services
from yuanba.matters.queries import tables
from yuanba.matters.queries.tables import MatterList
from yuanba.matters.services import LeavesAs
from yuanba.packs import store
from yuanba.places.tables import AREA, path_asked
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import DistrictRequest, whoever_may
from yuanba.web.tables import (
    Choice,
    Filter,
    FilterKind,
    RowSource,
    Selection,
    TableColumn,
    TableReader,
    TableState,
    WorkTable,
    as_workbook,
    lay_with,
    ordered,
    press_with,
)

CALLERS = whoever_may(MatterVerb.FOLLOW_UP)
#: The value of the filter of what was said that is no level.
UNSOLVED = "unsolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """One call to make with the matter that it is about, as the work table shows it."""

    call: CallRow
    matter: MatterLine

    @property
    def id(self) -> int:
        """Return the call's number."""
        return self.call.id

    @property
    def said(self) -> str:
        """Return what they said: whether it is solved, how satisfied they are, and their words."""
        rating = self.call.rating
        solved = str(_("not solved")) if rating.is_solved is False else ""
        level = str(LEVELS[rating.satisfaction]) if rating.satisfaction else ""
        return " · ".join(one for one in (solved, level, rating.text) if one)


def _wanted(asked: TableState) -> WantedCalls:
    said = asked["said"]
    return WantedCalls(
        unit=asked["unit"],
        class_code=asked["class"],
        area_path=path_asked(asked),
        is_unsolved=said == UNSOLVED,
        satisfaction=said if said != UNSOLVED else "",
        due_from=asked.from_at("due"),
        due_to=asked.to_at("due"),
    )


def _lines(reader: TableReader, found: Sequence[CallRow]) -> list[CallLine]:
    kept = matters.kept_among(one.matter_id for one in found)
    shown = lines(reader, list(kept.values()), ())
    by_matter: Mapping[int, MatterLine] = {line.id: line for line in shown}
    return [CallLine(call=one, matter=by_matter[one.matter_id]) for one in found]


def _order(reader: TableReader, asked: TableState) -> ordered.Order:
    if asked.order in calls.ORDERS:
        return replace(calls.ORDERS[asked.order], is_backwards=asked.is_backwards)
    return ranked_by(asked, reader, newest="rating__at", of="rating__invitation__matter__")


SOURCE = RowSource(
    ways=lambda reader, asked: calls.to_make(reader.actor, reader.now, _wanted(asked)),
    order=_order,
    every=calls.every,
    lines=lambda reader, ids: _lines(reader, calls.rows(ids)),
    may_read=lambda reader, _ids: calls.callable_ids(reader.actor, reader.now),
)


def _levels(_reader: TableReader, _asked: TableState) -> list[Choice]:
    return [
        Choice(value=UNSOLVED, label=_("not solved")),
        *(Choice(value=level, label=LEVELS[level]) for level in Satisfaction),
    ]


CALLS = WorkTable(
    code="calls",
    title=_("To call back"),
    to="evaluation:calls",
    row_to="evaluation:follow_up",
    columns=(
        TableColumn(code="said", label=_("They said"), value=lambda line: line.said, is_main=True),
        TableColumn(
            code="receipt",
            label=_("Receipt"),
            value=lambda line: columns.COLUMNS["receipt"].value(line.matter),
            is_sorted=True,
        ),
        TableColumn(
            code="kind",
            label=_("Class"),
            value=lambda line: line.matter.item or line.matter.matter_class,
            is_sorted=True,
        ),
        TableColumn(code="where", label=_("Area"), value=lambda line: line.matter.area, is_sorted=True),
        TableColumn(
            code="unit", label=_("Unit in charge"), value=lambda line: line.matter.unit, is_sorted=True
        ),
        TableColumn(
            code="state",
            label=_("State"),
            value=lambda line: columns.COLUMNS["state"].value(line.matter),
            template="evaluation/cell_state.html",
            is_sorted=True,
        ),
        TableColumn(code="due", label=_("Call by"), value=lambda line: line.call.due_at, is_sorted=True),
        TableColumn(code="rated", label=_("Said on"), value=lambda line: line.call.rating.at, is_shown=False),
    ),
    filters=(
        Filter(code="said", label=_("They said"), choices=_levels, is_first=True),
        replace(filters.FILTERS["unit"], is_first=True),
        AREA,
        filters.FILTERS["class"],
        Filter(code="due", label=_("Call by"), kind=FilterKind.DAYS),
    ),
    sort="due",
    who=CALLERS,
    rows=SOURCE.rows,
    count=SOURCE.count,
    beside=SOURCE.beside,
    by_ids=SOURCE.by_ids,
    empty_title=_("Nobody waits for a call"),
    empty_words=_("People who are not satisfied appear here, unless you or your unit handled the matter."),
    picture="empty_done",
)


def _export(_request: DistrictRequest, chosen: Selection) -> HttpResponse:
    """A workbook of the calls; each matter says who took it out."""
    reader = chosen.reader
    ids = list(dict.fromkeys(line.call.matter_id for line in chosen.rows))
    services.export(actor=reader.actor, matter_ids=ids, leaves_as=LeavesAs.WORKBOOK, now=reader.now)
    return as_workbook(chosen)


def _may_leave(reader: TableReader, ids: Sequence[int]) -> frozenset[int]:
    found = {one.id: one.matter_id for one in calls.rows(ids)}
    may = where_allowed(MatterVerb.EXPORT)(reader, list(found.values()))
    return frozenset(number for number, matter_id in found.items() if matter_id in may)


EXPORT = replace(OF_MATTERS, may=_may_leave, make=_export)


def _followed(reader: TableReader, _asked: TableState) -> MatterList:
    """What is open of the classes that the reader follows by office, in the areas of that office."""
    today = day(reader.now)
    mine = following.followed(reader.actor, store.in_force(today), today)
    if not mine.classes:
        return MatterList(ways=[])
    return tables.living(reader.actor, reader.now, mine.classes, mine.area_paths)


FOLLOWED = of_matters(
    MatterSource(found=_followed),
    code="followed",
    title=_("Matters that I follow"),
    to="evaluation:followed",
    columns=columns.standing("what", "receipt", "where", "kind", "state", "unit", "due", "clock"),
    filters=filters.without("hand", "ended"),
    sort="due",
    who=(ActorKind.STAFF,),
    empty=(
        _("Nothing is open that you follow"),
        _("Matters of your area appear here as soon as they are assigned."),
    ),
)


def lay_tables() -> None:
    """Register the lists of this app and what can be done to their ticked rows."""
    lay_with([CALLS, FOLLOWED])
    press_with(CALLS.code, [EXPORT, PRINT_LIST])
    press_with(FOLLOWED.code, VERBS)
