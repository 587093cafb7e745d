"""Workbooks as platforms send them: merged cells, spoilt numbers, hidden rows, odd packages, odd text."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from yuanba.exchange.services.columns import HEADINGS, KNOWN
from yuanba.rules.time.calendar import HERE
from yuanba.sheets import cells, decoding, headings, refusals, workbooks

HEAD = ["工单编号", "诉求内容", "截止时间", "诉求地址"]


def saved(*sheets: Callable[[Worksheet], object]) -> bytes:
    book = Workbook()
    del book["Sheet"]
    for number, fill in enumerate(sheets):
        fill(book.create_sheet(f"表{number + 1}"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(workbooks.as_csv(content, known=KNOWN).decode(), newline="")))


def repacked(content: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            changed = change(name, old.read(name))
            if changed:
                new.writestr(*changed)
    return made.getvalue()


def _lamps(sheet: Worksheet) -> None:
    sheet.append(HEAD)
    sheet.append(["CQ1", "路灯不亮", "2026-03-04", "滨江路"])
    sheet.append(["CQ2", "井盖坏了", None, None])


def test_a_merged_cell_counts_for_all_its_rows() -> None:
    def fill(sheet: Worksheet) -> None:
        _lamps(sheet)
        sheet.merge_cells("C2:C3")
        sheet.merge_cells("D2:D3")

    assert read(saved(fill))[2] == ["CQ2", "井盖坏了", "2026-03-04", "滨江路"]


def test_titles_and_two_rows_of_headings() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["某区12345工单导出", None, None, None, None])
        sheet.append(["工单编号", "诉求人", None, "承办人", "诉求内容"])
        sheet.append([None, "姓名", "联系电话", "姓名", None])
        sheet.append(["CQ1", "张三", "13800138001", "李四", "路灯不亮"])
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("E2:E3")
        sheet.merge_cells("B2:C2")

    head, row = read(saved(fill))
    assert head == ["工单编号", "诉求人姓名", "联系电话", "承办人姓名", "诉求内容"]
    assert row == ["CQ1", "张三", "13800138001", "李四", "路灯不亮"]
    flat = "工单编号,诉求人,,诉求内容\n,姓名,联系电话,\nCQ1,张三,13800138001,路灯不亮\n"
    assert read(flat.encode()) == [
        ["工单编号", "姓名", "联系电话", "诉求内容"],
        ["CQ1", "张三", "13800138001", "路灯不亮"],
    ]


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        (20260301001, "General", "20260301001"),
        (202603010012, "General", "2.02603010012E+11"),
        (202603010012, "0", "202603010012"),
        (20261128000012345, "0", "2.02611280000123E+16"),
        (2347520004, "00000000000", "02347520004"),
        (20.5, "General", "20.5"),
        (True, "General", "TRUE"),
        ("#N/A", "General", "#N/A"),
        (date(2026, 3, 4), "yyyy-mm-dd", "2026-03-04"),
        (datetime(2026, 3, 4), "yyyy-mm-dd hh:mm", "2026-03-04 00:00:00"),  # noqa: DTZ001 - Excel has none
        (datetime(2026, 3, 4, 18, 30), 'yyyy"年"m"月"d"日" h"时"mm"分"', "2026-03-04 18:30:00"),  # noqa: DTZ001
    ],
)
def test_what_a_number_means(value: object, shape: str, shown: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(HEAD)
        sheet.append([value, "x"])
        sheet["A2"].number_format = shape

    assert read(saved(fill))[1][0].startswith(shown)


def test_spoilt_numbers_are_no_names_of_orders() -> None:
    for cell in ("2.02611E+16", "2.02611280000123E+16", "1.2e+11"):
        with pytest.raises(cells.SpoiltBySpreadsheet):
            cells.number(80)(cell)
    assert cells.number(80)("20261128000012345") == "20261128000012345"
    assert cells.rounded(["20261128000012300", "20261128000045600"]) == {
        "20261128000012300",
        "20261128000045600",
    }
    assert cells.rounded(["20261128000012300", "20261128000045678"]) == frozenset()
    assert cells.rounded(["2026112800001230", "CQ1"]) == frozenset()


def test_hidden_rows_and_sheets_are_left_out_and_said() -> None:
    def hidden(sheet: Worksheet) -> None:
        _lamps(sheet)
        sheet.sheet_state = "hidden"

    def shown(sheet: Worksheet) -> None:
        _lamps(sheet)
        sheet.append(["CQ3", "被筛掉的"])
        sheet.row_dimensions[4].hidden = True

    opened = workbooks.opened(saved(hidden, lambda sheet: sheet.append(["说明"]), shown), known=KNOWN)
    assert opened.csv.decode().count("CQ") == 2
    assert (opened.hidden_rows, opened.unread) == (1, ("表2",))


def _no_fill(name: str, part: bytes) -> tuple[str, bytes]:
    return name, re.sub(rb"<fills.*</fills>", b'<fills count="1"><fill/></fills>', part)


def _no_styles(name: str, part: bytes) -> tuple[str, bytes] | None:
    return None if name == "xl/styles.xml" else (name, part)


def _prefixed(name: str, part: bytes) -> tuple[str, bytes]:
    if not name.startswith("xl/worksheets/sheet"):
        return name, part
    part = part.replace(b" xmlns=", b" xmlns:x=")
    return name, re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part)


def _backslashed(name: str, part: bytes) -> tuple[str, bytes]:
    return name.replace("/", "\\"), part


def _strict(name: str, part: bytes) -> tuple[str, bytes]:
    return name, part.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )


def _without_places(name: str, part: bytes) -> tuple[str, bytes]:
    return name, re.sub(rb' r="[A-Z]*\d+"', b"", part) if name.startswith("xl/worksheets/sheet") else part


def _wrong_size(name: str, part: bytes) -> tuple[str, bytes]:
    return name, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', part)


def _bad_names(name: str, part: bytes) -> tuple[str, bytes]:
    return name, part.replace(
        b"<calcPr", b'<definedNames><definedName name="_x">#REF!</definedName></definedNames><calcPr'
    )


@pytest.mark.parametrize(
    "change",
    [_no_fill, _no_styles, _prefixed, _backslashed, _strict, _without_places, _wrong_size, _bad_names],
)
def test_harmless_oddities_change_nothing(change: Callable[[str, bytes], tuple[str, bytes] | None]) -> None:
    assert read(repacked(saved(_lamps), change)) == read(saved(_lamps))


@given(st.integers(0, 4000), st.binary(max_size=40))
def test_a_broken_workbook_is_named_and_never_an_accident(at: int, put: bytes) -> None:
    whole = repacked(saved(_lamps), lambda name, part: (name, part))
    broken = whole[:at] + put + whole[at + len(put) :]
    try:
        read(broken)
    except refusals.BadTable:
        return


@pytest.mark.parametrize("entity", [b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'])
def test_a_workbook_with_entities_is_refused(entity: bytes) -> None:
    def change(name: str, part: bytes) -> tuple[str, bytes]:
        return name, part.replace(b"<worksheet", entity + b"<worksheet") if "sheet1" in name else part

    with pytest.raises(refusals.BadSheet):
        read(repacked(saved(_lamps), change))


def test_old_and_locked_workbooks_are_named() -> None:
    with pytest.raises(refusals.OldWorkbook):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


PAGE = """<html><head><meta charset="gb2312"><style>td{}</style></head><body><table>
<tr><td colspan=4>12345工单</td></tr>
<tr><th>工单编号<th>诉求内容<th>截止时间<th>诉求地址</tr>
<tr><td style="x">CQ1&nbsp;</td><td>路灯<br>不亮</td><td rowspan="2">2026-03-04</td><td>滨江路</td></tr>
<tr><td>CQ2</td><td>井盖 &amp; 盖板</td><td>江州路</td></tr>
<tr style="display: none"><td>CQ3</td><td>x</td></tr></table></body></html>"""
BOOK = """<?xml version="1.0" encoding="UTF-8"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>
<Row><Cell><Data ss:Type="String">工单编号</Data></Cell><Cell><Data ss:Type="String">诉求内容</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">截止时间</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">CQ1</Data></Cell><Cell><Data ss:Type="String">路灯</Data></Cell>
<Cell ss:MergeDown="1"><Data ss:Type="DateTime">2026-03-04T00:00:00.000</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">CQ2</Data></Cell><Cell><Data ss:Type="String">井盖</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_pages_and_xml_that_call_themselves_xls(encoding: str) -> None:
    assert read(PAGE.encode(encoding)) == [
        HEAD,
        ["CQ1", "路灯\n不亮", "2026-03-04", "滨江路"],
        ["CQ2", "井盖 & 盖板", "2026-03-04", "江州路"],
    ]
    assert read(BOOK.encode(encoding))[1:] == [["CQ1", "路灯", "2026-03-04"], ["CQ2", "井盖", "2026-03-04"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "；"])
