"""Pages of consultations: browsers count once, staff press for others, and nothing costs more with more."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, make
from tests.cast import Cast
from tests.flat import cost_of
from tests.opinions import talk
from yuanba.journal.models import Entry
from yuanba.opinions import queries, services
from yuanba.opinions.models import Participant, TakenStance
from yuanba.opinions.queries import statements
from yuanba.opinions.tables import CONSULTATIONS
from yuanba.opinions.views import resident
from yuanba.rules.core.actor import Actor
from yuanba.web.tables import TableReader

BASE = "/d/jiangjin"


@pytest.fixture
def morning() -> datetime:
    """Just now: pages read the clock at the door."""
    return datetime.now(UTC) - timedelta(minutes=30)


@pytest.fixture
def he(people: Cast, morning: datetime) -> Actor:
    return talk.asker(morning)


@pytest.fixture
def parking(he: Actor, morning: datetime) -> int:
    return services.open_consultation(**talk.a_question(actor=he, now=morning))


def entered(login: str) -> Client:
    client = Client()
    client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    return client


def asked(client: Client, path: str) -> int:
    client.get(BASE + path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(BASE + path).status_code == 200, path
    return len([one for one in seen if "SAVEPOINT" not in one["sql"]])


def test_a_browser_counts_once_and_an_address_brings_three_in_a_day(parking: int) -> None:
    first = statements.shown(parking)[0].id
    browser = Client()
    for value in ("1", "-1"):
        answer = browser.post(f"{BASE}/statements/{first}/take_stance", {"value": value})
        assert answer.status_code == 302
    assert list(TakenStance.objects.values_list("value", flat=True)) == [-1]
    for _one in range(2):
        assert Client().post(f"{BASE}/statements/{first}/take_stance", {"value": "1"}).status_code == 302
    refused = Client().post(f"{BASE}/statements/{first}/take_stance", {"value": "1"})
    assert refused.status_code == 409
    assert Participant.objects.count() == 3
    assert browser.post(f"{BASE}/statements/{first}/take_stance", {"value": "7"}).status_code == 422
    assert browser.post(f"{BASE}/statements/999/take_stance", {"value": "1"}).status_code == 404
    english = Client(headers={"accept-language": "en"}).get(f"{BASE}/consultations/{parking}")
    assert "0 of 6 answered" in english.content.decode()


def test_staff_press_for_one_person_after_the_other(parking: int, morning: datetime) -> None:
    make.staff("wu", "clerk", area=cast.TONGTAIMEN, now=morning)
    wu, first = entered("wu"), statements.shown(parking)[0].id
    page = wu.get(f"{BASE}/consultations/{parking}").content.decode()
    assert "替一位居民开始" in page
    assert 'id="statement"' not in page, "staff speak for nobody before they begin"
    marks = []
    for value in ("1", "1", "-1"):
        begun = wu.post(f"{BASE}/consultations/{parking}/beside")
        assert begun.headers["Location"] == f"{BASE}/consultations/{parking}", (
            "no address says whose turn it is"
        )
        page = wu.get(begun.headers["Location"]).content.decode()
        (mark,) = set(re.findall(r'name="beside" value="(\w+)"', page))
        said = {"value": value, "beside": mark}
        assert wu.post(f"{BASE}/statements/{first}/take_stance", said).status_code == 302
        marks.append(mark)
    assert len(set(marks)) == 3
    before = {"value": "1", "beside": marks[0]}
    assert wu.post(f"{BASE}/statements/{first}/take_stance", before).status_code == 409, (
        "another stands there"
    )
    assert list(Participant.objects.values_list("is_beside", flat=True)) == [True] * 3
    assert wu.post(f"{BASE}/statements/{first}/take_stance", {"value": "1"}).status_code == 409
    assert wu.post(f"{BASE}/desk/consultations/{parking}/export").status_code == 403


def test_what_is_taken_out_names_nobody(parking: int, he: Actor, people: Cast, morning: datetime) -> None:
    first, second = (one.id for one in statements.shown(parking)[:2])
    services.take_stance(actor=people.li, statement_id=second, value=-1, now=morning)
    services.take_stance(actor=people.wang, statement_id=first, value=0, now=morning)
    answer = entered("he").post(f"{BASE}/desk/consultations/{parking}/export")
    assert answer.content.decode() == "participant,1,2,3,4,5,6\r\n1,,-1,,,,\r\n2,0,,,,,\r\n"
    assert "participants-votes.csv" in answer.headers["Content-Disposition"]


def test_no_page_asks_more_for_more(parking: int, he: Actor, people: Cast, morning: datetime) -> None:
    paths = (
        "/consultations",
        f"/consultations/{parking}",
        f"/consultations/{parking}/groups",
        f"/desk/consultations/{parking}",
        "/tasks",
    )
    client, reader = entered("he"), TableReader(actor=he, now=datetime.now(UTC))
    talk.speak(parking, camps=(9, 6), now=morning)
    services.add(actor=people.li, consultation_id=parking, words="第一条", now=morning)
    services.group(consultation_id=parking, now=morning)
    few = [asked(client, path) for path in paths] + [cost_of(CONSULTATIONS, reader)]
    for number in range(12):
        actor = talk.somebody(number)
        services.add(actor=actor, consultation_id=parking, words=f"又一条{number}", now=morning)
    for one in statements.waiting(parking)[:6]:
        services.accept(actor=he, statement_id=one.id, now=morning)
    for number in range(3):
        question = talk.a_question(actor=he, now=morning, question=f"第{number}问？")
        services.open_consultation(**question)
    assert [asked(client, path) for path in paths] + [cost_of(CONSULTATIONS, reader)] == few
    assert len(queries.running(datetime.now(UTC))) == 4


def test_staff_bring_a_bounded_number_of_people_in_a_day(
    parking: int, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resident, "BESIDE_IN_A_DAY", 2)
    make.staff("wu", "clerk", area=cast.TONGTAIMEN, now=morning)
    wu, first = entered("wu"), statements.shown(parking)[0].id
    came = []
    for _ in range(3):
        page = wu.post(f"{BASE}/consultations/{parking}/beside", follow=True).content.decode()
        mark = re.findall(r'name="beside" value="(\w+)"', page)[0]
        answer = wu.post(f"{BASE}/statements/{first}/take_stance", {"value": "1", "beside": mark})
        came.append(answer.status_code)
    assert came == [302, 302, 409]
    assert Participant.objects.count() == 2


def test_what_nobody_read_before_the_end_waits_no_longer(
    parking: int, he: Actor, people: Cast, morning: datetime
) -> None:
    services.add(actor=people.li, consultation_id=parking, words="车棚要有灯", now=morning)
    assert "车棚要有灯" in entered("he").get(f"{BASE}/tasks").content.decode()
    services.close(actor=he, consultation_id=parking, now=morning)
    assert "车棚要有灯" not in entered("he").get(f"{BASE}/tasks").content.decode()
    page = entered("li").get(f"{BASE}/consultations/{parking}").content.decode()
    assert "征集结束时还没来得及审核" in page
    assert "正在审核" not in page


def test_the_journal_does_not_tell_whose_statement_it_is(
    parking: int, people: Cast, morning: datetime
) -> None:
    services.add(actor=people.li, consultation_id=parking, words="车棚要有灯", now=morning)
    assert not Entry.objects.filter(verb="statement.add", actor_key=people.li.key).exists()
    assert Entry.objects.filter(verb="statement.add").count() == 1
