"""The roster of democratic supervisors (民主监督员): their terms, and how many are missing."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yuanba.rules.pack import Pack

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One person's service as a supervisor; without `until_on` the service lasts for the term in the pack."""

    key: str
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The supervisors of an area on a day: who serves, whose term is over, and how many are missing."""

    serving: tuple[Service, ...]
    over: tuple[Service, ...]
    wanting: int


def term_until(from_on: date, pack: Pack) -> date:
    """Return the last day of a supervisor's term that begins on the day `from_on`.

    A term of 36 months from 31 August ends on 30 August; one of six months from then on the last of February.
    """
    months = from_on.year * MONTHS + from_on.month - 1 + pack.supervisors.term_months
    year, month = divmod(months, MONTHS)
    last = monthrange(year, month + 1)[1]
    if from_on.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, from_on.day) - timedelta(days=1)


def roster(services: Iterable[Service], *, pack: Pack, on: date) -> Roster:
    """Return the roster of an area's supervisors on a day; services that begin later are left out."""
    begun = sorted((one for one in services if one.from_on <= on), key=lambda one: (one.from_on, one.key))
    serving = tuple(one for one in begun if on <= (one.until_on or term_until(one.from_on, pack)))
    return Roster(
        serving=serving,
        over=tuple(one for one in begun if one not in serving),
        wanting=max(0, pack.supervisors.at_least - len({one.key for one in serving})),
    )
