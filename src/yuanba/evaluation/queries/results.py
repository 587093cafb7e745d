"""Computes rating results: rates with their formula, counts, exclusions, and the median level.

By unit, class or group, never by person, and never in an order of merit. What counts are the places
that were asked within the period and whose round is decided: used, or over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low

from django.db.models import Count, Q, QuerySet

from yuanba.evaluation.models import Invitation
from yuanba.evaluation.queries import as_rated, within
from yuanba.matters.queries import counting
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules import evaluation
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import FEWEST, Amount, Tally, number
from yuanba.rules.evaluation import Exclusion, GivenRating, Rate, Results, Satisfaction
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period
from yuanba.web.metrics import MetricCut

#: What results may be split by.
SPLITS = ("unit", "class_code", "group_code")
#: How far back the results go where nobody chose any days.
USUAL = timedelta(days=90)
#: A place that is decided: it was used, or its round is over.
DECIDED = Q(used_at__isnull=False) | Q(over_at__isnull=False)
#: What a number of the results counts.
COUNTS: Mapping[str, Q] = {
    "all": ~Q(exclusion=Exclusion.VACANT),
    "solved": Q(rating__is_solved=True),
    "unsolved": Q(rating__is_solved=False),
    "said": Q(rating__is_solved__isnull=False),
    "satisfied": Q(rating__satisfaction__in=["very_satisfied", "satisfied", "basically_satisfied"]),
    "how": ~Q(rating__satisfaction="") & Q(rating__isnull=False),
    "dissatisfied": Q(rating__satisfaction__in=["dissatisfied", "very_dissatisfied"]),
    "silent": Q(rating=None, exclusion=""),
    "unreachable": Q(rating=None, exclusion=Exclusion.UNREACHABLE),
    "tied": Q(rating=None, exclusion=Exclusion.TIED),
    "vacant": Q(exclusion=Exclusion.VACANT),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """The results of one unit, class or rater group; ``middle`` is the median satisfaction level, if any.

    ``units`` are the units that are counted under a unit's name, or ``people.ALONE``.
    With ``is_few`` so few people of a group have spoken that what they said is not shown apart.
    """

    code: str
    matters: int
    places: int
    results: Results
    middle: Satisfaction | None
    units: tuple[str, ...] = ()
    is_few: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One invitation that is included in a figure of the results, with its matter and rating."""

    matter_id: int
    group_code: str
    unit: str
    class_code: str
    rating: GivenRating
    asked_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """So many places among those who judge that were decided alike, in one period and with these codes."""

    period: int
    codes: tuple[str, ...]
    rating: GivenRating
    number: int


def judged(cut: MetricCut, names: Sequence[str] = ()) -> list[Judged]:
    """Return the places of a cut that are decided, counted by columns and by their rating. One statement."""
    rows = decided(cut).annotate(in_period=counting.numbered("asked_at", cut.periods)).order_by()
    told = rows.values_list(
        "in_period", *names, "is_party", "exclusion", "rating__is_solved", "rating__satisfaction"
    ).annotate(number=Count("pk"))
    return [
        Judged(
            period=place,
            codes=tuple(codes),
            rating=GivenRating(
                is_party=is_party,
                is_solved=is_solved,
                satisfaction=Satisfaction(level) if level else None,
                exclusion=Exclusion(exclusion) if exclusion else None,
            ),
            number=count,
        )
        for place, *codes, is_party, exclusion, is_solved, level, count in told
    ]


def _visible(cut: MetricCut) -> Q:
    where = within(cut.actor, cut.verb, cut.now, "area_path", unit="unit") if cut.actor and cut.verb else Q()
    where &= Q(area_path__startswith=cut.area_path) if cut.area_path else Q()
    return where & Q(unit__in=cut.units) if cut.units else where


def shares(choose: Callable[[Results], Rate], cut: MetricCut) -> list[Tally]:
    """Return a share of the results of judging for each period of a cut, for the registry of metrics."""
    return [
        Tally(period=place, amount=Amount(counted=rate.counted, of=rate.of), **_told_apart(cut, codes))
        for (place, codes), found in _results(cut).items()
        if (rate := choose(found)).of
    ]


def invited(cut: MetricCut) -> list[Tally]:
    """Return how many people were asked whose place is decided, for each period of a cut."""
    return [
        Tally(period=one.period, amount=number(one.number), **_told_apart(cut, one.codes))
        for one in judged(cut, [str(by) for by in cut.by])
        if one.rating.exclusion != Exclusion.VACANT
    ]


def left_out(cut: MetricCut) -> list[Tally]:
    """Return how many places were left out of the shares, by reason, for each period of a cut."""
    return [
        Tally(period=place, part=str(why), amount=number(count), **_told_apart(cut, codes))
        for (place, codes), found in _results(cut).items()
        for why, count in found.excluded.items()
    ]


