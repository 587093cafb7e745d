"""The work table of boards: where a notice is still to hang, and where somebody said that it does."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from yuanba.notices.queries import boards
from yuanba.notices.queries.boards import WantedBoards
from yuanba.notices.tables.posted import EXPORT as OF_NOTICES
from yuanba.notices.tables.posted import PRINT_LIST as PRINT_NOTICES
from yuanba.places.tables import AREA, path_asked
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.web.entrance import whoever_may
from yuanba.web.tables import (
    Choice,
    Filter,
    FilterKind,
    RowSource,
    TableColumn,
    TableReader,
    TableState,
    WorkTable,
    by_moment,
)

#: Values of the tabs.
TO_DO, DONE = "todo", "done"
WHO = whoever_may(NoticeVerb.PROVE)


def _wanted(asked: TableState) -> WantedBoards:
    return WantedBoards(
        is_done=asked["which"] == DONE,
        area_path=path_asked(asked),
        until_from=asked.from_at("until"),
        until_to=asked.to_at("until"),
    )


SOURCE = RowSource(
    ways=lambda reader, asked: boards.boards(reader.actor, reader.now, _wanted(asked)),
    order=by_moment(boards.ORDERS),
    every=boards.every,
    lines=lambda _reader, ids: boards.rows(ids),
    may_read=lambda reader, ids: boards.readable_ids(reader.actor, reader.now, ids),
)


def _which(reader: TableReader, asked: TableState) -> list[Choice]:
    names = {TO_DO: _("To be posted"), DONE: _("Posted")}
    return [
        Choice(
            value=which,
            label=name,
            count=SOURCE.count(reader, replace(asked, values={**asked.values, "which": which})),
        )
        for which, name in names.items()
    ]


BOARDS = WorkTable(
    code="boards",
    title=_("To be posted"),
    to="notices:boards",
    row_to="notices:board",
    columns=(
        TableColumn(code="title", label=_("Notice"), value=lambda row: row.notice_title, is_main=True),
        TableColumn(code="where", label=_("Where"), value=lambda row: row.area_label),
        TableColumn(code="since", label=_("On notice from"), value=lambda row: row.from_on, is_sorted=True),
        TableColumn(code="until", label=_("On notice until"), value=lambda row: row.until_on, is_sorted=True),
        TableColumn(code="note", label=_("Note"), value=lambda row: row.note),
        TableColumn(
            code="done",
            label=_("Posted on"),
            value=lambda row: row.posted_at or str(_("not yet")),
            template="notices/cell_done.html",
            is_sorted=True,
        ),
    ),
    filters=(
        Filter(code="which", label=_("Boards"), kind=FilterKind.TABS, choices=_which, otherwise=TO_DO),
        AREA,
        Filter(code="until", label=_("On notice until"), kind=FilterKind.DAYS),
    ),
    sort="since",
    who=WHO,
    rows=SOURCE.rows,
    count=SOURCE.count,
    beside=SOURCE.beside,
    by_ids=SOURCE.by_ids,
    empty_title=_("All boards are up to date"),
    empty_words=_("Notices for your boards appear here as soon as a result has passed its check."),
    picture="empty_done",
)
EXPORT = replace(
    OF_NOTICES, who=WHO, says=_("The file holds these boards with the columns that the list shows.")
)
PRINT_LIST = replace(
    PRINT_NOTICES,
    who=WHO,
    says=_("The paper (A4, across) holds these boards with the columns that the list shows."),
)
