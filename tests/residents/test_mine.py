"""What concerns a resident (我的): what waits for them, what they raised, and the front page's numbers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.make import Matter
from yuanba.evaluation import services as judging
from yuanba.notices import queries as notices
from yuanba.notices import services as posted
from yuanba.web import own
from yuanba.web.own import OwnQuery

BASE = "/d/jiangjin"


def waiting(*keys: str, now: datetime) -> dict[str, list[str]]:
    """The receipts of what waits, by what is asked."""
    found = own.waiting(OwnQuery(keys=keys, now=now))
    return {source.key: [one.number for one in tasks] for source, tasks in found}


def raised(*keys: str, now: datetime) -> dict[str, list[str]]:
    return {
        kind.key: [one.title for one in things] for kind, things in own.raised(OwnQuery(keys=keys, now=now))
    }


def evaluated(people: Cast, now: datetime, **filed: object) -> Matter:
    """A matter whose check passed, so that those who judge are asked at once."""
    bench = court.assemble(now=now)
    matter = court.answered(people, now, class_code="home", **filed)
    court.check(matter, bench, now)
    return matter


def test_a_question_waits_until_it_is_answered(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, "assign accept ask", morning)
    assert waiting(people.li.key, now=now) == {"reply": [matter.receipt]}
    assert waiting(people.wang.key, now=now) == {}
    ((_source, (task,)),) = own.waiting(OwnQuery(keys=(people.li.key,), now=now))
    assert task.due_at == deeds.row_of(matter).until_at

    now = deeds.walk(matter, people, "reply", now)
    assert waiting(people.li.key, now=now) == {}


def test_a_result_waits_for_who_is_asked_and_no_longer(people: Cast, morning: datetime) -> None:
    matter = evaluated(people, morning, actor=people.li)
    now = morning + timedelta(minutes=5)
    assert waiting(people.li.key, now=now) == {"rate": [matter.receipt]}
    ((_source, (task,)),) = own.waiting(OwnQuery(keys=(people.li.key,), now=now))
    assert task.link.endswith(f"/m/{matter.token}#last-word")

    judging.rate(actor=people.li, matter_id=matter.id, is_solved=True, now=now)
    assert waiting(people.li.key, now=now) == {}


def test_what_was_not_accepted_waits_as_long_as_it_can_be_objected_to(
    people: Cast, morning: datetime
) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    now = deeds.walk(matter, people, "refuse", morning)
    assert waiting(people.li.key, now=now) == {"object": [matter.receipt]}
    assert waiting(people.li.key, now=now + timedelta(days=400)) == {}
    now = deeds.walk(matter, people, "object", now)
    assert waiting(people.li.key, now=now) == {}


def test_who_has_proven_a_receipt_sees_it_and_a_stranger_nothing(people: Cast, morning: datetime) -> None:
    matter = evaluated(people, morning)
    phone, other = Client(), Client()
    assert "等您处理" not in phone.get(f"{BASE}/").content.decode()

    phone.post(f"{BASE}/track", {"receipt": matter.receipt, "code": matter.code})

    front = phone.get(f"{BASE}/").content.decode()
    assert "等您处理" in front
    assert f"/m/{matter.token}#last-word" in front, "one thing waits: its page is one tap away"
    assert 'aria-label="1件待办"' in front
    mine = phone.get(f"{BASE}/track").content.decode()
    assert "用这部手机（电脑）报过的" in mine
    assert "等您处理" not in other.get(f"{BASE}/").content.decode()
    assert "<h1>查进度</h1>" in other.get(f"{BASE}/track").content.decode()


def test_what_was_raised_is_gathered_by_kind(people: Cast, morning: datetime) -> None:
    bench = court.assemble(now=morning)
    matter = court.answered(people, morning, class_code="public", actor=people.li)
    court.publish(matter, people, morning)
    court.check(matter, bench, morning)
    (notice,) = notices.of_subject("matter", str(matter.id))
    posted.object_to(
        actor=people.li, notice_id=notice.id, words="灯还是暗的", now=morning + timedelta(minutes=9)
    )
    found = raised(people.li.key, now=morning)
    assert found == {"matters": ["路灯修复"], "objections": ["路灯修复"]}
    assert raised(people.wang.key, now=morning) == {}
    assert raised(now=morning) == {}