def _told_apart(cut: MetricCut, codes: tuple[str, ...]) -> dict[str, str]:
    return {str(by): code for by, code in zip(cut.by, codes, strict=True)}


def _results(cut: MetricCut) -> dict[tuple[int, tuple[str, ...]], Results]:
    pack = store.in_force(day(cut.now))
    ratings: dict[tuple[int, tuple[str, ...]], list[GivenRating]] = {}
    for one in judged(cut, [str(by) for by in cut.by]):
        ratings.setdefault((one.period, one.codes), []).extend([one.rating] * one.number)
    return {key: evaluation.results(given, pack=pack) for key, given in ratings.items()}


def lines(actor: Actor, period: Period, now: datetime, *, by: str) -> list[ResultLine]:
    """Return the results that this actor may see per unit, class or rater group (``by``), ordered by code.

    No line is about a single person: a unit in which one works is counted with others.
    """
    cut = cut_of(actor, period, now)
    grouped: dict[str, list[GivenRating]] = {}
    for one in judged(cut, (by,)):
        grouped.setdefault(one.codes[0], []).extend([one.rating] * one.number)
    matters = dict(decided(cut).order_by().values_list(by).annotate(number=Count("matter_id", distinct=True)))
    groups = people.unit_groups(grouped, day(now)) if by == "unit" else {code: (code,) for code in grouped}
    return [
        _line(
            code,
            [rating for member in members for rating in grouped[member]],
            now,
            matters=sum(matters[member] for member in members),
            units=members if by == "unit" else (),
            is_of_people=by == "group_code",
        )
        for code, members in sorted(groups.items())
    ]


def total(actor: Actor, period: Period, now: datetime) -> ResultLine:
    """Return the results that this actor may see, over all units, classes and groups together."""
    cut = cut_of(actor, period, now)
    found = [rating for one in judged(cut) for rating in [one.rating] * one.number]
    return _line("", found, now, matters=decided(cut).values("matter_id").distinct().count())


def usual(now: datetime) -> Period:
    """Return the days that are shown where nobody chose any: the last 90, and today."""
    return Period(from_on=day(now) - USUAL, until_on=day(now))


def cut_of(actor: Actor, period: Period, now: datetime) -> MetricCut:
    """Return the cut of a period of which an actor may see the results."""
    return MetricCut(actor=actor, verb=EvaluationVerb.SEE_RESULTS, now=now, periods=(period,))


def counted(
    actor: Actor, period: Period, now: datetime, *, by: str, code: str, what: str, limit: int = 500
) -> list[Counted]:
    """Return the invitations that are included in one figure of the results, newest first.

    ``by`` and ``code`` choose the line, ``what`` the number: a key of ``COUNTS``.
    """
    found = decided(cut_of(actor, period, now)).filter(COUNTS[what])
    if code:
        codes: Sequence[str] = (code,)
        if by == "unit":
            within_reach = found.order_by().values_list("unit", flat=True).distinct()
            codes = people.unit_groups(within_reach, day(now)).get(code, ())
        found = found.filter(**{f"{by}__in": codes})
    return [
        Counted(
            matter_id=one.matter_id,
            group_code=one.group_code,
            unit=one.unit,
            class_code=one.class_code,
            rating=as_rated(one),
            asked_at=one.asked_at,
            used_at=one.used_at,
        )
        for one in found.select_related("rating").order_by("-asked_at", "-id")[:limit]
    ]


def decided(cut: MetricCut) -> QuerySet[Invitation]:
    """Return the invitations of a cut that are used or ended, within the areas that the actor may see."""
    return Invitation.objects.filter(_visible(cut), DECIDED, counting.within("asked_at", cut.periods))


def _line(
    code: str,
    ratings: list[GivenRating],
    now: datetime,
    *,
    matters: int,
    units: tuple[str, ...] = (),
    is_of_people: bool = False,
) -> ResultLine:
    found = evaluation.results(ratings, pack=store.in_force(day(now)))
    return ResultLine(
        code=code,
        matters=matters,
        places=sum(one.exclusion != Exclusion.VACANT for one in ratings),
        results=found,
        middle=_middle(ratings),
        units=units,
        is_few=is_of_people and max(found.solved.of, found.satisfied.of) < FEWEST,
    )


def _middle(ratings: Iterable[GivenRating]) -> Satisfaction | None:
    """The level in the middle of all that were given; of two in the middle the better one."""
    order = list(Satisfaction)
    given = [order.index(one.satisfaction) for one in ratings if one.satisfaction is not None]
    return order[median_low(given)] if given else None
