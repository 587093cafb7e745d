"""The work table of consultations: what is asked, where, until when, and what waits to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.opinions.queries import ConsultationRow, tables
from yuanba.opinions.queries.tables import WantedConsultations
from yuanba.places.tables import AREA, path_asked
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.web.entrance import whoever_may
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
    by_moment,
    lay_with,
    press_with,
)

#: Values of the tabs.
RUNNING, OVER = "running", "over"
WHO = whoever_may(OpinionVerb.OPEN)
_STATES = {RUNNING: _("Running"), OVER: _("Has ended")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationLine:
    """One consultation of the work table, with its state at the moment of reading."""

    row: ConsultationRow
    state: Promise

    @property
    def id(self) -> int:
        """Return the consultation's number."""
        return self.row.id


def _wanted(asked: TableState) -> WantedConsultations:
    return WantedConsultations(
        is_over=asked["which"] == OVER,
        area_path=path_asked(asked),
        until_from=asked.from_at("until"),
        until_to=asked.to_at("until"),
    )


def _lines(reader: TableReader, ids: Sequence[int]) -> list[ConsultationLine]:
    return [
        ConsultationLine(row=row, state=_STATES[RUNNING if row.is_open(reader.now) else OVER])
        for row in tables.rows(ids)
    ]


SOURCE = RowSource(
    ways=lambda reader, asked: tables.readable(reader.actor, _wanted(asked), reader.now),
    order=by_moment(tables.ORDERS),
    every=tables.every,
    lines=_lines,
    may_read=lambda reader, ids: tables.readable_ids(reader.actor, reader.now, ids),
)


def _which(reader: TableReader, asked: TableState) -> list[Choice]:
    return [
        Choice(
            value=which,
            label=name,
            count=SOURCE.count(reader, replace(asked, values={**asked.values, "which": which})),
        )
        for which, name in _STATES.items()
    ]


CONSULTATIONS = WorkTable(
    code="consultations",
    title=_("Consultations"),
    to="opinions:desk_list",
    row_to="opinions:desk_consultation",
    columns=(
        TableColumn(code="question", label=_("Question"), value=lambda line: line.row.question, is_main=True),
        TableColumn(code="where", label=_("Whom it asks"), value=lambda line: line.row.where),
        TableColumn(
            code="waiting", label=_("Statements to read"), value=lambda line: line.row.waiting or None
        ),
        TableColumn(code="shown", label=_("Statements shown"), value=lambda line: line.row.shown),
        TableColumn(code="people", label=_("People taking part"), value=lambda line: line.row.people),
        TableColumn(
            code="until",
            label=_("People can take part until"),
            value=lambda line: line.row.until_on,
            is_sorted=True,
        ),
        TableColumn(
            code="opened",
            label=_("Opened"),
            value=lambda line: line.row.opened_at,
            is_sorted=True,
            is_shown=False,
        ),
        TableColumn(code="state", label=_("State"), value=lambda line: str(line.state), is_shown=False),
    ),
    filters=(
        Filter(code="which", label=_("State"), kind=FilterKind.TABS, choices=_which, otherwise=RUNNING),
        AREA,
        Filter(code="until", label=_("People can take part until"), kind=FilterKind.DAYS),
    ),
    sort="until",
    who=WHO,
    rows=SOURCE.rows,
    count=SOURCE.count,
    beside=SOURCE.beside,
    by_ids=SOURCE.by_ids,
    empty_title=_("No consultation here"),
    empty_words=_("Ask residents a question: they agree or disagree with statements, and add their own."),
)
#: What everybody may read leaves without a trace.
EXPORT = BulkVerb(
    code="export",
    label=_("Excel"),
    icon="file-export",
    who=WHO,
    says=_("The file holds these consultations with the columns that the list shows."),
    may=lambda _reader, ids: frozenset(ids),
    make=lambda _request, chosen: as_workbook(chosen),
)
PRINT_LIST = BulkVerb(
    code="print_list",
    label=_("Print"),
    icon="printer",
    who=WHO,
    says=_("The paper (A4, across) holds these consultations with the columns that the list shows."),
    may=lambda _reader, ids: frozenset(ids),
    make=as_paper,
    order=35,
)


def lay_tables() -> None:
    """Register the list of this app and what can be done to its ticked rows."""
    lay_with([CONSULTATIONS])
    press_with(CONSULTATIONS.code, [EXPORT, PRINT_LIST])
