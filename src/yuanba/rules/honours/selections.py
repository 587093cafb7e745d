"""What decides on selections: their stages, who is chosen of those who passed, how long honours stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.refusal import Refused

#: Signs of a title, of a nominee's name, of what speaks for them, and of a reason.
LONGEST_TITLE, LONGEST_NAME, LONGEST_DEEDS, LONGEST_REASON = 60, 30, 300, 300
#: Nominees of one selection: what a vote can hold, and a person can read.
MOST_NOMINEES = 100
#: Nominations are open for so many days at most.
LONGEST_NOMINATIONS = 180


class SelectionStage(StrEnum):
    """The stage of a selection, from nominations to honours, or that it was given up."""

    NOMINATING = "nominating"
    GATHERED = "gathered"
    VOTING = "voting"
    COUNTED = "counted"
    POSTED = "posted"
    HEARD = "heard"
    CONFERRED = "conferred"
    DROPPED = "dropped"


class NomineeState(StrEnum):
    """The state of a nominee: asked, agreed, withdrawn by themselves, or lapsed without an answer."""

    ASKED = "asked"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class ConsentWay(StrEnum):
    """How a nominee agreed: on these pages, face to face, by telephone or in writing."""

    ONLINE = "online"
    FACE_TO_FACE = "face_to_face"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"


class SelectionUnknown(Refused):
    """Raised when the rules name no such selection, no such award in it, or not for this council."""

    code: ClassVar[str] = "selection.unknown"


class SelectionRuns(Refused):
    """Raised when a selection of this kind is under way at this council already."""

    code: ClassVar[str] = "selection.runs"


class SelectionWithoutWords(Refused):
    """Raised when a title, a name, what speaks for somebody or a reason is missing or too long."""

    code: ClassVar[str] = "selection.no_words"


class BadNominationDay(Refused):
    """Raised when nominations would end before the days of the rules are over, or far too late."""

    code: ClassVar[str] = "selection.bad_day"


class WrongStage(Refused):
    """Raised when a selection is not at the stage at which something can be done to it."""

    code: ClassVar[str] = "selection.stage"


class StaffNominate(Refused):
    """Raised when a resident nominates where the rules let the staff alone do it."""

    code: ClassVar[str] = "selection.staff_only"


class NominatedAlready(Refused):
    """Raised when the same name is nominated for the same award twice."""

    code: ClassVar[str] = "selection.nominated"


class TooManyNominees(Refused):
    """Raised when a selection has as many nominees as one can hold."""

    code: ClassVar[str] = "selection.too_many"


class NobodyStands(Refused):
    """Raised when nobody who agreed is there to be voted on, posted or honoured."""

    code: ClassVar[str] = "selection.nobody"


class AnsweredAlready(Refused):
    """Raised when a nominee who has agreed, or does not stand any more, is asked again."""

    code: ClassVar[str] = "selection.answered"


class ConsentUnknown(Refused):
    """Raised when staff record that somebody agreed and do not say how they did."""

    code: ClassVar[str] = "selection.consent_unknown"


class SelectionReasonMissing(Refused):
    """Raised when somebody is left out, or an upheld objection changes nothing, and nobody says why."""

    code: ClassVar[str] = "selection.no_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedNominee:
    """What a vote said of one nominee: for which award, with how many in favour, and whether it passed."""

    nominee: int
    award: str
    yes: int
    passed: bool


def chosen(counted: Iterable[CountedNominee], places: Mapping[str, int]) -> frozenset[int]:
    """Return the nominees who are chosen: of those who passed, for each award the most in favour.

    Whoever has as many in favour as the last one of them is chosen too: no lot is drawn.

    >>> votes = [(1, 9), (2, 7), (3, 7), (4, 5)]
    >>> sorted(chosen([CountedNominee(nominee=n, award="a", yes=y, passed=True) for n, y in votes], {"a": 2}))
    [1, 2, 3]
    """
    found: set[int] = set()
    by_award: dict[str, list[CountedNominee]] = {}
    for one in counted:
        if one.passed:
            by_award.setdefault(one.award, []).append(one)
    for award, rows in by_award.items():
        ranked = sorted((one.yes for one in rows), reverse=True)
        least = ranked[min(places[award], len(ranked)) - 1]
        found |= {one.nominee for one in rows if one.yes >= least}
    return frozenset(found)


def stands_until(from_on: date, months: int) -> date:
    """Return the last day of an honour that stands for so many months from a day on.

    >>> str(stands_until(date(2026, 3, 1), 12)), str(stands_until(date(2027, 8, 31), 6))
    ('2027-02-28', '2028-02-28')
    """
    years, month = divmod(from_on.month - 1 + months, 12)
    first = date(from_on.year + years, month + 1, 1)
    days = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    return first + timedelta(days=min(from_on.day, days) - 2)


def nominations_end(on: date, until_on: date, days: int) -> date:
    """Return the last day of nominations; raise BadNominationDay where it is too early or far too late."""
    earliest, latest = on + timedelta(days=days), on + timedelta(days=LONGEST_NOMINATIONS)
    if not earliest <= until_on <= latest:
        raise BadNominationDay(days=days, most=LONGEST_NOMINATIONS)
    return until_on


def checked(words: str, most: int) -> str:
    """Return trimmed words; raise SelectionWithoutWords where there are none, or too many."""
    found = words.strip()
    if not found or len(found) > most:
        raise SelectionWithoutWords(most=most)
    return found


def require_stage(stage: SelectionStage, *allowed: SelectionStage) -> None:
    """Raise WrongStage unless a selection is at one of these stages."""
    if stage not in allowed:
        raise WrongStage(stage=stage.value)
