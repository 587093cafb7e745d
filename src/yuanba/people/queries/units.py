"""Reads units and the units above them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length

from yuanba.journal import queries as journal
from yuanba.people.models import Position, Unit
from yuanba.places import known
from yuanba.places import queries as places
from yuanba.places.queries import JOINT, searching
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.web.pinyin import is_latin

#: The name for units, all together, in each of which one person works and that have no larger one above them.
ALONE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit; an empty area path means that it is responsible for no particular area.

    ``estate`` is the code of the one estate for which it is, ``estate_name`` its name.
    """

    id: int
    code: str
    name: str
    kind: str
    body: str
    area_path: str
    area_label: str
    parent: str
    parent_name: str
    is_active: bool
    estate: str
    estate_name: str


def _unit_row(unit: Unit) -> UnitRow:
    return UnitRow(
        id=unit.pk,
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        body=unit.body,
        area_path=unit.area.path if unit.area else "",
        area_label=unit.area.full_label if unit.area else "",
        parent=unit.parent.code if unit.parent else "",
        parent_name=unit.parent.name if unit.parent else "",
        is_active=unit.is_active,
        estate=unit.estate.code if unit.estate else "",
        estate_name=unit.estate.name if unit.estate else "",
    )


def _units() -> QuerySet[Unit]:
    return Unit.objects.select_related("area", "estate", "parent").order_by("code")


def unit(code: str) -> UnitRow | None:
    """Return the unit with this code, active or not; None if there is none."""
    found = _units().filter(code=code).first()
    return _unit_row(found) if found else None


def units(codes: Iterable[str] | None = None) -> list[UnitRow]:
    """Return the units with these codes (None: all active units), in order of code; those are remembered."""
    if codes is None:
        return [_unit_row(one) for one in _units().filter(is_active=True)]

    def ask(wanted: set[str]) -> dict[str, UnitRow]:
        return {one.code: _unit_row(one) for one in _units().filter(code__in=wanted)}

    found = known.remembered("units", codes, ask)
    return [found[code] for code in sorted(found)]


def search_units(text: str, *, limit: int = 20) -> list[UnitRow]:
    """Return the active units that match every typed word, in order of code.

    A word is a part of the name or of the area's label, the beginning of the code, or in Latin letters how
    the name or the area's sounds.
    """
    found = _units().filter(is_active=True)
    for word in text.split():
        by_word = Q(name__contains=word) | Q(code__startswith=word) | Q(area__full_label__contains=word)
        if is_latin(word):
            by_word |= Q(code__in=searching.sounding([word], _spoken()))
        found = found.filter(by_word)
    return [_unit_row(one) for one in found[:limit]]


def _spoken() -> searching.Spoken:
    """All active units with their names and the labels of their areas; remembered until one changes."""

    def ask(_: set[str]) -> dict[str, searching.Spoken]:
        found = Unit.objects.filter(is_active=True).values_list("code", "name", "area__full_label")
        return {"units": {code: (name, *(label or "").split(JOINT)) for code, name, label in found}}

    return known.remembered("spoken", ["units"], ask)["units"]


def unit_for(body: str, area_path: str, *, place: str = "") -> UnitRow | None:
    """Return the nearest active unit that serves an area as this kind of responsible body, or None.

    ``place``: where in the area, in words; an estate's unit serves only what lies in its estate.
    """
    return next(iter(units_for(body, area_path, place=place)), None)


def units_for(body: str, area_path: str, *, place: str = "") -> list[UnitRow]:
    """Return all active units that serve an area as this kind of responsible body, the nearest first.

    Of units that are each for one estate only that of the estate in which the place lies is among them.
    """
    found = [_unit_row(one) for one in _units_for(body, area_path)]
    if any(one.estate for one in found):
        here = places.estate_at(area_path, place)
        found = [one for one in found if one.estate in ("", here)]
        found.sort(key=lambda one: not one.estate)
    return found


def _units_for(body: str, area_path: str) -> QuerySet[Unit]:
    prefixes = places.prefixes(area_path)
    near = Q(area__path__in=prefixes) | Q(area=None)
    if prefixes:
        near |= Q(area__former_paths__has_any_keys=prefixes)
    return (
        _units()
        .filter(near, body=body, is_active=True)
        .order_by(Length("area__path").desc(nulls_last=True), "code")
    )


def units_embodying(body: str) -> list[UnitRow]:
    """Return all active units of this kind of responsible body, in any area."""
    return [_unit_row(found) for found in _units().filter(body=body, is_active=True)]


