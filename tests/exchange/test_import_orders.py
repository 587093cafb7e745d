"""matter.import_orders: orders of another platform: their number and deadline beside ours, and no doubles."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests import deeds, make
from tests.cast import Cast
from yuanba.exchange.services import columns, outside
from yuanba.exchange.services.addresses import Gazetteer, Spot
from yuanba.exchange.services.outside import NoPlatform, TakenOrders
from yuanba.exchange.views.outside import reply_to
from yuanba.matters import queries
from yuanba.matters.queries import tables
from yuanba.matters.services import Contact
from yuanba.matters.services.filing import AlreadyTaken
from yuanba.matters.services.looking import unmask
from yuanba.messages import queries as messages
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.people import phone
from yuanba.rules.time.calendar import HERE
from yuanba.sheets import workbooks
from yuanba.sheets.refusals import BadSheet, MissingColumns

HEAD = "工单编号,诉求标题,诉求内容,来电时间,办结时限,联系人,联系电话,诉求地址,所属社区"
LAMP = "CQ001,路灯,滨江路路灯不亮,2026-03-01 09:00,2026-03-04 18:00,张三,138-0013-8001,滨江路,通泰门社区"
NOISE = "CQ002,,夜间烧烤噪声扰民,2026-03-01 10:00,,李四,023-47520000,,"
EMPTY = "CQ003,,,2026-03-01 10:00,,,,,"


def _take(actor: Actor, now: datetime, *lines: str, commit: bool = True, **more: object) -> TakenOrders:
    return outside.take_orders(
        actor=actor,
        file=BytesIO("\n".join((HEAD, *lines)).encode()),
        channel="platform_12345",
        commit=commit,
        now=now,
        **more,  # type: ignore[arg-type]
    )


def test_each_order_lives_with_their_number_and_deadline(people: Cast, morning: datetime) -> None:
    orders = _take(people.chen, morning, LAMP, NOISE)
    rows = {row.source_number: row for row in tables.listed(tables.readable(people.chen, morning)).rows}
    lamp = rows["CQ001"]
    assert [number for number, _filed in orders.filed] == ["CQ001", "CQ002"]
    assert lamp.state is State.FILED
    assert lamp.filed_at == morning
    assert lamp.said_at == datetime(2026, 3, 1, 9, 0, tzinfo=HERE)
    assert lamp.outside_due_at == datetime(2026, 3, 4, 18, 0, tzinfo=HERE)
    assert lamp.area_code == "500116001006"


def test_a_mobile_is_told_a_landline_is_kept_with_the_words(people: Cast, morning: datetime) -> None:
    _take(people.chen, morning, LAMP, NOISE)
    rows = {row.source_number: row for row in tables.listed(tables.readable(people.chen, morning)).rows}

    assert [address for _way, address in messages.addresses("matter", str(rows["CQ001"].id))] == [
        "13800138001"
    ]
    assert messages.addresses("matter", str(rows["CQ002"].id)) == []
    assert "47520000" not in rows["CQ002"].text


PHONES = [
    ("013800138001", ["13800138001"]),
    ("+86 138-0013-8001", ["13800138001"]),
    ("１３８００１３８００１", ["13800138001"]),
    ("1380013800113800138001", ["13800138001"]),
    ("13800138001、13900139002", ["13800138001"]),
    ("13800138001（女儿小周）", ["13800138001"]),
    ("023-47520003-801", []),
    ("2347520004", []),
    ("微信 zhou_1984", []),
]


@pytest.mark.parametrize(("cell", "told"), PHONES)
def test_nothing_of_a_phone_column_is_readable_in_the_working_copy(
    people: Cast, morning: datetime, cell: str, told: list[str]
) -> None:
    _take(people.chen, morning, f"CQ009,,路灯不亮,2026-03-01 10:00,,,{cell},,")
    (row,) = tables.listed(tables.readable(people.chen, morning)).rows
    assert [address for _way, address in messages.addresses("matter", str(row.id))] == told
    assert not set(row.text) & set("0123456789０１３８女儿小周微信zhou_")
    seen = unmask(actor=people.chen, matter_id=row.id, why="contact", now=morning)
    assert cell in seen.text or phone.mobile(cell) == told[0]


def test_a_look_files_nothing(people: Cast, morning: datetime) -> None:
    orders = _take(people.chen, morning, LAMP, commit=False)
    assert not orders.is_written
    assert [row.sent.number for row in orders.rows] == ["CQ001"]
    assert tables.listed(tables.readable(people.chen, morning)).rows == []


def test_a_refused_row_stops_all_unless_it_is_skipped(people: Cast, morning: datetime) -> None:
    stopped = _take(people.chen, morning, LAMP, EMPTY)
    assert not stopped.is_written
    assert [row.number for row in stopped.refused] == [3]
    taken = _take(people.chen, morning, LAMP, EMPTY, skip_refused=True)
    assert [number for number, _filed in taken.filed] == ["CQ001"]


def test_the_same_number_comes_in_once(people: Cast, morning: datetime) -> None:
    _take(people.chen, morning, LAMP)
    again = _take(people.chen, morning, LAMP, LAMP)
    faults = [fault.refusal for row in again.refused for fault in row.faults]
    assert [type(fault) for fault in faults] == [AlreadyTaken, AlreadyTaken]
    assert len(tables.listed(tables.readable(people.chen, morning)).rows) == 1


def test_what_we_may_have_already_is_shown(people: Cast, morning: datetime) -> None:
    ours = make.a_matter(
        now=morning, text="滨江路路灯不亮", contact=Contact(channel="sms", address="13800138001")
    )
    (row,) = _take(people.chen, morning, LAMP, commit=False).rows
    assert row.is_doubtful
    assert [one.receipt for one in row.same_phone] == [ours.receipt]
    assert [one.matter.receipt for one in row.like] == [ours.receipt]


def test_a_row_that_was_unticked_is_left_out(people: Cast, morning: datetime) -> None:
    orders = _take(people.chen, morning, LAMP, NOISE, leave_out=[2])
    assert [number for number, _filed in orders.filed] == ["CQ002"]
    assert orders.left_out == 1


def test_only_a_platform_and_only_whom_it_concerns(people: Cast, morning: datetime) -> None:
    with pytest.raises(NoPlatform):
        outside.take_orders(
            actor=people.chen, file=BytesIO(HEAD.encode()), channel="web", commit=False, now=morning
        )
    with pytest.raises(NotAllowed):
        _take(people.zhou, morning, LAMP)


def test_without_the_needed_headings_nothing_is_read(people: Cast, morning: datetime) -> None:
    with pytest.raises(MissingColumns):
        outside.take_orders(
            actor=people.chen,
            file=BytesIO("编号,备注\n1,x".encode()),
            channel="platform_141",
            commit=False,
            now=morning,
        )


def test_a_workbook_with_a_title_above_its_headings() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["重庆12345工单导出"])
    sheet.append(["工单编号", "诉求内容", "来电时间", "联系电话"])
    sheet.append([20260301001, "路灯\n不亮", datetime(2026, 3, 1, 9, 0), 13800138001.0])  # noqa: DTZ001 - Excel has none
    file = BytesIO()
    book.save(file)
    written = workbooks.as_csv(file.getvalue(), known=columns.KNOWN).decode()
    assert written == (
        '工单编号,诉求内容,来电时间,联系电话\r\n20260301001,"路灯\n不亮",2026-03-01 09:00:00,13800138001\r\n'
    )


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a workbook", b"PK\x03\x04"])
def test_a_broken_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(BadSheet):
        workbooks.as_csv(content, known=columns.KNOWN)


def test_cells_copied_from_a_spreadsheet() -> None:
    copied = "工单编号\t诉求内容\nCQ1\t路灯，不亮"
    assert workbooks.as_csv(copied.encode(), known=columns.KNOWN).decode() == (
        "工单编号,诉求内容\r\nCQ1,路灯，不亮\r\n"
    )


def test_the_reply_is_in_their_form(people: Cast, morning: datetime) -> None:

    (_number, filed) = _take(people.chen, morning, LAMP).filed[0]
    row = queries.matter_by_token(filed.token)
    matter = make.Matter(
        id=row.id, receipt=filed.receipt, code=filed.code, token=filed.token, owner=people.li
    )
    channel = store.pack_of(row.pack_digest).channels["platform_12345"]
    assert reply_to(row, channel) == ""
    deeds.walk(matter, people, "assign accept answer", morning)
    reply = reply_to(deeds.row_of(matter), channel)
    assert "工单编号：CQ001" in reply
    assert "已更换灯泡，今晚亮灯。" in reply
    assert "{" not in reply


def _table(people: Cast, now: datetime, words: str, *, commit: bool = False, **more: object) -> TakenOrders:
    return outside.take_orders(
        actor=people.chen,
        file=BytesIO(workbooks.as_csv(words.encode(), known=columns.KNOWN)),
        channel="platform_12345",
        commit=commit,
        now=now,
        **more,  # type: ignore[arg-type]
    )


def test_columns_chosen_by_hand_are_kept_for_the_platform(people: Cast, morning: datetime) -> None:
    words = "案卷,说了什么,最晚\n{},路灯不亮,2026-03-04\n"
    with pytest.raises(MissingColumns):
        _table(people, morning, words.format("A1"))
    chosen = {"number": "案卷", "text": "说了什么", "due": "最晚"}
    taken = _table(people, morning, words.format("A1"), commit=True, columns=chosen)
    assert [number for number, _filed in taken.filed] == ["A1"]
    (row,) = _table(people, morning, words.format("A2")).rows
    assert (row.sent.number, row.sent.due_at) == ("A2", datetime(2026, 3, 4, 23, 59, 59, tzinfo=HERE))
    assert columns.kept("platform_141") == {}


def test_numbers_that_a_spreadsheet_spoilt_are_refused(people: Cast, morning: datetime) -> None:
    numbers = ("2.02611E+16", "20261128000012300", "20261128000045600", "#N/A")
    lines = ["工单编号,诉求内容", *(f"{number},路灯不亮" for number in numbers)]
    refused = _table(people, morning, "\n".join(lines)).refused
    assert [fault.refusal.code for row in refused for fault in row.faults] == [
        "cell.spoilt_by_spreadsheet",
        "cell.spoilt_by_spreadsheet",
        "cell.spoilt_by_spreadsheet",
        "cell.without_value",
    ]


def test_an_address_says_the_community_and_the_estate(people: Cast, morning: datetime) -> None:
    gazetteer = Gazetteer()
    tong, gui, tower = (
        Spot("500116001006", "/500116/500116001/500116001006/"),
        Spot("500116001008", "/500116/500116001/500116001008/"),
        Spot("500116002001", "/500116/500116002/500116002001/"),
    )
    gazetteer.add("几江街道", Spot("500116001", "/500116/500116001/"))
    gazetteer.add("通泰门社区", tong)
    gazetteer.add("滨江花园", Spot(gui.area_code, gui.area_path, "滨江花园"))
    gazetteer.add("江湾城", Spot(tong.area_code, tong.area_path, "江湾城"))
    gazetteer.add("江湾城", Spot(tower.area_code, tower.area_path, "江湾城"))
    whole = "/500116/"
    assert gazetteer.find("几江街道通泰门社区3栋", within=whole) == tong
    assert gazetteer.find("滨江花园 3 栋", within=whole) == Spot(gui.area_code, gui.area_path, "滨江花园")
    assert gazetteer.find("江湾城3栋", within=whole) is None
    assert gazetteer.find("几江街道江湾城3栋", within=whole) == Spot(tong.area_code, tong.area_path, "江湾城")
    assert gazetteer.find("江湾城3栋", within="/500116/500116002/") == Spot(
        tower.area_code, tower.area_path, "江湾城"
    )
    assert gazetteer.find("长江边上", within=whole) is None


def test_the_address_column_gives_the_area(people: Cast, morning: datetime) -> None:
    lines = ("A1,路灯不亮,通泰门社区滨江路12号,江津区", "A2,路灯不亮,不知哪里,")
    words = "\n".join(("工单编号,诉求内容,诉求地址,所属镇街", *lines))
    first, second = _table(people, morning, words).rows
    assert first.sent.area_code == "500116001006"
    assert second.sent.area_code == ""
