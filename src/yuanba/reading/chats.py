"""Reads a chat copied out of WeChat into reports: who said what, and when.

People copy in several ways; all of these are read, also mixed:

- computer, several messages: ``昵称 2026-03-02 09:15:22`` or ``昵称  3/2 09:15``, then the words;
- phone, several messages: ``昵称:`` with the words on the next lines, and lines that hold only a time;
- forwarded record: a heading ``群聊的聊天记录`` or ``—— 2026-03-02 ——``, then as above;
- each line ``昵称：words``; or only words.

Neighbouring messages of one speaker become one report, without the greeting before it. Greetings, thanks,
"us too", stickers and notices of the group are left out of the proposal; they come out as small talk, for a
person to keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import dropwhile

from yuanba.rules.time import span

#: Messages of one speaker belong together if no more than this lies between them.
TOGETHER = timedelta(minutes=30)
LONGEST_NAME = 24
LONGEST_CHAT = 60_000
MOST_REPORTS = 60

_DAY = r"(?:(?P<year>\d{4})\s?[-/.年]\s?)?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})日?"
_NEAR = r"(?P<near>今天|昨天|前天|星期[一二三四五六日天]|周[一二三四五六日天])"
_PART = r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|AM|PM|am|pm)?"
_CLOCK = (
    rf"{_PART}\s?(?P<hour>\d{{1,2}})[:：](?P<minute>\d{{2}})(?:[:：](?P<second>\d{{2}}))?"
    r"\s?(?P<half>AM|PM|am|pm)?"
)
#: What may be long is never given back (`*+`): a line of blanks would else be read in thousands of ways.
_WHEN = rf"(?:(?:{_DAY}|{_NEAR})\s*+(?:星期.|周.)?\s*+)?{_CLOCK}"
TIME_LINE = re.compile(rf"^[\s—\-─]*+{_WHEN}[\s—\-─]*+$")
DAY_LINE = re.compile(rf"^[\s—\-─]*+{_DAY}\s*+(?:星期.|周.)?[\s—\-─]*+$")
NAME_AND_TIME = re.compile(rf"^(?P<name>\S.{{0,{LONGEST_NAME}}}?)[:：]?\s++{_WHEN}\s*+$")
NAME_ALONE = re.compile(rf"^(?P<name>[^\s:：，。！？,!?][^:：，。！？,!?]{{0,{LONGEST_NAME}}}?)\s?[:：]\s*$")
NAME_AND_WORDS = re.compile(
    r"^(?P<name>[^\s:：，。！？,!?\d][^:：，。！？,!?]{0,11})[:：]\s?(?P<words>\S.*)$"
)
HEADING = re.compile(
    r"^(?:.{0,40}的?聊天记录(?:如下)?[:：]?|[\s—\-─=*]{3,}|以下(?:是|为)新消息|-+\s*以下.*)$"
)
NOTICE = re.compile(
    r"^.{0,30}(?:撤回了一条消息|加入了?群聊|退出了?群聊|拍了拍.{0,20}|修改群名为.*|邀请.{1,30}加入.*|领取了.{0,10}红包)$"
)
MARK = re.compile(
    r"\[(图片|照片|视频|语音|动画表情|表情|位置|文件|链接|小程序|红包|视频号|聊天记录|Photo|Video|Voice|Audio|Sticker|Location|File)[^\]]{0,40}\]"
    r"(?:\s?\d{1,2}(?:[\"″”]|秒))?"
)
PICTURES = frozenset({"图片", "照片", "视频", "Photo", "Video"})
VOICES = frozenset({"语音", "Voice", "Audio"})
FACE = re.compile(r"\[[\u4e00-\u9fa5A-Za-z]{1,5}\]|[\U0001F000-\U0001FAFF\u2600-\u27bf\ufe0f\u200d]")
_AT = re.compile(r"@\S{1,20}[\s\u2005]?")
#: One piece of it after the other, none given back: 哈哈哈哈哈 can be cut in one way only.
SMALL_TALK = re.compile(
    r"(?>(?:大家|各位(?:邻居|业主)?|邻居们?|群主|书记|主任|你|您|请问)*+(?:早上?|上午|中午|下午|晚上?)?好(?:的?[呢吧啊呀哈]|[呀啊的吗])?"
    r"|早安?|晚安|(?:非常|十分|太|多|万分)?(?:感谢|谢谢|谢)(?:了|您|你|大家|各位|邻居|业主|支持|理解|书记|主任|社区|师傅|们|的|啊|哈)*|辛苦(?:了|您|你们?|大家)*"
    r"|收到|嗯|哦|哈|ok|OK|Ok|行|可以|知道了|明白|在吗|同意|支持|赞|顶|[+＋]1|有人吗|是的|对|不客气|没事"
    r"|(?:我们?|已经?)?马上(?:就)?(?:安排|处理|去看|来看|过来|过去|到|解决|联系)(?:人|师傅|一下|了)*"
    r"|(?:我们?(?:家|栋|楼|单元)?|这边)?也(?:是|一样|有|这样|听得到|遇到过?|听到了?|深受其害)(?:的|了|啊)?)++"
)
#: Whoever says so goes on with what they said before, however long ago.
GOES_ON = re.compile(r"^(?:再?补充|更正|纠正)(?:一下|一点|说明)?[:：，,\s]")
_BLANK = re.compile(r"[\s，。！？,.!?~～、…:：;；'\"“”]+")
#: Heads of a form that somebody filled in; no names.
_FIELDS = re.compile(
    r"^(?:地点|位置|时间|电话|手机|地址|内容|诉求|问题|联系人|姓名|情况|备注|说明|附件|如下|以下|原因|建议)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report in a copied chat: the joined messages of one speaker, and the moment if it is known."""

    speaker: str
    text: str
    said_at: datetime | None
    pictures: int = 0
    voices: int = 0
    is_small_talk: bool = False

    @property
    def is_spoken(self) -> bool:
        """Return whether the report is a voice message only, without any written word."""
        return bool(self.voices) and not MARK.sub("", self.text).strip()


