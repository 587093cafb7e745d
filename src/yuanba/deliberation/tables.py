"""The work table of topics: new ones, those that gather supporters, and those that wait for a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from yuanba.deliberation import queries
from yuanba.deliberation.queries import tables
from yuanba.deliberation.queries.tables import TopicHeap, WantedTopics
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.deliberation.sentences import TOPIC_STATES
from yuanba.packs import store
from yuanba.places.tables import AREA, path_asked
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.paging import row_number
from yuanba.rules.deliberation.topics import TopicState
from yuanba.rules.deliberation.verbs import TopicVerb
from yuanba.rules.time.calendar import day
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
    by_moment,
    lay_with,
    press_with,
)

#: Whoever has a seat may run its council, wherever they work.
WHO = (ActorKind.STAFF,)
HEAPS = {
    TopicHeap.PROPOSED: TOPIC_STATES[TopicState.PROPOSED],
    TopicHeap.OPEN: TOPIC_STATES[TopicState.OPEN],
    TopicHeap.ON_AGENDA: _("Waits for a meeting"),
    TopicHeap.CALLED: _("A meeting is called"),
    TopicHeap.DECIDED: TOPIC_STATES[TopicState.DECIDED],
    TopicHeap.DECLINED: TOPIC_STATES[TopicState.DECLINED],
    TopicHeap.MERGED: TOPIC_STATES[TopicState.MERGED],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """One topic of the work table."""

    row: TopicRow

    @property
    def id(self) -> int:
        """Return the topic's number."""
        return self.row.id

    @property
    def council(self) -> str:
        """Return the place and the title of its council."""
        return f"{self.row.area_label} {words(self.row.council_title)}".strip()

    @property
    def supporters(self) -> str:
        """Return how many second it, and of how many that are needed, where that is said."""
        row = self.row
        return f"{row.supporters}/{row.needed}" if row.needed else str(row.supporters)


def _wanted(asked: TableState) -> WantedTopics:
    return WantedTopics(
        heap=asked["state"],
        area_path=path_asked(asked),
        council_id=row_number(asked["council"]) or 0,
        proposed_from=asked.from_at("proposed"),
        proposed_to=asked.to_at("proposed"),
    )


def _lines(_reader: TableReader, ids: Sequence[int]) -> list[TopicLine]:
    return [TopicLine(row=row) for row in tables.rows(ids)]


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
            count=SOURCE.count(reader, replace(asked, values={**asked.values, "state": which})),
        )
        for which, name in HEAPS.items()
    ]


def _councils(reader: TableReader, _asked: TableState) -> list[Choice]:
    rows = queries.run_by(reader.actor, TopicVerb.PUBLISH, reader.now, pack=store.in_force(day(reader.now)))
    return [Choice(value=str(one.id), label=f"{one.where} {words(one.title)}") for one in rows]


TOPICS = WorkTable(
    code="topics",
    title=_("Topics"),
    to="deliberation:desk_topics",
    row_to="deliberation:desk_topic",
    columns=(
        TableColumn(code="title", label=_("Topic"), value=lambda line: line.row.shown, is_main=True),
        TableColumn(code="council", label=_("Council"), value=lambda line: line.council),
        TableColumn(code="supporters", label=_("Supporters"), value=lambda line: line.supporters),
        TableColumn(
            code="proposed", label=_("Proposed"), value=lambda line: line.row.proposed_at, is_sorted=True
        ),
        TableColumn(code="moved", label=_("Last step"), value=lambda line: line.row.moved_at, is_sorted=True),
        TableColumn(
            code="state",
            label=_("State"),
            value=lambda line: str(TOPIC_STATES[line.row.state]),
            is_shown=False,
        ),
    ),
    filters=(
        Filter(
            code="state",
            label=_("State"),
            kind=FilterKind.TABS,
            choices=_which,
            otherwise=TopicHeap.PROPOSED,
        ),
        AREA,
        Filter(code="council", label=_("Council"), choices=_councils, is_typed=True),
        Filter(code="proposed", label=_("Proposed"), kind=FilterKind.DAYS),
    ),
    sort="proposed",
    who=WHO,
    rows=SOURCE.rows,
    count=SOURCE.count,
    beside=SOURCE.beside,
    by_ids=SOURCE.by_ids,
    empty_title=_("Nothing is waiting here"),
    empty_words=_("Topics that residents propose to your councils appear here."),
)
#: What everybody may read leaves without a trace; what somebody said and nobody made public does not leave.
EXPORT = BulkVerb(
    code="export",
    label=_("Excel"),
    icon="file-export",
    who=WHO,
    says=_("The file holds the public ones of these topics with the columns that the list shows."),
    may=lambda _reader, ids: tables.public_ids(ids),
    make=lambda _request, chosen: as_workbook(chosen),
)
PRINT_LIST = BulkVerb(
    code="print_list",
    label=_("Print"),
    icon="printer",
    who=WHO,
    says=_(
        "The paper (A4, across) holds the public ones of these topics with the columns that the list shows."
    ),
    may=lambda _reader, ids: tables.public_ids(ids),
    make=as_paper,
    order=35,
)


def lay_tables() -> None:
    """Register the list of this app and what can be done to its ticked rows."""
    lay_with([TOPICS])
    press_with(TOPICS.code, [EXPORT, PRINT_LIST])
