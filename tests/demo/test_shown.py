"""What the demonstration shows: every state, a sound journal, and log-ins that lead somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from tests.conftest import fresh_database
from tests.demo.moments import THURSDAY, all_matters, counts
from tests.laws.test_verbs import NOT_PLAYED
from yuanba.demo import clockwork, house, play
from yuanba.demo.setting import PASSWORD, Login, setting
from yuanba.districts import middleware
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import queries as evaluation
from yuanba.journal.queries.verify import findings
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.notices import queries as notices
from yuanba.people.models import Account
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Verdict
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.server import postgres
from yuanba.web import entrance, navigation

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("demo/test_shown")]

#: What people and the clock do to matters, each at least once in the year; this district has no pool.
LIFE = {verb for verb, action in ACTIONS.items() if action.moves} - NOT_PLAYED - {MatterVerb.TAKE}
LIFE |= {MatterVerb.FOLLOW, MatterVerb.NOTE, MatterVerb.PUBLISH, MatterVerb.HIDE}

JIANGJIN = setting("jiangjin")
#: Who reads every matter of the district; others are refused so many of a kind before the next kind is tried.
READS_ALL, MOST_TRIES = "triager", 3


@pytest.fixture(scope="module")
def _filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DistrictRow]:
    """Jiangjin, filled once for all tests of this file, in a database that knows how much lies in it.

    In a transaction of an hour the server's own cleaner takes all for empty, and every plan is a bad one.
    """
    with fresh_database(django_db_blocker) as name:
        row = districts.district("jiangjin")
        assert row
        with override_settings(DEMO=True), districts.inside(row):
            assert play.seed(JIANGJIN, now=THURSDAY)
        with psycopg.connect(**postgres.connect_arguments("owner", name), autocommit=True) as owner:  # type: ignore[arg-type]
            owner.execute("analyze")
        yield row


@pytest.fixture
def seeded(_filled: DistrictRow, jiangjin: DistrictRow) -> DistrictRow:
    """We are in the filled district."""
    return jiangjin


def _verbs(row: MatterRow) -> list[str]:
    return [step.verb for step in queries.story(row.id)]


def test_every_state_is_there(seeded: DistrictRow) -> None:
    rows = all_matters()
    assert len(rows) >= 280
    assert {row.state for row in rows} == set(State)
    told = [_verbs(row) for row in rows]
    done = {verb for verbs in told for verb in verbs}
    assert done >= LIFE, LIFE - done
    assert max(verbs.count(MatterVerb.RETURN) for verbs in told) == 2
    assert {row.reworks for row in rows} >= {0, 1, 2}
    assert any(row.is_prioritised for row in rows)
    assert any(row.source_number and row.outside_due_at and row.state is State.FILED for row in rows)
    assert {row.channel for row in rows} >= {"web", "wechat", "hotline", "counter", "visit", "patrol", "box"}
    assert {row.class_code for row in rows} >= {"public", "common", "home"}
    filed = [row for row in rows if row.state is State.FILED]
    assert all(row.suggestion and row.suggestion["options"] for row in filed)
    assert any(row.dangers for row in filed)


def test_the_texts_are_a_bank_of_their_own(seeded: DistrictRow) -> None:
    rows = all_matters()
    assert len({row.text for row in rows}) == len(rows)
    assert (THURSDAY - min(row.filed_at for row in rows if row.state is not State.ARCHIVED)).days > 330


def test_results_hang_are_contested_and_are_judged(seeded: DistrictRow) -> None:
    editor, now = house.actor("editor"), THURSDAY
    assert len(notices.notices_in().rows) >= 5
    assert len(notices.notices_in(is_up=False).rows) >= 20
    assert notices.open_objections(editor, now)
    assert evaluation.calls_to_make(house.actor("checker"), now)
    for login in ("supervisor", "supervisor2", "congress"):
        assert evaluation.asked_of(house.actor(login)), login
    endings = [
        step for row in all_matters() for step in queries.story(row.id) if step.verb == MatterVerb.CLOSE
    ]
    verdicts = {step.outcome["verdict"] for step in endings}
    assert verdicts == {Verdict.SOLVED, Verdict.UNRATED}


def test_some_are_late_and_some_are_due_today(seeded: DistrictRow) -> None:
    rows = all_matters()
    late = [row for row in rows if row.is_late(THURSDAY)]
    today = [
        row
        for row in rows
        if row.state in (State.ASSIGNED, State.ACCEPTED)
        and row.due_at
        and day(row.due_at) == day(THURSDAY)
        and not row.is_late(THURSDAY)
    ]
    assert 3 <= len(late) <= 20
    assert len(today) >= 2


def test_the_journal_is_sound_and_read(seeded: DistrictRow) -> None:
    assert list(findings()) == []
    lying = counts()
    assert lying["messages_message"] > 20
    assert lying["procrastinate_jobs"] == 0
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from journal_waiting")
        assert cursor.fetchone() == (0,)


def test_nothing_happens_out_of_turn(seeded: DistrictRow) -> None:
    for row in all_matters():
        moments = [step.at for step in queries.story(row.id)]
        assert moments == sorted(moments)
        assert all(moment <= THURSDAY for moment in moments)


def test_every_log_in_works_and_finds_its_work(seeded: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "_clock", lambda: THURSDAY)
    middleware.forget()
    for login in JIANGJIN.logins:
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
    if kinds <= {"clerk"}:
        assert 'name="receipt"' in landed, "who waits at the window"
        return
    if kinds <= {"system_admin", "security_admin", "audit_admin"}:
        return  # theirs are lists of messages and positions, which begin empty
    assert "empty_" not in landed, login.login
    assert "data-row" in landed or "data-choose" in landed, login.login


def test_a_second_run_adds_nothing(seeded: DistrictRow) -> None:
    before = counts()
    assert play.seed(JIANGJIN, now=THURSDAY) is False
    assert counts() == before


@pytest.fixture
def a_year_later(seeded: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Nobody has come to work for a year; the clocks went on, every month once."""
    months = [THURSDAY + timedelta(days=days) for days in (1, 4, *range(30, 366, 30), 366)]
    for at in months:
        clockwork.tick(at)
        clockwork.read_journal()
    monkeypatch.setattr(entrance, "_clock", lambda: months[-1])
    return months[-1]


