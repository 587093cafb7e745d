"""Who judges a result, what their word does, and the rates with their formulas and exclusions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Evaluator, Level, Pack
from yuanba.rules.time.deadline import due


class NotRated(Refused):
    """A rating says whether it is solved, and how satisfied its giver is, or at least one of them."""

    code: ClassVar[str] = "evaluation.not_rated"


class Satisfaction(StrEnum):
    """好差评's five levels, best first."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


DISSATISFIED: frozenset[Satisfaction] = frozenset({Satisfaction.DISSATISFIED, Satisfaction.VERY_DISSATISFIED})


class Exclusion(StrEnum):
    """Why somebody is outside every denominator."""

    SILENT = "silent"
    UNREACHABLE = "unreachable"
    TIED = "tied"


class Verdict(StrEnum):
    """What the ratings so far make of a matter."""

    OPEN = "open"
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    UNRATED = "unrated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One of a class's groups of evaluators, as its pack names it."""

    code: str
    is_party: bool
    positions: tuple[str, ...]
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One person's word, or the place where it would stand.

    Without a word `is_solved` and `satisfaction` are None. `exclusion` names who was never asked:
    nobody could reach them (a walk-in without a contact), or they are tied to the matter.
    """

    is_party: bool
    is_solved: bool | None = None
    satisfaction: Satisfaction | None = None
    exclusion: Exclusion | None = None

    @property
    def is_given(self) -> bool:
        """Whether this person has said anything that counts."""
        said = self.is_solved is not None or self.satisfaction is not None
        return said and self.exclusion is None

    @property
    def is_awaited(self) -> bool:
        """Whether this person was asked and has not spoken."""
        return not self.is_given and self.exclusion is None

    @property
    def finds_it_solved(self) -> bool:
        """What the word amounts to; who says only how satisfied they are has said it thereby."""
        if self.is_solved is None:
            return self.satisfaction not in DISSATISFIED
        return self.is_solved


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share with what it is a share of, and by which formula; None of nothing."""

    formula: str
    counted: Fraction
    of: int

    @property
    def value(self) -> Fraction | None:
        """The share itself."""
        return self.counted / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The rates of some matters; `excluded` says who is outside the denominators, and how many."""

    solved: Rate
    satisfied: Rate
    excluded: dict[Exclusion, int]


def groups(class_code: str, pack: Pack) -> tuple[Group, ...]:
    """Who judges matters of this class (J4), in the order of the pack."""
    return tuple(
        Group(code=code, is_party=one.is_party, positions=one.positions, level=one.level)
        for code, one in ((code, pack.evaluators[code]) for code in pack.classes[class_code].evaluators)
    )


def title_of(evaluator: Evaluator, *, in_town: bool) -> Text:
    """What the group is called here: a town's congress is not a subdistrict's working committee."""
    return evaluator.town_title or evaluator.title if in_town else evaluator.title


def titles(class_code: str, pack: Pack, *, area_path: str) -> tuple[Text, ...]:
    """What those who judge matters of this class are called where the matter lies."""
    in_town = is_town(area_path)
    return tuple(
        title_of(pack.evaluators[code], in_town=in_town) for code in pack.classes[class_code].evaluators
    )


def is_town(area_path: str) -> bool:
    """Whether a path leads through a town: GB/T 10114 numbers subdistricts up to 099, towns from 100."""
    codes = [code for code in area_path.split("/") if code]
    return len(codes) > 1 and codes[1][6:7] not in ("", "0")


def rated(*, is_solved: bool | None, satisfaction: Satisfaction | None) -> None:
    """Nothing, or NotRated: an empty rating is none."""
    if is_solved is None and satisfaction is None:
        raise NotRated


def verdict(ratings: Sequence[Rating], *, pack: Pack, is_over: bool) -> Verdict:
    """What the ratings make of it.

    One party who finds it unsolved suffices. Otherwise all judge together, once all have spoken or
    their time is over: it is solved if enough of those who spoke find it so. Silence is no word.
    """
    given = [one for one in ratings if one.is_given]
    if any(one.is_party and not one.finds_it_solved for one in given):
        return Verdict.UNSOLVED
    if not is_over and (not ratings or any(one.is_awaited for one in ratings)):
        return Verdict.OPEN
    if not given:
        return Verdict.UNRATED
    solved = sum(one.finds_it_solved for one in given)
    return Verdict.SOLVED if 100 * solved >= pack.evaluation.pass_percent * len(given) else Verdict.UNSOLVED


def must_follow_up(rating: Rating) -> bool:
    """Whether somebody calls back: always after dissatisfaction, always when it is not solved."""
    return rating.is_given and (not rating.finds_it_solved or rating.satisfaction in DISSATISFIED)


def follow_up_by(rated_at: datetime, pack: Pack) -> datetime:
    """By when they are called back."""
    return due(rated_at, pack.evaluation.follow_up, pack.calendar).at


def results(ratings: Iterable[Rating], *, pack: Pack) -> Results:
    """解决率 and 满意率 of those who said something; nobody's silence counts for or against anybody."""
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
