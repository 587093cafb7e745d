"""Says what each line of a copied chat is: a speaker, a time, a day, a notice of the group, or words.

A report's own line can look like a heading: 我们楼停水到 18:00 ends in a clock time, 我想反映两件事： in a
colon. Which of the lines are headings is therefore decided for the chat as a whole: by whether other headings
have a day, whether words follow, whether the time fits between its neighbours, who speaks more than once, and
what the would-be name sounds like. In doubt a line is words: those are shown, and a person reads them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from yuanba.rules.time import span

LONGEST_NAME = 24
#: A heading is shorter than this; longer lines are words, and are tried against no pattern.
LONGEST_HEADING = 80

_DAY = r"(?:(?P<year>\d{4})\s?[-/.年]\s?)?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})日?"
_NEAR = r"(?P<near>今天|昨天|前天|星期[一二三四五六日天]|周[一二三四五六日天])"
_PART = r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|AM|PM|am|pm)?"
_CLOCK = (
    rf"{_PART}\s?(?P<hour>\d{{1,2}})[:：](?P<minute>\d{{2}})(?:[:：](?P<second>\d{{2}}))?"
    r"\s?(?P<half>AM|PM|am|pm)?"
)
_WHEN = rf"(?:(?:{_DAY}|{_NEAR})\s?(?:(?:星期|周).)?\s?)?{_CLOCK}"
_TIME_LINE = re.compile(rf"[\s—\-─]*{_WHEN}[\s—\-─]*")
_DAY_LINE = re.compile(rf"[\s—\-─]*{_DAY}\s?(?:星期.|周.)?[\s—\-─]*")
_NAME_AND_TIME = re.compile(rf"(?P<name>\S.{{0,{LONGEST_NAME}}}?)[:：]?\s{_WHEN}")
_NAME_ALONE = re.compile(rf"(?P<name>[^\s:：，。！？,!?][^:：，。！？,!?]{{0,{LONGEST_NAME}}}?)\s?[:：]")
#: A record saved as a file, such as QQ's: ``2026-03-02 09:15:22 昵称(10001)``.
_TIME_AND_NAME = re.compile(rf"{_DAY}\s{_CLOCK}\s(?P<name>\S.{{0,{LONGEST_NAME}}})")
#: The colon of a clock time is no speaker's.
_NAME_AND_WORDS = re.compile(
    r"(?P<name>[^\s:：，。！？,!?\d][^:：，。！？,!?]{0,11})(?!(?<=\d)[:：]\d)[:：]\s?(?P<words>\S.*)"
)
_HEADING = re.compile(
    r".{0,40}的?聊天记录(?:如下)?[:：]?|[\s—\-─=*]{3,}|以下(?:是|为)新消息|-{1,20}\s?以下.{0,40}"
)
_NOTICE = re.compile(
    r".{0,30}(?:撤回了一条消息|加入了?群聊|退出了?群聊|拍了拍.{0,20}|修改群名为.{0,40}|邀请.{1,30}加入.{0,20}|领取了.{0,10}红包)"
)
#: Heads of a form that somebody filled in; no names.
_FIELDS = re.compile(
    r"(?:地点|位置|时间|日期|电话|手机|地址|内容|诉求|问题|联系|姓名|情况|备注|说明|附件|如下|以下|原因|建议|注意|提醒"
    r"|补充|更正|另外|还有|首先|其次|最后|第[一二三四五]|答复|回复|公告|通知)"
)
#: Whoever is called so is a person, whatever else the name says.
_TITLED = re.compile(r"(?:师傅|书记|主任|管家|客服|网格员|阿姨|大爷|叔|哥|姐|先生|女士|栋|单元|室|号)$")
#: A clause that ends so goes on with a time.
_LEADS_TO_A_TIME = re.compile(
    r"(?:到|至|从|自|在|于|约|前|后|等|是|为|要|才|就|[-~—])$"
    r"|(?:截止|直到|大概|预计|计划|今晚|昨晚|明晚|今早|明早|今天|明天|后天|昨天|前天|上午|下午|晚上|凌晨|中午|早上|时间|期间|每天)$"
)
_SOUNDS_LIKE_WORDS = re.compile(
    r"[，。！？；、,!?;]|[吗呢吧]$|^(?:我|咱|请)|我们|问题|反映|情况|如下|以下|原因|建议|通知|公告|计划"
    r"|停[水电气暖]|来[水电气]|没[水电气人有]|有人|漏|堵|坏|不亮|噪音|扰民|垃圾|电梯|路灯|维修|报修|抢修|施工|会议|大会"
    r"|恢复|怎么|什么|已经|还没|不能|无法|[\d一二三两几][个件条天次点]"
)


class LineRole(StrEnum):
    """The roles of a line in a copied chat."""

    SPEAKER = "speaker"
    TIME = "time"
    DAY = "day"
    HEADING = "heading"
    NOTICE = "notice"
    WORDS = "words"


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of a copied chat: its role, and what it says of speaker, time and words."""

    raw: str
    role: LineRole
    speaker: str = ""
    words: str = ""
    found: re.Match[str] | None = None
    #: For a heading with a name and a time: whether it has a day, and the moment that it names.
    has_day: bool = False
    at: datetime | None = None

    @property
    def head(self) -> str:
        """Return what stands before the words of this line: the speaker, or the whole line."""
        return self.raw[: len(self.raw) - len(self.words)].rstrip()


