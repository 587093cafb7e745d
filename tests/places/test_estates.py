"""estate.add, estate.change, estate.end and estate.reopen, and what is corrected by place.correct.

For buildings building.add, building.change, building.end and building.reopen.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, make
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.people import queries as people
from yuanba.people import services as people_services
from yuanba.people.models import Unit
from yuanba.people.services import UnitsStillThere
from yuanba.places import queries, services
from yuanba.places.forms.housing import spelt_out
from yuanba.places.models import Estate
from yuanba.places.queries import searching
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.undo import UndoOutdated, UndoTooLate
from yuanba.rules.places.verbs import PlaceVerb

ACT = {"actor": make.OPERATOR}


@pytest.fixture
def _places(jiangjin: object, morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)
    make.units(*cast.UNITS, now=morning)


def change(code: str, now: datetime, *, undoes: int = 0, **said: str) -> None:
    """Change an estate, but for what is said as it is."""
    found = queries.estate(code)
    assert found
    values = {"name": found.name, "area": found.area_code} | said
    services.change_estate(code=code, is_rural=found.is_rural, undoes=undoes, now=now, **ACT, **values)  # type: ignore[arg-type]


@pytest.mark.usefixtures("_places")
def test_an_estate_with_its_buildings_from_first_to_last(morning: datetime) -> None:
    east, west = services.add_estates(area=cast.TONGTAIMEN, names=["东苑", "西苑"], now=morning, **ACT)  # type: ignore[arg-type]
    assert (east, west) == (f"{cast.TONGTAIMEN}-E02", f"{cast.TONGTAIMEN}-E03")
    names = spelt_out("１－3栋")
    codes = services.add_buildings(area=cast.FIRST_GRID, estate=east, names=names, now=morning, **ACT)  # type: ignore[arg-type]
    assert codes == [f"{east}-1", f"{east}-2", f"{east}-3"]
    assert [one.name for one in queries.buildings_of(east)] == ["1栋", "2栋", "3栋"]
    (shed,) = services.add_buildings(area=cast.SECOND_GRID, names=["门卫室"], now=morning, **ACT)  # type: ignore[arg-type]
    assert shed == f"{cast.SECOND_GRID}-B1"
    for names in (["1栋"], ["4栋", "4栋"]):
        with pytest.raises(services.NameTaken):
            services.add_buildings(area=cast.SECOND_GRID, estate=east, names=names, now=morning, **ACT)  # type: ignore[arg-type]
    for where, refusal in ((cast.TONGTAIMEN, services.WrongParent), ("5001", services.UnknownArea)):
        with pytest.raises(refusal):
            services.add_buildings(area=where, names=["5栋"], now=morning, **ACT)  # type: ignore[arg-type]

    services.change_building(code=shed, name="门卫室", area=cast.FIRST_GRID, estate=east, now=morning, **ACT)  # type: ignore[arg-type]
    assert journal.story("building", shed)[-1].outcome == {
        "before": {"area": cast.SECOND_GRID, "estate": ""},
        "area": cast.FIRST_GRID,
        "estate": east,
    }
    with pytest.raises(services.HeirNeeded) as needed:
        services.end_estates(codes=[east], now=morning, **ACT)  # type: ignore[arg-type]
    assert needed.value.arguments == {"name": "东苑", "buildings": 4}
    services.end_buildings(codes=[shed], now=morning, **ACT)  # type: ignore[arg-type]
    services.end_estates(codes=[east], heir=west, now=morning, **ACT)  # type: ignore[arg-type]
    assert [one.code for one in queries.buildings_of(west)] == codes
    assert searching.search_estates("东苑") == []
    services.change_building(code=codes[2], name="9栋", area=cast.FIRST_GRID, now=morning, **ACT)  # type: ignore[arg-type]

    later = morning + timedelta(days=1)
    services.reopen_estate(code=east, now=later, **ACT)  # type: ignore[arg-type]
    assert [one.code for one in queries.buildings_of(east)] == codes[:2], "what was put elsewhere stays there"
    services.reopen_building(code=shed, now=later, **ACT)  # type: ignore[arg-type]
    with pytest.raises(services.NotEnded):
        services.reopen_building(code=shed, now=later, **ACT)  # type: ignore[arg-type]
    services.end_estates(codes=[west], heir="", now=morning, **ACT)  # type: ignore[arg-type]
    with pytest.raises(UndoTooLate):
        services.reopen_estate(code=west, now=morning + timedelta(days=2), **ACT)  # type: ignore[arg-type]


@pytest.mark.usefixtures("_places")
def test_an_estate_that_somebody_works_for_stays_and_takes_its_units_along(morning: datetime) -> None:
    Unit.objects.filter(code="grid-1").update(estate=Estate.objects.get(code=cast.RIVERSIDE))
    with pytest.raises(UnitsStillThere) as left:
        services.end_estates(codes=[cast.RIVERSIDE], heir="", now=morning, **ACT)  # type: ignore[arg-type]
    assert left.value.arguments == {"units": 1, "positions": 0}
    change(cast.RIVERSIDE, morning, area=cast.NANMEN)
    (moved,) = people.units_for_estate(cast.RIVERSIDE)
    assert moved.area_label == "几江街道 · 南门社区"
    people_services.close_unit(code="grid-1", now=morning, **ACT)  # type: ignore[arg-type]
    make.staff("keeper-of-it", "grid_worker", estate=cast.RIVERSIDE, now=morning)
    with pytest.raises(UnitsStillThere):
        services.end_estates(codes=[cast.RIVERSIDE], heir="", now=morning, **ACT)  # type: ignore[arg-type]
    zhou = make.staff("zhou", "clerk", area=cast.JIJIANG, now=morning)
    with pytest.raises(NotAllowed):
        services.add_estates(actor=zhou, area=cast.NANMEN, names=["北苑"], now=morning)


@pytest.mark.usefixtures("_places")
def test_what_somebody_changed_since_is_not_undone(morning: datetime) -> None:
    change(cast.RIVERSIDE, morning, name="滨江苑")
    first = journal.last("estate", cast.RIVERSIDE, verbs=[PlaceVerb.ESTATE_CHANGE])
    assert first
    change(cast.RIVERSIDE, morning, name="江滨花园")
    with pytest.raises(UndoOutdated):
        change(cast.RIVERSIDE, morning, name="滨江花园", undoes=first.number)
    with pytest.raises(UndoTooLate):
        change(cast.RIVERSIDE, morning + timedelta(days=2), name="滨江苑", undoes=first.number + 1)
    change(cast.RIVERSIDE, morning, name="滨江苑", undoes=first.number + 1)

    services.rename(code=cast.DISTRICT, name="江津示范区", now=morning, **ACT)  # type: ignore[arg-type]
    services.correct(code=cast.DISTRICT, label="江津", now=morning, **ACT)  # type: ignore[arg-type]
    assert queries.children(cast.DISTRICT)[0].full_label == "几江街道"
    with pytest.raises(UndoOutdated):
        services.rename(code=cast.DISTRICT, name="江津区", undoes=99, now=morning, **ACT)  # type: ignore[arg-type]
    top = queries.top()
    assert top
    assert (top.name, top.label) == ("江津示范区", "江津")
    services.correct(code=cast.TONGTAIMEN, label="通泰", is_rural=True, now=morning, **ACT)  # type: ignore[arg-type]
    first_grid = queries.area(cast.FIRST_GRID)
    assert first_grid
    assert first_grid.full_label == "几江街道 · 通泰 · 第一网格"
    with pytest.raises(services.UnknownType):
        services.correct(code=cast.FIRST_GRID, type_code="old", now=morning, **ACT)  # type: ignore[arg-type]


def test_two_administrators_at_once(own_database: DistrictRow, morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)

    def add(number: int) -> object:
        if number % 2:
            return services.add_estates(area=cast.NANMEN, names=["东苑"], now=morning, **ACT)  # type: ignore[arg-type]
        return services.rename(code=cast.NANMEN, name=f"南门{number}社区", now=morning, **ACT)  # type: ignore[arg-type]

    answers = together(6, add)
    assert [one for one in answers[1::2] if isinstance(one, list)] == [[f"{cast.NANMEN}-E01"]]
    assert [one for one in answers[::2] if one is not None] == [], "another name is no reason to wait for"

    east = f"{cast.NANMEN}-E01"

    def end_or_fill(number: int) -> object:
        if number:
            return services.end_estates(codes=[east], now=morning, **ACT)  # type: ignore[arg-type]
        return services.add_buildings(
            area=cast.FIRST_GRID,
            estate=east,
            names=["1栋"],
            now=morning,
            **ACT,  # type: ignore[arg-type]
        )

    filled, ended = together(2, end_or_fill)
    assert isinstance(filled, Refused) is (ended is None), "an ended estate gets no building"

    def reopen(_: int) -> object:
        return services.end_estates(codes=[cast.RIVERSIDE], heir="", now=morning, **ACT)  # type: ignore[arg-type]

    assert sum(one is None for one in together(4, reopen)) == 1
