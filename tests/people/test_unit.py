"""unit.add, unit.change, unit.close, unit.reopen: units by forms, and those that the rules want."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from tests import cast, make
from yuanba.journal import queries as journal
from yuanba.matters import services as matters
from yuanba.matters.services.orders import UnitHasOrders
from yuanba.packs import store
from yuanba.people import queries, services
from yuanba.people.models import Account
from yuanba.people.queries import vacancies
from yuanba.people.services import NewUnit, UnitKind
from yuanba.places import queries as places
from yuanba.places import services as places_services
from yuanba.places.services import UnknownArea
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.undo import UndoTooLate
from yuanba.rules.matters.verbs import MatterVerb

BASE = "/d/jiangjin/people/units"
FIRM = NewUnit(name="滨江物业", kind=UnitKind.PROPERTY_FIRM, area=cast.TONGTAIMEN)


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> cast.Cast:
    found = cast.assemble(now=morning)
    cast.administrators(now=morning)
    return found


@pytest.fixture
def keeper(people: cast.Cast, client: Client) -> Client:
    client.force_login(Account.objects.get(login="keeper"))
    return client


def add(*units: NewUnit, now: datetime) -> list[str]:
    return services.add_units(actor=make.OPERATOR, units=units, now=now)


def test_a_unit_gets_the_next_code_of_its_area(people: cast.Cast, morning: datetime) -> None:
    assert add(FIRM, now=morning) == [f"{cast.TONGTAIMEN}-1"]
    unit = queries.unit(f"{cast.TONGTAIMEN}-1")
    assert unit
    assert (unit.name, unit.area_label, unit.is_active) == ("滨江物业", "几江街道 · 通泰门社区", True)
    (entry,) = journal.story("unit", unit.code)
    assert entry.outcome["area"] == cast.TONGTAIMEN


def test_what_cannot_be(people: cast.Cast, morning: datetime) -> None:
    with pytest.raises(services.UnitCodeTaken):
        add(FIRM, FIRM, now=morning)
    with pytest.raises(services.UnknownBody):
        add(NewUnit(name="某办", kind=UnitKind.OFFICE, body="palace"), now=morning)
    with pytest.raises(services.UnknownUnit):
        add(NewUnit(name="某办", kind=UnitKind.OFFICE, parent="palace"), now=morning)
    unit = NewUnit(name="几江街道党工委", kind=UnitKind.SUBDISTRICT, parent="tongtaimen")
    with pytest.raises(services.UnitUnderItself):
        services.change_unit(actor=make.OPERATOR, code="jijiang", unit=unit, now=morning)
    with pytest.raises(services.UnitNeeded) as needed:
        services.close_unit(actor=make.OPERATOR, code="jijiang", now=morning)
    assert needed.value.arguments == {"positions": 1, "units": 2}
    with pytest.raises(services.UnitOpen):
        services.reopen_unit(actor=make.OPERATOR, code="jijiang", now=morning)
    for call in (
        lambda: services.add_units(actor=people.chen, units=[FIRM], now=morning),
        lambda: services.change_unit(actor=people.chen, code="centre", unit=FIRM, now=morning),
        lambda: services.close_unit(actor=people.chen, code="jijiang-planning", now=morning),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_a_unit_with_orders_does_not_close(people: cast.Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    matters.assign(
        actor=people.chen, matter_id=matter.id, class_code="public", item_code="street_light", now=morning
    )
    (unit,) = {
        step.told.text("unit")
        for step in journal.story("matter", str(matter.id))
        if step.verb == MatterVerb.ASSIGN
    }
    with pytest.raises(UnitHasOrders):
        services.close_unit(actor=make.OPERATOR, code=unit, now=morning)


def test_closed_by_mistake_and_an_area_with_units_does_not_end(people: cast.Cast, morning: datetime) -> None:
    (code,) = add(NewUnit(name="南门物业", kind=UnitKind.PROPERTY_FIRM, area=cast.NANMEN), now=morning)
    with pytest.raises(services.UnitsStillThere):
        places_services.end(actor=make.OPERATOR, codes=[cast.NANMEN], now=morning)
    services.close_unit(actor=make.OPERATOR, code=code, now=morning)
    services.reopen_unit(actor=make.OPERATOR, code=code, now=morning + timedelta(days=1))
    assert queries.unit(code).is_active  # type: ignore[union-attr]
    services.close_unit(actor=make.OPERATOR, code=code, now=morning)
    with pytest.raises(UndoTooLate):
        services.reopen_unit(actor=make.OPERATOR, code=code, now=morning + timedelta(days=2))
    places_services.end(actor=make.OPERATOR, codes=[cast.NANMEN], now=morning)
    with pytest.raises(UnknownArea):
        services.reopen_unit(actor=make.OPERATOR, code=code, now=morning)


def test_the_rules_say_which_units_a_community_lacks(people: cast.Cast, morning: datetime) -> None:
    pack = store.in_force(on=date(2026, 3, 2))
    path = f"/{cast.DISTRICT}/{cast.JIJIANG}/500116001205/"
    assert [(one.name, one.parent, one.is_lead) for one in vacancies.missing_units(path, pack)] == [
        ("石墙村党组织", "jijiang", True),
        ("石墙村村民委员会", "500116001205-community_party", False),
    ]
    grids = vacancies.missing_units(cast.COMMUNITY_PATH, pack)
    assert ("通泰门社区第二网格党组织", "tongtaimen") in [(one.name, one.parent) for one in grids]


def test_founded_by_the_rules_in_one_press(keeper: Client, morning: datetime) -> None:
    path = f"{BASE}/found/500116001205"
    page = keeper.get(path).content.decode()
    assert page.count("checked") == 1, "what leads is ticked, what else there may be is not"
    sent = {
        "pick_500116001205-residents_committee": "on",
        "name_500116001205-residents_committee": "石墙村委会",
    }
    assert keeper.post(path, sent).status_code == 302
    unit = queries.unit("500116001205-residents_committee")
    assert unit
    assert (unit.name, unit.kind, unit.parent) == ("石墙村委会", "community", "jijiang")
    assert "石墙村委会" in keeper.get(f"{BASE}/of/500116001205").content.decode()


def test_a_form_finds_by_words_and_offers_where_several_match(keeper: Client) -> None:
    sent = {"name": "滨江物业", "kind": "property_firm", "area": "通泰门 第二", "parent": "网格党支部"}
    assert keeper.post(f"{BASE}/add", sent).status_code == 302
    (made,) = queries.search_units("滨江物业")
    assert (made.area_label, made.parent) == ("几江街道 · 通泰门社区 · 第二网格", "grid-1")
    several = keeper.post(f"{BASE}/add", {**sent, "name": "滨江商贸", "area": "网格"}).content.decode()
    assert f'name="area" value="几江街道 · 通泰门社区 · 第二网格 {cast.SECOND_GRID}"' in " ".join(
        several.split()
    )
    none = keeper.post(f"{BASE}/add", {**sent, "area": "北京"}).content.decode()
    assert "没有找到" in none
    assert "通泰门社区党组织" in keeper.get(f"{BASE}/ask", {"q": "通泰门"}).content.decode()
    assert cast.NANMEN in keeper.get("/d/jiangjin/places/ask", {"q": "南门"}).content.decode()


def undoes_on(page: str) -> str:
    """The number of the entry that the page offers to undo."""
    return page.partition('name="undoes" value="')[2].partition('"')[0]


def test_a_change_and_its_undo(keeper: Client) -> None:
    sent = {"name": "几江街道党工委办公室", "kind": "subdistrict", "body": "", "area": cast.DEGAN}
    assert keeper.post(f"{BASE}/jijiang/change", sent).status_code == 302
    changed = queries.unit("jijiang")
    assert changed
    assert (changed.body, changed.area_label) == ("", "德感街道")
    page = keeper.get(f"{BASE}/jijiang").content.decode()
    assert "撤销（修改承办单位）" in page
    assert "之后又改过" in keeper.post(f"{BASE}/jijiang/undo").content.decode(), "it undoes nothing named"
    assert keeper.post(f"{BASE}/jijiang/undo", {"undoes": undoes_on(page)}).status_code == 302
    back = queries.unit("jijiang")
    assert back
    assert (back.name, back.body, back.area_label) == ("几江街道党工委", "subdistrict_party", "几江街道")


def test_the_tree_of_units_unfolds(keeper: Client) -> None:
    top = keeper.get(BASE).content.decode()
    assert "几江街道党工委" in top
    assert "通泰门社区党组织" not in top
    below = keeper.get(f"{BASE}/jijiang/below", {"depth": "1"}).content.decode()
    assert "通泰门社区党组织" in below
    assert "<html" not in below
    assert "通泰门社区党组织" in keeper.get(BASE, {"q": "通泰门"}).content.decode()
    assert "没有找到单位" in keeper.get(BASE, {"q": "北京"}).content.decode()


def test_posts_that_nobody_holds(people: cast.Cast, morning: datetime) -> None:
    pack = store.in_force(on=date(2026, 3, 2))
    top = places.top()
    assert top
    before = {one.key for one in vacancies.vacancies(top.path, pack, on=date(2026, 3, 2))}
    assert {
        "jijiang:clerk",
        "jijiang:subdistrict_lead",
        "grid-1:grid_worker",
        "tongtaimen:community_lead",
    } <= before
    assert "jijiang:triager" not in before, "陈 triages for the whole district"
    assert "jijiang:handler" not in before
    make.staff("gao", "grid_worker", unit="grid-1", now=morning)
    after = {one.key for one in vacancies.vacancies(top.path, pack, on=date(2026, 3, 2))}
    assert before - after == {"grid-1:grid_worker"}