def test_every_matter_can_be_opened_a_year_later(a_year_later: datetime) -> None:
    """By everybody who may read it, as a page and as JSON; whoever may not is told so.

    Strangers and one who may read all open every one; the others one of each state and class, if they may.
    """
    rows, broken, shown = all_matters(a_year_later), [], set()
    for login in (None, *JIANGJIN.logins):
        client, opened = Client(raise_request_exception=False), set()
        tries: Counter[tuple[str, str]] = Counter()
        if login:
            client.force_login(Account.objects.get(login=login.login))
        for row in rows:
            kind = (row.state, row.class_code)
            if login and login.login != READS_ALL and (kind in opened or tries[kind] == MOST_TRIES):
                continue
            tries[kind] += 1
            for path in _about(row, login):
                status = client.get(f"/d/jiangjin{path}").status_code
                broken += [(path, login and login.login)] if status >= 500 else []
                if status != 200:
                    break  # who may not read it is told so, and there is no more to open
                shown.add(row.id)
                opened.add(kind)
    assert broken == []
    assert shown == {row.id for row in rows}


def _about(row: MatterRow, login: Login | None) -> list[str]:
    """What this person may try to open of a matter, the page first."""
    if login is None:
        return [f"/m/{row.token}", f"/public/{row.id}"]
    return [f"/matters/{row.id}", f"/api/v1/matters/{row.id}/story", f"/desk/judge/{row.id}/part"]
