"""The work table of the objections that somebody may answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from yuanba.notices.queries import ObjectionRow, objections
from yuanba.notices.queries.objections import WantedObjections
from yuanba.places import queries as places
from yuanba.places.tables import AREA, path_asked
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.web.entrance import whoever_may
from yuanba.web.tables import (
    Filter,
    FilterKind,
    Neighbours,
    TableColumn,
    TableReader,
    TableRows,
    TableState,
    WorkTable,
    ordered,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionLine:
    """One objection of the work table with the name of its area."""

    row: ObjectionRow
    area: str

    @property
    def id(self) -> int:
        """Return the objection's number."""
        return self.row.id


def _lines(rows: Sequence[ObjectionRow]) -> list[ObjectionLine]:
    labels = places.labels({row.area_path for row in rows})
    return [ObjectionLine(row=row, area=labels.get(row.area_path, "")) for row in rows]


def _wanted(asked: TableState) -> WantedObjections:
    return WantedObjections(
        area_path=path_asked(asked),
        due_from=asked.from_at("due"),
        due_to=asked.to_at("due"),
    )


def _order(asked: TableState) -> ordered.Order:
    return replace(objections.ORDERS[asked.order], is_backwards=asked.is_backwards)


def _rows(reader: TableReader, asked: TableState, limit: int) -> TableRows:
    ways = objections.to_answer(reader.actor, reader.now, _wanted(asked))
    found = ordered.listed(ways, _order(asked), asked.after, limit)
    return TableRows(rows=_lines(objections.rows(found.ids)), after=found.after)


def _count(reader: TableReader, asked: TableState) -> int:
    return objections.counted(objections.to_answer(reader.actor, reader.now, _wanted(asked)))


def _beside(reader: TableReader, asked: TableState, number: int) -> Neighbours:
    ways = objections.to_answer(reader.actor, reader.now, _wanted(asked))
    before, after = objections.beside(ways, _order(asked), number)
    return Neighbours(before=before, after=after)


def _by_ids(reader: TableReader, ids: Sequence[int], _asked: TableState) -> list[ObjectionLine]:
    (open_ones,) = objections.to_answer(reader.actor, reader.now, WantedObjections())
    may = set(open_ones.filter(pk__in=ids).values_list("pk", flat=True))
    return _lines(objections.rows([number for number in ids if number in may]))


OBJECTIONS = WorkTable(
    code="objections",
    title=_("Objections to answer"),
    to="notices:objections",
    row_to="notices:answer",
    columns=(
        TableColumn(code="said", label=_("The objection"), value=lambda line: line.row.text, is_main=True),
        TableColumn(code="notice", label=_("Notice"), value=lambda line: line.row.notice_title),
        TableColumn(code="where", label=_("Area"), value=lambda line: line.area),
        TableColumn(code="at", label=_("Raised on"), value=lambda line: line.row.at, is_sorted=True),
        TableColumn(code="due", label=_("Answer by"), value=lambda line: line.row.due_at, is_sorted=True),
    ),
    filters=(AREA, Filter(code="due", label=_("Answer by"), kind=FilterKind.DAYS)),
    sort="due",
    who=whoever_may(NoticeVerb.ANSWER),
    rows=_rows,
    count=_count,
    beside=_beside,
    by_ids=_by_ids,
    empty_title=_("No objection waits"),
    empty_words=_("Objections to notices in your area appear here."),
    picture="empty_done",
)
