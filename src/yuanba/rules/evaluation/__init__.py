"""Evaluation of results: who judges a matter, what the ratings decide, and how rates are computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.deadline import due


class NotRated(Refused):
    """Raised when a rating says neither whether the matter is solved nor how satisfied the rater is."""

    code: ClassVar[str] = "evaluation.not_rated"


class Satisfaction(StrEnum):
    """The five levels of satisfaction of the national 好差评 scale, best first."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


DISSATISFIED: frozenset[Satisfaction] = frozenset({Satisfaction.DISSATISFIED, Satisfaction.VERY_DISSATISFIED})


class Exclusion(StrEnum):
    """The reasons to leave a place out of every rate: no answer, not reachable, tied to it, or nobody there.

    A vacant place stands for a group that the class names and in which nobody may judge: nobody is
    appointed, or all are barred.
    """

    SILENT = "silent"
    UNREACHABLE = "unreachable"
    TIED = "tied"
    VACANT = "vacant"


class Verdict(StrEnum):
    """The verdicts that ratings can give on a matter: still open, solved, unsolved, or rated by nobody."""

    OPEN = "open"
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    UNRATED = "unrated"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatorGroup:
    """One group of people who judge the results of a class of matters, as the district's pack names them."""

    code: str
    is_party: bool
    positions: tuple[str, ...]
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRating:
    """One person's rating of a result; it is empty while the person has not answered or was not asked.

    Without a word `is_solved` and `satisfaction` are None. `exclusion` names why somebody was never asked:
    nobody could reach them (a walk-in without a contact), they are tied to the matter, or there is nobody.
    """

    is_party: bool
    is_solved: bool | None = None
    satisfaction: Satisfaction | None = None
    exclusion: Exclusion | None = None

    @property
    def is_given(self) -> bool:
        """Return whether this person has given a rating and is not excluded from the rates."""
        said = self.is_solved is not None or self.satisfaction is not None
        return said and self.exclusion is None

    @property
    def is_awaited(self) -> bool:
        """Return whether this person was asked and has not answered yet."""
        return not self.is_given and self.exclusion is None

    @property
    def finds_it_solved(self) -> bool:
        """Return whether the rating counts as "solved".

        Who said only how satisfied they are counts as "solved" unless they are dissatisfied.
        """
        if self.is_solved is None:
            return self.satisfaction not in DISSATISFIED
        return self.is_solved


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate as a numerator (`counted`) and a denominator (`of`), with the formula as text."""

    formula: str
    counted: Fraction
    of: int

    @property
    def value(self) -> Fraction | None:
        """Return the rate as a fraction, or None where the total is zero."""
        return self.counted / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results of judging some matters: the solved rate, the satisfaction rate, and who was left out.

    `excluded` counts who was left out of both, by reason.
    """

    solved: Rate
    satisfied: Rate
    excluded: dict[Exclusion, int]


def groups(class_code: str, pack: Pack) -> tuple[EvaluatorGroup, ...]:
    """Return the groups of people who judge matters of this class, in the order of the pack."""
    return tuple(
        EvaluatorGroup(code=code, is_party=one.is_party, positions=one.positions, level=one.level)
        for code, one in ((code, pack.evaluators[code]) for code in pack.classes[class_code].evaluators)
    )


def titles(class_code: str, pack: Pack, *, area_path: str) -> tuple[Text, ...]:
    """Return the titles of the groups who judge matters of this class in the area with this path."""
    return tuple(pack.evaluators[code].title_in(area_path) for code in pack.classes[class_code].evaluators)


def rated(*, is_solved: bool | None, satisfaction: Satisfaction | None) -> None:
    """Raise NotRated where a rating states neither "solved or not solved" nor a level of satisfaction."""
    if is_solved is None and satisfaction is None:
        raise NotRated


def verdict(ratings: Sequence[GivenRating], *, pack: Pack, is_over: bool) -> Verdict:
    """Return the verdict of these ratings on a matter; `is_over` means that the time to rate has ended.

    One party (who filed or follows the matter) who finds it unsolved suffices. Otherwise all judge together,
    once all have spoken or their time is over: it is solved if at least the pack's `pass_percent` of those
    who spoke find it so. Silence is no word, and a group without anybody has not spoken: its vacant place
    keeps the matter open until the time is over.
    """
    given = [one for one in ratings if one.is_given]
    if any(one.is_party and not one.finds_it_solved for one in given):
        return Verdict.UNSOLVED
    lacks_a_word = any(one.is_awaited or one.exclusion is Exclusion.VACANT for one in ratings)
    if not is_over and (not given or lacks_a_word):
        return Verdict.OPEN
    if not given:
        return Verdict.UNRATED
    solved = sum(one.finds_it_solved for one in given)
    return Verdict.SOLVED if 100 * solved >= pack.evaluation.pass_percent * len(given) else Verdict.UNSOLVED


def must_follow_up(rating: GivenRating) -> bool:
    """Return whether staff must call this rater back: they are dissatisfied or find the matter unsolved."""
    return rating.is_given and (not rating.finds_it_solved or rating.satisfaction in DISSATISFIED)


def follow_up_by(rated_at: datetime, pack: Pack) -> datetime:
    """Return the moment by which a rater must be called back, counted from the moment of the rating."""
    return due(rated_at, pack.evaluation.follow_up, pack.calendar).at


def results(ratings: Iterable[GivenRating], *, pack: Pack) -> Results:
    """Return the solved rate (解决率) and the satisfaction rate (满意率) over the ratings given.

    Nobody's silence counts for or against anybody.
    """
    known = list(ratings)
    given = [one for one in known if one.is_given]
    solved = [one.is_solved for one in given if one.is_solved is not None]
    levels = [one.satisfaction for one in given if one.satisfaction is not None]
    weights = {
        Satisfaction.VERY_SATISFIED: Fraction(1),
        Satisfaction.SATISFIED: Fraction(1),
        Satisfaction.BASICALLY_SATISFIED: Fraction(pack.evaluation.basic_percent, 100),
    }
    why = [one.exclusion or Exclusion.SILENT for one in known if not one.is_given]
    return Results(
        solved=Rate(formula="solved / said_solved_or_not", counted=Fraction(sum(solved)), of=len(solved)),
        satisfied=Rate(
            formula="(very_satisfied + satisfied + basic_percent * basically_satisfied) / said_how_satisfied",
            counted=sum((weights.get(level, Fraction(0)) for level in levels), Fraction(0)),
            of=len(levels),
        ),
        excluded={exclusion: why.count(exclusion) for exclusion in Exclusion},
    )
