"""What somebody may read the week of: areas that they lead or watch over, and units that they lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.queries import UnitRow
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core import access
from yuanba.rules.core.action import Scope
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, Holding
from yuanba.rules.core.refusal import Refused
from yuanba.rules.dashboards.verbs import WeekVerb
from yuanba.rules.time.calendar import day

#: Before the code of a unit in the address of its week.
OF_UNIT = "unit-"
#: Of fewer people a figure would be about one of them.
SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekScope:
    """What a week is of: an area, or (in it) a unit with those below it.

    `units` are their codes; of an area there are none, for everything in it counts.
    """

    area: AreaRow
    unit: UnitRow | None = None
    units: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Return what names it in an address."""
        return f"{OF_UNIT}{self.unit.code}" if self.unit else self.area.code

    @property
    def label(self) -> str:
        """Return what it is called."""
        return self.unit.name if self.unit else self.area.label

    @property
    def full_label(self) -> str:
        """Return what it is called where areas above it are named too."""
        return self.unit.name if self.unit else self.area.full_label


class OnePerson(Refused):
    """Raised when somebody leads no area, and only units in which one person works."""

    code: ClassVar[str] = "week.one_person"


def scopes(actor: Actor, now: datetime) -> list[WeekScope]:
    """Return what somebody may read the week of: areas, the largest first, then units that they lead.

    None of the areas lies within another. Raises OnePerson where only the work of a single person is left.
    """
    areas = [WeekScope(area=area) for area in _own_areas(actor, now)]
    led = people.units(_held(actor, now, Scope.BRANCH, lambda one: one.unit))
    units = [one for unit in led if (one := _of_unit(unit, now))]
    if led and not areas and not units:
        raise OnePerson
    return [*areas, *units]


def facts_of(scope: WeekScope) -> access.Facts:
    """Return the facts that the access rules need about a week: the area or the unit that it is of."""
    return access.Facts(unit=scope.unit.code) if scope.unit else access.Facts(area_path=scope.area.path)


def _own_areas(actor: Actor, now: datetime) -> list[AreaRow]:
    paths = _held(actor, now, Scope.AREA, lambda one: one.area_path)
    outer = [one for one in paths if not any(one != other and one.startswith(other) for other in paths)]
    return sorted(places.areas_by_path(outer).values(), key=lambda area: (area.path.count("/"), area.path))


def _held(actor: Actor, now: datetime, scope: Scope, what: Callable[[Holding], str]) -> set[str]:
    """Of what somebody holds positions that let them read the week within this scope: areas, or units."""
    kinds = {who for who, reach in ACTIONS[WeekVerb.READ].rights if reach is scope}
    held = (one for one in actor.holdings if one.kind in kinds and one.holds_on(day(now)))
    return {what(one) for one in held} - {""}


def _of_unit(unit: UnitRow, now: datetime) -> WeekScope | None:
    """The scope of a unit, in its area or the whole district; None where one person works in it."""
    codes = people.branch(unit.code)
    path = unit.area_path or f"/{store.in_force(day(now)).area_code}/"
    area = places.areas_by_path([path]).get(path)
    if area is None or people.staff_number(codes, day(now)) < SEVERAL:
        return None
    return WeekScope(area=area, unit=unit, units=codes)
