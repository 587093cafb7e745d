"""The work table of the objections that somebody may answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    RowSource,
    TableColumn,
    TableState,
    WorkTable,
    by_moment,
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


SOURCE = RowSource(
    ways=lambda reader, asked: objections.to_answer(reader.actor, reader.now, _wanted(asked)),
    order=by_moment(objections.ORDERS),
    every=objections.every,
    lines=lambda _reader, ids: _lines(objections.rows(ids)),
    may_read=lambda reader, ids: objections.answerable_ids(reader.actor, reader.now, ids),
)
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
        TableColumn(
            code="due",
            label=_("Answer by"),
            value=lambda line: line.row.due_at,
            template="notices/cell_due.html",
            is_sorted=True,
        ),
    ),
    filters=(AREA, Filter(code="due", label=_("Answer by"), kind=FilterKind.DAYS)),
    sort="due",
    who=whoever_may(NoticeVerb.ANSWER),
    rows=SOURCE.rows,
    count=SOURCE.count,
    beside=SOURCE.beside,
    by_ids=SOURCE.by_ids,
    empty_title=_("No objection waits"),
    empty_words=_("Objections to notices in your area appear here."),
    picture="empty_done",
)
