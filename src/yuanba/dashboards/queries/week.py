"""A leader's week: the figures of one week in one area, beside those of the weeks before.

All of them come from the registry of metrics. One statement for each metric and way of telling it apart,
however much there is; what stands by unit and by place is added up from the same parts as the totals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from yuanba.dashboards.queries.scopes import WeekScope
from yuanba.matters.queries import counting as matters
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.core.metrics import FEWEST, Amount, By, Measure, Tally, code_at, growing, told_apart, usual
from yuanba.rules.dashboards.verbs import WeekVerb
from yuanba.rules.evaluation import Exclusion
from yuanba.rules.matters.stages import TimeStage
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period, weeks_before
from yuanba.web.metrics import Metric, MetricCut, PartNames, key_of, measured, metric

#: So many weeks before are shown beside the week.
BEFORE = 8
#: The figures at the head of the page, and those that stand by unit and by place.
PARTED = ("matters.came_in", "matters.closed", "matters.in_time", "matters.late")
RATED = ("evaluation.solved", "evaluation.satisfied")
HEADS = (*PARTED, *RATED)
MOST_GROWING = 8
#: Levels of areas in which several people work. In a grid it is mostly one: there only what came in is told.
SEVERAL_WORK = (Level.SUBDISTRICT, Level.COMMUNITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One metric in the week (`now`) and in the weeks before, the newest of these first."""

    metric: Metric
    now: Amount
    before: Sequence[Amount]
    #: What identifies the figure on every page, and the address of the list that it counts, if there is one.
    key: str
    url: str

    @property
    def is_bad(self) -> bool:
        """Return whether the figure is one of what should not be, and there is some of it."""
        return self.metric.code == "matters.late" and bool(self.now.counted)

    @property
    def is_few(self) -> bool:
        """Return whether it is a share of so few that a percentage alone would say too much."""
        return self.metric.measure is Measure.SHARE and 0 < self.now.of < FEWEST

    @property
    def value(self) -> Fraction | None:
        """Return the week's value; None for a share of nothing."""
        return self.now.value(self.metric.measure)

    @property
    def usual(self) -> Fraction | None:
        """Return what was usual in the weeks before."""
        return usual(self.before, self.metric.measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """One unit, or one area with its row, and its series by code of the metric."""

    code: str
    name: str
    series: Mapping[str, Series]
    area: AreaRow | None = None

    @property
    def is_busy(self) -> bool:
        """Return whether there is anything to count in the week."""
        return any(one.now.of or one.now.counted for one in self.series.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTime:
    """The hours that late answers lay in one stage together, and on average for each late answer."""

    stage: TimeStage
    hours: Fraction
    of: int
    share: Fraction
    key: str

    @property
    def hue(self) -> int:
        """Return the number of the stage's colour."""
        return list(TimeStage).index(self.stage)

    @property
    def mean(self) -> Fraction:
        """Return the hours for each late answer."""
        return self.hours / self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedPeople:
    """How many people were left out of the shares of what people said, for one reason."""

    why: Exclusion
    count: int
    key: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing:
    """An item of the directory of which more came in than was usual, with the number of the week."""

    title: Text
    count: int
    usual: Fraction
    key: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekReport:
    """All that the page of a week shows, and its paper, its workbook and its message."""

    week: Period
    scope: WeekScope
    heads: Sequence[Series]
    stages: Sequence[StageTime]
    late_time: Metric
    late_url: str
    units: Sequence[WeekLine]
    places: Sequence[WeekLine]
    unplaced: WeekLine | None
    left_out: Sequence[ExcludedPeople]
    growing: Sequence[Growing]
    #: How many weeks before it is compared with: no more than there are since the first matter.
    compared: int

    @property
    def rated(self) -> Sequence[Series]:
        """Return the figures of what people said."""
        return [one for one in self.heads if one.metric.code in RATED]

    @property
    def busy_places(self) -> Sequence[WeekLine]:
        """Return the areas with anything to count in the week."""
        return [one for one in self.places if one.is_busy]

    @property
    def quiet_places(self) -> Sequence[WeekLine]:
        """Return the areas with nothing to count in the week."""
        return [one for one in self.places if not one.is_busy]

    @property
    def quiet_names(self) -> Sequence[str]:
        """Return the names of the areas with nothing to count in the week."""
        return [one.name for one in self.quiet_places]

    @property
    def late_hours(self) -> Fraction:
        """Return the hours of late answers in all stages together."""
        return sum((one.hours for one in self.stages), Fraction())

    @property
    def late_mean(self) -> Fraction:
        """Return the hours of all stages for each late answer; there must be one."""
        return self.late_hours / self.longest.of

    @property
    def none_due(self) -> bool:
        """Return whether no answer fell due in the week."""
        return not any(one.now.of for one in self.heads if one.metric.code == "matters.in_time")

    @property
    def longest(self) -> StageTime:
        """Return the stage in which most of the time of late answers went; there must be one."""
        return max(self.stages, key=lambda one: one.hours)


def report(actor: Actor, week: Period, scope: WeekScope, now: datetime) -> WeekReport:
    """Return the figures of a week in an area or of a unit, as far as the actor may see them."""
    cut = MetricCut(
        actor=actor,
        verb=WeekVerb.READ,
        now=now,
        periods=_weeks(week),
        area_path="" if scope.units else scope.area.path,
        units=scope.units,
    )
    parts = dict(measured(PARTED, replace(cut, by=(By.UNIT, By.AREA)))) | dict(measured(RATED, cut))
    this = replace(cut, periods=(week,))
    by_place, unplaced = _places(parts, cut, scope.area)
    found = WeekReport(
        week=week,
        scope=scope,
        heads=[_series(code, parts[code], cut) for code in HEADS],
        stages=_stages(this),
        late_time=metric("matters.late_time"),
        late_url=_url("matters.late", this),
        units=_units(parts, cut),
        places=by_place,
        unplaced=unplaced,
        left_out=_left_out(this),
        growing=_growing(cut),
        compared=len(cut.periods) - 1,
    )
    return _as_unit_reads(found) if scope.units else found


def _as_unit_reads(found: WeekReport) -> WeekReport:
    """A unit's own report: it opens no list of ratings, and of units below none at all; its head reads none.

    The unit alone is no part of itself.
    """
    opens = set(PARTED) if len(found.scope.units) == 1 else set[str]()

    def series(one: Series) -> Series:
        return one if one.metric.code in opens else replace(one, url="")

    def line(one: WeekLine) -> WeekLine:
        return replace(one, series={code: series(own) for code, own in one.series.items()})

    return replace(
        found,
        heads=[series(one) for one in found.heads],
        late_url=found.late_url if opens else "",
        units=[line(one) for one in found.units] if len(found.units) > 1 else [],
        places=[line(one) for one in found.places],
        left_out=[replace(one, url="") for one in found.left_out],
        growing=found.growing if opens else [replace(one, url="") for one in found.growing],
    )


def _weeks(week: Period) -> tuple[Period, ...]:
    """The week and those before it, without the weeks before anything was filed: they say nothing."""
    began = matters.first_filed_at()
    weeks = weeks_before(week, BEFORE)
    return tuple(one for one in weeks if one == week or (began and one.until_on >= day(began)))


def _left_out(cut: MetricCut) -> list[ExcludedPeople]:
    lost = told_apart(metric("evaluation.left_out").tallies(cut), lambda one: one.part)
    return [
        ExcludedPeople(
            why=why,
            count=int(lost[why].counted),
            key=key_of("evaluation.left_out", cut, why).text(),
            url=_url("evaluation.left_out", cut, why),
        )
        for why in Exclusion
        if why in lost and lost[why].counted
    ]


def _series(code: str, parts: Iterable[Tally], cut: MetricCut, *, is_listed: bool = True) -> Series:
    weeks = told_apart(parts, lambda one: str(one.period))
    now, *before = (weeks.get(str(place), Amount()) for place in range(len(cut.periods)))
    key = key_of(code, cut).text()
    return Series(
        metric=metric(code), now=now, before=before, key=key, url=_url(code, cut) if is_listed else ""
    )


def _url(code: str, cut: MetricCut, part: str = "") -> str:
    """The address of the list that a figure of the week counts."""
    one = metric(code)
    return one.opens(replace(cut, periods=cut.periods[:1]), part) if one.opens else ""


def _stages(cut: MetricCut) -> list[StageTime]:
    spent = told_apart(metric("matters.late_time").tallies(cut), lambda one: one.part)
    whole = sum((amount.counted for amount in spent.values()), Fraction())
    return [
        StageTime(
            stage=stage,
            hours=amount.counted,
            of=amount.of,
            share=amount.counted / whole,
            key=key_of("matters.late_time", cut, str(stage)).text(),
        )
        for stage in TimeStage
        if (amount := spent.get(str(stage))) and amount.counted and whole
    ]


# --- by unit --------------------------------------------------------------------------------------
def _units(parts: Mapping[str, Sequence[Tally]], cut: MetricCut) -> list[WeekLine]:
    """The units in order of code, as figures show them: none is about a single person."""
    groups = people.unit_groups(
        {one.unit for code in PARTED for one in parts[code] if one.unit}, day(cut.now)
    )
    names = {one.code: one.name for one in people.units(groups)}
    lines = []
    for code, members in groups.items():
        own = {key: [one for one in parts[key] if one.unit in members] for key in PARTED}
        lines.append(_line(code, names.get(code, ""), own, replace(cut, units=members)))
    return [one for one in lines if one.is_busy]


def _line(
    code: str,
    name: str,
    parts: Mapping[str, Sequence[Tally]],
    cut: MetricCut,
    area: AreaRow | None = None,
    *,
    is_listed: bool = True,
) -> WeekLine:
    series = {key: _series(key, own, cut, is_listed=is_listed) for key, own in parts.items()}
    return WeekLine(code=code, name=name, series=series, area=area)


# --- by place -------------------------------------------------------------------------------------
def _places(
    parts: Mapping[str, Sequence[Tally]], cut: MetricCut, area: AreaRow
) -> tuple[list[WeekLine], WeekLine | None]:
    """The areas that lie directly in one, and what is known no nearer than the area itself."""
    depth = list(Level).index(area.level) + 1
    below = places.children(area.code)
    is_grid = bool(below) and below[0].level not in SEVERAL_WORK
    shown = ("matters.came_in",) if is_grid else PARTED
    at: Callable[[Tally], str] = lambda one: code_at(one.area_path, depth)  # noqa: E731
    grouped: dict[str, dict[str, list[Tally]]] = {}
    for key in shown:
        for one in parts[key]:
            grouped.setdefault(at(one), {code: [] for code in shown})[key].append(one)
    empty: dict[str, list[Tally]] = {code: [] for code in shown}
    lines = [
        _line(one.code, one.label, grouped.get(one.code, empty), replace(cut, area_path=one.path), one)
        for one in below
    ]
    known = {one.code for one in below}
    rest = {key: [one for one in parts[key] if at(one) not in known] for key in shown}
    elsewhere = _line("", "", rest, cut, is_listed=False)
    return lines, elsewhere if elsewhere.is_busy else None


# --- what grows -----------------------------------------------------------------------------------
def _growing(cut: MetricCut) -> list[Growing]:
    """Items of the directory of which clearly more came in than usual, the largest growth first."""
    pack = store.in_force(day(cut.now))
    found = []
    parts: dict[str, list[Tally]] = {}
    for one in metric("matters.came_in").tallies(replace(cut, by=(By.ITEM,))):
        parts.setdefault(one.item_code, []).append(one)
    for code, own in parts.items():
        if code not in pack.items:
            continue
        series = _series("matters.came_in", own, cut)
        count, before = int(series.now.counted), series.usual
        if before is not None and growing(count, before):
            part = PartNames(by=By.ITEM, values=(code,)).text()
            found.append(
                Growing(
                    title=pack.items[code].title,
                    count=count,
                    usual=before,
                    key=key_of("matters.came_in", cut, part).text(),
                    url=_url("matters.came_in", cut, part),
                )
            )
    return sorted(found, key=lambda one: (one.usual - one.count, one.title.zh))[:MOST_GROWING]
