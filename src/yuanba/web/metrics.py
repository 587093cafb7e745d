"""The registry of metrics: every figure that a page, a table, a message or a monitor shows stands here once.

Apps register theirs at start. A metric says in words what it counts, where that is read, and in which version
of its definition; its parts can be added up, so that whoever shows it by unit, by place or week by week adds
up the same parts (ADR 0033).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.functional import Promise

from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.core.metrics import Amount, By, Measure, Tally, summed
from yuanba.rules.core.registry import put
from yuanba.rules.core.verb import Verb
from yuanba.rules.time.period import Period
from yuanba.rules.time.span import is_readable
from yuanba.web import sentences

Words = Promise | str | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCut:
    """What of a metric is asked for: what somebody may see of it, in which periods, area and units.

    `actor` sees what the action `verb` lets them see; without an actor all is seen. A metric of the moment
    `now` takes no heed of the periods. Empty fields leave nothing out. `by` names what the parts are to be
    told apart by; the fewer, the fewer parts there are to add up. `among` is a further condition on the rows,
    for a page that has a filter of its own.
    """

    now: datetime
    actor: Actor | None = None
    verb: Verb | None = None
    periods: tuple[Period, ...] = ()
    area_path: str = ""
    units: tuple[str, ...] = ()
    by: tuple[By, ...] = ()
    among: Q | None = None

    def __post_init__(self) -> None:
        """Refuse a reader without the action that lets them see: they would see all."""
        if (self.actor is None) != (self.verb is None):
            raise ValueError("a reader and the action that lets them see belong together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """How a monitor reads a metric: under which name, and what it calls the label that tells parts apart."""

    name: str
    label: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric: its definition, its parts for a cut, and the list of what it counts.

    `formula` says in words what is counted (and divided by what), `source` in which records. `version` rises
    when the definition changes. `listed` gives the condition on the rows that are counted, for the staff list
    that has them, whose address `opens` returns for one period of a cut and one part. With
    `counts_people` it counts people who spoke, otherwise matters.
    """

    code: str
    title: Words
    formula: Words
    source: Words
    measure: Measure
    tallies: Callable[[MetricCut], Iterable[Tally]]
    version: int = 1
    counts_people: bool = False
    listed: Callable[[MetricCut, str], Q] | None = None
    opens: Callable[[MetricCut, str], str] | None = None
    gauge: Gauge | None = None


_metrics: dict[str, Metric] = {}
_named: dict[str, Callable[[datetime], Iterable[Metric]]] = {}


def measure_with(*metrics: Metric) -> None:
    """Register an app's metrics, each under its code."""
    for one in metrics:
        put(_metrics, one.code, one)


def measure_as_named(app: str, named: Callable[[datetime], Iterable[Metric]]) -> None:
    """Register the metrics that the rules in force at a moment name; each district has its own."""
    put(_named, app, named)


def title_of(one: Metric) -> str:
    """Return the title of a metric in the reader's language, whoever named it: the house or a pack."""
    return sentences.words(one.title) if isinstance(one.title, Text) else str(one.title)


def metric(code: str) -> Metric:
    """Return the metric with this code; raise KeyError where no app registered it."""
    return _metrics[code]


def metric_at(code: str, now: datetime) -> Metric:
    """Return the metric with this code, of the house or named by the rules in force at a moment.

    Raises KeyError where there is none.
    """
    if code in _metrics:
        return _metrics[code]
    return {one.code: one for source in _named.values() for one in source(now)}[code]


def metrics(now: datetime) -> list[Metric]:
    """Return every metric of the current district, those that its rules name last, in order of code."""
    named = [one for source in _named.values() for one in source(now)]
    return [*(one for _code, one in sorted(_metrics.items())), *sorted(named, key=lambda one: one.code)]


def gauges() -> Iterator[tuple[Metric, Gauge]]:
    """Yield the metrics that monitors read, in order of code."""
    yield from ((one, one.gauge) for _code, one in sorted(_metrics.items()) if one.gauge)


def measured(codes: Iterable[str], cut: MetricCut) -> Mapping[str, list[Tally]]:
    """Return the parts of some metrics for one cut, by code."""
    return {code: list(metric(code).tallies(cut)) for code in codes}


