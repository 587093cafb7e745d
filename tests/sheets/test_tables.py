"""Reading files that people wrote."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.rules.core.words import plain
from yuanba.rules.time.calendar import HERE
from yuanba.sheets import cells, refusals, tables
from yuanba.sheets.tables import Column, RefusedRow, Row, read

COLUMNS = [
    Column(name="code", parse=cells.code()),
    Column(name="words", also=("内容",), parse=cells.text(20)),
    Column(name="on", parse=cells.on, required=False, absent=None),
]


def rows(text: str) -> list[Row | RefusedRow]:
    return list(read(io.BytesIO(text.encode()), COLUMNS))


def test_rows_count_as_spreadsheets_do() -> None:
    first, second = rows('code,内容,on\na,"两行\n文字",2026-03-02\n\nb,ok,\n')
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert (first.number, first.values["words"], first.values["on"]) == (2, "两行\n文字", date(2026, 3, 2))
    assert (second.number, second.values["on"]) == (4, None)


def test_every_fault_of_a_row() -> None:
    (refused,) = rows("code,words,on\n几江,,2026-02-30\n")
    assert isinstance(refused, RefusedRow)
    assert [(fault.column, fault.refusal.code) for fault in refused.faults] == [
        ("code", "cell.not_a_code"),
        ("words", "cell.empty"),
        ("on", "cell.not_a_day"),
    ]
    assert refused.cells == ("几江", "", "2026-02-30")


def test_a_null_character_is_no_text() -> None:
    (refused,) = rows("code,words\na,x\x00y\n")
    assert isinstance(refused, RefusedRow)
    assert refused.faults[0].refusal.code == "cell.unprintable"


def test_the_file_stays_open() -> None:
    file = io.BytesIO(b"code,words\na,b\n")
    list(read(file, COLUMNS))
    file.seek(0)
    assert file.read(4) == b"code"


@pytest.mark.parametrize("cell", ["2026-03-02", "2026/3/2", "2026年3月2日", "20260302", "2026.3.2"])
def test_days(cell: str) -> None:
    assert cells.on(cell) == date(2026, 3, 2)


def test_moments() -> None:
    assert cells.moment("2019/2/28 11:25:05") == datetime(2019, 2, 28, 11, 25, 5, tzinfo=HERE)
    assert cells.moment("2019-02-28T11:25") == datetime(2019, 2, 28, 11, 25, tzinfo=HERE)
    with pytest.raises(cells.NotAMoment):
        cells.moment("2019-02-28 25:00")


@given(st.binary(max_size=2000))
def test_what_is_folded_unfolds(content: bytes) -> None:
    assert tables.unfold(tables.fold(content, at_most=2000), at_most=2000) == content


def test_a_file_that_unfolds_beyond_all_bounds() -> None:
    bomb = tables.fold(b"0" * 1_000_000, at_most=1_000_000)
    assert len(bomb) < 2000
    with pytest.raises(refusals.TooLarge):
        tables.unfold(bomb, at_most=10_000)
    with pytest.raises(refusals.Altered):
        tables.unfold("not base64!", at_most=10)
    with pytest.raises(refusals.Altered):
        tables.unfold(bomb[: len(bomb) // 8 * 4], at_most=1_000_000)


CELL = st.text(st.characters(codec="gb18030", exclude_characters="\x00"), min_size=1, max_size=20).filter(
    lambda cell: cell.strip(" \t\r\n\u3000\xa0\ufeff") == cell and cell != "" and plain(cell) == cell
)


@given(st.lists(CELL, min_size=1, max_size=5), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_words_come_through(words: list[str], encoding: str) -> None:
    out = io.StringIO()
    tables.write_refused(
        out,
        ["code", "words"],
        [RefusedRow(number=2, cells=("a", word), faults=()) for word in words],
    )
    found = list(read(io.BytesIO(out.getvalue().encode(encoding)), COLUMNS))
    assert [row.values["words"] for row in found if isinstance(row, Row)] == words


FORMULAS = "=＝﹦⁼₌+＋﹢⁺₊-－﹣⁻−@＠﹫"
#: Signs that nothing is seen of: blanks, joiners, marks, controls, fillers.
UNSEEN = (
    "\t\r\n\x00\x0b\x1f\x7f\x85 \xa0\xad\u034f\u061c\u115f\u1680\u180e\u2003\u2009\u200b\u200c\u200d\u200e"
    "\u2028\u202e\u2060\u2066\u2800\u3000\u3164\ufe0f\ufeff\uffa0\ufff9\U000e0020\U000e0100\u0301\ue000"
)


@pytest.mark.parametrize("sign", FORMULAS)
def test_no_formula_hides_behind_what_is_not_seen(sign: str) -> None:
    for before in ("", *UNSEEN, UNSEEN, "'\u200d"):
        cell = f'{before}{sign}HYPERLINK("http://x")'
        assert tables.inert(cell) == f"'{cell}", ascii(cell)


@given(st.text(st.sampled_from(FORMULAS + UNSEEN + "'1a路"), max_size=6))
def test_what_a_spreadsheet_opens_computes_nothing_and_reads_back_the_same(cell: str) -> None:
    written = str(tables.inert(cell))
    assert tables._unquoted(written) == cell
    seen = written.strip("".join(set(UNSEEN)))
    assert seen[:1] not in set(FORMULAS) or re.fullmatch(r"[+-][\d .]+", written)
