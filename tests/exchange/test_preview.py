"""exchange preview: what would be filed of a chat or a table, without writing a row."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.reading.test_chats import LINES, SIGNS
from yuanba.config import command
from yuanba.exchange.services import preview
from yuanba.rules.core import words
from yuanba.rules.time.calendar import HERE

pytestmark = pytest.mark.usefixtures("jiangjin")

NOW = "2026-11-29T09:00"
AT = datetime(2026, 3, 3, 10, tzinfo=HERE)
CHAT = """张三 2026-11-28 09:15
我们楼停水到 18:00
李四 2026-11-28 09:20
路灯不亮，我的电话013800138001
王五 2026-11-28 09:30
物业小陈13800138066说不归他管
赵六 2026-11-28 09:31
收到，谢谢
钱七 2026-11-28 下午3:05
大家好
井盖坏了
[图片]
"""
SHEET = """重庆12345工单导出,,,,,,
工单编号,诉求内容,来电时间,办结时限,联系人,联系电话,所属社区,坐席
CQ001,滨江路路灯不亮,2026-11-28 09:00,2026-12-04,张三,"013800138001、023-47520003-801",通泰门社区,03
CQ002,,2026-11-28 09:00,,,,,
CQ003,夜间噪声,2026-11-28 10:00,,李四,不详,,05
"""


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = command.main(["exchange", "preview", *words, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    return code, found


def _tried(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, content: bytes | str
) -> dict[str, Any]:
    file = tmp_path / "given"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, found = _run(capsys, f"--{kind}", str(file), "--district", "jiangjin", "--now", NOW)
    assert code == 0
    return found


def _rows() -> dict[str, int]:
    """How many rows each table of the whole database holds, in whichever schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select format('%I.%I', schemaname, tablename) from pg_tables "
            "where schemaname not in ('pg_catalog', 'information_schema')"
        )
        names = [name for (name,) in cursor.fetchall()]
        counts = {}
        for name in names:
            cursor.execute(f"select count(*) from {name}")
            counts[name] = cursor.fetchone()[0]
    return counts


def test_a_chat_as_it_would_be_filed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _tried(tmp_path, capsys, "chat", CHAT)
    keys = ("speaker", "said_at", "due_at", "text", "area", "phones", "number")
    assert [tuple(card[key] for key in keys) for card in found["cards"]] == [
        ("张三", "2026-11-28T09:15:00+08:00", None, "我们楼停水到 18:00", "", 0, ""),
        ("李四", "2026-11-28T09:20:00+08:00", None, "路灯不亮，我的电话013800138001", "", 1, ""),
        ("王五", "2026-11-28T09:30:00+08:00", None, "物业小陈13800138066说不归他管", "", 0, ""),
        ("钱七", "2026-11-28T15:05:00+08:00", None, "井盖坏了", "", 0, ""),
    ]
    assert [(one["text"], one["code"]) for one in found["left_out"]] == [
        ("赵六 2026-11-28 09:31\n收到，谢谢", "small_talk"),
        ("大家好", "greeting"),
        ("[图片]", "attached"),
        ("钱七 2026-11-28 下午3:05", "speaker"),
    ]
    assert all(one["why"] for one in found["left_out"])
    assert found["faults"] == []


@pytest.mark.usefixtures("people")
def test_a_table_as_it_would_be_filed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _tried(tmp_path, capsys, "sheet", SHEET)
    first, second = found["cards"]
    assert first["number"] == "CQ001"
    assert first["said_at"] == "2026-11-28T09:00:00+08:00"
    assert first["due_at"].startswith("2026-12-04T23:59")
    assert (first["area"], first["area_name"], first["phones"]) == ("500116001006", "通泰门社区", 2)
    assert (second["number"], second["due_at"], second["phones"]) == ("CQ003", None, 0)
    assert [(fault["row"], fault["column"], fault["code"]) for fault in found["faults"]] == [
        (3, "诉求内容", "cell.empty")
    ]
    assert [(one["text"], one["code"]) for one in found["left_out"]][1:] == [
        ("重庆12345工单导出", "beside"),
        ("坐席：03", "unread_column"),
        ("CQ002 2026-11-28 09:00", "refused"),
        ("坐席：05", "unread_column"),
        ("不详", "no_phone"),
    ]


def test_a_workbook_reads_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, made = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for line in ("工单编号,诉求内容", "CQ001,路灯不亮"):
        sheet.append(line.split(","))
    book.save(made)
    (card,) = _tried(tmp_path, capsys, "sheet", made.getvalue())["cards"]
    assert (card["number"], card["text"]) == ("CQ001", "路灯不亮")


@pytest.mark.parametrize(("kind", "content"), [("chat", CHAT), ("sheet", SHEET)])
def test_not_a_row_of_the_whole_database_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, content: str
) -> None:
    before = _rows()
    _tried(tmp_path, capsys, kind, content)
    assert len(before) > 100
    assert _rows() == before


def test_halves_of_characters_and_other_encodings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    halved = "张三 2026-11-28 09:15\n路灯坏了\ud83d\n".encode("utf-8", "surrogatepass")
    found = _tried(tmp_path, capsys, "chat", halved)
    assert [card["text"] for card in found["cards"]] == ["路灯坏了"]
    assert [(one["text"], one["code"]) for one in found["left_out"]] == [("U+D83D", "invisible")]
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        assert len(_tried(tmp_path, capsys, "chat", CHAT.encode(encoding))["cards"]) == 4


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (("--chat", "{file}", "--district", "jiangjin", "--now", "yesterday"), "--now"),
        (("--chat", "{file}", "--district", "jiangjin", "--now", "0001-01-01T00:00:00+14:00"), "--now"),
        (("--chat", "{file}.not", "--district", "jiangjin"), "{file}.not"),
        (("--sheet", "{file}", "--district", "jiangjin"), "{file}"),
        (("--sheet", "{file}", "--district", "jiangjin", "--channel", "web"), "{file}"),
        (("--chat", "{file}", "--district", "jiangjin", "--area", "99"), "{file}"),
        (("--chat", "{file}", "--district", "nowhere"), "--district"),
    ],
)
def test_bad_input_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], place: str
) -> None:
    file = tmp_path / "given"
    file.write_text("张三：你好\n", encoding="utf-8")
    code, found = _run(capsys, *(word.format(file=file) for word in asked))
    assert code == 2
    (fault,) = found["faults"]
    assert fault["place"] == place.format(file=file)
    assert fault["code"]
    assert fault["text"]


def _signs(text: str) -> Counter[str]:
    return Counter("".join(words.plain(text).split()))


@settings(max_examples=200)
@given(
    st.one_of(
        st.text(alphabet=SIGNS, max_size=200),
        st.lists(st.sampled_from(LINES), max_size=14).map("\n".join),
    )
)
def test_every_sign_of_a_chat_stands_in_a_card_or_in_what_was_left_out(chat: str) -> None:
    found = preview.of_chat(chat, area_code="", now=AT)
    shown = [
        f"{one.speaker}{one.said_at.isoformat() if one.said_at else ''}{one.text}" for one in found.cards
    ]
    told = [text for text, _why in found.left_out]
    assert _signs(chat) - _signs("".join([*shown, *told])) == Counter()