def lines(chat: str, now: datetime) -> list[Line]:
    """Return the lines of a copied chat that are not blank, each with its role."""
    stripped = [raw.strip() for raw in re.split(r"\r\n|\r|\n", chat)]
    stripped = [raw for raw in stripped if raw]
    talk = _named_twice(stripped)
    is_saved = _begins_with_times(stripped)
    found = [_first_look(raw, talk, now, is_saved=is_saved) for raw in stripped]
    _settle_times(found, now)
    _settle_names(found)
    return found


def _begins_with_times(found: Sequence[str]) -> bool:
    """Whether the headings of this chat begin with their moment: its first line does, as a name's heading."""
    first = _TIME_AND_NAME.fullmatch(" ".join(found[0].split())) if found else None
    return bool(first and len(found) > 1 and not _SOUNDS_LIKE_WORDS.search(first["name"]))


def _first_look(raw: str, talk: frozenset[str], now: datetime, *, is_saved: bool) -> Line:
    if len(raw) <= LONGEST_HEADING:
        line = " ".join(raw.split())
        if _NOTICE.fullmatch(line):
            return Line(raw=raw, role=LineRole.NOTICE)
        if _HEADING.fullmatch(line):
            return Line(raw=raw, role=LineRole.HEADING)
        if found := _DAY_LINE.fullmatch(line):
            return Line(raw=raw, role=LineRole.DAY, found=found)
        if found := _TIME_LINE.fullmatch(line):
            return Line(raw=raw, role=LineRole.TIME, found=found)
        if found := (_TIME_AND_NAME if is_saved else _NAME_AND_TIME).fullmatch(line):
            has_day, at = (
                bool(found["month"] or found.groupdict().get("near")),
                moment(found, now.date(), now),
            )
            name = _name(found["name"])
            return Line(raw=raw, role=LineRole.SPEAKER, speaker=name, found=found, has_day=has_day, at=at)
        if (found := _NAME_ALONE.fullmatch(line)) and not _FIELDS.match(line):
            return Line(raw=raw, role=LineRole.SPEAKER, speaker=_name(found["name"]))
    if (found := _NAME_AND_WORDS.fullmatch(raw)) and found["name"].strip() in talk:
        return Line(raw=raw, role=LineRole.WORDS, speaker=_name(found["name"]), words=found["words"])
    return Line(raw=raw, role=LineRole.WORDS, words=raw)


def _named_twice(found: Sequence[str]) -> frozenset[str]:
    """What stands before a colon in most lines is a name; ``地点：`` is not, in however many lines."""
    names = [match["name"].strip() for match in map(_NAME_AND_WORDS.fullmatch, found) if match]
    names = [name for name in names if not _FIELDS.match(name)]
    return frozenset(names) if 2 * len(names) > len(found) else frozenset()


