"""A workbook that is written is read again with the same values; words stay words."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from fractions import Fraction

from openpyxl import load_workbook

from yuanba.sheets import ooxml
from yuanba.sheets.writing import Percent, Tenths, WrittenSheet, workbook, workbook_of

HEADS = ("回执号", "登记时间", "到期日", "催办次数")


def test_what_is_written_is_read_again() -> None:
    at = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    rows = [("1164 9372 0517", at, date(2026, 3, 9), 2), ("=1+1", None, None, 0), ("@SUM(A1)", "", "-3", 1)]
    (grid,) = ooxml.grids(workbook("超期[与]到期", HEADS, rows))
    read = [list(row) for row in grid.rows]
    assert read[0] == list(HEADS)
    assert read[1] == ["1164 9372 0517", "2026-03-02 09:30:00", "2026-03-09", "2"]
    assert [row[0] for row in read[2:]] == ["=1+1", "@SUM(A1)"]


def test_no_cell_is_a_formula_and_no_text_is_too_long() -> None:
    made = workbook("a" * 40, ("一",), [('=HYPERLINK("http://x.example")',), ("长" * 40_000,)])
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert "a" * 31 in packed.read("xl/workbook.xml").decode()


def test_an_empty_table_is_a_workbook_too() -> None:
    (grid,) = ooxml.grids(workbook("空", HEADS, []))
    assert [list(row) for row in grid.rows][:1] == [list(HEADS)]


def test_several_sheets_with_shares_and_means() -> None:
    made = workbook_of(
        [
            WrittenSheet(
                title="分[地]区",
                heads=("区域", "率", "小时"),
                rows=[
                    ("几江", Percent(Fraction(1, 2)), Tenths(Fraction(7, 2))),
                    ("无", Percent(None), Tenths(None)),
                ],
            ),
            WrittenSheet(title="为什么超期", heads=("环节",), rows=[]),
        ]
    )
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["分地区", "为什么超期"]
    assert [cell.value for cell in book["分地区"][2]] == ["几江", 0.5, 3.5]
    assert book["分地区"]["B2"].number_format == "0%"
    assert [cell.value for cell in book["分地区"][3]] == ["无", None, None]
