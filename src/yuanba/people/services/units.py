"""Imports units from a file, and checks what a unit may be, for files and forms alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, BinaryIO, ClassVar

from django.db import connection, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.packs import store
from yuanba.people.models import Unit, UnitKind
from yuanba.people.services.unit_needs import require_unneeded
from yuanba.places import queries as places
from yuanba.places.queries import EstateRow
from yuanba.places.services import UnknownArea, UnknownEstate, hold_present
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.sheets import cells, tables
from yuanba.sheets.tables import Column, RefusedRow, Row, TakenTable

#: The column that is wrong, and why.
_Fault = tuple[str, Refused]
#: Advisory lock: whoever adds units comes one after the other.
_UNITS = 8_204_120


class UnknownUnit(Refused):
    """Raised when no active unit has this code."""

    code: ClassVar[str] = "unit.unknown"


class UnknownBody(Refused):
    """Raised when the district's rules define no body (kind of institution) with this code."""

    code: ClassVar[str] = "unit.unknown_body"


class UnitTwice(Refused):
    """Raised when an import file has two rows with the same unit code."""

    code: ClassVar[str] = "unit.twice_in_file"


class UnitCodeTaken(Refused):
    """Raised when a unit would get the code or, in its area, the name of another unit."""

    code: ClassVar[str] = "unit.taken"


class UnitUnderItself(Refused):
    """Raised when a unit would be put under itself or under a unit below it."""

    code: ClassVar[str] = "unit.under_itself"


class EstateNeeded(Refused):
    """Raised when a unit of a body that each estate has one of names no estate."""

    code: ClassVar[str] = "unit.estate_needed"


class NotOfEstate(Refused):
    """Raised when a unit names an estate, and its body is none that each estate has one of."""

    code: ClassVar[str] = "unit.not_of_estate"


class EstateTaken(Refused):
    """Raised when another active unit is that body's for this estate already: each has one."""

    code: ClassVar[str] = "unit.estate_taken"


