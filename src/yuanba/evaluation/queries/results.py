"""Computes rating results: rates with their formula, counts, exclusions, and the median level.

By unit, class or group, never by person, and never in an order of merit. What counts are the places
that were asked within the period and whose round is decided: used, or over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median_low

from django.db.models import Q, QuerySet

from yuanba.evaluation.models import Invitation
from yuanba.evaluation.queries import as_rated, within
from yuanba.packs import store
from yuanba.rules import evaluation
from yuanba.rules.core.actor import Actor
from yuanba.rules.evaluation import Exclusion, GivenRating, Results, Satisfaction
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.time.calendar import HERE, day

#: What results may be split by.
SPLITS = ("unit", "class_code", "group_code")
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
class Period:
    """A period of whole days, first and last day included."""

    from_on: date
    until_on: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Return the period's start and its exclusive end as moments in local time."""
        start = datetime.combine(self.from_on, time(), tzinfo=HERE)
        return start, datetime.combine(self.until_on + timedelta(days=1), time(), tzinfo=HERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """The results of one unit, class or rater group; ``middle`` is the median satisfaction level, if any."""

    code: str
    matters: int
    places: int
    results: Results
    middle: Satisfaction | None


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


def lines(actor: Actor, period: Period, now: datetime, *, by: str) -> list[ResultLine]:
    """Return the results that this actor may see per unit, class or rater group (``by``), ordered by code."""
    grouped: dict[str, list[Invitation]] = {}
    for one in decided(actor, period, now).select_related("rating"):
        grouped.setdefault(str(getattr(one, by)), []).append(one)
    return [_line(code, found, now) for code, found in sorted(grouped.items())]


def total(actor: Actor, period: Period, now: datetime) -> ResultLine:
    """Return the results that this actor may see, over all units, classes and groups together."""
    return _line("", list(decided(actor, period, now).select_related("rating")), now)


def counted(
    actor: Actor, period: Period, now: datetime, *, by: str, code: str, what: str, limit: int = 500
) -> list[Counted]:
    """Return the invitations that are included in one figure of the results, newest first.

    ``by`` and ``code`` choose the group, ``what`` the number: a key of ``COUNTS``.
    """
    found = decided(actor, period, now).filter(COUNTS[what])
    if code:
        found = found.filter(**{by: code})
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


def decided(actor: Actor, period: Period, now: datetime) -> QuerySet[Invitation]:
    """Return the period's invitations that are used or ended, within the areas that the actor may see."""
    start, end = period.moments
    return Invitation.objects.filter(
        within(actor, EvaluationVerb.SEE_RESULTS, now, "area_path"),
        Q(used_at__isnull=False) | Q(over_at__isnull=False),
        asked_at__gte=start,
        asked_at__lt=end,
    )


def _line(code: str, found: list[Invitation], now: datetime) -> ResultLine:
    pack = store.in_force(day(now))
    ratings = [as_rated(one) for one in found]
    return ResultLine(
        code=code,
        matters=len({one.matter_id for one in found}),
        places=sum(one.exclusion != Exclusion.VACANT for one in found),
        results=evaluation.results(ratings, pack=pack),
        middle=_middle(ratings),
    )


def _middle(ratings: Iterable[GivenRating]) -> Satisfaction | None:
    """The level in the middle of all that were given; of two in the middle the better one."""
    order = list(Satisfaction)
    given = [order.index(one.satisfaction) for one in ratings if one.satisfaction is not None]
    return order[median_low(given)] if given else None
