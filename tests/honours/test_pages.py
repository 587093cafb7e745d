"""The pages of selections: nobody reads a name too early, and everybody's own things are theirs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.deliberation.test_councils import BASE, entered
from tests.honours import rounds
from yuanba.deliberation import services as councils
from yuanba.districts.queries import DistrictRow
from yuanba.honours import kept, queries, services
from yuanba.honours.models import HeldSelection, Nominee
from yuanba.journal import services as journal
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem
from yuanba.people.models import Account
from yuanba.people.queries import phones
from yuanba.rules.core.actor import Actor
from yuanba.rules.honours.selections import ConsentWay, NomineeState
from yuanba.rules.time.calendar import day
from yuanba.web.kept import HeldQuery

PHONE = "13700137000"


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def guo(people: Cast, morning: datetime) -> Actor:
    """郭, who leads Tongtaimen."""
    return make.staff("guo", "community_secretary", unit="tongtaimen", now=morning)


@pytest.fixture
def selection(guo: Actor, morning: datetime) -> int:
    """A selection at the council of Tongtaimen, open for nominations."""
    council = councils.set_up(actor=guo, kind="community", area_code=cast.TONGTAIMEN, now=morning)
    return rounds.a_selection(council, datetime.now(morning.tzinfo))


def nominated(selection: int, by: Actor, now: datetime, **more: str) -> int:
    said = {"award": "family", "name": "向小红家", "deeds": "照顾邻居", **more}
    return services.nominate(actor=by, selection_id=selection, now=now, **said)


def test_nobody_reads_a_name_before_the_vote(
    selection: int, guo: Actor, people: Cast, morning: datetime
) -> None:
    made = nominated(selection, people.wang, morning)
    services.agree(actor=guo, nominee_id=made, how=ConsentWay.BY_PHONE, now=morning)
    page, own = f"{BASE}/selections/{selection}", f"{BASE}/nominees/{made}"
    for reader in (Client(), entered("li"), entered("wang")):
        assert "向小红" not in reader.get(page).content.decode()
        assert reader.get(own).status_code in (302, 404)
    assert "向小红家" in entered("guo").get(f"{BASE}/desk/selections/{selection}").content.decode()
    assert entered("wang").post(f"{own}/withdraw").status_code == 404


def test_whoever_is_nominated_by_number_is_asked_and_answers(
    selection: int, people: Cast, morning: datetime
) -> None:
    digest = phones.digests(PHONE)[0]
    Account.objects.filter(key=people.li.key).update(phone_digest=digest)
    made = nominated(selection, people.wang, morning, phone=PHONE)
    journal.number()
    messages.read_journal()
    asked = InboxItem.objects.get(verb="nominee.nominate")
    assert asked.box_key == people.li.key
    li = entered("li")
    assert f"/nominees/{made}" in li.get(f"{BASE}/").content.decode()
    assert li.post(f"{BASE}/nominees/{made}/agree", {"on_list": "on"}).status_code == 302
    row = queries.nominee(made)
    assert (row.state, row.consent, row.on_list) == (NomineeState.AGREED, "online", True)
    asked_for = HeldQuery(
        key=people.li.key, by=people.li.key, is_account=True, is_open=True, now=morning, found={}
    )
    told = kept._as_data(kept._held(asked_for))
    assert told["nominated"][0]["name"] == "向小红家"
    assert li.post(f"{BASE}/nominees/{made}/withdraw").status_code == 302
    assert not queries.nominee(made).name


def test_staff_say_how_somebody_agreed_and_why_a_name_goes(
    selection: int, guo: Actor, people: Cast, morning: datetime
) -> None:
    made = nominated(selection, people.wang, morning)
    desk, at = entered("guo"), f"{BASE}/nominees/{made}"
    assert desk.post(f"{at}/agree").status_code == 422
    assert desk.post(f"{at}/withdraw").status_code == 422
    assert desk.post(f"{at}/agree", {"how": "in_writing"}).status_code == 302
    assert desk.post(f"{at}/withdraw", {"reason": "本人在窗口说的"}).status_code == 302
    assert Nominee.objects.get(pk=made).state == NomineeState.WITHDRAWN


def test_what_stands_in_the_way_is_said_at_the_desk(
    selection: int, guo: Actor, people: Cast, morning: datetime
) -> None:
    desk, at = entered("guo"), f"{BASE}/desk/selections/{selection}"
    assert desk.post(f"{at}/vote", {"way": "hands"}).status_code == 409
    assert desk.post(f"{at}/confer").status_code == 409
    HeldSelection.objects.update(nominate_until=day(datetime.now(morning.tzinfo)) - timedelta(days=1))
    answer = desk.post(f"{at}/vote", {"way": "hands"})
    assert answer.status_code == 409
    assert "没有同意参加" in answer.content.decode() or "要有人同意参加" in answer.content.decode()
    assert desk.post(f"{at}/drop", {"reason": " "}).status_code == 422
    assert desk.post(f"{at}/drop", {"reason": "没有人推荐"}).status_code == 302
    assert "没有人推荐" in Client().get(f"{BASE}/selections/{selection}").content.decode()