def _settle_times(found: Sequence[Line], now: datetime) -> None:
    """Turn headings with a name and a time into words where they are a report's own words."""
    headings = [at for at, line in enumerate(found) if line.role is LineRole.SPEAKER and line.found]
    often = Counter(found[at].speaker for at in headings)
    dated = [at for at in headings if found[at].has_day and not _leads_to_a_time(found[at])]
    known = {found[at].speaker for at in dated}
    is_dated = bool(dated) and (dated[0] == headings[0] or 2 * len(dated) >= len(headings))
    before = None
    for place, at in enumerate(headings):
        line = found[at]
        after = found[headings[place + 1]].at if place + 1 < len(headings) else None
        is_repeated = often[line.speaker] > 1
        is_known = line.speaker in known or (is_repeated and at > dated[-1] if dated else True)
        around = _Around(
            is_repeated=is_repeated,
            has_words=at + 1 < len(found) and found[at + 1].role is not LineRole.SPEAKER,
            is_out_of_order=_is_out_of_order(before, line.at, after, now),
            lacks_day=is_dated and not line.has_day and not is_known,
        )
        if _is_words(line, around):
            _to_words(line)
        else:
            before = line.at
    if any(line.role is LineRole.SPEAKER and line.has_day for line in found):
        # who speaks and when stands in each heading, so that a day or a time alone is a report's own
        for line in found:
            if line.role in (LineRole.DAY, LineRole.TIME) and not line.raw.startswith(("-", "—", "─")):
                _to_words(line)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What the lines around a heading say of it."""

    is_repeated: bool
    has_words: bool
    is_out_of_order: bool
    lacks_day: bool


def _is_words(line: Line, around: _Around) -> bool:
    """Whether a line that looks like a heading is words."""
    is_dated = line.has_day
    if around.lacks_day or (_leads_to_a_time(line) and not (is_dated and around.is_repeated)):
        return True
    if around.is_repeated:
        return False
    if _sounds_like_words(line):
        return not is_dated or around.is_out_of_order or not around.has_words
    if around.is_out_of_order:
        return not is_dated or not around.has_words
    return not is_dated and not around.has_words


def _leads_to_a_time(line: Line) -> bool:
    return _LEADS_TO_A_TIME.search(line.speaker) is not None


def _sounds_like_words(line: Line) -> bool:
    return bool(_SOUNDS_LIKE_WORDS.search(line.speaker)) and not _TITLED.search(line.speaker)


def _is_out_of_order(
    before: datetime | None, at: datetime | None, after: datetime | None, now: datetime
) -> bool:
    """Whether a time lies ahead, or does not fit between its neighbours although they fit each other."""
    if at and at.date() > now.date():
        return True
    if before is None or at is None or after is None:
        return False
    return before <= after and not before <= at <= after


def _settle_names(found: Sequence[Line]) -> None:
    """Turn a line that ends in a colon into words where it is no name, or where nothing follows."""
    often = Counter(line.speaker for line in found if line.role is LineRole.SPEAKER)
    for at, line in enumerate(found):
        is_alone = line.role is LineRole.SPEAKER and not line.found and often[line.speaker] < 2
        has_words = at + 1 < len(found) and found[at + 1].role is not LineRole.SPEAKER
        if is_alone and (_sounds_like_words(line) or not has_words):
            _to_words(line)


def _to_words(line: Line) -> None:
    line.role, line.speaker, line.words, line.found = LineRole.WORDS, "", line.raw, None


def _name(typed: str) -> str:
    return typed.strip().lstrip("@").rstrip(":： ")


# --- moments ------------------------------------------------------------------------------------------


def day_of(found: re.Match[str], today: date) -> date | None:
    """Return the day that a line names, or None where there is no such day; without a year the last such."""
    try:
        day = date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
        day = day if found["year"] or day <= today else day.replace(year=day.year - 1)
    except ValueError:
        return None
    return day if span.FIRST <= day <= span.LAST else None


def moment(found: re.Match[str], today: date, now: datetime) -> datetime | None:
    """Return the moment that a heading names, or None where there is no such moment.

    A clock time without a day counts as ``today``; days without a year and 昨天 are counted from ``now``.
    """
    day: date | None = today
    if found["month"]:
        day = day_of(found, now.date())
    elif near := found.groupdict().get("near"):
        day = _near(near, now.date())
    hour, half = int(found["hour"]), (found["part"] or found["half"] or "").upper()
    if (half in {"下午", "傍晚", "晚上", "PM"} and hour < 12) or (half == "中午" and hour < 3):
        hour += 12
    elif half in {"凌晨", "AM"} and hour == 12:
        hour = 0
    try:
        clock = time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None
    return datetime.combine(day, clock, tzinfo=now.tzinfo) if day else None


def _near(word: str, today: date) -> date:
    """昨天, or the last 星期三."""
    if word in ("今天", "昨天", "前天"):
        return today - timedelta(days=("今天", "昨天", "前天").index(word))
    wanted = "一二三四五六日".index(word[-1].replace("天", "日"))
    return today - timedelta(days=(today.weekday() - wanted) % 7)
