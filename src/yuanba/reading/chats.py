"""Reads a chat copied out of WeChat into reports: who said what, and when.

People copy in several ways; all of these are read, also mixed:

- computer, several messages: ``昵称 2026-03-02 09:15:22`` or ``昵称  3/2 09:15``, then the words;
- phone, several messages: ``昵称:`` with the words on the next lines, and lines that hold only a time;
- saved as a file: ``2026-03-02 09:15:22 昵称(10001)``, then the words;
- forwarded record: a heading ``群聊的聊天记录`` or ``—— 2026-03-02 ——``, then as above;
- each line ``昵称：words``; or only words.

Neighbouring messages of one speaker become one report, without the greeting before it. Greetings, thanks,
"us too" and stickers come out as small talk, for a person to keep. Nothing disappears unsaid: every sign of
the chat stands in a report or in what was left out, with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from yuanba.reading import chat_lines
from yuanba.reading.chat_lines import Line, LineRole
from yuanba.reading.small_talk import is_small_talk
from yuanba.rules.core import words
from yuanba.rules.people import phone
from yuanba.rules.people.phone import Number

#: Messages of one speaker belong together if no more than this lies between them.
TOGETHER = timedelta(minutes=30)
LONGEST_CHAT = 60_000
MOST_REPORTS = 100

MARK = re.compile(
    r"\[(图片|照片|视频|语音|动画表情|表情|位置|文件|链接|小程序|红包|视频号|聊天记录|Photo|Video|Voice|Audio|Sticker|Location|File)[^\]\n]{0,40}\]"
    r"(?:[ \t]?\d{1,2}(?:[\"″”]|秒))?"
)
PICTURES = frozenset({"图片", "照片", "视频", "Photo", "Video"})
VOICES = frozenset({"语音", "Voice", "Audio"})
#: Whoever says so goes on with what they said before, however long ago.
GOES_ON = re.compile(r"(?:再?补充|更正|纠正)(?:一下|一点|说明)?[:：，,\s]")
#: Words just before or after a number by which a speaker calls it their own.
_OWN_BEFORE = re.compile(
    r"(?:我|本人|自己)的?(?:联系)?(?:电话|手机|号码|联系方式)?(?:号码?)?[是为]?[:：\s]*$"
    r"|(?:联系|打给|致电|回复)我[:：，,\s]*$|(?:^|\n)\s*联系(?:电话|方式|号码)\s*[:：]\s*$"
)
_OWN_AFTER = re.compile(r"\s*[（(]?(?:本人|是我的?(?:电话|手机|号码))")


class WhyLeftOut(StrEnum):
    """Why a part of a chat stands in no report."""

    INVISIBLE = "invisible"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    GROUP_NOTICE = "group_notice"
    HEADING = "heading"
    SPEAKER = "speaker"
    NO_WORDS = "no_words"
    GREETING = "greeting"
    ATTACHED = "attached"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One part of a chat that stands in no report, and why."""

    text: str
    why: WhyLeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report in a copied chat: the joined messages of one speaker, and the moment if it is known."""

    speaker: str
    text: str
    said_at: datetime | None
    pictures: int = 0
    voices: int = 0
    is_small_talk: bool = False
    #: The lines from which speaker and moment were read.
    heads: tuple[str, ...] = ()

    @property
    def is_spoken(self) -> bool:
        """Return whether the report is a voice message only, without any written word."""
        return bool(self.voices) and not MARK.sub("", self.text).strip()

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Return the telephone numbers in the words, whosoever they are."""
        return phone.in_text(self.text)

    @property
    def own_numbers(self) -> tuple[str, ...]:
        """Return the numbers that the speaker calls their own, each once; those of others are none."""
        return tuple(dict.fromkeys(one.plain for one in self.numbers if self._is_own(one)))

    def _is_own(self, one: Number) -> bool:
        before = self.text[max(one.start - 16, 0) : one.start]
        is_line = one.start <= 16
        found = _OWN_BEFORE.search(before if is_line else f" {before}")
        return bool(found or _OWN_AFTER.match(self.text, one.end))


@dataclass(frozen=True, slots=True)
class Chat:
    """A copied chat as it was read: its reports in order, and what stands in none of them."""

    reports: tuple[Report, ...]
    left_out: tuple[LeftOut, ...]


def read(chat: str, *, now: datetime) -> Chat:
    """Return the reports in a copied chat, in order, and what was left out of them.

    Greetings and thanks are marked as small talk, not dropped. ``now`` is a local moment, from which days
    without a year and words such as 昨天 are counted.
    """
    reader = _Reader(now)
    visible = words.plain(chat)
    reader.leave_out(" ".join(f"U+{ord(sign):04X}" for sign in _gone(chat, visible)), WhyLeftOut.INVISIBLE)
    for line in chat_lines.lines(visible[:LONGEST_CHAT], now):
        reader.take(line)
    reader.leave_out("\n".join(reader.heads), WhyLeftOut.NO_WORDS)
    reader.leave_out(visible[LONGEST_CHAT:], WhyLeftOut.TOO_LONG)
    reports = reader.joined(reader.finished(report) for report in reader.reports)
    for report in reports:
        reader.leave_out_heads(report)
    return Chat(reports, tuple(reader.left_out))


