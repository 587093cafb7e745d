"""Reads what a resolution may become where a council meets, and which units may lead it."""

from __future__ import annotations

from dataclasses import dataclass

from yuanba.people import queries as people
from yuanba.people.queries import UnitRow
from yuanba.places.queries import housing
from yuanba.rules.core import access
from yuanba.rules.pack import Pack
from yuanba.rules.works.projects import kinds_for


@dataclass(frozen=True, slots=True)
class ProjectKindOffered:
    """What a resolution may become here: a kind of project, and a unit that would lead it."""

    kind: str
    unit: str
    unit_name: str


def offered(meeting: str, at: access.Facts, pack: Pack) -> list[ProjectKindOffered]:
    """Return what a resolution of a kind of meeting may become where it meets: kinds, and who would lead."""
    return [
        ProjectKindOffered(code, unit.code, unit.name)
        for code in kinds_for(meeting, pack)
        for unit in _leads(code, at, pack)
    ]


def leads(kind: str, at: access.Facts, pack: Pack) -> frozenset[str]:
    """Return the codes of the units that may lead a kind of project in an area, or in an estate's grids."""
    return frozenset(unit.code for unit in _leads(kind, at, pack))


def _leads(kind: str, at: access.Facts, pack: Pack) -> list[UnitRow]:
    """The units that may lead a kind of project, each once, those of the first body first."""
    found = pack.projects.get(kind)
    stand_in = {one.area_path for one in housing.buildings_of(at.estate)} if at.estate else set()
    paths = sorted(stand_in) or [at.area_path]
    units = {
        unit.code: unit
        for body in (found.leads if found else ())
        for path in paths
        for unit in people.units_for(body, path)
    }
    return list(units.values())
