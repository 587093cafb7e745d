"""Matters whose journal holds what no service of this version writes: every page and reader still works."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.evaluation import services as evaluation
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import jobs, queries
from yuanba.matters.queries import figures
from yuanba.messages import queries as messages
from yuanba.messages import services as messaging
from yuanba.people.models import Account
from yuanba.rules.core.access import system
from yuanba.rules.core.chain import Json
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web import entrance

BASE = "/d/jiangjin"
OLD = system("older version")
ODD: tuple[Json, ...] = ("", None, "soon", "2026-02-30", "²", 7, True, [], ["x", 3, None], {"x": 1})
#: All that any reader of an outcome asks for.
NAMES = (
    *("due_on", "unit", "unit_before", "unit_above", "tell", "helping", "area_path", "to"),
    *("ruling", "subject_kind", "subject_key", "part", "why", "class", "item", "body", "level"),
    *("receipt", "state", "for_owner", "call", "number", "channel", "fault"),
)
#: One act of each kind of reader: shown to all, journalled by the clock, read by messages, by figures.
VERBS = (
    MatterVerb.LAPSE,
    MatterVerb.REMIND,
    MatterVerb.ESCALATE,
    MatterVerb.ASSIGN,
    MatterVerb.CHECK,
    MatterVerb.SPLIT,
    MatterVerb.RECALL,
    MatterVerb.UNMASK,
    MatterVerb.INVITE,
)


class _Later(Verb):
    """An action that only a later version knows."""

    DREAM = "matter.dream"


@pytest.fixture
def matter(people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch) -> Matter:
    monkeypatch.setattr(entrance, "_clock", lambda: morning + timedelta(days=1))
    return make.a_matter(now=morning, actor=people.li)


def record(matter: Matter, verb: Verb, outcome: dict[str, Json], at: datetime) -> None:
    because = ("nonsense", "classes.gone", "term.x.y", "term.5.moons", "calendar.", "jiangjin@x", "")
    journal.record(Act(OLD, verb, at), queries.subject(matter.id), outcome=outcome, because=because)


def opened(matter: Matter, people: Cast) -> list[tuple[str, int]]:
    """Every page and answer about it, as its resident, as staff, as the auditor, and as nobody."""
    found = []
    row = deeds.row_of(matter)
    for who in (people.li, people.chen, people.zhou, people.sun, None):
        client = Client(raise_request_exception=False)
        if who:
            client.force_login(Account.objects.get(key=who.key))
        for path in (
            f"/matters/{matter.id}",
            f"/m/{row.token}",
            f"/public/{matter.id}",
            f"/matters/{matter.id}/order.pdf",
            f"/api/v1/matters/{matter.id}",
            f"/api/v1/matters/{matter.id}/story",
            "/inbox",
        ):
            found.append((path, client.get(BASE + path).status_code))
    return found


def test_a_matter_that_nobody_triaged_in_time_can_be_opened(
    matter: Matter, people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "_clock", lambda: morning + timedelta(days=3))
    jobs.tick()
    assert deeds.story(matter) == ["file", "lapse", "escalate"]

    lapse = queries.story(matter.id)[1]
    assert "due_on" not in lapse.outcome, "nobody owes an answer before somebody has the matter"
    assert all(status < 500 for _path, status in opened(matter, people))


def test_nothing_that_was_ever_recorded_closes_a_page(
    matter: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(matter, people, "assign accept", morning)
    for verb in (*VERBS, _Later.DREAM):
        for odd in ODD:
            record(matter, verb, dict.fromkeys(NAMES, odd), morning)

    statuses = opened(matter, people)

    assert [one for one in statuses if one[1] >= 500] == []
    assert (f"/matters/{matter.id}", 200) in statuses
    assert (f"/m/{deeds.row_of(matter).token}", 200) in statuses


def test_nor_stops_a_reader_of_the_journal(matter: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(matter, people, "assign", morning)
    for verb in VERBS:
        for odd in ODD:
            record(matter, verb, dict.fromkeys(NAMES, odd), morning)

    journal.number()
    evaluation.read_journal()
    messaging.read_journal()

    (decided,) = figures.decisions(since=morning, limit=500)
    assert decided.receipt == matter.receipt, "the sound one counts"
    assert messages.inbox(people.chen, at=morning).rows, "the triager's desk was told something"
