"""Adds units by forms, changes and closes them, and reopens what was closed by mistake."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Q

from yuanba.journal import queries as entries
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject, undoing
from yuanba.packs import store
from yuanba.people.models import Position, Unit, UnitKind
from yuanba.people.services.unit_needs import require_unneeded
from yuanba.people.services.units import (
    EstateTaken,
    KnownPlaces,
    UnitCodeTaken,
    UnitUnderItself,
    UnknownUnit,
    fill,
    known_places,
    unit_fault,
)
from yuanba.places import queries as places
from yuanba.places.services import HeldPlaces, UnknownArea, UnknownEstate, hold_present
from yuanba.rules.core import access, undo
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day

_FIELDS = ("name", "kind", "body", "area", "estate", "parent")


class UnitsStillThere(Refused):
    """Raised when an area or an estate would end for which there are still units or positions."""

    code: ClassVar[str] = "unit.still_there"


class UnitOpen(Refused):
    """Raised when a unit would be reopened that is unknown or is not closed."""

    code: ClassVar[str] = "unit.open"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit as a form gives it: name, kind, body of the rules, and the codes of its place and parent.

    Without a code it gets one that begins with its area's.
    """

    name: str
    kind: UnitKind
    body: str = ""
    area: str = ""
    estate: str = ""
    parent: str = ""
    code: str = ""

    def values(self) -> dict[str, Any]:
        """Return the fields by name, as the checks of a unit take them."""
        named = {field: getattr(self, field) for field in ("code", *_FIELDS)}
        return {**named, "is_active": True}


@transaction.atomic
def add_units(*, actor: Actor, units: Sequence[NewUnit], now: datetime) -> list[str]:
    """Add units, all or none; a parent may be one of them. Return their codes, in their order.

    Raises UnitCodeTaken, and what a file of units is refused for.
    """
    known = known_places([one.values() for one in units], store.in_force(on=day(now)))

    access.require(actor, PeopleVerb.UNIT_ADD, access.Facts(), at=now)
    taken = _taken(units, known)

    added = {code: fill(Unit(code=code), values, known) for code, values in taken.items()}
    Unit.objects.bulk_create(added.values(), batch_size=500)
    for code, values in taken.items():
        parent = values["parent"]
        added[code].parent = added.get(parent) or known.units.get(parent)
    Unit.objects.bulk_update(added.values(), ["parent"], batch_size=500)

    act = Act(actor, PeopleVerb.UNIT_ADD, now)
    journal.record_all(
        [
            journal.NewEntry(act, Subject(kind="unit", key=code), outcome=_told(taken[code]))
            for code in sorted(taken)
        ]
    )
    return list(taken)


@transaction.atomic
def change_unit(*, actor: Actor, code: str, unit: NewUnit, undoes: int = 0, now: datetime) -> None:
    """Give a unit another name, kind, body, place or parent.

    ``undoes`` is the number of the entry that is undone by it, if any. Raises UnknownUnit, UnitCodeTaken,
    UnitUnderItself, UndoOutdated, UndoTooLate, and what a file of units is refused for.
    """
    values = {**unit.values(), "code": code}
    known = known_places([values], store.in_force(on=day(now)))
    there = known.units.get(code)
    if there is None or not there.is_active:
        raise UnknownUnit(unit=code)

    access.require(actor, PeopleVerb.UNIT_CHANGE, access.Facts(), at=now)
    undoing.require_undoable("unit", code, PeopleVerb.UNIT_CHANGE, undoes, at=now)
    fault = unit_fault(values, known, {})
    if fault:
        raise fault[1]
    _require_free_name(values, known, but=code)
    _require_no_ring(code, values["parent"], known)

    before = _told(_values_of(there))
    fill(there, values, known)
    there.parent = known.units.get(values["parent"])
    there.save(update_fields=list(_FIELDS))

    after = _told(values)
    changed = [name for name in _FIELDS if before[name] != after[name]]
    journal.record(
        Act(actor, PeopleVerb.UNIT_CHANGE, now),
        Subject(kind="unit", key=code),
        outcome={"before": {name: before[name] for name in changed}, **{n: after[n] for n in changed}},
    )


@transaction.atomic
def close_unit(*, actor: Actor, code: str, now: datetime) -> None:
    """Close a unit in which nobody holds a position and under which no unit is left; its history stays.

    Raises UnknownUnit, UnitNeeded, and what the apps above say.
    """
    unit = _lock(code)
    if unit is None or not unit.is_active:
        raise UnknownUnit(unit=code)

    access.require(actor, PeopleVerb.UNIT_CLOSE, access.Facts(), at=now)
    require_unneeded(unit, on=day(now))

    unit.is_active = False
    unit.save(update_fields=["is_active"])

    journal.record(Act(actor, PeopleVerb.UNIT_CLOSE, now), Subject(kind="unit", key=code))


