"""Imports units from a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO, ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.packs import store
from yuanba.people.models import Unit, UnitKind
from yuanba.places import queries as places
from yuanba.places.services import UnknownArea
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.sheets import cells, tables
from yuanba.sheets.tables import Column, RefusedRow, Row, TakenTable


class UnknownUnit(Refused):
    """Raised when no active unit has this code."""

    code: ClassVar[str] = "unit.unknown"


class UnknownBody(Refused):
    """Raised when the district's rules define no body (kind of institution) with this code."""

    code: ClassVar[str] = "unit.unknown_body"


class UnitTwice(Refused):
    """Raised when an import file has two rows with the same unit code."""

    code: ClassVar[str] = "unit.twice_in_file"


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
    Column(name="parent", also=("上级单位",), parse=cells.code(40), required=False),
    Column(name="is_active", also=("在用",), parse=cells.yes_or_no, required=False, absent=True),
)


@transaction.atomic
def import_units(
    *, actor: Actor, file: BinaryIO, commit: bool, skip_refused: bool = False, now: datetime
) -> TakenTable:
    """Check a file of units; if ``commit`` is true, add its new units and update the known ones."""
    access.require(actor, PeopleVerb.UNIT_IMPORT, access.Facts(), at=now)
    table = tables.read(file, UNIT_COLUMNS)
    rows = list(table)
    known = {unit.code: unit for unit in Unit.objects.select_for_update().order_by("code")}
    pack = store.in_force(on=day(now))
    area_ids = _area_ids(rows)

    refused: list[RefusedRow] = []
    taken: dict[str, Row] = {}
    for row in rows:
        outcome = row if isinstance(row, RefusedRow) else _check(row, known, taken, pack, area_ids)
        if isinstance(outcome, RefusedRow):
            refused.append(outcome)
        else:
            taken[outcome.values["code"]] = outcome
    is_written = commit and (skip_refused or not refused)

    if is_written:
        _write(taken, known, area_ids)
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
        refused=tuple(refused),
        is_written=is_written,
    )


def _area_ids(rows: list[Row | RefusedRow]) -> dict[str, int]:
    """The areas that the file names, in one statement."""
    codes = {row.values["area"] for row in rows if isinstance(row, Row) and row.values["area"]}
    return {area.code: area.id for area in places.areas(codes) if area.valid_to is None}


def _check(
    row: Row, known: Mapping[str, Unit], taken: Mapping[str, Row], pack: Pack, area_ids: Mapping[str, int]
) -> Row | RefusedRow:
    values = row.values
    if values["code"] in taken:
        return row.refuse("code", UnitTwice(unit=values["code"]))
    if values["body"] and values["body"] not in pack.bodies:
        return row.refuse("body", UnknownBody(body=values["body"]))
    if values["area"] and values["area"] not in area_ids:
        return row.refuse("area", UnknownArea(area=values["area"]))
    if values["parent"] and values["parent"] not in known and values["parent"] not in taken:
        return row.refuse("parent", UnknownUnit(unit=values["parent"]))
    return row


def _write(taken: Mapping[str, Row], known: dict[str, Unit], area_ids: Mapping[str, int]) -> None:
    fields = ["name", "kind", "body", "area", "parent", "is_active"]
    fresh: list[str] = []
    changed: list[str] = []
    for code, row in taken.items():
        unit = known.get(code)
        (changed if unit else fresh).append(code)
        known[code] = _fill(unit or Unit(code=code), row.values, area_ids)
    Unit.objects.bulk_create([known[code] for code in fresh], batch_size=1000)
    parents = [*fresh, *changed]
    for code in parents:
        parent = taken[code].values["parent"]
        known[code].parent = known[parent] if parent else None
    Unit.objects.bulk_update([known[code] for code in parents], fields, batch_size=500)


def _fill(unit: Unit, values: Mapping[str, Any], area_ids: Mapping[str, int]) -> Unit:
    unit.name, unit.kind, unit.body = values["name"], values["kind"], values["body"]
    unit.area_id = area_ids[values["area"]] if values["area"] else None
    unit.is_active = values["is_active"]
    return unit
