"""Finds the unit that a matter goes to: what its class, its item and the community's list name, here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yuanba.lists import queries as lists
from yuanba.matters.models import Matter
from yuanba.matters.queries.clock import rules_for
from yuanba.matters.queries.rows import MatterRow, whole_district
from yuanba.people import queries as people
from yuanba.people.queries import UnitRow
from yuanba.places import queries as places
from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters import passing, triage
from yuanba.rules.matters.triage import Assignment
from yuanba.rules.pack import Level, Pack


class NoUnit(Refused):
    """Raised when no unit of the matter's area, or above it, is responsible for the matter."""

    code: ClassVar[str] = "matter.no_unit"


class PlaceNeeded(Refused):
    """Raised when the responsible unit cannot be found because the place of the matter is unknown."""

    code: ClassVar[str] = "matter.place_needed"


def unit_of(assignment: Assignment, area_path: str, pack: Pack, *, place: str = "") -> UnitRow:
    """Return the unit that is responsible for an assignment at a place in an area.

    The first of: the unit that the community's list names, the assignment's body for this area, its
    class's lead, the next lead above (a matter that names no grid goes to its community). Raises
    NoUnit, PlaceNeeded.

    Nobody below is chosen: that few units are entered yet says nothing about whose a matter is.
    """
    levels = list(Level)
    leads = {one.lead for one in pack.classes.values()}
    above = sorted(
        (one for one in leads if levels.index(pack.bodies[one].level) < levels.index(assignment.lead_level)),
        key=lambda lead: -levels.index(pack.bodies[lead].level),
    )
    local = people.unit(assignment.local.unit) if assignment.local and assignment.local.unit else None
    if local and local.is_active:
        return local
    for body in (assignment.body, assignment.lead, *above):
        unit = people.unit_for(body, area_path, place=place)
        if unit:
            return unit
    if pack.bodies[assignment.body].level is not Level.DISTRICT and area_path == whole_district(pack):
        raise PlaceNeeded
    raise NoUnit(body=assignment.body)


def unit_leading(level: Level | None, matter: Matter | MatterRow, pack: Pack) -> UnitRow | None:
    """Return the unit that leads at this level where the matter lies, or at the next above that has one."""
    while level:
        body = pack.leads.get(level)
        found = people.unit_for(body, matter.area_path, place=matter.place) if body else None
        if found:
            return found
        level = pack.above(level)
    return None


def is_rural(matter: Matter | MatterRow, class_code: str, pack: Pack) -> bool:
    """Return whether the matter's area is rural and its class has another lead body in rural areas."""
    matter_class = pack.classes.get(class_code)
    return bool(matter_class and matter_class.rural_lead) and places.is_rural(matter.area_path)


def level_of(matter: Matter | MatterRow, pack: Pack) -> Level:
    """Return the level at which the matter's unit works; that of its class's lead for a unit of no body."""
    unit = people.unit(matter.unit)
    body = pack.bodies.get(unit.body if unit else "") or pack.bodies[pack.classes[matter.class_code].lead]
    return body.level


def taker_above(matter: Matter | MatterRow, pack: Pack) -> UnitRow | None:
    """Return the unit to which the matter's unit may pass it up, or None where no level above takes it."""
    above = passing.bodies_above(level_of(matter, pack), pack)
    found = (people.unit_for(body, matter.area_path, place=matter.place) for body in above)
    return next((unit for unit in found if unit and unit.code != matter.unit), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """The unit to which a matter would go, and the body whose duty it is where no unit here embodies it."""

    unit: str
    instead_of: Text | None


def destination(
    row: MatterRow, class_code: str, item_code: str, now: datetime, *, area_path: str = ""
) -> Destination | None:
    """Return where a matter would go if it were assigned now; None where no unit is found.

    ``area_path`` is a place that is only supposed yet.
    """
    pack, path = rules_for(row), area_path or row.area_path
    given = triage.assign(
        State.FILED,
        class_code,
        item_code,
        pack=pack,
        at=now,
        local=lists.local_for(path, item_code, pack=pack),
        is_rural=bool(pack.classes[class_code].rural_lead) and places.is_rural(path),
    )
    try:
        unit = unit_of(given, path, pack, place=row.place)
    except (NoUnit, PlaceNeeded):
        return None
    is_local = bool(given.local and given.local.unit == unit.code)
    is_meant = is_local or unit.body == given.body
    return Destination(
        unit=unit.name, instead_of=None if is_meant else pack.bodies[given.body].title_in(path)
    )
