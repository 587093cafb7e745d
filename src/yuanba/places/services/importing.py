"""Imports areas, estates and buildings from a file: preview, then all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, BinaryIO

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.packs import store
from yuanba.places.models import Area, Building, Estate
from yuanba.places.services import refusals
from yuanba.places.services.labels import full_label, label_of
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day
from yuanba.sheets import cells, tables
from yuanba.sheets.tables import Column, RefusedRow, Row, TakenTable

#: The column that is wrong, and why.
_Fault = tuple[str, Refused]


class PlaceKind(StrEnum):
    """The kind of a row in a file of places: a level of area, an estate or a building."""

    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    GRID = "grid"
    MICRO_GRID = "micro_grid"
    ESTATE = "estate"
    BUILDING = "building"


_WORDS = {
    **{str(kind): kind for kind in PlaceKind},
    "区县": PlaceKind.DISTRICT,
    "镇街": PlaceKind.SUBDISTRICT,
    "社区": PlaceKind.COMMUNITY,
    "村": PlaceKind.COMMUNITY,
    "网格": PlaceKind.GRID,
    "微网格": PlaceKind.MICRO_GRID,
    "小区": PlaceKind.ESTATE,
    "院落": PlaceKind.ESTATE,
    "楼栋": PlaceKind.BUILDING,
}
#: Statistical codes have 6, 9 and 12 digits (统计用区划代码); ours go on by threes.
_BY_LENGTH = {
    6: PlaceKind.DISTRICT,
    9: PlaceKind.SUBDISTRICT,
    12: PlaceKind.COMMUNITY,
    15: PlaceKind.GRID,
    18: PlaceKind.MICRO_GRID,
}
_LIES_IN: Mapping[PlaceKind, frozenset[str]] = {
    PlaceKind.DISTRICT: frozenset(),
    PlaceKind.SUBDISTRICT: frozenset({"district"}),
    PlaceKind.COMMUNITY: frozenset({"subdistrict"}),
    PlaceKind.GRID: frozenset({"community"}),
    PlaceKind.MICRO_GRID: frozenset({"grid"}),
    PlaceKind.ESTATE: frozenset({"subdistrict", "community"}),
    PlaceKind.BUILDING: frozenset({"grid", "micro_grid"}),
}
_ORDER = list(PlaceKind)
_MODELS: Mapping[PlaceKind, type[Estate | Building]] = {
    PlaceKind.ESTATE: Estate,
    PlaceKind.BUILDING: Building,
}
#: Village committees have 200 to 399 as the last three of twelve digits.
_VILLAGES = range(200, 400)
_LONGITUDES, _LATITUDES = (73.0, 136.0), (3.0, 54.0)
_CORNERS = 3


def outline(cell: str) -> list[list[float]]:
    """Return the corners of the outline in a table cell; raise BadOutline if it is no polygon in China.

    The cell reads "106.2588 29.2901; 106.2601 29.2890; …": longitude and latitude in WGS84.
    """
    corners = []
    for part in cell.replace("；", ";").split(";"):
        if not part.strip():
            continue
        try:
            longitude, latitude = (float(number) for number in part.split())
        except ValueError as fault:
            raise refusals.BadOutline from fault
        if (
            not _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
            or not _LATITUDES[0] <= latitude <= _LATITUDES[1]
        ):
            raise refusals.BadOutline
        corners.append([longitude, latitude])
    if len(corners) < _CORNERS:
        raise refusals.BadOutline
    return corners


COLUMNS = (
    Column(name="code", also=("代码",), parse=cells.code(24)),
    Column(name="name", also=("名称",), parse=cells.text(80)),
    Column(name="kind", also=("类型",), parse=cells.choice(_WORDS), required=False, absent=None),
    Column(name="parent", also=("上级代码",), parse=cells.code(24), required=False),
    Column(name="estate", also=("小区代码",), parse=cells.code(40), required=False),
    Column(name="is_rural", also=("农村",), parse=cells.yes_or_no, required=False, absent=None),
    Column(name="valid_from", also=("启用日期",), parse=cells.on, required=False, absent=None),
    Column(name="area_type", also=("社区类型",), parse=cells.code(40), required=False),
    Column(name="outline", also=("边界",), parse=outline, required=False, absent=None),
)


@dataclass(slots=True)
class _KnownPlaces:
    """What is there already, and what the file adds as it is read."""

    areas: dict[str, Area]
    estates: dict[str, Estate]
    buildings: dict[str, Building]
    #: The names in each place, by what they are of and where: no two are called the same there.
    names: set[tuple[str, str, str]]
    new: dict[PlaceKind, list[Area | Estate | Building]] = field(default_factory=dict)
    redrawn: list[Area | Estate | Building] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def import_places(
    *, actor: Actor, file: BinaryIO, commit: bool, skip_refused: bool = False, now: datetime
) -> TakenTable:
    """Check a file of places; if ``commit``, store it if no row is refused or ``skip_refused`` is true.

    A place that is known already stays as it is, but for an outline or a type that the file gives anew.
    """
    access.require(actor, PlaceVerb.IMPORT, access.Facts(), at=now)
    table = tables.read(file, COLUMNS)
    rows = list(table)
    known = _known()

    refused = _plan(rows, known, day(now))
    is_written = commit and (skip_refused or not refused)

    if is_written:
        _write(known)
        journal.record(
            Act(actor, PlaceVerb.IMPORT, now),
            Subject(kind="file", key=_digest(file)[:32]),
            outcome={
                "added": {str(kind): len(added) for kind, added in known.new.items()},
                "redrawn": len(known.redrawn),
                "refused": len(refused),
            },
        )
    return TakenTable(
        headings=table.headings,
        read=len(rows),
        accepted=len(rows) - len(refused),
        unchanged=known.unchanged,
        refused=tuple(sorted(refused, key=lambda row: row.number)),
        is_written=is_written,
    )


def _known() -> _KnownPlaces:
    """All places, areas and estates locked, and the names of those that have not ended. Three statements."""
    areas = {one.pk: one for one in Area.objects.select_for_update().order_by("code")}
    locked = Estate.objects.select_for_update(of=("self",)).select_related("area").order_by("code")
    estates = {one.pk: one for one in locked}
    buildings = list(Building.objects.all())
    names = {
        ("area", areas[one.parent_id].code, one.name)
        for one in areas.values()
        if one.parent_id and one.valid_to is None
    }
    names |= {("estate", one.area.code, one.name) for one in estates.values() if one.valid_to is None}
    names |= {
        ("building", (estates[one.estate_id] if one.estate_id else areas[one.area_id]).code, one.name)
        for one in buildings
        if one.valid_to is None
    }
    return _KnownPlaces(
        areas={one.code: one for one in areas.values()},
        estates={one.code: one for one in estates.values()},
        buildings={one.code: one for one in buildings},
        names=names,
    )


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    return sha256(file.read()).hexdigest()


def _plan(rows: list[Row | RefusedRow], known: _KnownPlaces, today: date) -> list[RefusedRow]:
    """Take the rows into ``known`` from the top of the tree down; gives those that cannot be taken."""
    refused = [row for row in rows if isinstance(row, RefusedRow)]
    by_kind: dict[PlaceKind, list[Row]] = {kind: [] for kind in _ORDER}
    seen: set[str] = set()
    for row in rows:
        if isinstance(row, RefusedRow):
            continue
        code = row.values["code"]
        kind = row.values["kind"] or (_BY_LENGTH.get(len(code)) if code.isdigit() else None)
        if kind is None:
            refused.append(row.refuse("kind", refusals.NeedsLevel()))
        elif code in seen:
            refused.append(row.refuse("code", refusals.TwiceInFile(place=code)))
        else:
            by_kind[kind].append(row)
        seen.add(code)
    for kind in _ORDER:
        for row in by_kind[kind]:
            fault = _take(kind, row.values, known, today)
            if fault:
                refused.append(row.refuse(*fault))
    return refused


def _take(kind: PlaceKind, values: Mapping[str, Any], known: _KnownPlaces, today: date) -> _Fault | None:
    """Take one row, or say which column is wrong and why."""
    code = values["code"]
    parent = None
    if kind is not PlaceKind.DISTRICT:
        parent_code = values["parent"] or code[:-3]
        parent = known.areas.get(parent_code)
        if parent is None or parent.valid_to is not None:
            return "parent", refusals.UnknownParent(place=parent_code)
        if parent.level not in _LIES_IN[kind]:
            return "parent", refusals.WrongParent(place=parent.label)
    elif any(area.parent_id is None and area.code != code for area in known.areas.values()):
        return "code", refusals.OneDistrict(place=code)
    there = known.areas.get(code) or known.estates.get(code) or known.buildings.get(code)
    type_code = values["area_type"]
    if type_code and (kind is not PlaceKind.COMMUNITY or type_code not in store.in_force(today).area_types):
        return "area_type", refusals.UnknownType(type=type_code)
    if there:
        fault = _fault_of_known(there, kind, values)
        if fault is None:
            _redraw(there, values, known)
        return fault
    kinds = {PlaceKind.ESTATE: "estate", PlaceKind.BUILDING: "building"}
    within = (kind is PlaceKind.BUILDING and values["estate"]) or (parent.code if parent else "")
    name = (kinds.get(kind, "area"), within, values["name"])
    if name in known.names:
        return "name", refusals.NameTaken(name=values["name"])
    known.names.add(name)
    make: Callable[..., _Fault | None] = {
        PlaceKind.ESTATE: _add_estate,
        PlaceKind.BUILDING: _add_building,
    }.get(kind, _add_area)
    return make(kind, values, parent, known, today)


def _fault_of_known(
    there: Area | Estate | Building, kind: PlaceKind, values: Mapping[str, Any]
) -> _Fault | None:
    """What is wrong with a row whose code is known already."""
    is_same = there.level == kind if isinstance(there, Area) else isinstance(there, _MODELS.get(kind, Area))
    if not is_same:
        return "code", refusals.CodeTaken(place=values["code"])
    if there.valid_to is not None:
        return "code", refusals.HasEnded(name=there.name)
    if there.name != values["name"]:
        return "name", refusals.NameDiffers(name=there.name)
    return None


def _redraw(there: Area | Estate | Building, values: Mapping[str, Any], known: _KnownPlaces) -> None:
    given = {"outline": values["outline"], "type_code": values["area_type"]}
    fresh = {name: value for name, value in given.items() if value and value != getattr(there, name, None)}
    for name, value in fresh.items():
        setattr(there, name, value)
    if fresh:
        known.redrawn.append(there)
    else:
        known.unchanged += 1


def _add_area(
    kind: PlaceKind, values: Mapping[str, Any], parent: Area | None, known: _KnownPlaces, today: date
) -> None:
    label = label_of(values["name"])
    is_rural = values["is_rural"]
    if is_rural is None:
        is_rural = parent.is_rural if parent else False
        if kind is PlaceKind.COMMUNITY and values["code"].isdigit():
            is_rural = int(values["code"][-3:]) in _VILLAGES
    area = Area(
        code=values["code"],
        level=str(kind),
        name=values["name"],
        label=label,
        full_label=full_label(parent, label),
        parent=parent,
        path=f"{parent.path if parent else '/'}{values['code']}/",
        is_rural=is_rural,
        type_code=values["area_type"],
        outline=values["outline"],
        valid_from=values["valid_from"] or today,
    )
    known.areas[area.code] = area
    known.new.setdefault(kind, []).append(area)


def _add_estate(
    kind: PlaceKind, values: Mapping[str, Any], parent: Area, known: _KnownPlaces, today: date
) -> None:
    estate = Estate(
        code=values["code"],
        name=values["name"],
        area=parent,
        is_rural=parent.is_rural if values["is_rural"] is None else values["is_rural"],
        outline=values["outline"],
        valid_from=values["valid_from"] or today,
    )
    known.estates[estate.code] = estate
    known.new.setdefault(kind, []).append(estate)


def _add_building(
    kind: PlaceKind, values: Mapping[str, Any], parent: Area, known: _KnownPlaces, today: date
) -> _Fault | None:
    estate = known.estates.get(values["estate"]) if values["estate"] else None
    if values["estate"] and (estate is None or estate.valid_to is not None):
        return "estate", refusals.UnknownEstate(estate=values["estate"])
    building = Building(
        code=values["code"], name=values["name"], area=parent, estate=estate, outline=values["outline"]
    )
    known.buildings[building.code] = building
    known.new.setdefault(kind, []).append(building)
    return None


def _write(known: _KnownPlaces) -> None:
    """Insert level by level: a row needs its parent's number."""
    for kind in _ORDER:
        added = known.new.get(kind, [])
        for one in added:
            if isinstance(one, Area):
                one.parent = one.parent  # takes the number that the parent got by now
            else:
                one.area = one.area
            if isinstance(one, Building):
                one.estate = one.estate
        if added:
            type(added[0]).objects.bulk_create(added, batch_size=1000)  # type: ignore[arg-type]
    for model in (Area, Estate, Building):
        redrawn = [one for one in known.redrawn if isinstance(one, model)]
        if redrawn:
            fields = ["outline", "type_code"] if model is Area else ["outline"]
            model.objects.bulk_update(redrawn, fields, batch_size=500)  # type: ignore[arg-type]