@dataclass(frozen=True, slots=True)
class _Line:
    speaker: str
    at: datetime | None
    words: str


def read(chat: str, *, now: datetime) -> tuple[Report, ...]:
    """Return the reports in a copied chat, in order: who said what, and when.

    Greetings and thanks are marked as small talk, not dropped. ``now`` is a local moment, from which days
    without a year and words such as 昨天 are counted.
    """
    reports: list[Report] = []
    for line in _lines(chat[:LONGEST_CHAT], now):
        last = reports[-1] if reports else None
        if last and _goes_on(last, line):
            reports[-1] = replace(last, text=f"{last.text}\n{line.words}")
        elif len(reports) < MOST_REPORTS:
            reports.append(Report(speaker=line.speaker, text=line.words, said_at=line.at))
    return _joined(_finished(report) for report in reports)


def _joined(reports: Iterable[Report]) -> tuple[Report, ...]:
    """What one speaker goes on saying after somebody's 收到 is still the same report."""
    found: list[Report] = []
    last = -1
    for report in reports:
        if not report.is_small_talk:
            earlier = _added_to(found, report)
            at = last if earlier is None else earlier
            before = found[at] if at >= 0 else None
            if before and at < len(found) - 1 and report.speaker and _goes_on(before, report):
                found[at] = replace(
                    before,
                    text=f"{before.text}\n{report.text}",
                    pictures=before.pictures + report.pictures,
                    voices=before.voices + report.voices,
                )
                continue
            last = len(found)
        found.append(report)
    return tuple(found)


def _added_to(found: Sequence[Report], report: Report) -> int | None:
    """The report that its speaker says more about, whoever has spoken since."""
    if not GOES_ON.match(report.text):
        return None
    own = [at for at, one in enumerate(found) if one.speaker == report.speaker and not one.is_small_talk]
    return own[-1] if own else None


