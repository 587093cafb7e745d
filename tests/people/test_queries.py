"""Who is who, which unit answers where, and what the public may read of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests import cast, make
from yuanba.people import queries, services
from yuanba.people.models import Account
from yuanba.rules.core.actor import ActorKind, PositionKind

pytestmark = pytest.mark.usefixtures("jiangjin")
TODAY = date(2026, 3, 2)


@pytest.fixture
def people(jiangjin: object, morning: datetime) -> cast.Cast:
    return cast.assemble(now=morning)


def test_the_unit_nearest_to_the_place(people: cast.Cast) -> None:
    def code(body: str, path: str) -> str:
        found = queries.unit_for(body, path)
        return found.code if found else ""

    assert code("grid_party", cast.GRID_PATH) == "grid-1"
    assert code("grid_party", f"{cast.COMMUNITY_PATH}{cast.SECOND_GRID}/") == ""
    assert code("community_party", cast.GRID_PATH) == "tongtaimen"
    assert code("subdistrict_party", cast.GRID_PATH) == "jijiang"
    assert code("planning", cast.GRID_PATH) == "jijiang-planning"
    assert code("subdistrict_party", "/500116/500116002/500116002001/") == "degan"
    assert code("planning", "/500116/500116002/") == ""
    assert code("subdistrict_party", "") == ""


def test_a_unit_that_closed_answers_no_more(people: cast.Cast, morning: datetime) -> None:
    make.units(
        "code,name,kind,body,area,is_active",
        f"grid-1,一支部,grid_party,grid_party,{cast.FIRST_GRID},否",
        now=morning,
    )
    assert queries.unit_for("grid_party", cast.GRID_PATH) is None


def test_units_in_an_area(people: cast.Cast) -> None:
    codes = [unit.code for unit in queries.units_in(f"/{cast.DISTRICT}/{cast.JIJIANG}/")]
    assert codes == ["grid-1", "jijiang", "jijiang-planning", "tongtaimen"]


def test_the_public_reads_unit_and_title_never_a_name(
    people: cast.Cast, django_assert_num_queries: Any
) -> None:
    keys = [people.li.key, people.chen.key, people.zhou.key, "suggest"]
    with django_assert_num_queries(1):
        labels = queries.labels(keys)
    assert labels == {
        people.chen.key: "江津区基层治理指挥中心 · 分流员",
        people.zhou.key: "几江街道党工委 · 经办人",
    }


def test_actors(people: cast.Cast, django_assert_num_queries: Any) -> None:
    account = Account.objects.get(login="zhou")
    with django_assert_num_queries(2):  # the edition, the positions
        zhou = queries.actor_of(account)
    with django_assert_num_queries(1):
        assert queries.actor_of(account) == zhou
    assert zhou.kind is ActorKind.STAFF
    with django_assert_num_queries(0):
        assert queries.actor_of(Account(kind="resident", key="x")).holdings == ()
    assert people.li.kind is ActorKind.RESIDENT
    assert queries.actor("nobody") is None


def test_colleagues(people: cast.Cast, morning: datetime, django_assert_num_queries: Any) -> None:
    for number in range(5):
        make.staff(f"wu{number}", "handler", unit="jijiang", now=morning)
    make.staff("gone", "handler", unit="jijiang", until_on=date(2026, 3, 1), now=morning)
    with django_assert_num_queries(2):
        found = queries.accounts_of_unit("jijiang", on=TODAY)
    assert [account.login for account in found] == ["wu0", "wu1", "wu2", "wu3", "wu4", "zhou"]


def test_holders_cover_the_place(people: cast.Cast, morning: datetime) -> None:
    make.staff("far", "triager", area=cast.DEGAN, now=morning)
    make.staff("past", "triager", area=cast.DISTRICT, until_on=date(2026, 3, 1), now=morning)
    found = queries.holders([PositionKind.TRIAGER], on=TODAY, area_path=cast.GRID_PATH)
    assert [one.account_key for one in found] == [people.chen.key]


def test_the_list_of_staff(people: cast.Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert [account.login for account in queries.staff()] == ["chen", "sun", "zhou"]
    assert [account.login for account in queries.staff("经办 几江")] == ["zhou"]
    assert [account.login for account in queries.staff(unit="centre")] == ["chen"]
    assert [account.login for account in queries.staff(after="chen", limit=1)] == ["sun"]
    assert queries.staff("li") == [], "a resident is not in the staff list"


def test_zhao_is_unknown_here(kaizhou: object, morning: datetime) -> None:
    assert cast.zhao(now=morning).kind is ActorKind.RESIDENT
    assert services.check_login("zhao") == "zhao"
