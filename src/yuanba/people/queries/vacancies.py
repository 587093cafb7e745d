"""Reads which units of an area are missing by the rules, and which posts nobody holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.people.models import Position
from yuanba.people.queries.units import UnitRow, units_at, units_in
from yuanba.places import queries as places
from yuanba.places.queries import JOINT, AreaRow
from yuanba.rules.core.actor import PositionKind
from yuanba.rules.pack import Level, Pack
from yuanba.rules.people import founding
from yuanba.rules.people.founding import Founded, FoundingArea


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """One post that the mechanism needs and nobody holds: the unit, where it is, and the kind of position."""

    unit: str
    unit_name: str
    area_path: str
    area_label: str
    kind: PositionKind

    @property
    def key(self) -> str:
        """Return the name by which a form speaks of the post: unit and kind."""
        return f"{self.unit}:{self.kind}"


def missing_units(area_path: str, pack: Pack) -> list[Founded]:
    """Return the units that an area and the areas below it should have by the rules and do not have."""
    areas = places.subtree(area_path)
    grounds = [
        FoundingArea(code=one.code, path=one.path, label=_called(one), level=one.level) for one in areas
    ]
    there = [_founded(one) for one in (*units_in(area_path), *units_at(places.prefixes(area_path)[:-1]))]
    return founding.missing(pack, grounds, there)


def _called(area: AreaRow) -> str:
    """A grid's name says nothing without its community's."""
    if area.level in (Level.GRID, Level.MICRO_GRID):
        return "".join(area.full_label.split(JOINT)[1:])
    return area.label


def _founded(unit: UnitRow) -> Founded:
    area = unit.area_path.rstrip("/").rpartition("/")[2]
    return Founded(code=unit.code, name=unit.name, body=unit.body, area=area, parent=unit.parent)


def vacancies(area_path: str, pack: Pack, *, on: date) -> list[Vacancy]:
    """Return the posts of an area and the areas below it that nobody holds on a day, in the tree's order."""
    units = sorted(
        (one for one in units_in(area_path) if one.body), key=lambda one: (one.area_path, one.code)
    )
    held = _held([one.code for one in units], area_path, on)
    found = []
    for unit in units:
        level = list(Level)[min(unit.area_path.strip("/").count("/"), len(Level) - 1)]
        is_lead = pack.leads.get(level) == unit.body
        kinds = held.of(unit.code, unit.area_path if is_lead else "")
        found += [
            Vacancy(
                unit=unit.code,
                unit_name=unit.name,
                area_path=unit.area_path,
                area_label=unit.area_label,
                kind=kind,
            )
            for kind in founding.vacant(level, is_lead=is_lead, held=kinds)
            if founding.titles_of(pack, kind)
        ]
    return found


@dataclass(frozen=True, slots=True)
class _Held:
    """Which kinds of position somebody holds: by unit, by the very area, and by areas that triage reaches."""

    by_unit: dict[str, set[PositionKind]]
    by_area: dict[str, set[PositionKind]]

    def of(self, unit: str, area_path: str) -> set[PositionKind]:
        kinds = self.by_unit.get(unit, set()) | self.by_area.get(area_path, set())
        above = [path for path in self.by_area if area_path.startswith(path)] if area_path else []
        if any(PositionKind.TRIAGER in self.by_area[path] for path in above):
            kinds |= {PositionKind.TRIAGER}
        return kinds


def _held(units: Iterable[str], area_path: str, on: date) -> _Held:
    """Who holds what on a day in these units, for areas in this one, or above it for triage."""
    running = Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))
    above = Q(kind=PositionKind.TRIAGER, area__path__in=places.prefixes(area_path))
    near = Q(unit__code__in=list(units)) | Q(area__path__startswith=area_path) | above
    rows = Position.objects.filter(running & near, account__is_active=True).values_list(
        "kind", "unit__code", "unit__area__path", "area__path"
    )
    held = _Held({}, {})
    for kind, unit, unit_path, path in rows:
        if unit:
            held.by_unit.setdefault(unit, set()).add(PositionKind(kind))
        if reached := path or unit_path:
            held.by_area.setdefault(reached, set()).add(PositionKind(kind))
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """How many active units and running positions are for some areas, without the areas below them."""

    units: int
    positions: int


def staying(paths: Iterable[str]) -> Staying:
    """Return how many units and positions are for these areas themselves; they stay when the areas end."""
    wanted = list(paths)
    positions = Position.objects.filter(area__path__in=wanted, until_on=None)
    return Staying(units=len(units_at(wanted)), positions=positions.count())
