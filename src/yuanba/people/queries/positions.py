"""Reads positions: who holds which, where, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.people.models import Position
from yuanba.places import known
from yuanba.places import queries as places
from yuanba.rules.core.actor import Holding, PositionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """One position of an account, with the names of its unit, area and estate."""

    id: int
    account_key: str
    kind: PositionKind
    title: str
    unit: str
    unit_name: str
    area_path: str
    area_label: str
    estate: str
    estate_name: str
    from_on: date
    until_on: date | None
    stands_in_for: str

    def holds_on(self, on: date) -> bool:
        """Return whether the term of the position includes this day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def holding(self) -> Holding:
        """Return this position as a ``Holding``, the form that the access rules use."""
        return Holding(
            kind=self.kind,
            area_path=self.area_path,
            estate=self.estate,
            unit=self.unit,
            title=self.title,
            from_on=self.from_on,
            until_on=self.until_on,
            stands_in_for=self.stands_in_for,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One position with the former paths of its area, from which the rights of an actor are computed."""

    row: PositionRow
    former_paths: tuple[str, ...]


#: What is asked of a position, and nothing else: every request of staff asks it, and areas have outlines.
_OF_POSITION = (
    *("id", "account__key", "kind", "title", "from_on", "until_on", "stands_in_for__account__key"),
    *("unit__code", "unit__name", "estate__code", "estate__name", "area_id", "unit__area_id"),
    *("area__path", "area__full_label", "area__former_paths"),
    *("unit__area__path", "unit__area__full_label", "unit__area__former_paths"),
)


def seats(condition: Q, *order: str) -> Iterator[Seat]:
    """Yield the positions that match a condition, sorted by the given fields, then by first day."""
    for told in Position.objects.filter(condition).order_by(*order, "from_on", "id").values(*_OF_POSITION):
        area = "area" if told["area_id"] else "unit__area"
        row = PositionRow(
            id=told["id"],
            account_key=told["account__key"],
            kind=PositionKind(told["kind"]),
            title=told["title"],
            unit=told["unit__code"] or "",
            unit_name=told["unit__name"] or "",
            area_path=told[f"{area}__path"] or "",
            area_label=told[f"{area}__full_label"] or "",
            estate=told["estate__code"] or "",
            estate_name=told["estate__name"] or "",
            from_on=told["from_on"],
            until_on=told["until_on"],
            stands_in_for=told["stands_in_for__account__key"] or "",
        )
        yield Seat(row=row, former_paths=tuple(told[f"{area}__former_paths"] or ()))


def positions(condition: Q) -> list[PositionRow]:
    """Return the positions that match this condition, oldest first. One SQL statement."""
    return [seat.row for seat in seats(condition)]


def seats_held_by(keys: Iterable[str]) -> dict[str, list[Seat]]:
    """Return all positions of these accounts, as a dict of lists by account key; remembered."""

    def ask(wanted: set[str]) -> dict[str, list[Seat]]:
        return {key: [] for key in wanted} | seats_by_account(Q(account__key__in=wanted))

    return known.remembered("seats", keys, ask)


def seats_by_account(condition: Q) -> dict[str, list[Seat]]:
    """Return the positions that match a condition, as a dict of lists by account key."""
    found: dict[str, list[Seat]] = {}
    for seat in seats(condition):
        found.setdefault(seat.row.account_key, []).append(seat)
    return found


def held_by_title(titles: Iterable[str], area_path: str = "") -> list[PositionRow]:
    """Return present and past positions with these titles, of open accounts, in, above or below an area.

    Without an area path everywhere. One statement.
    """
    near = (
        Q(area__path__startswith=area_path) | Q(area__path__in=places.prefixes(area_path))
        if area_path
        else Q()
    )
    condition = near & Q(title__in=list(titles), account__is_active=True, account__is_program=False)
    condition &= Q(stands_in_for=None)
    return [seat.row for seat in seats(condition, "area__path", "title")]


def holders(kinds: Iterable[PositionKind], *, on: date, area_path: str) -> list[PositionRow]:
    """Return the positions of these kinds that are held on this day for this area or one above it.

    Only those of open accounts, sorted by log-in name. One statement.
    """
    above = places.prefixes(area_path)
    near = Q(area__path__in=above) | Q(area=None, unit__area__path__in=above)
    lasts = Q(until_on=None) | Q(until_on__gte=on)
    condition = near & lasts & Q(kind__in=set(kinds), from_on__lte=on, account__is_active=True)
    return [seat.row for seat in seats(condition, "account__login")]


def count_held(on: date, titles: Iterable[str] | None = None) -> int:
    """Return how many people with open accounts hold a position on a day: one of these titles, or any."""
    held = Position.objects.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)
    held = held.filter(account__is_active=True, account__is_program=False)
    if titles is not None:
        held = held.filter(title__in=list(titles))
    return held.values("account_id").distinct().count()
