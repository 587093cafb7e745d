"""The work table of votes: which run, which wait for their count, and where two people differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from yuanba.ballots.queries import VoteRow, tables
from yuanba.ballots.queries.tables import VoteHeap, WantedVotes
from yuanba.ballots.wordings import RULES
from yuanba.places.tables import AREA, path_asked
from yuanba.rules.ballots.verbs import VoteVerb
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

WHO = whoever_may(VoteVerb.ENTER)
HEAPS = {
    VoteHeap.RUNNING: _("Running"),
    VoteHeap.TO_COUNT: _("To be counted"),
    VoteHeap.DISPUTED: _("Two differ"),
    VoteHeap.COUNTED: _("counted"),
}
#: What stands in a cell of a vote, and on the file of it.
_OPEN, _CLOSED, _COUNTED = _("vote is open"), _("closed, to be counted"), _("counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteLine:
    """One vote of the work table."""

    row: VoteRow

    @property
    def id(self) -> int:
        """Return the vote's number."""
        return self.row.id

    @property
    def state(self) -> str:
        """Return how far it has come, in words."""
        return str(_OPEN if self.row.is_open else _COUNTED if self.row.counted_at else _CLOSED)


def _wanted(asked: TableState) -> WantedVotes:
    return WantedVotes(
        heap=asked["which"],
        area_path=path_asked(asked),
        rule=asked["rule"],
        opened_from=asked.from_at("opened"),
        opened_to=asked.to_at("opened"),
    )


def _lines(_reader: TableReader, ids: Sequence[int]) -> list[VoteLine]:
    return [VoteLine(row=row) for row in tables.rows(ids)]


SOURCE = RowSource(
    ways=lambda reader, asked: tables.readable(reader.actor, _wanted(asked), reader.now),
    order=by_moment(tables.ORDERS),
    every=tables.every,
    lines=_lines,
    may_read=lambda reader, ids: tables.readable_ids(reader.actor, reader.now, ids),
)


def _which(reader: TableReader, asked: TableState) -> list[Choice]:
    found = []
    for which, name in HEAPS.items():
        count = SOURCE.count(reader, replace(asked, values={**asked.values, "which": which}))
        tone = "bad" if which is VoteHeap.DISPUTED and count else ""
        found.append(Choice(value=which, label=name, count=count, tone=tone))
    return found


VOTES = WorkTable(
    code="votes",
    title=_("Votes"),
    to="ballots:desk_votes",
    row_to="ballots:desk_vote",
    columns=(
        TableColumn(code="title", label=_("Vote"), value=lambda line: line.row.title, is_main=True),
        TableColumn(code="where", label=_("Area"), value=lambda line: line.row.area_label),
        TableColumn(code="rule", label=_("Rule"), value=lambda line: str(RULES[line.row.rule])),
        TableColumn(
            code="state", label=_("State"), value=lambda line: line.state, template="ballots/cell_state.html"
        ),
        TableColumn(code="opened", label=_("Opened"), value=lambda line: line.row.opened_at, is_sorted=True),
        TableColumn(
            code="closes", label=_("Planned end"), value=lambda line: line.row.closes_at, is_sorted=True
        ),
        TableColumn(
            code="counted",
            label=_("Counted on"),
            value=lambda line: line.row.counted_at,
            is_sorted=True,
            is_shown=False,
        ),
    ),
    filters=(
        Filter(
            code="which",
            label=_("State"),
            kind=FilterKind.TABS,
            choices=_which,
            otherwise=VoteHeap.RUNNING,
        ),
        AREA,
        Filter(
            code="rule",
            label=_("Rule"),
            choices=lambda _reader, _asked: [Choice(value=one, label=name) for one, name in RULES.items()],
        ),
        Filter(code="opened", label=_("Opened"), kind=FilterKind.DAYS),
    ),
    sort="-opened",
    who=WHO,
    rows=SOURCE.rows,
    count=SOURCE.count,
    beside=SOURCE.beside,
    by_ids=SOURCE.by_ids,
    empty_title=_("No vote here"),
    empty_words=_(
        "A vote opens from a meeting's agenda, or on a roll; it then stands here until it is counted."
    ),
)
#: What everybody may read leaves without a trace.
EXPORT = BulkVerb(
    code="export",
    label=_("Excel"),
    icon="file-export",
    who=WHO,
    says=_("The file holds these votes with the columns that the list shows."),
    may=lambda _reader, ids: frozenset(ids),
    make=lambda _request, chosen: as_workbook(chosen),
)
PRINT_LIST = BulkVerb(
    code="print_list",
    label=_("Print"),
    icon="printer",
    who=WHO,
    says=_("The paper (A4, across) holds these votes with the columns that the list shows."),
    may=lambda _reader, ids: frozenset(ids),
    make=as_paper,
    order=35,
)


def lay_tables() -> None:
    """Register the list of this app and what can be done to its ticked rows."""
    lay_with([VOTES])
    press_with(VOTES.code, [EXPORT, PRINT_LIST])
