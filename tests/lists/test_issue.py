"""list.issue: a subdistrict's directory within the district's, and the lists of its communities within it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.rules.packs import days
from yuanba.journal import queries as journal
from yuanba.lists import queries, services
from yuanba.lists.services import Overtaken
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.lists import LaxerThanDirectory, ListEntry, NoDirectory, NotInDirectory
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.time.calendar import day

BASE = "/d/jiangjin/"


@pytest.fixture
def morning() -> datetime:
    """Just now: pages read the clock at the door."""
    return datetime.now(UTC) - timedelta(minutes=30)


@pytest.fixture
def lead(people: Cast, morning: datetime) -> Actor:
    """唐, the party secretary of Jijiang."""
    return make.staff("tang", "subdistrict_secretary", name="唐明远", unit="jijiang", now=morning)


def issue(actor: Actor, now: datetime, *lines: ListEntry, since: int = 0, area: str = cast.JIJIANG) -> int:
    return services.issue(actor=actor, area_code=area, lines=lines, reason="梳理诉求", since=since, now=now)


def test_its_secretary_issues_it_and_its_communities_stay_within_it(
    lead: Actor, people: Cast, secretary: Actor, morning: datetime
) -> None:
    road = ListEntry(item_code="road_repair")
    light = ListEntry(item_code="street_light", term=days(2))
    for actor in (people.chen, secretary, people.li):
        with pytest.raises(NotAllowed):
            issue(actor, morning, light)
    with pytest.raises(ReasonMissing):
        services.issue(actor=lead, area_code=cast.JIJIANG, lines=[light], reason=" ", since=0, now=morning)
    assert issue(lead, morning, light) == 1
    (entry,) = journal.story("list", cast.JIJIANG)
    assert (entry.verb, entry.words) == ("list.issue", "梳理诉求")

    for line, fault in (
        (road, NotInDirectory),
        (ListEntry(item_code="street_light", term=days(3)), LaxerThanDirectory),
    ):
        with pytest.raises(fault):
            services.derive(actor=secretary, area_code=cast.TONGTAIMEN, lines=[line], now=morning)
    services.derive(
        actor=secretary, area_code=cast.TONGTAIMEN, lines=[ListEntry(item_code="street_light")], now=morning
    )
    (line,) = queries.lines(queries.version(cast.TONGTAIMEN).id)
    assert line.term == days(2)
    assert issue(lead, morning, light, road, since=1) == 2
    with pytest.raises(Overtaken):
        issue(lead, morning, light, since=1)


def test_it_binds_where_no_community_says_more_and_wins_where_it_later_promises_less(
    lead: Actor, secretary: Actor, morning: datetime
) -> None:
    pack = store.in_force(day(morning))
    services.derive(
        actor=secretary, area_code=cast.TONGTAIMEN, lines=[ListEntry(item_code="street_light")], now=morning
    )
    issue(lead, morning, ListEntry(item_code="street_light", term=days(2)))
    for path in (cast.GRID_PATH, f"/{cast.DISTRICT}/{cast.JIJIANG}/"):
        local = queries.local_for(path, "street_light", pack=pack)
        assert local
        assert (local.term, local.because) == (days(2), f"directories.{cast.JIJIANG}.1")
        assert queries.local_of(local.version, "street_light", pack=pack) == local
    assert set(queries.lines_for(cast.GRID_PATH)) == {"street_light"}
    assert queries.local_for(f"/{cast.DISTRICT}/{cast.DEGAN}/", "street_light", pack=pack) is None


def test_only_a_subdistrict_issues_one(lead: Actor, morning: datetime) -> None:
    for area in (cast.TONGTAIMEN, cast.DISTRICT, "999999999"):
        with pytest.raises(NoDirectory):
            issue(lead, morning, ListEntry(item_code="street_light"), area=area)


def test_it_is_issued_amended_and_read_by_pages(lead: Actor) -> None:
    desk, anybody = Client(), Client()
    desk.post(f"{BASE}account/login/", {"login": "tang", "password": make.PASSWORD})
    path, public = f"{BASE}desk/directories/{cast.JIJIANG}", f"{BASE}directories/{cast.JIJIANG}"
    assert anybody.get(public).status_code == 404
    assert path in desk.get(f"{BASE}desk/lists").content.decode()
    fields = {"street_light-is_chosen": "on", "street_light-wording": "巷灯", "since": "0"}
    assert desk.post(path, fields).status_code == 422, "without a reason"
    assert desk.post(path, {**fields, "reason": "梳理诉求"}).status_code == 302
    row = {"road_repair-is_chosen": "on", "since": "1", "reason": "居民代表提出"}
    assert desk.post(f"{path}/road_repair", {**row, "road_repair-amount": "999"}).status_code == 422
    assert desk.post(f"{path}/road_repair", row).status_code == 302
    assert desk.post(f"{path}/road_repair", row).status_code == 409, "version 1 is not the newest"
    assert desk.get(f"{path}/moon").status_code == 404
    assert "居民代表提出" in desk.get(path).content.decode()
    shown = anybody.get(public).content.decode()
    assert "巷灯" in shown
    assert "道路和人行道破损" in shown
    assert "居民代表提出" not in shown
    assert (
        "道路和人行道破损"
        not in anybody.get(f"{public}/1")
        .content.decode()
        .partition("yb-bullets")[0]
        .partition("本地目录没有列")[0]
    )
    assert public in anybody.get(f"{BASE}lists").content.decode()


def test_a_row_that_the_directory_dropped_is_named_to_whoever_keeps_the_list(
    lead: Actor, secretary: Actor, morning: datetime
) -> None:
    lamp, road = ListEntry(item_code="street_light"), ListEntry(item_code="road_repair")
    issue(lead, morning, lamp, road)
    services.derive(actor=secretary, area_code=cast.TONGTAIMEN, lines=[lamp, road], now=morning)
    desk = Client()
    desk.post(f"{BASE}account/login/", {"login": "guo", "password": make.PASSWORD})
    pages = [f"{BASE}desk/lists/{cast.TONGTAIMEN}{part}" for part in ("", "/revise")]
    for page in pages:
        assert "上面的目录不再有这些事项" not in desk.get(page).content.decode()

    issue(lead, morning, lamp, since=1)
    for page in pages:
        assert "上面的目录不再有这些事项：道路和人行道破损。" in desk.get(page).content.decode()
