"""The work table of notices: what hangs in the reader's areas, until when, and what is still to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from yuanba.notices.queries import NoticeRow, NoticeState, tables
from yuanba.notices.queries.tables import WantedNotices
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.places.tables import AREA, path_asked
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import whoever_may
from yuanba.web.sentences import words
from yuanba.web.tables import (
    BulkVerb,
    Choice,
    Filter,
    FilterKind,
    RowSource,
    TableColumn,
    TableReader,
    TableState,
    WorkTable,
    as_paper,
    as_workbook,
    ordered,
)

#: Values of the filter of what is still open.
OBJECTIONS, BOARDS = "objections", "boards"
STATES = {
    NoticeState.POSTED: _("on notice"),
    NoticeState.ENDED: _("period over"),
    NoticeState.WITHDRAWN: _("taken down"),
}
WHO = whoever_may(NoticeVerb.PROVE, NoticeVerb.ANSWER, NoticeVerb.END)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One notice of the work table with the names that its cells show."""

    row: NoticeRow
    area: str
    matter_class: str

    @property
    def id(self) -> int:
        """Return the notice's number."""
        return self.row.id

    @property
    def open_objections(self) -> int:
        """Return how many objections to it wait for an answer."""
        return self.row.objections - self.row.answered


def _wanted(asked: TableState) -> WantedNotices:
    return WantedNotices(
        state=asked["state"],
        class_code=asked["class"],
        area_path=path_asked(asked),
        has_open_objections=asked["open"] == OBJECTIONS,
        lacks_board=asked["open"] == BOARDS,
        posted_from=asked.from_at("posted"),
        posted_to=asked.to_at("posted"),
        until_from=asked.from_at("until"),
        until_to=asked.to_at("until"),
    )


def _lines(rows: Sequence[NoticeRow]) -> list[NoticeLine]:
    labels = places.labels({row.area_path for row in rows})
    return [
        NoticeLine(
            row=row,
            area=labels.get(row.area_path, ""),
            matter_class=_class(row),
        )
        for row in rows
    ]


def _class(row: NoticeRow) -> str:
    """The class of the matter; what is no matter, such as a roll of voters, has none."""
    found = store.pack_of(row.pack_digest).classes.get(row.class_code)
    return words(found.title) if found else "—"


def _order(reader: TableReader, asked: TableState) -> ordered.Order:
    """By moments, or by area, class and state as they follow one another."""
    if asked.order in tables.ORDERS:
        return replace(tables.ORDERS[asked.order], is_backwards=asked.is_backwards)
    field, codes = {
        "where": ("area_path", None),
        "class": ("class_code", store.in_force(day(reader.now)).classes),
        "state": ("state", STATES),
    }[asked.order]
    ranks = {code: number for number, code in enumerate(codes or ())}
    rank = ranks.get if codes else lambda value: value
    return ordered.RankedOrder(
        fields=(field,), newest="posted_at", rank=rank, is_backwards=asked.is_backwards
    )


SOURCE = RowSource(
    ways=lambda reader, asked: tables.readable(reader.actor, _wanted(asked), reader.now),
    order=_order,
    every=tables.every,
    lines=lambda _reader, ids: _lines(tables.rows(ids)),
    may_read=lambda reader, ids: tables.readable_ids(reader.actor, reader.now, ids),
)


def _classes(reader: TableReader, _asked: TableState) -> list[Choice]:
    pack = store.in_force(day(reader.now))
    return [Choice(value=code, label=words(row.title)) for code, row in pack.classes.items()]


NOTICES = WorkTable(
    code="notices",
    title=_("Notices in my area"),
    to="notices:desk_notices",
    row_to="notices:desk_notice",
    columns=(
        TableColumn(code="title", label=_("Notice"), value=lambda line: line.row.title, is_main=True),
        TableColumn(code="where", label=_("Area"), value=lambda line: line.area, is_sorted=True),
        TableColumn(
            code="class", label=_("Class of matter"), value=lambda line: line.matter_class, is_sorted=True
        ),
        TableColumn(
            code="state",
            label=_("State"),
            value=lambda line: str(STATES[line.row.state]),
            template="notices/cell_state.html",
            is_sorted=True,
        ),
        TableColumn(
            code="until",
            label=_("On notice until"),
            value=lambda line: line.row.until_on,
            template="notices/cell_until.html",
            is_sorted=True,
        ),
        TableColumn(
            code="posted", label=_("Posted on"), value=lambda line: line.row.posted_at, is_sorted=True
        ),
        TableColumn(code="objections", label=_("Objections"), value=lambda line: line.row.objections),
        TableColumn(code="open", label=_("To be answered"), value=lambda line: line.open_objections),
        TableColumn(code="ended", label=_("Ended"), value=lambda line: line.row.ended_at, is_shown=False),
    ),
    filters=(
        Filter(
            code="state",
            label=_("State"),
            choices=lambda _reader, _asked: [Choice(value=one, label=name) for one, name in STATES.items()],
            is_first=True,
        ),
        AREA,
        Filter(
            code="open",
            label=_("Still to do"),
            choices=lambda _reader, _asked: [
                Choice(value=OBJECTIONS, label=_("Objections to answer")),
                Choice(value=BOARDS, label=_("To be posted")),
            ],
            is_first=True,
        ),
        Filter(code="class", label=_("Class of matter"), choices=_classes),
        Filter(code="posted", label=_("Posted on"), kind=FilterKind.DAYS),
        Filter(code="until", label=_("On notice until"), kind=FilterKind.DAYS),
    ),
    sort="-posted",
    who=WHO,
    rows=SOURCE.rows,
    count=SOURCE.count,
    beside=SOURCE.beside,
    by_ids=SOURCE.by_ids,
    empty_title=_("No notices yet"),
    empty_words=_("Results appear here for their notice period once they have passed their check."),
)
#: What everybody may read leaves without a trace.
EXPORT = BulkVerb(
    code="export",
    label=_("Excel"),
    icon="file-export",
    who=WHO,
    says=_("The file holds these notices with the columns that the list shows."),
    may=lambda _reader, ids: frozenset(ids),
    make=lambda _request, chosen: as_workbook(chosen),
)
PRINT_LIST = BulkVerb(
    code="print_list",
    label=_("Print"),
    icon="printer",
    who=WHO,
    says=_("The paper (A4, across) holds these notices with the columns that the list shows."),
    may=lambda _reader, ids: frozenset(ids),
    make=as_paper,
    order=35,
)
