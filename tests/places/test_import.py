"""place.import: read, preview, all or nothing."""

from __future__ import annotations

import io
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from tests import cast, make
from yuanba.journal import queries as journal
from yuanba.places import queries, services
from yuanba.places.models import Area, Estate
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.sheets import refusals, tables

DEMO = Path(__file__).resolve().parents[2] / "src/yuanba/demo/jiangjin"

pytestmark = pytest.mark.usefixtures("jiangjin")


def faults(taken: tables.TakenTable) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.refusal.code) for row in taken.refused for fault in row.faults]


def preview(*lines: str, now: datetime, encoding: str = "utf-8") -> tables.TakenTable:
    return services.import_places(
        actor=make.OPERATOR, file=make.csv(*lines, encoding=encoding), commit=False, now=now
    )


def test_the_tree_with_labels_and_paths(morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)

    grid = queries.area(cast.FIRST_GRID)
    assert grid
    assert grid.path == cast.GRID_PATH
    assert grid.full_label == "几江街道 · 通泰门社区 · 第一网格"
    assert grid.level is Level.GRID
    assert grid.parent_path == cast.COMMUNITY_PATH
    assert not grid.is_rural
    village = queries.area("500116001205")
    assert village
    assert village.is_rural, "200 to 399 are village committees"
    assert village.label == "石墙村"
    assert [child.code for child in queries.children(cast.TONGTAIMEN)] == [cast.FIRST_GRID, cast.SECOND_GRID]
    assert [area.code for area in queries.ancestors(cast.GRID_PATH)] == [
        cast.DISTRICT,
        cast.JIJIANG,
        cast.TONGTAIMEN,
        cast.FIRST_GRID,
    ]


def test_a_child_may_stand_before_its_parent(morning: datetime) -> None:
    make.places("code,name", "500116001,几江街道", "500116,重庆市江津区", now=morning)

    found = queries.area("500116001")
    assert found
    assert found.path == "/500116/500116001/"


def test_the_same_file_again_changes_nothing(morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)
    again = make.places(*cast.PLACES, now=morning)

    assert again.unchanged == again.read == len(cast.PLACES) - 1


def test_an_estate_that_has_ended_gets_no_building(morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)
    estate = Estate.objects.order_by("code")[0]
    lines = ("code,name,kind,parent,estate", f"late,1栋,building,{cast.FIRST_GRID},{estate.code}")
    assert preview(*lines, now=morning).accepted == 1
    Estate.objects.filter(pk=estate.pk).update(valid_to=date(2026, 2, 1))
    assert faults(preview(*lines, now=morning)) == [(2, "estate", "place.unknown_estate")]


def test_what_has_ended_or_is_something_else_is_no_row_of_a_file(morning: datetime) -> None:
    """Its own row is refused, and the others are taken."""
    make.places(*cast.PLACES, now=morning)
    estate = Estate.objects.order_by("code")[0]
    Estate.objects.filter(pk=estate.pk).update(valid_to=date(2026, 2, 1))
    Area.objects.filter(code=cast.SECOND_GRID).update(valid_to=day(morning))
    ended = Area.objects.get(code=cast.SECOND_GRID)
    long = "很" * 80
    lines = (
        "code,name,kind,parent",
        f"{estate.code},{estate.name},estate,{estate.area.code}",
        f"{ended.code},{ended.name},grid,",
        f"{cast.FIRST_GRID},第一网格,estate,{cast.TONGTAIMEN}",
        f"{cast.TONGTAIMEN}009,第一网格,,",
        f"{cast.RIVERSIDE}-9,滨江花园1栋,building,{cast.FIRST_GRID}",
        f"500116099,{long},,",
        f"500116099001,{long},,",
        f"500116099001001,{long},,",
        f"500116099001001001,{long},,",
    )
    taken = services.import_places(
        actor=make.OPERATOR, file=make.csv(*lines), commit=True, skip_refused=True, now=morning
    )
    assert sorted(faults(taken)) == [
        (2, "code", "place.has_ended"),
        (3, "code", "place.has_ended"),
        (4, "code", "place.code_taken"),
        (5, "name", "place.name_taken"),
    ]
    assert (taken.accepted, taken.unchanged, taken.is_written) == (5, 0, True), "a building of no estate"


def test_the_district_as_it_is(morning: datetime) -> None:
    for name in ("areas.csv", "grids.csv", "estates.csv", "outlines.csv"):
        with (DEMO / name).open("rb") as file:
            taken = services.import_places(actor=make.OPERATOR, file=file, commit=True, now=morning)
        assert taken.is_written, (name, faults(taken))

    assert len(queries.areas_at(Level.SUBDISTRICT)) == 30
    assert len(queries.areas_at(Level.COMMUNITY)) == 301
    assert len(queries.areas_at(Level.GRID)) > 50
    tongtaimen = queries.area(cast.TONGTAIMEN)
    assert tongtaimen
    assert len(tongtaimen.outline) > 4


