"""Chats as people copy them out of WeChat."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.reading import chats

HERE = timezone(timedelta(hours=8))
#: A Tuesday.
NOW = datetime(2026, 3, 3, 10, 0, tzinfo=HERE)

COMPUTER = """张三 2026-03-02 09:15:22
大家早上好！

滨江花园3栋 2026-03-02 09:16:01
3栋电梯又坏了，老人下不来楼
[图片]
滨江花园3栋 2026-03-02 09:17:30
已经第三天了

王书记 2026-03-02 09:20:00
收到，谢谢"""


def _kept(chat: str) -> list[tuple[str, str]]:
    return [(one.speaker, one.text) for one in chats.read(chat, now=NOW) if not one.is_small_talk]


def _at(chat: str) -> datetime | None:
    return chats.read(chat, now=NOW)[0].said_at


def test_copied_on_a_computer() -> None:
    (report,) = [one for one in chats.read(COMPUTER, now=NOW) if not one.is_small_talk]
    assert report.speaker == "滨江花园3栋"
    assert report.text == "3栋电梯又坏了，老人下不来楼\n已经第三天了"
    assert report.said_at == datetime(2026, 3, 2, 9, 16, 1, tzinfo=HERE)
    assert report.pictures == 1


def test_small_talk_is_marked_and_kept() -> None:
    assert [one.text for one in chats.read(COMPUTER, now=NOW) if one.is_small_talk] == [
        "大家早上好！",
        "收到，谢谢",
    ]


def test_a_greeting_before_and_an_addition_after_belong_to_the_report() -> None:
    chat = """张三 2026-03-02 08:12:00
大家早上好
转盘坏了，差点甩到娃儿
物业小王 2026-03-02 08:30:00
收到，马上安排
李四 2026-03-02 08:31:00
支持！我们家也听得到
陈大爷 2026-03-02 08:50:00
楼道灯不亮
张三 2026-03-02 09:40:00
补充：就是中庭那个蓝色的
王五 2026-03-02 09:50:00
谢谢各位邻居支持"""
    assert _kept(chat) == [
        ("张三", "转盘坏了，差点甩到娃儿\n补充：就是中庭那个蓝色的"),
        ("陈大爷", "楼道灯不亮"),
    ]


def test_copied_on_a_phone() -> None:
    chat = "李阿姨:\n下水道堵了，污水漫出来\n地点：3栋2单元门口\n王师傅:\n好的\n张三:\n楼道灯不亮"
    assert _kept(chat) == [
        ("李阿姨", "下水道堵了，污水漫出来\n地点：3栋2单元门口"),
        ("张三", "楼道灯不亮"),
    ]


def test_a_forwarded_record() -> None:
    chat = "“通泰门1网格群”的聊天记录\n—— 2026-03-01 ——\n李阿姨 09:05\n门口垃圾没人清\n"
    assert _kept(chat) == [("李阿姨", "门口垃圾没人清")]
    assert _at(chat) == datetime(2026, 3, 1, 9, 5, tzinfo=HERE)


def test_each_line_with_its_speaker() -> None:
    chat = "李四：路灯坏了\n王五：收到\n李四：在滨江路口\n赵六：井盖不见了"
    assert _kept(chat) == [("李四", "路灯坏了\n在滨江路口"), ("赵六", "井盖不见了")]


def test_only_words() -> None:
    assert _kept("路灯坏了，没人修\n地点：江边") == [("", "路灯坏了，没人修\n地点：江边")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("张三 3/2 09:15\n灯坏了", datetime(2026, 3, 2, 9, 15, tzinfo=HERE)),
        ("张三 12月30日 09:15\n灯坏了", datetime(2025, 12, 30, 9, 15, tzinfo=HERE)),
        ("昨天 晚上8:15\n张三:\n灯坏了", datetime(2026, 3, 2, 20, 15, tzinfo=HERE)),
        ("星期六 下午3:05\n张三:\n灯坏了", datetime(2026, 2, 28, 15, 5, tzinfo=HERE)),
        ("张三 2026年3月1日 12:00\n灯坏了", datetime(2026, 3, 1, 12, 0, tzinfo=HERE)),
        ("张三 2026-02-30 09:15\n灯坏了", None),
        ("张三:\n灯坏了", None),
    ],
)
def test_when_it_was_said(line: str, said: datetime | None) -> None:
    assert _at(line) == said


def test_two_matters_of_one_speaker_hours_apart_stay_two() -> None:
    chat = "张三 2026-03-02 08:00:00\n电梯坏了\n张三 2026-03-02 15:00:00\n路灯不亮"
    assert _kept(chat) == [("张三", "电梯坏了"), ("张三", "路灯不亮")]


def test_a_voice_is_shown_although_it_has_no_words() -> None:
    (report,) = chats.read('李四 2026-03-02 08:00:00\n[语音] 12"', now=NOW)
    assert (report.voices, report.is_small_talk, report.text) == (1, False, "[语音]")


def test_notices_of_the_group_are_left_out() -> None:
    assert _kept('"张三"邀请"李四"加入了群聊\n李四撤回了一条消息\n李四:\n井盖坏了') == [("李四", "井盖坏了")]


def test_no_more_than_fits_on_a_page() -> None:
    many = "\n".join(f"邻居{number}:\n第{number}栋漏水" for number in range(200))
    assert len(chats.read(many, now=NOW)) == chats.MOST_REPORTS


@given(st.text(alphabet="张三李四：: \n2026-03/月日0915好的[图片]坏了下午", max_size=200))
def test_any_text_can_be_pasted(chat: str) -> None:
    for report in chats.read(chat, now=NOW):
        assert report.text.strip()


@pytest.mark.parametrize("piece", ["哈", "嗯", "好", "谢谢", "各位邻居", "好的", "哈嗯哦"])
def test_a_long_laugh_holds_nobody_up(piece: str) -> None:
    """Each further sign once doubled the work: 哈 twenty-three times took five seconds."""
    for tail in ("", "@", "路灯"):
        (report,) = chats.read(f"张三: {piece * 200}{tail}", now=NOW)
        assert report.text == f"{piece * 200}{tail}"
