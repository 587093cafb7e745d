"""The rules of compacts: what may stand in one, which vote adopts it, and how two versions differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from typing import ClassVar
from unicodedata import normalize

from yuanba.rules.core.refusal import Refused

#: What hangs on a wall and is known by heart is short.
MOST_CLAUSES, LONGEST_CLAUSE = 40, 120
#: A compact that begins later than this was adopted too early.
LATEST_DAYS = 180
#: What neighbours cannot impose on one another: fines belong to the law, public services to everyone.
_BARRED = re.compile(
    r"罚款|罚金|罚钱|处罚|扣发|扣除|停水|停电|停气|断水|断电|断气|锁水|锁电"
    r"|不予办理|不给办|不得享受|取消.{0,6}(资格|待遇|低保)|没收|赶出|驱逐"
)
#: From this likeness on, a clause that went and one that came are one clause in other words.
ALIKE = 0.5


class CompactTopic(StrEnum):
    """What a clause is about."""

    DISPUTES = "disputes"
    MANNERS = "manners"
    SURROUNDINGS = "surroundings"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a compact, and what it is about."""

    topic: CompactTopic
    words: str


class DifferenceKind(StrEnum):
    """How a clause of one version stands to the version before."""

    ADDED = "added"
    CHANGED = "changed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseDifference:
    """One clause that differs between two versions; `before` or `after` is empty where there is none."""

    kind: DifferenceKind
    topic: CompactTopic
    before: str = ""
    after: str = ""


class NoClauses(Refused):
    """Raised when a compact has no title or no clause."""

    code: ClassVar[str] = "compact.no_clauses"


class BadClause(Refused):
    """Raised when a clause is too long for a wall, or there are more than anyone remembers."""

    code: ClassVar[str] = "compact.bad_clause"


class ClauseTwice(Refused):
    """Raised when the same clause stands in a compact twice."""

    code: ClassVar[str] = "compact.clause_twice"


class MayNotImpose(Refused):
    """Raised when a clause sounds like a fine or the loss of a service, and nobody says it is neither."""

    code: ClassVar[str] = "compact.may_not_impose"


class MotionOfOther(Refused):
    """Raised when a draft is to be adopted by a motion whose words do not name this version."""

    code: ClassVar[str] = "compact.not_about"


class DraftNotPassed(Refused):
    """Raised when a draft is to be adopted by a vote that did not pass, or that is of another place."""

    code: ClassVar[str] = "compact.not_passed"


class WordsAfterVote(Refused):
    """Raised when the words of a draft were written after the vote that is to adopt it had opened."""

    code: ClassVar[str] = "compact.words_after_vote"


class BadFirstDay(Refused):
    """Raised when a version would begin before its vote was counted, or before the one that it replaces."""

    code: ClassVar[str] = "compact.bad_first_day"


def doubtful(clauses: Iterable[Clause]) -> str:
    """Return the first clause that sounds like a fine or the loss of a service; "" where none does.

    >>> doubtful([Clause(CompactTopic.SURROUNDINGS, "乱丢垃圾的罚款50元")])
    '乱丢垃圾的罚款50元'
    >>> doubtful([Clause(CompactTopic.SURROUNDINGS, "垃圾装袋，丢到桶里")])
    ''
    """
    return next((one.words for one in clauses if _BARRED.search(one.words)), "")


def worded(title: str, clauses: Iterable[Clause], *, is_checked: bool) -> tuple[Clause, ...]:
    """Return the clauses of a draft, each on one line, by topic in the order of the topics.

    `is_checked` says that somebody looked: no clause fines anyone or bars a public service.
    Raises NoClauses, BadClause, ClauseTwice, MayNotImpose.
    """
    order = list(CompactTopic)
    plain = [Clause(one.topic, " ".join(one.words.split())) for one in clauses]
    said = tuple(sorted((one for one in plain if one.words), key=lambda one: order.index(one.topic)))
    if not title.strip() or not said:
        raise NoClauses
    if len(said) > MOST_CLAUSES or any(len(one.words) > LONGEST_CLAUSE for one in said):
        raise BadClause(most=MOST_CLAUSES, signs=LONGEST_CLAUSE)
    if len({one.words for one in said}) < len(said):
        raise ClauseTwice
    if (found := doubtful(said)) and not is_checked:
        raise MayNotImpose(clause=found)
    return said