def _goes_on(last: Report, more: _Line | Report) -> bool:
    at = more.said_at if isinstance(more, Report) else more.at
    if last.speaker != more.speaker:
        return False
    if GOES_ON.match(more.text if isinstance(more, Report) else more.words):
        return True
    return last.said_at is None or at is None or abs(at - last.said_at) <= TOGETHER


def _lines(chat: str, now: datetime) -> Iterator[_Line]:
    speaker, at, today = "", None, now.date()
    names = _named_twice(chat)
    for raw in chat.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = raw.strip("\ufeff\u200b \t\u3000")
        if not line or HEADING.match(line) or NOTICE.match(line):
            continue
        if found := DAY_LINE.match(line):
            today = _day(found, now.date()) or today
        elif found := TIME_LINE.match(line):
            at = _moment(found, today, now)
        elif found := NAME_AND_TIME.match(line):
            speaker, at = _name(found["name"]), _moment(found, today, now)
        elif (found := NAME_ALONE.match(line)) and not _FIELDS.match(line):
            speaker = _name(found["name"])
        elif (found := NAME_AND_WORDS.match(line)) and found["name"].strip() in names:
            speaker = _name(found["name"])
            yield _Line(speaker, at, found["words"].strip())
        else:
            yield _Line(speaker, at, line)


def _named_twice(chat: str) -> frozenset[str]:
    """What stands before a colon in most lines is a name; ``地点：`` in one line is not."""
    lines = [line.strip() for line in chat.splitlines() if line.strip()]
    found = [match["name"].strip() for match in map(NAME_AND_WORDS.match, lines) if match]
    return frozenset(found) if lines and 2 * len(found) > len(lines) else frozenset()


def _name(typed: str) -> str:
    return typed.strip().lstrip("@").rstrip(":： ")


def _day(found: re.Match[str], today: date) -> date | None:
    try:
        return _dated(found, today)
    except ValueError:
        return None


def _dated(found: re.Match[str], today: date) -> date:
    """A day without a year is the last such day."""
    day = date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
    if not span.FIRST <= day <= span.LAST:
        raise ValueError("no day on which anybody here said something")
    return day if found["year"] or day <= today else day.replace(year=day.year - 1)


def _moment(found: re.Match[str], today: date, now: datetime) -> datetime | None:
    try:
        if found["month"]:
            today = _dated(found, now.date())
        elif near := found["near"]:
            today = _near(near, now.date())
        hour, half = int(found["hour"]), (found["part"] or found["half"] or "").upper()
        if (half in {"下午", "傍晚", "晚上", "PM"} and hour < 12) or (half == "中午" and hour < 3):
            hour += 12
        elif half in {"凌晨", "AM"} and hour == 12:
            hour = 0
        clock = time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None
    return _at(today, clock, now.tzinfo)


def _at(day: date, clock: time, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone)


def _near(word: str, today: date) -> date:
    """昨天, or the last 星期三."""
    if word in ("今天", "昨天", "前天"):
        return today - timedelta(days=("今天", "昨天", "前天").index(word))
    wanted = "一二三四五六日".index(word[-1].replace("天", "日"))
    return today - timedelta(days=(today.weekday() - wanted) % 7)


def _is_greeting(line: str) -> bool:
    return SMALL_TALK.fullmatch(_BLANK.sub("", FACE.sub("", line))) is not None


def _finished(report: Report) -> Report:
    marks = MARK.findall(report.text)
    text = _AT.sub("", MARK.sub("", report.text))
    lines = [line for line in (part.strip() for part in text.split("\n")) if line]
    text = "\n".join(dropwhile(_is_greeting, lines)) or "\n".join(lines)
    bare = _BLANK.sub("", FACE.sub("", text))
    pictures = sum(mark in PICTURES for mark in marks)
    voices = sum(mark in VOICES for mark in marks)
    if not bare:
        text = "".join(f"[{mark}]" for mark in marks) or report.text
    return replace(
        report,
        text=text,
        pictures=pictures,
        voices=voices,
        is_small_talk=not voices and (not bare or SMALL_TALK.fullmatch(bare) is not None),
    )