def units_in(area_path: str) -> list[UnitRow]:
    """Return all active units whose area is this one or lies within it."""
    return [_unit_row(found) for found in _units().filter(area__path__startswith=area_path, is_active=True)]


def units_for_estate(estate: str) -> list[UnitRow]:
    """Return all active units that are for the estate with this code."""
    return [_unit_row(found) for found in _units().filter(estate__code=estate, is_active=True)]


def _staff_numbers(codes: Iterable[str], on: date) -> dict[str, int]:
    """How many accounts hold a position in each of these units on a day."""
    rows = (
        _held_in(codes, on)
        .order_by()
        .values_list("unit__code")
        .annotate(number=Count("account", distinct=True))
    )
    return dict(rows)


def branch(code: str) -> tuple[str, ...]:
    """Return the code of a unit and those of all units below it, in order; they are remembered.

    One SQL statement for each level of the tree of units.
    """

    def ask(codes: set[str]) -> dict[str, tuple[str, ...]]:
        return {one: tuple(sorted(_below(one))) for one in codes}

    return known.remembered("branch", [code], ask)[code]


def _below(code: str) -> set[str]:
    found, wanted = {code}, {code}
    while wanted:
        wanted = set(Unit.objects.filter(parent__code__in=wanted).values_list("code", flat=True)) - found
        found |= wanted
    return found


def staff_number(codes: Iterable[str], on: date) -> int:
    """Return how many people hold a position in any of these units on a day."""
    return _held_in(codes, on).values("account").distinct().count()


def _held_in(codes: Iterable[str], on: date) -> QuerySet[Position]:
    in_term = Q(until_on=None) | Q(until_on__gte=on)
    return Position.objects.filter(in_term, unit__code__in=set(codes), from_on__lte=on)


def unit_groups(codes: Iterable[str], on: date) -> dict[str, tuple[str, ...]]:
    """Return these units as figures show them: by the unit under whose name each is counted.

    No figure is about a single person: a unit in which one person works is counted with the nearest one above
    in which several do, or with all others of its kind as `ALONE`; a single one of these is left out.
    """
    asked = set(codes)
    parents = {one.code: one.parent for one in units(asked.union(*superiors(asked).values()))}
    staff = _staff_numbers(parents, on)
    found: dict[str, list[str]] = {}
    for code in sorted(asked):
        upwards = (one for one in (code, *_above(code, parents)) if staff.get(one, 0) != 1)
        found.setdefault(next(upwards, ALONE), []).append(code)
    return {
        shown: tuple(members)
        for shown, members in sorted(found.items())
        if shown != ALONE or len(members) > 1
    }


def units_at(paths: Iterable[str]) -> list[UnitRow]:
    """Return all active units whose area is one of those with these paths, without the areas below them."""
    return [_unit_row(found) for found in _units().filter(area__path__in=list(paths), is_active=True)]


def superiors(codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return, for each of these units, the codes of all units above it. One SQL statement per tree level."""
    parents: dict[str, str] = {}
    asked = wanted = set(codes)
    while wanted:
        found = Unit.objects.filter(code__in=wanted).values_list("code", "parent__code")
        parents |= {code: parent or "" for code, parent in found}
        wanted = {parent for parent in parents.values() if parent} - parents.keys()
    return {code: frozenset(_above(code, parents)) for code in asked if code in parents}


def _above(code: str, parents: dict[str, str]) -> Iterable[str]:
    seen: set[str] = set()
    while (code := parents.get(code, "")) and code not in seen:
        seen.add(code)
        yield code


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBranch:
    """One unit in the tree of units, with the number of active units directly under it."""

    unit: UnitRow
    below: int


def unit_branches(parent: str = "") -> list[UnitBranch]:
    """Return the active units directly under a unit ("": those under none), sorted by code. One statement."""
    found = _units().filter(is_active=True)
    found = found.filter(parent__code=parent) if parent else found.filter(parent=None)
    found = found.annotate(below=Count("children", filter=Q(children__is_active=True)))
    return [UnitBranch(unit=_unit_row(one), below=one.below) for one in found]


def unit_before(code: str) -> dict[str, str]:
    """Return the fields that the last change of a unit took from it, with what stood there."""
    last = journal.last("unit", code, verbs=[PeopleVerb.UNIT_CHANGE])
    return last.told.items_of("before") if last else {}
