"""The demonstration: every state, twice the same, a sound journal, and log-ins that lead somewhere."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from tests import make
from yuanba.demo import house, play, stories
from yuanba.demo.logins import LOGINS, PASSWORD, Login
from yuanba.districts import middleware
from yuanba.districts.queries import DistrictRow
from yuanba.home import navigation
from yuanba.journal.queries.verify import findings
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.packs import store
from yuanba.rules.actor import ActorKind
from yuanba.rules.calendar import day
from yuanba.rules.matter import State
from yuanba.rules.verb import Verb

THURSDAY = datetime(2026, 11, 19, 6, 30, tzinfo=UTC)
#: Early on the first working day after National Day, with seven days off behind it.
AFTER_THE_HOLIDAY = datetime(2026, 10, 8, 0, 10, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 21, 20, 45, tzinfo=UTC)


@pytest.fixture
def demo(settings: LazySettings, jiangjin: DistrictRow) -> DistrictRow:
    settings.DEMO = True
    return jiangjin


@pytest.fixture
def seeded(demo: DistrictRow) -> DistrictRow:
    assert play.seed(now=THURSDAY)
    return demo


def _all(now: datetime = THURSDAY) -> list[MatterRow]:
    return list(queries.everything(house.ACTOR, now, limit=1000).rows)


def _verbs(row: MatterRow) -> list[str]:
    return [step.verb for step in queries.story(row.id)]


def test_every_state_is_there(seeded: DistrictRow) -> None:
    rows = _all()
    assert len(rows) >= 60
    assert {row.state for row in rows} == set(State)
    told = [_verbs(row) for row in rows]
    for verb in (Verb.REOPEN, Verb.RETURN, Verb.PUBLISH, Verb.REFUSE):
        assert any(verb in verbs for verbs in told), verb
    assert {row.class_code for row in rows} >= {"public", "common", "home"}
    filed = [row for row in rows if row.state is State.FILED]
    assert all(row.suggestion and row.suggestion["options"] for row in filed)
    assert any(row.suggestion and row.suggestion["danger"] for row in filed)


def test_some_are_late_and_some_are_due_today(seeded: DistrictRow) -> None:
    rows = _all()
    late = [row for row in rows if row.is_late(THURSDAY)]
    today = [
        row
        for row in rows
        if row.state in (State.ASSIGNED, State.ACCEPTED)
        and row.due_at
        and day(row.due_at) == day(THURSDAY)
        and not row.is_late(THURSDAY)
    ]
    assert 3 <= len(late) <= 10
    assert len(today) >= 2


def test_a_second_run_adds_nothing(seeded: DistrictRow) -> None:
    before = _counts()
    assert play.seed(now=THURSDAY) is False
    assert _counts() == before


def _counts() -> Counter[str]:
    tables = ("matters_matter", "journal_entry", "people_account", "messages_message", "procrastinate_jobs")
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"select count(*) from {table}")
            found[table] = cursor.fetchone()[0]
    return found


def test_the_journal_is_sound_and_read(seeded: DistrictRow) -> None:
    assert list(findings()) == []
    counts = _counts()
    assert counts["messages_message"] > 20
    assert counts["procrastinate_jobs"] == 0
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from journal_waiting")
        assert cursor.fetchone() == (0,)


def test_nothing_happens_out_of_turn(seeded: DistrictRow) -> None:
    for row in _all():
        moments = [step.at for step in queries.story(row.id)]
        assert moments == sorted(moments)
        assert all(moment <= THURSDAY for moment in moments)


@pytest.mark.parametrize("now", [AFTER_THE_HOLIDAY, SUNDAY_NIGHT])
def test_any_hour_of_the_year_will_do(demo: DistrictRow, now: datetime) -> None:
    assert play.seed(now=now)
    assert {row.state for row in _all(now)} == set(State)


def test_the_same_clock_tells_the_same_story(jiangjin: DistrictRow) -> None:
    calendar = store.in_force(day(THURSDAY)).calendar
    told = stories.stories()
    first, second = (stories.events(told, now=THURSDAY, calendar=calendar) for _ in range(2))
    assert first == second
    assert all(event.at < THURSDAY for event in first)


def test_only_a_demonstration_gets_a_password_that_everyone_knows(
    settings: LazySettings, jiangjin: DistrictRow
) -> None:
    settings.DEMO = False
    with pytest.raises(house.OnlyInDemo):
        play.seed(now=THURSDAY)


def test_a_real_district_is_left_alone(demo: DistrictRow) -> None:
    make.resident("resident", now=THURSDAY)
    before = _counts()
    with pytest.raises(house.NotOurs):
        play.seed(now=THURSDAY)
    assert _counts() == before


def test_another_district_is_left_alone(settings: LazySettings, kaizhou: DistrictRow) -> None:
    settings.DEMO = True
    with pytest.raises(house.NotOurs):
        play.seed(now=THURSDAY)


def test_every_log_in_works_and_finds_its_work(seeded: DistrictRow) -> None:
    middleware.forget()
    for login in LOGINS:
        client = Client()
        page = client.post(
            "/d/jiangjin/account/login/", {"login": login.login, "password": PASSWORD}, follow=True
        )
        assert page.status_code == 200, login.login
        assert page.redirect_chain, f"{login.login} was not let in"
        _finds_work(login, client, page.content.decode())


def _finds_work(login: Login, client: Client, landed: str) -> None:
    if login.kind is ActorKind.RESIDENT:
        landed = client.get("/d/jiangjin/track").content.decode()
        assert landed.count("116 ") + landed.count('class="yb-row"') > 2
        return
    actor = house.actor(login.login)
    ways = navigation.desk(actor, on=day(THURSDAY), path="/")
    assert ways, f"{login.login} has no way to go"
    kinds = {holding.kind for holding in actor.holdings}
    if kinds <= {"system_admin", "security_admin", "audit_admin"}:
        return  # theirs are lists of messages and positions, which begin empty
    assert "empty_" not in landed
    assert landed.count("data-row") >= 1, login.login


def test_log_ins_are_listed_in_a_demonstration_only(settings: LazySettings, demo: DistrictRow) -> None:
    middleware.forget()
    for address in ("/", "/d/jiangjin/account/login/"):
        shown = Client().get(address).content.decode()
        assert PASSWORD in shown
        assert all(login.login in shown for login in LOGINS)
    settings.DEMO = False
    for address in ("/", "/d/jiangjin/account/login/"):
        assert PASSWORD not in Client().get(address).content.decode()