def motion_on(title: str, *, compact_id: int, number: int) -> str:
    """Return the words by which a motion is about one version of one compact, for whoever puts it to a vote.

    >>> motion_on("院落公约", compact_id=7, number=2)
    '通过《院落公约》第2版（草案编号7-2）'
    """
    return f"通过《{title}》第{number}版（草案编号{compact_id}-{number}）"


def is_about(words: str, title: str, *, compact_id: int, number: int) -> bool:
    """Return whether a motion's words say that it is about this version, however they were typed.

    >>> is_about("同意 通过《院落公约》第２版(草案编号 7-2)。", "院落公约", compact_id=7, number=2)
    True
    >>> is_about("通过《院落公约》第2版（草案编号7-21）", "院落公约", compact_id=7, number=2)
    False
    """
    asked = motion_on(title, compact_id=compact_id, number=number)
    return _plain(asked) in _plain(words)


def _plain(words: str) -> str:
    return "".join(normalize("NFKC", words).split())


def adopted(
    *,
    passed: bool | None,
    is_about_it: bool,
    opened_at: datetime | None,
    worded_at: datetime,
    counted_on: date | None,
    from_on: date,
    before_on: date | None,
) -> None:
    """Check that a counted motion adopts a draft from a day on; `before_on` is when the last version began.

    A consultation passes nothing (`passed` is None), so it adopts nothing; nor does any other motion.
    Raises DraftNotPassed, MotionOfOther, WordsAfterVote, BadFirstDay.
    """
    if not passed or opened_at is None or counted_on is None:
        raise DraftNotPassed
    if not is_about_it:
        raise MotionOfOther
    if worded_at > opened_at:
        raise WordsAfterVote
    earliest = max(counted_on, before_on + timedelta(days=1)) if before_on else counted_on
    if not earliest <= from_on <= counted_on + timedelta(days=LATEST_DAYS):
        raise BadFirstDay(earliest=earliest.isoformat(), days=LATEST_DAYS)


def differences(before: Sequence[Clause], after: Sequence[Clause]) -> list[ClauseDifference]:
    """Return what differs between two versions, by topic: clauses changed, new ones, and those left out.

    >>> old = [Clause(CompactTopic.MANNERS, "晚上十点后不跳舞"), Clause(CompactTopic.MANNERS, "见面问好")]
    >>> new = [Clause(CompactTopic.MANNERS, "晚上九点后不跳舞")]
    >>> [(str(one.kind), one.before, one.after) for one in differences(old, new)]
    [('changed', '晚上十点后不跳舞', '晚上九点后不跳舞'), ('left_out', '见面问好', '')]
    """
    found: list[ClauseDifference] = []
    for topic in CompactTopic:
        gone = [one.words for one in before if one.topic is topic and one not in after]
        new = [one.words for one in after if one.topic is topic and one not in before]
        changed = _paired(gone, new)
        found += [
            ClauseDifference(kind=DifferenceKind.CHANGED, topic=topic, before=was, after=now)
            for was, now in changed
        ]
        kept, came = {was for was, _now in changed}, {now for _was, now in changed}
        found += [
            ClauseDifference(kind=DifferenceKind.ADDED, topic=topic, after=one)
            for one in new
            if one not in came
        ]
        found += [
            ClauseDifference(kind=DifferenceKind.LEFT_OUT, topic=topic, before=one)
            for one in gone
            if one not in kept
        ]
    return found


def _paired(gone: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of what went and what came that are one clause in other words, the likest first."""
    likeness = sorted(
        ((SequenceMatcher(None, was, now, autojunk=False).ratio(), was, now) for was in gone for now in new),
        key=lambda one: -one[0],
    )
    pairs: list[tuple[str, str]] = []
    for ratio, was, now in likeness:
        if ratio >= ALIKE and all(was != one and now != other for one, other in pairs):
            pairs.append((was, now))
    return pairs
