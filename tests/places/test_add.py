"""place.add, place.end, place.reopen: areas by their names, and what was added by mistake."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, make
from yuanba.journal import queries as journal
from yuanba.places import queries, services
from yuanba.places.services import NewArea
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.places.codes import AreaKind, NoCodeLeft

pytestmark = pytest.mark.usefixtures("jiangjin")


@pytest.fixture(autouse=True)
def _places(jiangjin: object, morning: datetime) -> None:
    make.places(*cast.PLACES, now=morning)
    make.units(*cast.UNITS, now=morning)


def named(*names: str) -> list[NewArea]:
    return [NewArea(name=name) for name in names]


def add(
    above: str, kind: AreaKind, *names: str, now: datetime, actor: Actor = make.OPERATOR, grids: int = 0
) -> list[str]:
    return services.add(actor=actor, above=above, kind=kind, areas=named(*names), grids=grids, now=now)


def test_a_town_with_its_villages_and_their_grids(morning: datetime) -> None:
    (town,) = add(cast.DISTRICT, AreaKind.TOWN, "双福镇", now=morning)
    assert town == f"{cast.DISTRICT}100"

    codes = add(town, AreaKind.VILLAGE, "和平村村民委员会", "津马村村民委员会", grids=2, now=morning)

    assert codes == [f"{town}200", f"{town}201"]
    (second,) = (one for one in queries.children(town) if one.code == codes[1])
    assert (second.label, second.full_label, second.is_rural) == ("津马村", "双福镇 · 津马村", True)
    grids = queries.children(codes[1])
    assert [(one.code, one.full_label) for one in grids] == [
        (f"{codes[1]}001", "双福镇 · 津马村 · 第一网格"),
        (f"{codes[1]}002", "双福镇 · 津马村 · 第二网格"),
    ]
    entry = journal.story("area", town)[-1]
    assert entry.outcome == {"kind": "village", "areas": codes, "grids": 4}


def test_codes_go_on_where_they_were_and_may_be_named(morning: datetime) -> None:
    given = [NewArea(name="东门社区居民委员会"), NewArea(name="西门社区居民委员会", code="500116001050")]
    codes = services.add(
        actor=make.OPERATOR, above=cast.JIJIANG, kind=AreaKind.COMMUNITY, areas=given, now=morning
    )
    assert codes == ["500116001001", "500116001050"], "002 and 006 are there"
    with pytest.raises(services.CodeTaken):
        services.add(
            actor=make.OPERATOR,
            above=cast.DEGAN,
            kind=AreaKind.COMMUNITY,
            areas=[NewArea(name="北门社区", code="500116001050")],
            now=morning,
        )
    with pytest.raises(NoCodeLeft):
        add(cast.DISTRICT, AreaKind.SUBDISTRICT, *(f"第{n}街道" for n in range(99)), now=morning)


def test_what_cannot_be_added(morning: datetime) -> None:
    with pytest.raises(services.NameTaken):
        add(cast.JIJIANG, AreaKind.COMMUNITY, "南门社区居民委员会", now=morning)
    with pytest.raises(services.NameTaken):
        add(cast.JIJIANG, AreaKind.COMMUNITY, "东门社区", "东门社区", now=morning)
    with pytest.raises(services.WrongParent):
        add(cast.JIJIANG, AreaKind.GRID, "第一网格", now=morning)
    with pytest.raises(services.UnknownArea):
        add("500116999", AreaKind.COMMUNITY, "东门社区", now=morning)
    zhou = make.staff("zhou", "clerk", area=cast.JIJIANG, now=morning)
    with pytest.raises(NotAllowed):
        add(cast.JIJIANG, AreaKind.COMMUNITY, "东门社区", actor=zhou, now=morning)


def test_what_was_added_by_mistake_ends_with_all_in_it_and_is_reopened(morning: datetime) -> None:
    codes = add(cast.JIJIANG, AreaKind.COMMUNITY, "东门社区", "西门社区", grids=3, now=morning)

    services.end(actor=make.OPERATOR, codes=codes, now=morning)

    assert [one.code for one in queries.subtree(f"/{cast.DISTRICT}/{cast.JIJIANG}/{codes[0]}/")] == []
    services.reopen(actor=make.OPERATOR, code=codes[0], now=morning + timedelta(days=1))
    assert len(queries.children(codes[0])) == 3
    assert [change.kind for change in queries.history(codes[0])] == ["end", "reopen"]
    add(cast.JIJIANG, AreaKind.COMMUNITY, "西门社区", now=morning)
    with pytest.raises(services.NameTaken):
        services.reopen(actor=make.OPERATOR, code=codes[1], now=morning)


def test_an_area_with_something_in_it_does_not_end(morning: datetime) -> None:
    with pytest.raises(services.InUse) as used:
        services.end(actor=make.OPERATOR, codes=[cast.TONGTAIMEN], now=morning)
    assert used.value.arguments == {"estates": 1, "buildings": 2}
    with pytest.raises(services.TopStays):
        services.end(actor=make.OPERATOR, codes=[cast.DISTRICT], now=morning)
    zhou = make.staff("zhou", "clerk", area=cast.JIJIANG, now=morning)
    with pytest.raises(NotAllowed):
        services.end(actor=zhou, codes=[cast.NANMEN], now=morning)
