"""A district with one thing of each kind and everybody at their browsers, for what is typed to do harm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests import cast, deeds, make
from tests.access import votes
from tests.activities import week
from tests.cast import Cast
from tests.compacts import yard
from tests.conftest import once_for_a_file
from tests.deliberation import courses, evenings
from tests.evaluation import bench_of_judges as court
from tests.honours import rounds
from tests.laws.test_walk import BASE
from tests.make import Matter
from tests.opinions import talk
from tests.revisions import drafts
from tests.security.boxes import Row
from tests.venues import hall
from tests.works import yard as built
from yuanba.deliberation import services as deliberation
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import queries as judging
from yuanba.evaluation import services as evaluation
from yuanba.lists import services as lists
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.opinions import services as opinions
from yuanba.opinions.queries import statements
from yuanba.people import queries as accounts
from yuanba.privacy import services as privacy
from yuanba.residents import api as residents_api
from yuanba.rules.core.actor import Actor
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.lists import ListEntry
from yuanba.rules.time.calendar import day


@dataclass
class Stage:
    """The district with one thing of each kind, and everybody at their browsers."""

    people: Cast
    things: dict[str, object]
    clients: dict[str, Client]

    def client(self, who: str) -> Client:
        if who not in self.clients:
            client = self.clients[who] = Client()
            if who:
                entered = client.post(f"{BASE}/account/login/", {"login": who, "password": make.PASSWORD})
                assert entered.status_code == 302, who
        return self.clients[who]

    def send(self, row: Row, matter: Matter, said: Mapping[str, object], who: str) -> HttpResponse:
        path = row.path.format(**self.things, id=matter.id, token=matter.token)
        known = {
            name: self.things[one[1:-1]] if isinstance(one, str) and one[:1] == "{" else one
            for name, one in row.said.items()
        }
        return self.client(who).post(BASE + path, {**known, **said})  # type: ignore[return-value]

    def matter(self, before: str) -> Matter:
        now = datetime.now(UTC) - timedelta(hours=1)
        matter = make.a_matter(now=now, actor=self.people.li)
        deeds.walk(matter, self.people, before, now)
        return matter


@pytest.fixture(scope="module")
def _set_up(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with once_for_a_file(django_db_blocker):
        yield set_stage()


@pytest.fixture
def stage(_set_up: Stage, jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The same for each test, with nobody at their browsers yet."""
    monkeypatch.setattr(residents_api, "TRIES", 10**6)
    return replace(_set_up, clients={})


def set_stage() -> Stage:
    """The district with one thing of each kind, in the transaction that we are in."""
    now = datetime.now(UTC) - timedelta(hours=1)
    people = cast.assemble(now=now)
    bench = court.assemble(now=now)
    cast.administrators(now=now)
    make.staff("inspector", "audit_admin", area=cast.DISTRICT, now=now)
    make.staff("qin", "inspector", area=cast.DISTRICT, now=now)
    judged = court.evaluating(people, bench, now, actor=people.li)
    code = court.code_of(judged, bench.qian.key)
    called = court.evaluating(people, bench, now, actor=people.li)
    evaluation.rate(
        actor=people.li,
        matter_id=called.id,
        is_solved=True,
        satisfaction=Satisfaction.VERY_DISSATISFIED,
        words="来得太晚",
        now=now,
    )
    noticed = make.a_matter(now=now, actor=people.li)
    deeds.walk(noticed, people, "assign publish accept answer check", now)
    court.read_journal()
    notice = notices.of_subject("matter", str(noticed.id))[0]
    notices_services.object_to(actor=people.wang, notice_id=notice.id, words="还有一盏不亮", now=now)
    for deed in ("contribute", "settle", "prioritise"):
        deeds.DEEDS[deed].who(people, judged)  # so that who does it is there
    lines = [ListEntry(item_code="street_light")]
    lists.derive(actor=people.chen, area_code=cast.NANMEN, lines=lines, now=now)
    zhou = accounts.account(people.zhou.key)
    assert zhou
    things: dict[str, object] = {
        "notice": notice.id,
        "posting": notices.postings(notice.id)[-1].id,
        "objection": notices.open_objections(people.chen, now)[0].id,
        **_talk(people, now),
        "judging": code,
        "event": make.an_event(actor=make.actor("wu"), now=now),
        "call": judging.calls_of(called.id)[0].id,
        "zhou": people.zhou.key,
        "position": zhou.positions[0].id,
        "fitting": make.staff("luo", "triager", unit="centre", area=cast.DISTRICT, now=now).key,
        "program": make.program("platform", "clerk", area=cast.DISTRICT, now=now).key,
        **drafts.things(people.chen, now),
        **votes.staged(bench.wu, people.li, now),
        **_council(people, now),
        **_built(people, now),
        **_rooms(bench.wu, now),
        "request": privacy.ask(actor=people.wang, kind="explain", words="为什么要电话？", now=now),
    }
    return Stage(people, {**things, **_meetings(things["council"], people, bench.wu, now)}, {})


