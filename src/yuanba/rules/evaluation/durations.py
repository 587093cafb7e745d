"""The named durations and volumes of a mechanism, computed exactly from what happened to matters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from yuanba.rules.core.metrics import Tally, code_at, summed
from yuanba.rules.core.state import State
from yuanba.rules.pack import Pack
from yuanba.rules.pack.figures import (
    MeasuredStage,
    NamedDuration,
    NamedFigure,
    NamedVolume,
    Residents,
    Split,
    Statistic,
)
from yuanba.rules.time.deadline import TermUnit
from yuanba.rules.time.worked import WorkedTime, office_day

#: How deep the code of a subdistrict or town stands in an area's path.
TOWN = 1
WORKING = frozenset({TermUnit.WORKING_HOURS, TermUnit.WORKING_DAYS})
#: Ends without a result: nothing that was begun can come to its end any more.
GIVEN_UP: frozenset[State] = frozenset({State.REFUSED, State.GUIDED, State.WITHDRAWN, State.MERGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOrder:
    """The order of a unit in charge: when it was sent, accepted and ended, and whether an answer ended it."""

    unit: str
    sent_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    is_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMatter:
    """What durations are computed from: a matter with its orders in charge, oldest first, and its pauses."""

    class_code: str
    channel: str
    unit: str
    area_code: str
    state: State
    filed_at: datetime
    ended_at: datetime | None
    orders: Sequence[PastOrder] = ()
    pauses: Sequence[tuple[datetime, datetime | None]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """A mean or median duration in its unit, of how many; `running` and `given_up` ones are not in it."""

    value: Fraction | None
    of: int
    running: int
    given_up: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A number of events, and the number of residents that it is related to, where that is known."""

    number: int
    residents: int | None

    @property
    def per_thousand(self) -> Fraction | None:
        """Return the number for each 1,000 residents, or None where nobody knows how many they are."""
        return Fraction(1000 * self.number, self.residents) if self.residents else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    unit: str
    begins_at: datetime
    ends_at: datetime | None
    is_given_up: bool


def spent(
    named: NamedDuration, matters: Iterable[PastMatter], *, pack: Pack
) -> tuple[Spent, dict[str, Spent]]:
    """Return a named duration of these matters: of all, and by code per class, unit or area as it says.

    A stage that is not over is `running`; one that ended without what it waited for, such as an order that
    was taken back before it was accepted, is `given_up`. Neither is in the value.
    """
    stretches = [
        (one, stretch) for one in matters if _counts(named, one) for stretch in _stretches(named.stage, one)
    ]
    moments = [at for _, one in stretches for at in (one.begins_at, one.ends_at) if at]
    if named.without_pauses:
        moments += [at for one, _ in stretches for pause in one.pauses for at in pause if at]
    worked = WorkedTime(pack.calendar, moments) if named.unit in WORKING else None
    groups: dict[str, list[tuple[PastMatter, _Stretch]]] = {}
    for one, stretch in stretches if named.by else ():
        code = _code(named.by, one.class_code, one.area_code, stretch.unit)
        groups.setdefault(code, []).append((one, stretch))
    return _spent(named, stretches, worked, pack), {
        code: _spent(named, groups[code], worked, pack) for code in sorted(groups)
    }


def volume(
    named: NamedVolume, tallies: Iterable[Tally], residents: Residents | None, *, reach: Sequence[str]
) -> tuple[Volume, dict[str, Volume]]:
    """Return a named volume: of all, and by code per class, unit or area as it says.

    `reach` is the codes of the areas over which all are counted, none of them within another. The residents
    of a subdistrict are those of its own code; of all, those of the reach together.
    """
    counted = [one for one in tallies if _counts(named, one)]
    numbers: dict[str, int] = {}
    for one in counted if named.by else ():
        area_code = code_at(one.area_path, TOWN)
        code = _code(named.by, one.class_code, area_code, one.unit)
        numbers[code] = numbers.get(code, 0) + int(one.amount.counted)
    known = residents.areas if residents and named.per_thousand else {}
    together = _together(known, reach)
    return Volume(number=int(summed(counted).counted), residents=together), {
        code: Volume(
            number=numbers[code],
            residents=known.get(code) if named.by is Split.AREA else together,
        )
        for code in sorted(numbers)
    }


