"""Filling the demonstration: at any hour, always the same, and never somebody's real district."""

from __future__ import annotations

import html
from itertools import islice
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client

from tests import make
from tests.demo.moments import AFTER_THE_HOLIDAY, THURSDAY, all_matters, counts
from yuanba.demo import cli, clockwork, deeds, house, play, stories, wipe, year
from yuanba.demo.declared import Story
from yuanba.demo.setting import PASSWORD, setting
from yuanba.demo.setting import settings as known
from yuanba.demo.templatetags import demo as tags
from yuanba.districts import middleware, queries
from yuanba.districts.queries import DistrictRow
from yuanba.matters.services import filing
from yuanba.packs import store
from yuanba.rules.core.access import ANONYMOUS
from yuanba.rules.core.state import State
from yuanba.rules.matters import receipt
from yuanba.rules.time.calendar import day
from yuanba.web import entrance

JIANGJIN = setting("jiangjin")


@pytest.fixture
def demo(settings: LazySettings, jiangjin: DistrictRow) -> DistrictRow:
    settings.DEMO = True
    return jiangjin


@pytest.mark.long
def test_any_hour_of_the_year_will_do(demo: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every life that the files tell one by one, and of the many ordinary ones every twelfth.

    The morning after a holiday; `test_settings` begins on a Sunday night, `test_shown` on a Thursday.
    """
    ordinary, now = year.stories, AFTER_THE_HOLIDAY
    monkeypatch.setattr(year, "stories", lambda one, pack: islice(ordinary(one, pack), 0, None, 12))
    assert play.seed(JIANGJIN, now=now)
    assert {row.state for row in all_matters(now)} == set(State)


def test_the_same_clock_tells_the_same_story(jiangjin: DistrictRow) -> None:
    calendar = store.in_force(day(THURSDAY)).calendar
    told = stories.stories(JIANGJIN, store.in_force(day(THURSDAY)))
    first, second = (
        stories.events(told, seed=JIANGJIN.seed, now=THURSDAY, calendar=calendar) for _ in range(2)
    )
    assert first == second
    assert all(event.at < THURSDAY for event in first)


def test_only_a_demonstration_gets_a_password_that_everyone_knows(
    settings: LazySettings, jiangjin: DistrictRow
) -> None:
    settings.DEMO = False
    with pytest.raises(house.OnlyInDemo):
        play.seed(JIANGJIN, now=THURSDAY)


def test_a_real_district_is_left_alone(demo: DistrictRow) -> None:
    make.resident("resident", now=THURSDAY)
    before = counts()
    with pytest.raises(house.NotOurs):
        play.seed(JIANGJIN, now=THURSDAY)
    assert counts() == before


def test_another_district_is_left_alone(settings: LazySettings, kaizhou: DistrictRow) -> None:
    settings.DEMO = True
    with pytest.raises(house.NotOurs):
        play.seed(JIANGJIN, now=THURSDAY)


def test_a_number_that_is_taken_is_drawn_again_without_savepoints(
    jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A story is told in one transaction; what clashes in it must not end it."""
    told = Story(days=1, area="", place="滨江花园1栋", channel="web", text="3号门的路灯坏了三天")
    event = stories.StoryEvent(at=THURSDAY, story=0, deed="file")
    taken: list[str] = []
    stage = SimpleNamespace(
        actor=lambda _login: ANONYMOUS,
        setting=JIANGJIN,
        took=lambda _event, _story, receipt: taken.append(receipt),
    )
    drawn = iter([17, 123456, 17, 654321, 18, 111111])
    monkeypatch.setattr(filing.secrets, "randbelow", lambda _: next(drawn))
    with clockwork.savepoints(are_used=False), transaction.atomic():
        for _ in range(2):
            deeds.file(stage, event, told)  # type: ignore[arg-type]
    assert taken == [receipt.receipt("116", number) for number in (17, 18)]


def test_log_ins_are_listed_in_a_demonstration_only(
    settings: LazySettings, demo: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "demonstrations", lambda: {JIANGJIN.code: JIANGJIN})
    middleware.forget()
    for address in ("/", "/d/jiangjin/account/login/"):
        shown = Client().get(address).content.decode()
        assert PASSWORD in shown
        assert all(login.login in shown for login in JIANGJIN.logins)
    settings.DEMO = False
    for address in ("/", "/d/jiangjin/account/login/"):
        assert PASSWORD not in Client().get(address).content.decode()


def test_with_more_districts_the_front_page_names_each_and_its_way_in(
    demo: DistrictRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "_clock", lambda: THURSDAY)
    shown = Client().get("/").content.decode()
    assert PASSWORD in shown
    assert all(f'href="/d/{row.code}/account/login/"' in shown for row in queries.districts())
    for row in queries.districts():
        pack = store.shown(row.code, day(THURSDAY))
        assert pack
        assert pack.summary
        assert all(text in html.unescape(shown) for text in (row.name, pack.title.zh, pack.summary.zh))
    assert JIANGJIN.logins[1].first.zh not in shown, "those are on the district's own page"


def test_a_reset_leaves_a_real_district_alone(demo: DistrictRow) -> None:
    make.resident("resident", now=THURSDAY)
    with pytest.raises(house.NotOurs):
        wipe.wipe([JIANGJIN])
    assert queries.district(demo.code)


def test_the_terminal_stays_short_with_all_districts() -> None:
    told = cli.table(list(known().values()), "http://127.0.0.1:8000/")
    assert all(f"http://127.0.0.1:8000/d/{code}/" in told for code in known())
    assert "triager" in told
    assert PASSWORD in told
    assert len(told.splitlines()) < 25


def test_the_terminal_names_every_role_and_the_password() -> None:
    told = cli.table([JIANGJIN], "http://127.0.0.1:8000/")
    for login in JIANGJIN.logins:
        assert f"  {login.login} " in told
        assert login.role.zh in told
        assert login.role.en in told
    assert PASSWORD in told
    assert "http://127.0.0.1:8000/" in told
