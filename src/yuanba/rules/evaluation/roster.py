"""The roster of democratic supervisors (J5): how long they serve, and how many are wanting."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yuanba.rules.pack import Pack

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Somebody's time as supervisor; without a last day, for the term that the pack gives."""

    key: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who serves on a day, whose term was over by then, and how many more there should be."""

    serving: tuple[Service, ...]
    over: tuple[Service, ...]
    wanting: int


def term_until(from_on: date, pack: Pack) -> date:
    """The last day of a term that begins on this day.

    A term of 36 months from 31 August ends on 30 August; one of six months from then on the last
    of February.
    """
    months = from_on.year * MONTHS + from_on.month - 1 + pack.supervisors.term_months
    year, month = divmod(months, MONTHS)
    last = monthrange(year, month + 1)[1]
    if from_on.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, from_on.day) - timedelta(days=1)


def roster(services: Iterable[Service], *, pack: Pack, on: date) -> Roster:
    """The roster of one area on a day; who begins later is not on it yet."""
    begun = sorted((one for one in services if one.from_on <= on), key=lambda one: (one.from_on, one.key))
    serving = tuple(one for one in begun if on <= (one.until_on or term_until(one.from_on, pack)))
    return Roster(
        serving=serving,
        over=tuple(one for one in begun if one not in serving),
        wanting=max(0, pack.supervisors.at_least - len({one.key for one in serving})),
    )