def test_any_encoding_and_any_separator(encoding: str, separator: str) -> None:
    rows = [HEAD, ["CQ1", "路灯,不亮" if separator != "," else "路灯不亮", "2026-03-04", "滨江路"]]
    assert read("\r\n".join(separator.join(row) for row in rows).encode(encoding)) == rows


def test_a_tab_at_a_headings_end_parts_nothing() -> None:
    text = "工单编号\t,诉求内容\t,截止时间\t\n20261128001\t,路灯不亮\t,2026-03-04\t\n"
    assert read(text.encode()) == [
        ["工单编号", "诉求内容", "截止时间"],
        ["20261128001", "路灯不亮", "2026-03-04"],
    ]


WORDS = "工单编号,诉求内容\nCQ1,三楼路灯不亮\nCQ2,井盖坏了\n"


@given(st.sampled_from([place for place, byte in enumerate(WORDS.encode()) if byte >= 0x80]))
def test_one_lost_byte_is_named_and_never_read_as_something_else(place: int) -> None:
    whole = WORDS.encode()
    with pytest.raises(refusals.DamagedText) as told:
        decoding.encoding_of(io.BytesIO(whole[:place] + whole[place + 1 :]))
    assert told.value.arguments["line"] == whole[:place].count(b"\n") + 1