def _together(known: Mapping[str, int], reach: Sequence[str]) -> int | None:
    found = [known.get(code) for code in reach]
    return sum(one for one in found if one) if found and all(found) else None


def _counts(named: NamedFigure, one: PastMatter | Tally) -> bool:
    of_class = not named.classes or one.class_code in named.classes
    return of_class and (not named.channels or one.channel in named.channels)


def _code(by: Split | None, class_code: str, area_code: str, unit: str) -> str:
    return {Split.CLASS: class_code, Split.AREA: area_code}.get(by or Split.UNIT, unit)


def _stretches(stage: MeasuredStage, one: PastMatter) -> Iterator[_Stretch]:
    """The stretches of this stage in a matter's life; an order that follows another is one of its own."""
    is_given_up = one.state in GIVEN_UP
    first_sent = one.orders[0].sent_at if one.orders else None
    is_closed = one.state is State.CLOSED
    ended_at = one.ended_at if is_closed else None
    answered = [order.ended_at for order in one.orders if order.is_answered and order.ended_at]
    if stage is MeasuredStage.TRIAGE:
        yield _stretch(one.unit, one.filed_at, first_sent, is_given_up)
    elif stage is MeasuredStage.WHOLE:
        yield _stretch(one.unit, one.filed_at, ended_at, is_given_up)
    elif stage is MeasuredStage.JUDGE:
        if answered and not any(order.ended_at is None for order in one.orders):
            yield _stretch(one.unit, answered[-1], ended_at, is_given_up)
    elif stage is MeasuredStage.ACCEPT:
        for order in one.orders:
            yield _stretch(order.unit, order.sent_at, order.accepted_at, order.ended_at is not None)
    else:
        for order in one.orders:
            end = order.ended_at if order.is_answered else None
            yield _stretch(order.unit, order.sent_at, end, order.ended_at is not None)


def _stretch(unit: str, begins_at: datetime, ends_at: datetime | None, is_over: bool) -> _Stretch:
    return _Stretch(unit=unit, begins_at=begins_at, ends_at=ends_at, is_given_up=ends_at is None and is_over)


def _spent(
    named: NamedDuration, group: Sequence[tuple[PastMatter, _Stretch]], worked: WorkedTime | None, pack: Pack
) -> Spent:
    lasted = sorted(
        _lasted(named, one, stretch.begins_at, stretch.ends_at, worked)
        for one, stretch in group
        if stretch.ends_at
    )
    units = {
        TermUnit.MINUTES: timedelta(minutes=1),
        TermUnit.CALENDAR_DAYS: timedelta(days=1),
        TermUnit.WORKING_DAYS: office_day(pack.calendar),
    }
    return Spent(
        value=_one_of(named.statistic, lasted, units.get(named.unit, timedelta(hours=1))),
        of=len(lasted),
        running=sum(not one.ends_at and not one.is_given_up for _, one in group),
        given_up=sum(one.is_given_up for _, one in group),
    )


def _one_of(statistic: Statistic, lasted: Sequence[timedelta], unit: timedelta) -> Fraction | None:
    if not lasted:
        return None
    middle = [lasted[(len(lasted) - 1) // 2], lasted[len(lasted) // 2]]
    taken = lasted if statistic is Statistic.MEAN else middle
    return _exact(sum(taken, timedelta())) / (len(taken) * _exact(unit))


def _exact(span: timedelta) -> Fraction:
    return Fraction(span // timedelta(microseconds=1))


def _lasted(
    named: NamedDuration, one: PastMatter, begins_at: datetime, ends_at: datetime, worked: WorkedTime | None
) -> timedelta:
    def between(first: datetime, last: datetime) -> timedelta:
        return worked.between(first, last) if worked else last - first

    whole = between(begins_at, ends_at)
    for from_at, until_at in one.pauses if named.without_pauses else ():
        first, last = max(begins_at, from_at), min(ends_at, until_at or ends_at)
        if first < last:
            whole -= between(first, last)
    return whole