def _meetings(council: object, people: Cast, clerk: Actor, now: datetime) -> dict[str, object]:
    """A meeting that was kept on paper, and one in which hands are being raised."""
    assert isinstance(council, int)
    adopted = deliberation.propose(actor=people.li, council_id=council, words="晾衣杆坏了", now=now)
    lead = {"actor": people.sun, "topic_id": adopted, "now": now}
    deliberation.publish(title="换晾衣杆", summary="楼前。", **lead)  # type: ignore[arg-type]
    deliberation.schedule(reason="大家都关心", **lead)  # type: ignore[arg-type]
    second = make.staff("tang", "community_secretary", unit="tongtaimen", now=now)
    evenings.agreed_topic(council, adopted, by=clerk, second=second, now=now)
    evenings.seat_members(council, people.sun, now, "甲", "乙")
    return {
        "adopted": adopted,
        "meeting": evenings.on_paper(council, clerk, now),
        "voting": evenings.voting(council, clerk, now),
    }


def _council(people: Cast, now: datetime) -> dict[str, object]:
    """A council with a topic that waits, and one that neighbours may second."""
    made = deliberation.set_up(actor=people.sun, kind="community", area_code=cast.TONGTAIMEN, now=now)
    said = {"actor": people.li, "council_id": made, "words": "晾衣杆坏了", "now": now}
    waits, opened = deliberation.propose(**said), deliberation.propose(**said)  # type: ignore[arg-type]
    told = {"title": "修晾衣杆", "summary": "楼前。"}
    deliberation.publish(actor=people.sun, topic_id=opened, now=now, **told)
    other = deliberation.propose(**said)  # type: ignore[arg-type]
    deliberation.publish(actor=people.sun, topic_id=other, now=now, **told)
    deliberation.set_up(actor=people.sun, kind="subdistrict", area_code=cast.JIJIANG, now=now)
    before, rising = (
        deliberation.refer(
            actor=people.chen,
            matter_id=make.a_matter(now=now, actor=people.li).id,
            council_id=made,
            planned_on=day(now),
            now=now,
        )
        for _number in range(2)
    )
    courses.a_demand(opened, now)
    course = courses.a_course(made, opened, now)
    courses.walk(course, people.sun, now, until=2)
    publishing = courses.a_course(made, other, now)
    courses.walk(publishing, people.sun, now, until=4)
    things = {
        "course": course,
        "publishing": publishing,
        "council": made,
        "opening": f"{made}.other_good",
        "waits": waits,
        **{
            name.removesuffix("_id"): one
            for name, one in rounds.things(made, people.wang, people.li, now).items()
        },
        "opened": opened,
        "other": other,
    }
    return {**things, "referral": before, "rising": rising}


def who_presses(stage: Stage, name: str, row: Row) -> str:
    if row.who or not name.startswith("desk."):
        return row.who
    actor = deeds.DEEDS.get(name.removeprefix("desk."), deeds.DEEDS["assign"]).who(stage.people, None)  # type: ignore[arg-type]
    account = accounts.account(actor.key)
    assert account, name
    return account.login


@contextmanager
def undone() -> Iterator[None]:
    """What happens in here has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _talk(people: Cast, now: datetime) -> dict[str, object]:
    """A consultation of 何 with a statement that waits to be read."""
    he = talk.asker(now)
    made = opinions.open_consultation(**talk.a_question(actor=he, now=now))
    added = opinions.add(actor=people.wang, consultation_id=made, words="先划消防车位", now=now)
    return {
        "consultation": made,
        "statement": added,
        "shown": statements.shown(made)[0].id,
        **_written(he, now),
    }


def _built(people: Cast, now: datetime) -> dict[str, object]:
    """A project that 周's unit carries out."""
    matter = make.a_matter(now=now, actor=people.li)
    deeds.walk(matter, people, "assign accept", now)
    things = built.a_project(matter.id, now)
    return {"project": things["project_id"], "milestone": things["milestone_id"]}


def _rooms(wu: Actor, now: datetime) -> dict[str, object]:
    """A centre that 吴 keeps, a booking that waits for an answer, and one that repeats."""
    things = hall.things(wu, now)
    named = {name: things[f"{name}_id"] for name in ("centre", "booking", "repetition")}
    menus = week.things(wu, int(str(things["centre_id"])), now)
    return {
        **named,
        "hall": things["bookable_id"],
        "shut": things["shut_id"],
        "menu": menus["draft_id"],
        "offering": menus["offering_id"],
        "on": week.hours(now, 2, days=4)["on"],
    }


def _written(he: Actor, now: datetime) -> dict[str, object]:
    """A compact of what 何 leads, with a draft and a vote that passes it."""
    things = yard.things(he, now)
    return {"compact": things["compact_id"], "passing": f"{things['passing_id']}.1"}
