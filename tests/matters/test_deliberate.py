"""matter.deliberate: while a matter is before a council its clock waits as the rules say, and no longer."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.deliberation import services as councils
from yuanba.deliberation.queries.resolutions import to_deliberate
from yuanba.journal import services as journal
from yuanba.matters import services
from yuanba.matters.queries import clock
from yuanba.matters.services.life import CLOCK
from yuanba.messages import services as messages
from yuanba.messages.models import InboxItem, Message
from yuanba.messages.queries import opened
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters import escalation
from yuanba.rules.time.calendar import HERE, day
from yuanba.rules.time.deadline import Term, TermUnit
from yuanba.web import entrance

#: A class that the community's council of Jiangjin deliberates; its rules let the clock wait 31 days.
SENTENCE = "议事期间暂停计时，最迟到"


def local(month: int, on: int, hour: int) -> datetime:
    """A moment of 2026 on the clocks of Jiangjin."""
    return datetime(2026, month, on, hour, tzinfo=HERE).astimezone(UTC)


@pytest.fixture
def secretary(people: Cast, morning: datetime) -> Actor:
    """郭, who leads Tongtaimen."""
    return make.staff("guo", "community_secretary", name="郭秀兰", unit="tongtaimen", now=morning)


@pytest.fixture
def council(secretary: Actor, morning: datetime) -> int:
    """The council of Tongtaimen."""
    return councils.set_up(actor=secretary, kind="community", area_code=cast.TONGTAIMEN, now=morning)


@pytest.fixture
def accepted(people: Cast, morning: datetime) -> Matter:
    """A matter common to Tongtaimen that its community accepted on Monday, 2 March 2026."""
    matter = make.a_matter(now=morning, actor=people.li)
    services.assign(actor=people.chen, matter_id=matter.id, class_code="common", now=morning)
    unit = make.staff("luo", "community_secretary", name="罗敏", unit="tongtaimen", now=morning)
    services.accept(actor=unit, matter_id=matter.id, now=morning)
    return matter


def refer(matter: Matter, council: int, actor: Actor, now: datetime) -> int:
    return councils.refer(
        actor=actor, matter_id=matter.id, council_id=council, planned_on=date(2026, 3, 20), now=now
    )


def test_the_clock_stands_still_until_the_council_resolved(
    accepted: Matter, people: Cast, secretary: Actor, council: int, morning: datetime
) -> None:
    before = deeds.row_of(accepted).due_at
    assert before
    referral = refer(accepted, council, secretary, local(3, 3, 9))
    row = deeds.row_of(accepted)
    assert (row.state, row.until_at) == (State.HELD, local(4, 3, 18))
    councils.pass_resolution(
        actor=secretary,
        referral_id=referral,
        text="加装两盏路灯",
        ground="一致同意",
        responsible="通泰门社区",
        due_on=date(2026, 4, 30),
        now=local(3, 10, 9),
    )

    row = deeds.row_of(accepted)
    assert (row.state, row.until_at) == (State.ACCEPTED, None)
    assert row.due_at
    assert row.due_at - before == timedelta(days=7), "five working days did not count"
    assert deeds.story(accepted)[-2:] == ["deliberate", "resume"]


def test_it_runs_again_by_itself_after_the_longest_wait(
    accepted: Matter, people: Cast, secretary: Actor, council: int, morning: datetime
) -> None:
    said = {"kind": "matter", "key": str(accepted.id), "channel": messages.MessageChannel.SMS}
    messages.add_contact(address="13800138000", at=morning, **said)  # type: ignore[arg-type]
    referral = refer(accepted, council, secretary, local(3, 3, 9))
    pack, desk = store.in_force(date(2026, 3, 3)), partial(to_deliberate, secretary)
    assert desk(local(3, 19, 9), pack=pack) == []
    assert [one.ran_on(local(3, 20, 9)) for one in desk(local(3, 20, 9), pack=pack)] == [False]
    found = clock.course(accepted.id)
    assert found
    assert not escalation.pressing(*found, local(4, 3, 9))
    (deed,) = escalation.pressing(*found, local(4, 4, 9))

    services.resume(actor=CLOCK, matter_id=accepted.id, deed=deed, now=local(4, 4, 9))

    journal.number()
    messages.read_journal()
    assert InboxItem.objects.filter(verb="matter.resume", box_key="tongtaimen").exists(), "the unit is told"
    sent = [opened(one).text for one in Message.objects.order_by("id")]
    assert "等待结束，承办单位继续办理您反映的事" in sent[-1], "and the resident"
    waiting = desk(local(4, 4, 9), pack=pack)
    assert [(one.id, one.ran_on(local(4, 4, 9))) for one in waiting] == [(referral, True)], "and the council"
    assert deeds.row_of(accepted).state == State.ACCEPTED
    own = Client().get(f"/d/jiangjin/m/{accepted.token}").content.decode()
    assert SENTENCE not in own
    assert "已经恢复计时" in own


def test_what_nobody_sorted_is_sorted_after_the_council(
    people: Cast, secretary: Actor, council: int, morning: datetime
) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    referral = refer(matter, council, secretary, local(3, 3, 9))
    row = deeds.row_of(matter)
    assert (row.state, row.until_at) == (State.FILED, local(4, 3, 18))

    councils.take_off(actor=secretary, referral_id=referral, reason="已经修好", now=local(3, 10, 9))

    row = deeds.row_of(matter)
    assert row.until_at
    assert local(3, 10, 9) < row.until_at < local(3, 13, 9), "the time for triage begins anew"


def test_a_council_whose_rules_say_nothing_and_a_danger_do_not_stop_it(
    accepted: Matter, people: Cast, secretary: Actor, council: int, morning: datetime
) -> None:
    leader = make.staff("shi", "subdistrict_secretary", area=cast.JIJIANG, now=morning)
    street = councils.set_up(actor=leader, kind="subdistrict", area_code=cast.JIJIANG, now=morning)
    public = make.a_matter(now=morning, actor=people.li)
    deeds.walk(public, people, "assign accept", morning)
    refer(public, street, leader, morning)
    assert deeds.row_of(public).state == State.ACCEPTED
    assert "议事期间，答复时限照常计算" in Client().get(f"/d/jiangjin/m/{public.token}").content.decode()

    deeds.do("raise_alarm", accepted, people, morning)
    refer(accepted, council, secretary, morning)
    assert deeds.row_of(accepted).state == State.ACCEPTED


def test_sent_up_it_waits_by_the_rules_of_the_next_council(
    accepted: Matter, people: Cast, secretary: Actor, council: int, morning: datetime
) -> None:
    """The quarterly meeting of the subdistrict lets nothing wait: the clock runs from then on."""
    leader = make.staff("shi", "subdistrict_secretary", area=cast.JIJIANG, now=morning)
    councils.set_up(actor=leader, kind="subdistrict", area_code=cast.JIJIANG, now=morning)
    referral = refer(accepted, council, secretary, local(3, 3, 9))

    councils.send_up(
        actor=secretary,
        referral_id=referral,
        planned_on=date(2026, 3, 30),
        reason="要动公共维修资金",
        now=local(3, 10, 9),
    )

    assert deeds.row_of(accepted).state == State.ACCEPTED


def test_everybody_concerned_reads_until_when(people: Cast, secretary: Actor, council: int) -> None:
    now = entrance.now()
    matter, planned = make.a_matter(now=now, actor=people.li), day(now) + timedelta(days=5)
    said = {"matter_id": matter.id, "council_id": council, "planned_on": planned, "now": now}
    referral = councils.refer(actor=secretary, **said)
    ends_on = day(now) + timedelta(days=31)
    until = f"{ends_on.month}月{ends_on.day}日"
    own = Client().get(f"/d/jiangjin/m/{matter.token}").content.decode()
    assert SENTENCE in own
    assert until in own
    desk = Client()
    desk.post("/d/jiangjin/account/login/", {"login": "guo", "password": make.PASSWORD})
    shown = desk.get(f"/d/jiangjin/matters/{matter.id}").content.decode()
    assert SENTENCE in shown
    assert until in shown
    assert "最多31天" in re.sub(r"\s", "", desk.get(f"/d/jiangjin/councils/{council}").content.decode())

    councils.take_off(actor=secretary, referral_id=referral, reason="已经修好", now=now)
    assert SENTENCE not in Client().get(f"/d/jiangjin/m/{matter.token}").content.decode()


def test_nobody_stops_the_clock_by_hand(accepted: Matter, people: Cast, secretary: Actor) -> None:
    term = Term(amount=9, unit=TermUnit.CALENDAR_DAYS)
    for actor in (people.chen, people.zhou, secretary):
        with pytest.raises(NotAllowed):
            services.deliberate(
                actor=actor, matter_id=accepted.id, waits=term, because=(), now=local(3, 3, 9)
            )
