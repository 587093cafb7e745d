"""Adds, changes, ends and reopens buildings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, NewEntry, Subject, undoing
from yuanba.places.models import Area, Building, Estate
from yuanba.places.services.estates import lock_estate
from yuanba.places.services.holding import hold_present
from yuanba.places.services.outcomes import changed
from yuanba.places.services.refusals import (
    NameTaken,
    NotEnded,
    UnknownBuilding,
    UnknownParent,
    WrongParent,
)
from yuanba.places.services.successors import lock_present
from yuanba.rules.core import access, undo
from yuanba.rules.core.actor import Actor
from yuanba.rules.pack import Level
from yuanba.rules.places.codes import free_numbers
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day

#: Where a building may stand, as in files.
LEVELS = frozenset({Level.GRID, Level.MICRO_GRID})


@transaction.atomic
def add_buildings(
    *, actor: Actor, area: str, estate: str = "", names: Sequence[str], now: datetime
) -> list[str]:
    """Add buildings to a grid, of an estate or of none, each with the next free code; return the codes.

    Raises UnknownArea, UnknownEstate, WrongParent, NameTaken; then nothing is added.
    """
    lying = lock_present([area])[area]
    home = lock_estate(estate) if estate else None

    access.require(actor, PlaceVerb.BUILDING_ADD, access.Facts(area_path=lying.path), at=now)
    _require_level(lying)
    for place, name in enumerate(names):
        if name in names[:place]:
            raise NameTaken(name=name)
    _require_free(lying, home, names)

    start = f"{home.code}-" if home and len(home.code) < _LONGEST_START else f"{area}-B"
    taken = set(Building.objects.filter(code__startswith=start).values_list("code", flat=True))
    codes = free_numbers(start, taken=taken, count=len(names), digits=1)
    Building.objects.bulk_create(
        [
            Building(code=code, name=name, area=lying, estate=home)
            for code, name in zip(codes, names, strict=True)
        ]
    )

    journal.record(
        Act(actor, PlaceVerb.BUILDING_ADD, now),
        Subject(kind="area", key=area),
        outcome={"buildings": codes, "estate": estate},
    )
    return codes


@transaction.atomic
def change_building(
    *, actor: Actor, code: str, name: str, area: str, estate: str = "", undoes: int = 0, now: datetime
) -> None:
    """Give a building another name, grid or estate.

    ``undoes`` is the number of the entry that is undone by it, if any. Raises UnknownBuilding, UnknownArea,
    UnknownEstate, WrongParent, NameTaken, UndoOutdated, UndoTooLate.
    """
    lying = lock_present([area])[area]
    home = lock_estate(estate) if estate else None
    building = _lock(code)
    if building is None or building.valid_to is not None:
        raise UnknownBuilding(building=code)

    access.require(actor, PlaceVerb.BUILDING_CHANGE, access.Facts(area_path=building.area.path), at=now)
    undoing.require_undoable("building", code, PlaceVerb.BUILDING_CHANGE, undoes, at=now)
    _require_level(lying)
    _require_free(lying, home, [name], but=building)

    before: dict[str, str | bool] = {
        "name": building.name,
        "area": building.area.code,
        "estate": building.estate.code if building.estate else "",
    }
    after: dict[str, str | bool] = {"name": name, "area": area, "estate": estate}
    building.name, building.area, building.estate = name, lying, home
    building.save(update_fields=["name", "area", "estate"])

    journal.record(
        Act(actor, PlaceVerb.BUILDING_CHANGE, now),
        Subject(kind="building", key=code),
        outcome=changed(before, after),
    )


@transaction.atomic
def end_buildings(*, actor: Actor, codes: Collection[str], now: datetime) -> None:
    """End buildings today, such as those pulled down; matters filed there stay. Raises UnknownBuilding."""
    rows = Building.objects.select_for_update(of=("self",)).select_related("area").order_by("code")
    buildings = {one.code: one for one in rows.filter(code__in=set(codes), valid_to=None)}

    for code in codes:
        if code not in buildings:
            raise UnknownBuilding(building=code)
        facts = access.Facts(area_path=buildings[code].area.path)
        access.require(actor, PlaceVerb.BUILDING_END, facts, at=now)

    Building.objects.filter(code__in=buildings).update(valid_to=day(now))

    journal.record_all(
        [
            NewEntry(Act(actor, PlaceVerb.BUILDING_END, now), Subject(kind="building", key=code), outcome={})
            for code in buildings
        ]
    )


@transaction.atomic
def reopen_building(*, actor: Actor, code: str, now: datetime) -> None:
    """Reopen a building on the day on which it ended or the day after; of an ended estate it is no more.

    Raises NotEnded, UndoTooLate, UnknownParent, NameTaken.
    """
    stood = Building.objects.select_related("area", "estate").filter(code=code).first()
    held = hold_present(
        areas=[stood.area.code] if stood else [],
        estates=[stood.estate.code] if stood and stood.estate else [],
    )
    building = _lock(code)
    if building is None or building.valid_to is None:
        raise NotEnded(area=code)

    access.require(actor, PlaceVerb.BUILDING_REOPEN, access.Facts(area_path=building.area.path), at=now)
    undo.require_safe(building.valid_to, on=day(now))
    lying = building.area
    if lying.code not in held.areas:
        raise UnknownParent(place=building.name)
    if building.estate and building.estate.code not in held.estates:
        building.estate = None
    _require_free(lying, building.estate, [building.name])

    building.valid_to = None
    building.save(update_fields=["valid_to", "estate"])

    journal.record(Act(actor, PlaceVerb.BUILDING_REOPEN, now), Subject(kind="building", key=code))


#: A longer code of an estate leaves no room for the numbers of its buildings.
_LONGEST_START = 36


def _lock(code: str) -> Building | None:
    rows = Building.objects.select_for_update(of=("self",)).select_related("area", "estate")
    return rows.filter(code=code).first()


def _require_level(area: Area) -> None:
    if area.level not in LEVELS:
        raise WrongParent(place=area.label)


def _require_free(
    area: Area, estate: Estate | None, names: Sequence[str], *, but: Building | None = None
) -> None:
    """Refuse a name that another building of the estate has, or of the grid where it is in no estate."""
    beside = (
        Building.objects.filter(estate=estate) if estate else Building.objects.filter(area=area, estate=None)
    )
    there = beside.filter(name__in=names, valid_to=None)
    found = there.exclude(pk=but.pk).first() if but else there.first()
    if found:
        raise NameTaken(name=found.name)