def test_the_place_of_a_lost_byte() -> None:
    whole = WORDS.encode()
    cut = whole.replace("灯".encode(), "灯".encode()[:2])
    with pytest.raises(refusals.DamagedText) as told:
        decoding.encoding_of(io.BytesIO(cut))
    assert told.value.arguments == {"line": 2, "after": "CQ1,三楼路"}


@pytest.mark.parametrize(
    ("given_headings", "field", "found"),
    [
        (["办理截止时间"], "due", "办理截止时间"),
        (["*办结 时限（必填）\t"], "due", "*办结 时限（必填）\t"),
        (["工单处置时限"], "due", "工单处置时限"),
        (["群众联系电话", "承办单位联系电话"], "phone", "群众联系电话"),
        (["承办人联系电话"], "phone", ""),
        (["实际办结时间", "来电时间"], "said", "来电时间"),
        (["办结时间"], "said", ""),
        (["市民诉求内容"], "text", "市民诉求内容"),
    ],
)
def test_near_headings(given_headings: list[str], field: str, found: str) -> None:
    assert headings.meant(given_headings, HEADINGS)[field] == found


def test_a_deadline_without_a_clock_ends_with_its_day() -> None:
    assert cells.deadline("2026-03-04") == datetime(2026, 3, 4, 23, 59, 59, tzinfo=HERE)
    assert cells.deadline("2026/3/4 24:00") == datetime(2026, 3, 5, tzinfo=HERE)
    assert cells.moment("2026年3月4日 下午2时05分") == datetime(2026, 3, 4, 14, 5, tzinfo=HERE)
    for cell in ("2026-03-04 24:01", "2026-03-04 9", "2026-02-30", "2026" + " " * 100_000):
        with pytest.raises(cells.NotAMoment):
            cells.deadline(cell)


def test_a_telephone_number_in_powers_is_written_out_only_where_it_is_whole() -> None:
    parse = cells.phones(40)
    assert parse("8.613800138E+12") == "8613800138000"
    assert parse("13800138000；023-47520003-801") == "13800138000；023-47520003-801"
    for spoilt in ("8.6138E+12", "1.38001E+10"):
        with pytest.raises(cells.SpoiltBySpreadsheet):
            parse(spoilt)