def test_a_preview_names_row_column_and_fault_and_writes_nothing(morning: datetime) -> None:
    taken = preview(
        "code,name,kind,outline",
        "500116,重庆市江津区,,",
        "500116001,几江街道,,",
        "500116001,几江街道,,",
        "500116777006,没有镇街的社区,,",
        "5.00116E+11,表格弄坏的,,",
        "500116002,德感街道,镇衔,",
        "500116003,,,",
        "77,看不出层级,,",
        "500116004,双福街道,,29.3 106.2; 29.4 106.3; 29.4 106.2",
        "500116001-E01,滨江花园,小区",
        now=morning,
    )

    assert faults(taken) == [
        (4, "code", "place.twice_in_file"),
        (5, "parent", "place.unknown_parent"),
        (6, "code", "cell.spoilt_by_spreadsheet"),
        (7, "kind", "cell.not_a_choice"),
        (8, "name", "cell.empty"),
        (9, "kind", "place.needs_level"),
        (10, "outline", "place.bad_outline"),
        (11, "", "row.cells"),
    ]
    assert (taken.read, taken.accepted, taken.is_written) == (10, 2, False)
    assert queries.top() is None


def test_all_or_nothing_unless_refusals_are_skipped(morning: datetime) -> None:
    lines = ("code,name", "500116,重庆市江津区", "500117001,别处的街道")
    taken = services.import_places(actor=make.OPERATOR, file=make.csv(*lines), commit=True, now=morning)
    assert not taken.is_written
    assert queries.top() is None

    taken = services.import_places(
        actor=make.OPERATOR, file=make.csv(*lines), commit=True, skip_refused=True, now=morning
    )
    assert taken.is_written
    assert queries.top()
    out = io.StringIO()
    tables.write_refused(out, taken.headings, taken.refused)
    assert out.getvalue().splitlines() == ["code,name", "500117001,别处的街道"]


def test_what_excel_saves_in_china(morning: datetime) -> None:
    lines = ("代码,名称", "500116,重庆市江津区")
    assert preview(*lines, now=morning, encoding="gb18030").accepted == 1
    assert preview(*lines, now=morning, encoding="utf-8-sig").accepted == 1
    assert preview(*lines, now=morning, encoding="utf-16").accepted == 1
    with pytest.raises(refusals.UnknownEncoding):
        preview(*lines, now=morning, encoding="utf-32")


def test_columns_are_not_guessed(morning: datetime) -> None:
    with pytest.raises(refusals.MissingColumns):
        preview("code", "500116", now=morning)
    with pytest.raises(refusals.UnknownColumns):
        preview("code,name,colour", "500116,重庆市江津区,red", now=morning)
    with pytest.raises(refusals.BrokenQuotes):
        preview("code,name", '500116,"重庆市江津区', now=morning)
    with pytest.raises(refusals.EmptyTable):
        services.import_places(actor=make.OPERATOR, file=io.BytesIO(b""), commit=False, now=morning)


def test_another_name_is_no_import(morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)

    assert faults(preview("code,name", "500116001,几江镇", now=morning)) == [
        (2, "name", "place.name_differs")
    ]
    assert faults(preview("code,name", "500154,重庆市开州区", now=morning)) == [
        (2, "code", "place.one_district")
    ]
    assert faults(preview("code,name,parent", "500116009009,某社区,500116001006", now=morning)) == [
        (2, "parent", "place.wrong_parent")
    ]


def test_a_new_outline_is_drawn(morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)
    make.places(
        "code,name,outline",
        f"{cast.NANMEN},南门社区居民委员会,106.25 29.28；106.26 29.28；106.26 29.29",
        now=morning,
    )

    found = queries.area(cast.NANMEN)
    assert found
    assert found.outline == ((106.25, 29.28), (106.26, 29.28), (106.26, 29.29))


def test_an_import_is_in_the_journal(morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)

    digest = sha256(make.csv(*cast.PLACES).read()).hexdigest()[:32]
    (entry,) = journal.story("file", digest)
    assert entry.verb == "place.import"
    assert entry.outcome["added"]["grid"] == 2
    assert entry.at == morning


def test_only_the_system_administrator(morning: datetime) -> None:
    people = cast.assemble(now=morning)
    keeper, guard = cast.administrators(now=morning)
    for actor in (people.li, people.chen, guard):
        with pytest.raises(NotAllowed):
            services.import_places(actor=actor, file=make.csv("code,name"), commit=False, now=morning)
    file = make.csv("code,name", "500116004,双福街道")
    assert services.import_places(actor=keeper, file=file, commit=True, now=morning).is_written
