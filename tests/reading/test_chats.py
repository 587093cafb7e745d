"""Chats as people copy them out of WeChat."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.reading import chats
from yuanba.rules.core import words

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
    return [(one.speaker, one.text) for one in chats.read(chat, now=NOW).reports if not one.is_small_talk]


def _at(chat: str) -> datetime | None:
    return chats.read(chat, now=NOW).reports[0].said_at


def test_copied_on_a_computer() -> None:
    (report,) = [one for one in chats.read(COMPUTER, now=NOW).reports if not one.is_small_talk]
    assert report.speaker == "滨江花园3栋"
    assert report.text == "3栋电梯又坏了，老人下不来楼\n已经第三天了"
    assert report.said_at == datetime(2026, 3, 2, 9, 16, 1, tzinfo=HERE)
    assert report.pictures == 1


def test_small_talk_is_marked_and_kept() -> None:
    assert [one.text for one in chats.read(COMPUTER, now=NOW).reports if one.is_small_talk] == [
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
    (report,) = chats.read('李四 2026-03-02 08:00:00\n[语音] 12"', now=NOW).reports
    assert (report.voices, report.is_small_talk, report.text) == (1, False, '[语音] 12"')


def test_notices_of_the_group_are_left_out() -> None:
    assert _kept('"张三"邀请"李四"加入了群聊\n李四撤回了一条消息\n李四:\n井盖坏了') == [("李四", "井盖坏了")]


def test_no_more_than_fits_on_a_page() -> None:
    many = "\n".join(f"邻居{number}:\n第{number}栋漏水" for number in range(200))
    read = chats.read(many, now=NOW)
    assert len(read.reports) == chats.MOST_REPORTS
    (rest,) = [one for one in read.left_out if one.why is chats.WhyLeftOut.TOO_MANY]
    assert rest.text.startswith("邻居100:\n第100栋漏水\n")
    assert rest.text.endswith("第199栋漏水")


def test_as_many_speakers_as_a_group_has_are_all_there() -> None:
    many = "\n".join(f"邻居{n} 2026-03-02 09:{n % 60:02}\n第{n}栋漏水" for n in range(75))
    assert [text for _who, text in _kept(many)] == [f"第{n}栋漏水" for n in range(75)]


OWN_WORDS = [
    "我们楼停水到 18:00",
    "停电至 20:30",
    "公交末班车 21:30",
    "集合时间 14:00",
    "电梯坏了，从早上 8:00",
    "昨晚吵到凌晨 2:00",
    "自来水公司说停水到 2026-03-03 18:00",
    "通知恢复供水 2026-03-04 18:00",
    "18:00",
    "2026-03-05",
    "我想反映两件事：",
    "存在以下问题：",
    "地点：",
]


@pytest.mark.parametrize("line", OWN_WORDS)
@pytest.mark.parametrize("more", ["", "\n没人管"])
def test_a_line_that_ends_in_a_time_or_a_colon_may_be_a_reports_own(line: str, more: str) -> None:
    chat = f"张三 2026-03-02 09:15\n情况这样\n{line}{more}\n李四 2026-03-02 09:20\n路灯不亮"
    assert _kept(chat) == [("张三", f"情况这样\n{line}{more}"), ("李四", "路灯不亮")]


@pytest.mark.parametrize(
    "line", ["我们楼停水到 18:00", "停电至 20:30", "业主开会时间 19:30", "我想反映两件事："]
)
def test_the_same_where_headings_have_no_day(line: str) -> None:
    chat = f"“邻里群”的聊天记录\n—— 2026-03-01 ——\n李阿姨 09:05\n大家看看\n{line}\n王叔 09:10\n路灯不亮"
    assert _kept(chat) == [("李阿姨", f"大家看看\n{line}"), ("王叔", "路灯不亮")]


@pytest.mark.parametrize(
    "name",
    [
        "一直都在",
        "睡着了",
        "停水了别烦我",
        "3栋2单元",
        "电梯维保王师傅",
        "开心每一天！",
        "A房产小李",
        "8栋3号",
    ],
)
def test_odd_names_are_names_where_headings_have_a_day(name: str) -> None:
    first, second = f"{name} 2026-03-02 09:15:22", f"{name} 2026-03-02 10:15:22"
    chat = f"{first}\n楼道灯不亮\n李四 2026-03-02 09:16:20\n井盖坏了\n{second}\n还有水管"
    assert [who for who, _text in _kept(chat)] == [name, "李四", name]


def test_two_cards_of_which_the_first_ends_in_a_clock_time() -> None:
    chat = "张三 2026-11-28 09:15\n我们楼停水到 18:00\n李四 2026-11-28 09:20\n路灯不亮"
    read = chats.read(chat, now=datetime(2026, 11, 29, 9, tzinfo=HERE))
    assert [(one.speaker, one.text) for one in read.reports] == [
        ("张三", "我们楼停水到 18:00"),
        ("李四", "路灯不亮"),
    ]
    assert read.left_out == ()


@pytest.mark.parametrize("clock", ["18:00", "18：00", "8:30到20:00"])
def test_the_colon_of_a_clock_time_names_nobody(clock: str) -> None:
    found = chats.read(f"张三 上午9:15\n停水到{clock}\n李四 上午9:20\n路灯不亮 从{clock}", now=NOW).reports
    assert [(one.speaker, one.text) for one in found] == [
        ("张三", f"停水到{clock}"),
        ("李四", f"路灯不亮 从{clock}"),
    ]


def test_a_record_saved_as_a_file() -> None:
    said = (
        "2026-02-28 09:15:20 张三(10001)\n垃圾没人收 09:00\n\n2026-02-28 09:16:20 李四<lisi@example.com>\n"
        "2026-02-27 18:00 停水\n2026-02-28 9:50:01 楼上漏水的王姐\n井盖坏了 18:00"
    )
    found = chats.read(said, now=NOW).reports
    assert [(one.speaker, one.text) for one in found] == [
        ("张三(10001)", "垃圾没人收 09:00"),
        ("李四<lisi@example.com>", "2026-02-27 18:00 停水"),
        ("楼上漏水的王姐", "井盖坏了 18:00"),
    ]
    assert [one.said_at and one.said_at.strftime("%d %H:%M:%S") for one in found] == [
        "28 09:15:20",
        "28 09:16:20",
        "28 09:50:01",
    ]


def test_whose_number_it_is() -> None:
    def own(text: str) -> tuple[str, ...]:
        (report,) = chats.read(f"张三 2026-03-02 09:15\n{text}", now=NOW).reports
        return report.own_numbers

    assert own("物业小陈13800138066说不归他管") == ()
    assert own("物业电话13800138066没人接，我打13800138067也不通") == ()
    assert own("楼上漏水，我的电话是138-0013-8066") == ("13800138066",)
    assert own("楼上漏水，有事联系我：013800138066") == ("13800138066",)
    assert own("楼上漏水\n联系电话：13800138066") == ("13800138066",)
    assert own("楼上漏水 13800138066（本人）") == ("13800138066",)


@pytest.mark.parametrize(
    "text",
    ["哈" * 23 + "x", "哈" * 60_000, "嗯哦哈" * 20_000 + "x", "谢" * 30_000 + "x", "也是" * 25_000 + "x"],
)
def test_long_small_talk_is_read_in_as_many_steps_as_it_has_signs(text: str) -> None:
    """Each of these took longer than anybody waits, doubling with each sign."""
    for chat in (text, f"张三 3/2 {' ' * 30_000}x", "张三 3/2\t" * 6_000, f"张三：{text}"):
        found = chats.read(chat, now=NOW)
        assert found.reports or found.left_out


SIGNS = (
    '张三李四：: \n\r\t2026-03/月日0915好的哈嗯哦谢@[图片][语音]12"坏了下午。！１８：００（）《》…～'
    "😀👍🏻\u200d\ufe0f\u200b\ud83d\ude00\x00\u3000"
)
LINES = [
    *("张三 2026-03-02 09:15", "李四 09:20", "王五:", "王五：好的", "昨天 晚上8:15", "—— 2026-03-01 ——"),
    *("@张三 收到", "哈哈哈", "大家好", "路灯坏了", "[图片]", '[语音] 12"', "停水到 18:00", "地点：3栋"),
    *("李四撤回了一条消息", "补充：是江边", "谢谢😀", "３栋（漏水）", "18:00", "群聊的聊天记录"),
]


def _signs(text: str) -> Counter[str]:
    return Counter("".join(words.plain(text).split()))


@given(
    st.one_of(
        st.text(alphabet=SIGNS, max_size=200),
        st.lists(st.sampled_from(LINES), max_size=14).map("\n".join),
    )
)
def test_every_sign_stands_in_a_report_or_in_what_was_left_out(chat: str) -> None:
    read = chats.read(chat, now=NOW)
    found: Counter[str] = Counter()
    for report in read.reports:
        assert report.text.strip()
        found += _signs(
            f"{report.speaker}{report.said_at.isoformat() if report.said_at else ''}{report.text}"
        )
    for one in read.left_out:
        found += _signs(one.text)
    assert _signs(chat) - found == Counter()
    gone = {sign for sign in chat if not words.plain(sign)}
    told = " ".join(one.text for one in read.left_out if one.why is chats.WhyLeftOut.INVISIBLE)
    assert all(f"U+{ord(sign):04X}" in told for sign in gone)


@pytest.mark.parametrize("piece", ["哈", "嗯", "好", "谢谢", "各位邻居", "好的", "哈嗯哦"])
def test_a_long_laugh_holds_nobody_up(piece: str) -> None:
    """Each further sign once doubled the work: 哈 twenty-three times took five seconds."""
    for tail in ("", "@", "路灯"):
        (report,) = chats.read(f"张三: {piece * 200}{tail}", now=NOW).reports
        assert report.text == f"{piece * 200}{tail}"