def _gone(before: str, after: str) -> list[str]:
    """The different signs that the cleaning took out."""
    return sorted((Counter(before) - Counter(after)).keys()) if len(before) != len(after) else []


class _Reader:
    """What was read of a chat until now."""

    def __init__(self, now: datetime) -> None:
        self.now, self.today = now, now.date()
        self.speaker = ""
        self.at: datetime | None = None
        #: Headings whose words have not come yet.
        self.heads: tuple[str, ...] = ()
        self.reports: list[Report] = []
        self.left_out: list[LeftOut] = []

    def leave_out(self, text: str, why: WhyLeftOut) -> None:
        """Note what stands in no report; of nothing, nothing is noted."""
        if text.strip():
            self.left_out.append(LeftOut(text.strip(), why))

    def leave_out_heads(self, report: Report) -> None:
        """Note the headings of a report whose signs its speaker and moment do not show."""
        head = "\n".join(report.heads)
        shown = f"{report.speaker}{report.said_at.isoformat() if report.said_at else ''}"
        if Counter("".join(head.split())) - Counter(shown):
            self.leave_out(head, WhyLeftOut.SPEAKER)

    def take(self, line: Line) -> None:
        """Read the next line of the chat."""
        if line.role is LineRole.NOTICE:
            self.leave_out(line.raw, WhyLeftOut.GROUP_NOTICE)
        elif line.role is LineRole.HEADING:
            self.leave_out(line.raw, WhyLeftOut.HEADING)
        elif line.role is LineRole.WORDS:
            if line.head:
                self._heading(line.head)
                self.speaker = line.speaker
            self._words(line.words)
        else:
            self._heading(line.raw)
            self._who_and_when(line)

    def _heading(self, raw: str) -> None:
        self.heads = (*self.heads, raw)

    def _who_and_when(self, line: Line) -> None:
        if line.role is LineRole.SPEAKER:
            self.speaker = line.speaker
        if line.role is LineRole.DAY and line.found:
            self.today = chat_lines.day_of(line.found, self.now.date()) or self.today
        elif line.found:
            self.at = chat_lines.moment(line.found, self.today, self.now)

    def _words(self, said: str) -> None:
        more = Report(speaker=self.speaker, text=said, said_at=self.at, heads=self.heads)
        self.heads = ()
        last = self.reports[-1] if self.reports else None
        if last and _goes_on(last, more):
            self.leave_out("\n".join(more.heads), WhyLeftOut.SPEAKER)
            self.reports[-1] = replace(last, text=f"{last.text}\n{said}")
        elif len(self.reports) < MOST_REPORTS:
            self.reports.append(more)
        else:
            self._too_many("\n".join((*more.heads, said)))

    def _too_many(self, said: str) -> None:
        last = self.left_out[-1] if self.left_out else None
        if last and last.why is WhyLeftOut.TOO_MANY:
            self.left_out[-1] = replace(last, text=f"{last.text}\n{said}")
        else:
            self.leave_out(said, WhyLeftOut.TOO_MANY)

    def finished(self, report: Report) -> Report:
        """Return a report without the greeting before it and without the marks of what was attached."""
        marks = list(MARK.finditer(report.text))
        lines = [line for line in (part.strip() for part in MARK.sub("", report.text).split("\n")) if line]
        greetings = list(takewhile(is_small_talk, lines))
        kept = lines[len(greetings) :]
        is_talk = not kept
        if is_talk:
            kept, greetings = lines, []
        pictures, voices = (sum(mark[1] in kind for mark in marks) for kind in (PICTURES, VOICES))
        if kept:
            self.leave_out("\n".join(greetings), WhyLeftOut.GREETING)
            self.leave_out(" ".join(mark.group() for mark in marks), WhyLeftOut.ATTACHED)
        text = "\n".join(kept) or report.text
        return replace(
            report, text=text, pictures=pictures, voices=voices, is_small_talk=is_talk and not voices
        )

    def joined(self, reports: Iterable[Report]) -> tuple[Report, ...]:
        """Return the reports with what one speaker goes on saying after somebody's 收到 joined to theirs."""
        found: list[Report] = []
        last = -1
        for report in reports:
            if not report.is_small_talk:
                earlier = _added_to(found, report)
                at = last if earlier is None else earlier
                before = found[at] if at >= 0 else None
                if before and at < len(found) - 1 and report.speaker and _goes_on(before, report):
                    self.leave_out("\n".join(report.heads), WhyLeftOut.SPEAKER)
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


def _goes_on(last: Report, more: Report) -> bool:
    if last.speaker != more.speaker:
        return False
    if GOES_ON.match(more.text):
        return True
    return last.said_at is None or more.said_at is None or abs(more.said_at - last.said_at) <= TOGETHER