_WORDS = {
    **{str(kind): kind for kind in UnitKind},
    "区县部门": UnitKind.DEPARTMENT,
    "区级部门": UnitKind.DEPARTMENT,
    "镇街": UnitKind.SUBDISTRICT,
    "镇街内设机构": UnitKind.OFFICE,
    "社区村": UnitKind.COMMUNITY,
    "网格党组织": UnitKind.GRID_PARTY,
    "物业企业": UnitKind.PROPERTY_FIRM,
    "业委会": UnitKind.OWNERS,
    "社会组织": UnitKind.ASSOCIATION,
    "其他": UnitKind.OTHER,
}
UNIT_COLUMNS = (
    Column(name="code", also=("代码",), parse=cells.code(40)),
    Column(name="name", also=("名称",), parse=cells.text(80)),
    Column(name="kind", also=("类型",), parse=cells.choice(_WORDS)),
    Column(name="body", also=("承办单位", "承办机构"), parse=cells.text(60), required=False),
    Column(name="area", also=("区域代码",), parse=cells.code(24), required=False),
    Column(name="estate", also=("小区代码",), parse=cells.code(40), required=False),
    Column(name="parent", also=("上级单位",), parse=cells.code(40), required=False),
    Column(name="is_active", also=("在用",), parse=cells.yes_or_no, required=False, absent=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlaces:
    """What units are checked against: all units (locked), the rules, and the places that are named."""

    units: dict[str, Unit]
    pack: Pack
    areas: Mapping[str, int]
    estates: Mapping[str, EstateRow]


@transaction.atomic
def import_units(
    *, actor: Actor, file: BinaryIO, commit: bool, skip_refused: bool = False, now: datetime
) -> TakenTable:
    """Check a file of units; if ``commit`` is true, add its new units and update the known ones."""
    access.require(actor, PeopleVerb.UNIT_IMPORT, access.Facts(), at=now)
    table = tables.read(file, UNIT_COLUMNS)
    rows = list(table)
    known = known_places([row.values for row in rows if isinstance(row, Row)], store.in_force(on=day(now)))

    refused: list[RefusedRow] = []
    taken: dict[str, Row] = {}
    named = {row.values["code"] for row in rows if isinstance(row, Row)}
    names = {
        (unit.name, unit.area_id, unit.estate_id)
        for code, unit in known.units.items()
        if unit.is_active and code not in named
    }
    for row in rows:
        outcome = row if isinstance(row, RefusedRow) else _check(row, known, taken, named, names)
        if isinstance(outcome, RefusedRow):
            refused.append(outcome)
        else:
            taken[outcome.values["code"]] = outcome
    refused += _settle(taken, known, day(now))
    is_written = commit and (skip_refused or not refused)

    if is_written:
        _write(taken, known)
        file.seek(0)
        journal.record(
            Act(actor, PeopleVerb.UNIT_IMPORT, now),
            Subject(kind="file", key=sha256(file.read()).hexdigest()[:32]),
            outcome={"units": len(taken), "refused": len(refused)},
        )
    return TakenTable(
        headings=table.headings,
        read=len(rows),
        accepted=len(taken),
        refused=tuple(sorted(refused, key=lambda row: row.number)),
        is_written=is_written,
    )


def known_places(given: Iterable[Mapping[str, Any]], pack: Pack) -> KnownPlaces:
    """Return what these units are checked against: all units, locked, and the places that they name, held."""
    read = list(given)
    held = hold_present(
        areas={values["area"] for values in read if values["area"]},
        estates={values["estate"] for values in read if values["estate"]},
    )
    lying = places.areas({one.area_code for one in held.estates.values()})
    with connection.cursor() as cursor:  # the locked rows do not hold who adds another one
        cursor.execute("select pg_advisory_xact_lock(%s, hashtext(current_schema()))", [_UNITS])
    return KnownPlaces(
        units={
            unit.code: unit
            for unit in Unit.objects.select_for_update(of=("self",)).select_related("parent").order_by("code")
        },
        pack=pack,
        areas={area.code: area.id for area in (*held.areas.values(), *lying)},
        estates=held.estates,
    )


def _check(
    row: Row,
    known: KnownPlaces,
    taken: Mapping[str, Row],
    named: Collection[str],
    names: set[tuple[str, int | None, int | None]],
) -> Row | RefusedRow:
    if row.values["code"] in taken:
        return row.refuse("code", UnitTwice(unit=row.values["code"]))
    fault = unit_fault(row.values, known, {code: one.values for code, one in taken.items()}, named)
    if fault is None and row.values["is_active"]:
        name = (row.values["name"], *_place_of(row.values, known))
        if name in names:
            fault = "name", UnitCodeTaken(name=row.values["name"])
        names.add(name)
    return row.refuse(*fault) if fault else row


def _place_of(values: Mapping[str, Any], known: KnownPlaces) -> tuple[int | None, int | None]:
    """The ids of a unit's area and estate; an estate's unit stands where its estate lies."""
    estate = known.estates.get(values["estate"])
    return known.areas.get(estate.area_code if estate else values["area"]), estate.id if estate else None


def _settle(taken: dict[str, Row], known: KnownPlaces, on: date) -> list[RefusedRow]:
    """Take out the rows that cannot be because of others, until there are none; return them as refused."""
    refused: list[RefusedRow] = []
    while True:
        closing = {code for code, row in taken.items() if not row.values["is_active"]}
        working = {code for code, unit in known.units.items() if unit.is_active} | taken.keys()
        working -= closing
        above = {unit.code: unit.parent.code if unit.parent else "" for unit in known.units.values()}
        above |= {code: row.values["parent"] for code, row in taken.items()}
        faults = {
            code: _fault_of_closing(known.units.get(code), closing, on)
            if code in closing
            else _fault_of_parent(row.values, working, above)
            for code, row in taken.items()
        }
        wrong = {code: fault for code, fault in faults.items() if fault}
        if not wrong:
            return refused
        refused += [taken.pop(code).refuse(*fault) for code, fault in wrong.items()]


def _fault_of_closing(there: Unit | None, closing: Collection[str], on: date) -> _Fault | None:
    """That a unit is needed, which closes together with these others."""
    try:
        if there and there.is_active:
            require_unneeded(there, on=on, closing=closing)
    except Refused as fault:
        return "is_active", fault
    return None


def _fault_of_parent(
    values: Mapping[str, Any], working: Collection[str], above: Mapping[str, str]
) -> _Fault | None:
    """What is wrong with the parent of a unit: it is closed, or the unit would stand under itself."""
    parent = values["parent"]
    if parent and parent not in working:
        return "parent", UnknownUnit(unit=parent)
    seen: set[str] = set()
    while parent and parent not in seen:
        seen.add(parent)
        parent = above.get(parent, "")
    return ("parent", UnitUnderItself(unit=values["name"])) if values["code"] in seen else None


def _is_open(code: str, known: KnownPlaces) -> bool:
    return code in known.units and known.units[code].is_active


def unit_fault(
    values: Mapping[str, Any],
    known: KnownPlaces,
    taken: Mapping[str, Mapping[str, Any]],
    named: Collection[str] = (),
) -> _Fault | None:
    """Return which value of a unit is wrong and why, or None.

    ``taken`` are others that come with it, ``named`` the codes of those of which it is not known yet whether
    they do: a parent may be among them.
    """
    if values["body"] and values["body"] not in known.pack.bodies:
        return "body", UnknownBody(body=values["body"])
    if values["area"] and values["area"] not in known.areas:
        return "area", UnknownArea(area=values["area"])
    parent = values["parent"]
    if parent and parent not in taken and parent not in named and not _is_open(parent, known):
        return "parent", UnknownUnit(unit=parent)
    fault = _estate_fault(values, known, taken)
    return ("estate", fault) if fault else None


def _estate_fault(
    values: Mapping[str, Any], known: KnownPlaces, taken: Mapping[str, Mapping[str, Any]]
) -> Refused | None:
    """What is wrong with the estate of a unit: each estate has one of some bodies, and none of others."""
    body, estate = known.pack.bodies.get(values["body"]), values["estate"]
    if not estate:
        return EstateNeeded() if body and body.of_estate and values["is_active"] else None
    if estate not in known.estates:
        return UnknownEstate(estate=estate)
    if not (body and body.of_estate):
        return NotOfEstate()
    there = {
        (unit.body, unit.estate_id)
        for code, unit in known.units.items()
        if unit.is_active and code not in taken and code != values["code"]
    }
    here = {(one["body"], one["estate"]) for one in taken.values() if one["is_active"]}
    is_taken = (values["body"], known.estates[estate].id) in there or (values["body"], estate) in here
    return EstateTaken(estate=known.estates[estate].name) if is_taken and values["is_active"] else None


def _write(taken: Mapping[str, Row], known: KnownPlaces) -> None:
    fields = ["name", "kind", "body", "area", "estate", "parent", "is_active"]
    units = known.units
    fresh: list[str] = []
    changed: list[str] = []
    for code, row in taken.items():
        unit = units.get(code)
        (changed if unit else fresh).append(code)
        units[code] = fill(unit or Unit(code=code), row.values, known)
    Unit.objects.bulk_create([units[code] for code in fresh], batch_size=1000)
    parents = [*fresh, *changed]
    for code in parents:
        parent = taken[code].values["parent"]
        units[code].parent = units[parent] if parent else None
    Unit.objects.bulk_update([units[code] for code in parents], fields, batch_size=500)


def fill(unit: Unit, values: Mapping[str, Any], known: KnownPlaces) -> Unit:
    """Set a unit to these values and return it; an estate's unit stands where its estate lies."""
    unit.name, unit.kind, unit.body = values["name"], values["kind"], values["body"]
    unit.area_id, unit.estate_id = _place_of(values, known)
    unit.is_active = values["is_active"]
    return unit