#: Between the parts of a figure's key: no code of a metric, an area or a unit has it.
_BETWEEN = "~"
_PARTS = 6
#: Before the area of a figure that is counted for everyone, whatever its reader may see.
_OF_ALL = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartNames:
    """Which parts of a metric a figure adds up: those with one of these values in a field.

    Without a field (`by`) the values are names of the metric's own parts, such as states. As text it is
    `class_code=major,minor`, or `assigned,accepted`; a lone comma names none.
    """

    by: By | None
    values: tuple[str, ...]

    def has(self, one: Tally) -> bool:
        """Return whether a part of the metric is one of them."""
        return getattr(one, str(self.by or "part")) in self.values

    def text(self) -> str:
        """Return them as text, for a key."""
        return (f"{self.by}=" if self.by else "") + (",".join(self.values) or ",")


def part_names(text: str) -> PartNames:
    """Return the parts that a text names; raise ValueError where it names an unknown field.

    >>> part_names("channel=patrol").values
    ('patrol',)
    """
    field, is_field, values = text.rpartition("=")
    return PartNames(
        by=By(field) if is_field else None, values=tuple(one for one in values.split(",") if one)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKey:
    """What identifies a figure on every page and in every address: metric, days, area, units and part.

    A metric of the moment has no days; without an area it is all that the reader sees. Without a part all
    parts are added up. With `is_of_all` it is the same for everyone, whatever its reader may see.
    """

    code: str
    from_on: date | None = None
    until_on: date | None = None
    area_code: str = ""
    units: tuple[str, ...] = ()
    part: str = ""
    is_of_all: bool = False

    def text(self) -> str:
        """Return the key as text, for an address or an attribute."""
        days = (str(self.from_on or ""), str(self.until_on or ""))
        area = (_OF_ALL if self.is_of_all else "") + self.area_code
        return _BETWEEN.join((self.code, *days, area, ",".join(self.units), self.part))

    def cut(self, *, actor: Actor | None, verb: Verb | None, now: datetime, area_path: str) -> MetricCut:
        """Return the cut that the key means for somebody; the caller looks up the path of its area.

        What is of all is cut without an actor.
        """
        periods: tuple[Period, ...] = ()
        if self.from_on and self.until_on:
            periods = (Period(from_on=self.from_on, until_on=self.until_on),)
        by = part_names(self.part).by
        return MetricCut(
            actor=None if self.is_of_all else actor,
            verb=None if self.is_of_all else verb,
            now=now,
            periods=periods,
            area_path=area_path,
            units=self.units,
            by=(by,) if by else (),
        )

    def amount(self, tallies: Iterable[Tally]) -> Amount:
        """Return the figure itself: the parts of its metric that the key names, added up."""
        names = part_names(self.part)
        return summed(one for one in tallies if not self.part or names.has(one))


def key_of(code: str, cut: MetricCut, part: str = "") -> FigureKey:
    """Return the key of a metric's figure in the first period of a cut."""
    period = cut.periods[0] if cut.periods else None
    return FigureKey(
        code=code,
        from_on=period.from_on if period else None,
        until_on=period.until_on if period else None,
        area_code=cut.area_path.strip("/").rpartition("/")[2],
        units=cut.units,
        part=part,
        is_of_all=cut.actor is None,
    )


def parse_key(text: str, known: Container[str] = _metrics) -> FigureKey | None:
    """Return the key that a text from an address names, or None where it names no known metric.

    >>> parse_key("soon~2026-03-02")
    """
    parts = text.split(_BETWEEN)
    if len(parts) != _PARTS or parts[0] not in known:
        return None
    code, first, last, area_code, units, part = parts
    try:
        days = [date.fromisoformat(one) if one else None for one in (first, last)]
        part_names(part)
    except ValueError:
        return None
    if any(one and not is_readable(one) for one in days):
        return None
    return FigureKey(
        code=code,
        from_on=days[0],
        until_on=days[1],
        area_code=area_code.removeprefix(_OF_ALL),
        units=tuple(one for one in units.split(",") if one),
        part=part,
        is_of_all=area_code.startswith(_OF_ALL),
    )
