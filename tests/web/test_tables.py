"""The work table's state in its address: what is read from it, and what is written to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.utils.translation import gettext_lazy as _

from yuanba.web.entrance import ANYONE
from yuanba.web.tables import Filter, FilterKind, Neighbours, TableColumn, TableRows, WorkTable, asked
from yuanba.web.tables.asked import TableState


@dataclass(frozen=True)
class Row:
    id: int


TABLE = WorkTable(
    code="toys",
    title=_("Matters"),
    to="desk:list",
    row_to="desk:matter",
    columns=(
        TableColumn(code="what", label=_("What"), value=lambda row: row.id, is_main=True),
        TableColumn(code="filed", label=_("Filed"), value=lambda row: row.id, is_sorted=True),
        TableColumn(code="unit", label=_("Unit"), value=lambda row: row.id, is_shown=False),
    ),
    filters=(
        Filter(code="q", label=_("What"), kind=FilterKind.WORDS),
        Filter(code="whose", label=_("Unit"), kind=FilterKind.TABS, otherwise="units"),
        Filter(code="filed", label=_("Filed"), kind=FilterKind.DAYS),
    ),
    sort="-filed",
    who=ANYONE,
    empty_title=_("Nothing here"),
    rows=lambda _reader, _asked, _limit: TableRows(rows=[Row(1)], after=""),
    count=lambda _reader, _asked: 1,
    beside=lambda _reader, _asked, _number: Neighbours(before=None, after=None),
    by_ids=lambda _reader, ids, _asked: [Row(one) for one in ids],
)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("", ""),
        ("q=%E8%B7%AF%E7%81%AF&whose=units&sort=-filed&col=what&col=filed", "q=%E8%B7%AF%E7%81%AF"),
        ("whose=mine&sort=filed&after=~7", "whose=mine&sort=filed&after=~7"),
        ("col=unit&col=what", "col=unit&col=what"),
        ("col=unit", "col=what&col=unit"),
        ("col=unit&col=unit&col=nothing", "col=what&col=unit"),
        ("filed_from=2026-03-02&filed_to=soon&unknown=1&sort=unit", "filed_from=2026-03-02"),
    ],
)
def test_an_address_says_no_more_than_it_has_to(address: str, kept: str) -> None:
    assert asked.read_text(TABLE, address).query(TABLE) == kept


def test_a_range_of_days_ends_with_its_last_day() -> None:
    wanted = asked.read_text(TABLE, "filed_from=2026-03-02&filed_to=2026-03-03")
    assert wanted.from_at("filed") == datetime(2026, 3, 1, 16, tzinfo=UTC)
    assert wanted.to_at("filed") == datetime(2026, 3, 3, 16, tzinfo=UTC)


def test_what_is_set_anew_begins_with_the_first_page() -> None:
    wanted = asked.read_text(TABLE, "q=a&after=~7")
    assert wanted.having(q="", whose="mine").query(TABLE) == "whose=mine"
    assert wanted.sorted_by("filed").query(TABLE) == "q=a&sort=filed"
    assert wanted.at("~9").after == "~9"


def test_an_empty_state_is_what_the_list_does_by_itself() -> None:
    assert asked.read(TABLE, {}) == TableState(
        values={"whose": "units"}, sort="-filed", columns=("what", "filed"), after=""
    )
