"""week.subscribe, week.unsubscribe and week.send: on Mondays, to leaders who want it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.journeys.stage import local
from yuanba.dashboards import services
from yuanba.journal import services as journal
from yuanba.journal.models import Entry
from yuanba.messages import queries as inboxes
from yuanba.messages import services as messages
from yuanba.messages.models import Message
from yuanba.people.models import Account
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.dashboards.verbs import WeekVerb
from yuanba.rules.messages.reaching import MessageGroup, Reach, Wishes

MONDAY, AT = date(2026, 3, 30), local(3, 30, 8)
JOB = system("dashboards.week")


def told(actor: Actor) -> list[str]:
    """What lies in an inbox once the journal has been read."""
    journal.number()
    messages.read_journal()
    return [one.text for one in inboxes.inbox(actor, at=AT).rows if one.kind == services.WEEK]


def test_a_leader_who_wants_it_is_told_once_a_week(people: Cast, qin: Actor) -> None:
    for hour in (9, 10):
        make.a_matter(now=local(3, 24, hour))
    services.subscribe(actor=qin, now=local(3, 26, 9))

    assert services.send(actor=JOB, on=MONDAY, now=AT) == 1
    (text,) = told(qin)
    assert text == ("几江街道 3.23-3.29：收到2件，办结0件，超期0件，按期答复率—。点开看超期原因和清单。")
    assert services.send(actor=JOB, on=MONDAY, now=AT) == 0, "once"
    assert len(told(qin)) == 1
    (line,) = [one for one in inboxes.inbox(qin, at=AT).rows if one.kind == services.WEEK]
    assert line.link.endswith("/week?week=2026-03-23"), "whenever it is opened"
    assert services.send(actor=JOB, on=date(2026, 4, 6), now=local(4, 6, 8)) == 1, "the next week"


def test_who_has_stopped_it_is_told_nothing(people: Cast, qin: Actor) -> None:
    services.subscribe(actor=qin, now=local(3, 26, 9))
    services.subscribe(actor=qin, now=local(3, 26, 9))
    services.unsubscribe(actor=qin, now=local(3, 27, 9))
    assert services.send(actor=JOB, on=MONDAY, now=AT) == 0
    assert told(qin) == []
    verbs = Entry.objects.filter(subject_kind=services.WEEK).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == [WeekVerb.SUBSCRIBE, WeekVerb.SUBSCRIBE, WeekVerb.UNSUBSCRIBE]


def test_it_comes_to_a_telephone_as_the_leader_chose(people: Cast, qin: Actor) -> None:
    messages.set_duty_phone(actor=qin, account_key=qin.key, number="13800138000", now=local(3, 25, 9))
    services.subscribe(actor=qin, now=local(3, 26, 9))
    states = []
    for week, chosen in enumerate((Reach.EACH, Reach.DAILY, Reach.INBOX)):
        wishes = Wishes(reaches={MessageGroup.FIGURES: chosen})
        messages.set_wishes(actor=qin, owner=qin.key, wishes=wishes, now=local(3, 26, 9))
        services.send(actor=JOB, on=MONDAY + timedelta(weeks=week), now=AT + timedelta(weeks=week))
        assert len(told(qin)) == week + 1, "the inbox has it whatever was chosen"
        states.append(Message.objects.latest("id").state)
    assert states == ["waiting", "gathered", "kept"]


def test_who_leads_nothing_cannot_have_it_sent(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        services.subscribe(actor=people.zhou, now=AT)
    with pytest.raises(NotAllowed):
        services.send(actor=people.sun, on=MONDAY, now=AT)


def test_the_page_has_the_button(people: Cast, qin: Actor, client: Client) -> None:
    client.force_login(Account.objects.get(login="qin"))
    assert "每周一发给我" in client.get("/d/jiangjin/week").content.decode()
    answer = client.post("/d/jiangjin/week/subscribe", follow=True).content.decode()
    assert "上一周的数据会发到您的收件箱" in answer
    assert "点这里停止" in answer
    answer = client.post("/d/jiangjin/week/unsubscribe", follow=True).content.decode()
    assert "已停止发送一周概览" in answer


def test_an_area_is_nobody_elses(people: Cast, qin: Actor) -> None:
    make.a_matter(now=local(3, 24, 9))
    other = make.staff("jiang", "subdistrict_secretary", name="蒋涛", area=cast.DEGAN, now=local(3, 2, 9))
    services.subscribe(actor=other, now=local(3, 26, 9))
    services.send(actor=JOB, on=MONDAY, now=AT)
    (text,) = told(other)
    assert text.startswith("德感街道 3.23-3.29：收到0件")
    assert told(qin) == []