@transaction.atomic
def reopen_unit(*, actor: Actor, code: str, now: datetime) -> None:
    """Reopen a unit on the day on which it was closed or the day after.

    Raises UnitOpen, UndoTooLate, EstateTaken, and UnknownArea, UnknownEstate or UnknownUnit where its place
    has ended or the unit above it was closed.
    """
    held = _hold_places_of(code)
    unit = _lock(code)
    closed = entries.last("unit", code, verbs=[PeopleVerb.UNIT_CLOSE])
    if unit is None or unit.is_active or closed is None:
        raise UnitOpen(unit=code)

    access.require(actor, PeopleVerb.UNIT_REOPEN, access.Facts(), at=now)
    undo.require_safe(day(closed.at), on=day(now))
    if unit.area and unit.area.code not in held.areas:
        raise UnknownArea(area=unit.area.code)
    if unit.estate and unit.estate.code not in held.estates:
        raise UnknownEstate(estate=unit.estate.code)
    if unit.parent and not unit.parent.is_active:
        raise UnknownUnit(unit=unit.parent.code)
    same = Unit.objects.filter(body=unit.body, estate=unit.estate_id, is_active=True)
    if unit.estate and same.exists():
        raise EstateTaken(estate=unit.estate.name)

    unit.is_active = True
    unit.save(update_fields=["is_active"])

    journal.record(Act(actor, PeopleVerb.UNIT_REOPEN, now), Subject(kind="unit", key=code))


def require_none_in(paths: Collection[str], on: date) -> None:
    """Raise UnitsStillThere if active units or running positions are for these areas or any below them."""
    there = Q()
    for path in paths:
        there |= Q(area__path__startswith=path)
    left = Unit.objects.filter(there, is_active=True).count()
    held = Position.objects.filter(there).exclude(until_on__lt=on).count()
    if left or held:
        raise UnitsStillThere(units=left, positions=held)


def require_none_for(estate: str, on: date) -> None:
    """Raise UnitsStillThere if active units or running positions are for the estate with this code."""
    left = Unit.objects.filter(estate__code=estate, is_active=True).count()
    held = Position.objects.filter(estate__code=estate).exclude(until_on__lt=on).count()
    if left or held:
        raise UnitsStillThere(units=left, positions=held)


def follow_estate(estate: str) -> None:
    """Put the units of an estate into the area in which it lies."""
    (lies,) = places.estates([estate])
    area = places.area(lies.area_code)
    assert area, "an estate lies in an area"
    Unit.objects.filter(estate=lies.id).update(area=area.id)


def _lock(code: str) -> Unit | None:
    rows = Unit.objects.select_for_update(of=("self",)).select_related("area", "estate", "parent")
    return rows.filter(code=code).first()


def _hold_places_of(code: str) -> HeldPlaces:
    """Hold the places that a unit is for."""
    unit = Unit.objects.select_related("area", "estate").filter(code=code).first()
    return hold_present(
        areas=[unit.area.code] if unit and unit.area else [],
        estates=[unit.estate.code] if unit and unit.estate else [],
    )


def _taken(units: Sequence[NewUnit], known: KnownPlaces) -> dict[str, dict[str, Any]]:
    """The new units by their codes; raises the first fault."""
    taken: dict[str, dict[str, Any]] = {}
    for one in units:
        code = one.code or _free_code(one, known, taken)
        if code in known.units or code in taken:
            raise UnitCodeTaken(name=code)
        taken[code] = {**one.values(), "code": code}
    for code, values in taken.items():
        others = {other: said for other, said in taken.items() if other != code}
        fault = unit_fault(values, known, others)
        if fault:
            raise fault[1]
        _require_free_name(values, known)
        if any(_is_same(values, said) for said in others.values()):
            raise UnitCodeTaken(name=values["name"])
    return taken


def _free_code(unit: NewUnit, known: KnownPlaces, taken: Mapping[str, object]) -> str:
    start = unit.area or "unit"
    number = 1
    while (code := f"{start}-{number}") in known.units or code in taken:
        number += 1
    return code


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(one[field] == other[field] for field in ("name", "area", "estate"))


def _require_free_name(values: Mapping[str, Any], known: KnownPlaces, *, but: str = "") -> None:
    area_id = known.areas.get(values["area"])
    for code, unit in known.units.items():
        if code != but and unit.is_active and unit.name == values["name"] and unit.area_id == area_id:
            raise UnitCodeTaken(name=values["name"])


def _require_no_ring(code: str, parent: str, known: KnownPlaces) -> None:
    by_id = {unit.pk: unit for unit in known.units.values()}
    above = known.units.get(parent)
    while above is not None:
        if above.code == code:
            raise UnitUnderItself(unit=above.name)
        above = by_id.get(above.parent_id) if above.parent_id else None


def _values_of(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "kind": unit.kind,
        "body": unit.body,
        "area": unit.area.code if unit.area else "",
        "estate": unit.estate.code if unit.estate else "",
        "parent": unit.parent.code if unit.parent else "",
    }


def _told(values: Mapping[str, Any]) -> dict[str, Json]:
    return {name: str(values[name]) for name in _FIELDS}
