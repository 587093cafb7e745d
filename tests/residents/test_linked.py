"""The link of a message opens the matter in one tap: to look, to judge, to reply, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from tests.matters import animals
from yuanba.journal import services as journal
from yuanba.matters import queries, services
from yuanba.matters.services import Contact, following
from yuanba.matters.services.attachments import FROM_RESIDENTS, FROM_STAFF
from yuanba.messages import queries as messages
from yuanba.messages import services as sending
from yuanba.messages.models import Message
from yuanba.messages.queries import keeping
from yuanba.rules.core.actor import ANONYMOUS
from yuanba.rules.core.state import State

HOME = "/d/jiangjin"
ORIGIN = "https://yuanba.example.gov.cn"
PHONE = Contact(channel="sms", address="13800138000")
ANSWERED = "assign accept answer"


@pytest.fixture(autouse=True)
def _at(settings: Settings, monkeypatch: pytest.MonkeyPatch, morning: datetime) -> None:
    settings.CSRF_TRUSTED_ORIGINS = [ORIGIN]
    for module in ("proof", "own"):
        monkeypatch.setattr(f"yuanba.residents.views.{module}.now", lambda: morning + timedelta(hours=1))


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    contents = [animals.jpeg(), animals.wav()]
    enclosures = services.prepare(contents, allowed=FROM_RESIDENTS)
    return make.a_matter(now=morning, contact=PHONE, enclosures=enclosures)


def links_of(number: int) -> list[str]:
    """The links of all messages to whoever reported a matter, oldest first; as a path each."""
    journal.number()
    sending.read_journal()
    found = Message.objects.filter(kind="matter", key=str(number)).order_by("id")
    opened = [messages.opened(one) for one in found]
    assert all(one.link.startswith(f"{ORIGIN}{HOME}/l/") for one in opened)
    assert all(one.link in one.text for one in opened)
    return [one.link.removeprefix(ORIGIN) for one in opened]


def tapped(path: str) -> tuple[Client, str]:
    """A browser that was never here follows a link; the page that it comes to."""
    client = Client()
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return client, answer.content.decode()


def test_every_message_leads_to_the_matter(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, "assign accept ask reply answer fail accept answer", morning)

    found = links_of(given.id)
    assert len(found) >= 6
    for one in found:
        assert given.receipt[:4] in tapped(one)[1]


def test_one_tap_then_one_press_judges(given: Matter, people: Cast, morning: datetime) -> None:
    now = deeds.walk(given, people, "assign accept", morning)
    (light,) = services.prepare([animals.png()], allowed=FROM_STAFF)
    deeds.do("answer", given, people, now, enclosures=[light])

    client, page = tapped(links_of(given.id)[-1])
    assert page.count("?small") == 2, "what it looked like before and after"
    assert "<audio" not in page, "a voice is not for whoever holds a link"
    assert 'class="yb-two"' in page
    done = client.post(f"{HOME}/m/{given.token}/rate", {"solved": "no", "words": "还是不亮"})
    assert done.status_code == 302
    assert deeds.row_of(given).reworks == 1


def test_a_question_is_answered_by_the_link(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, "assign accept ask", morning)

    client, page = tapped(links_of(given.id)[-1])
    assert "reply" in page
    assert client.post(f"{HOME}/m/{given.token}/reply", {"words": "是3号灯"}).status_code == 302
    assert deeds.row_of(given).state is State.ACCEPTED


@pytest.mark.parametrize("name", ["withdraw", "correct_contact", "urge"])
def test_nothing_else_can_be_done_by_it(given: Matter, people: Cast, morning: datetime, name: str) -> None:
    deeds.walk(given, people, "assign accept", morning)
    client, page = tapped(links_of(given.id)[-1])

    assert f"/{name}" not in page
    assert client.post(f"{HOME}/m/{given.token}/{name}", {"phone": "13900139000"}).status_code == 403
    attached = client.post(
        f"{HOME}/m/{given.token}/attach", {"enclosed": [SimpleUploadedFile("a.jpg", animals.jpeg())]}
    )
    assert attached.status_code == 403
    assert "/privacy/mine" not in page
    assert "输入查询码" in page


def test_the_messages_stand_on_the_page_without_their_links(
    given: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(given, people, ANSWERED, morning)
    paths = links_of(given.id)

    page = tapped(paths[-1])[1]
    assert f"发给您的{len(paths)}条消息" in page
    assert "138****8000" in page
    assert "/l/" not in page
    assert "13800138000" not in page
    on_paper = [text for _at, _channel, text in keeping.sent_to([given.owner.key])]
    assert len(on_paper) == len(paths)
    assert not any("/l/" in text for text in on_paper)
    assert "发给您的" not in Client().get(f"{HOME}/m/{given.token}").content.decode(), (
        "not for the slip alone"
    )


def test_a_changed_number_voids_the_links_and_what_was_opened_by_them(
    given: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(given, people, ANSWERED, morning)
    path = links_of(given.id)[-1]
    client, _page = tapped(path)
    services.correct_contact(
        actor=given.owner,
        matter_id=given.id,
        contact=Contact(channel="sms", address="13900139000"),
        now=morning,
    )

    assert Client().get(path).status_code == 404
    assert "这个链接已经失效" in Client().get(path).content.decode()
    assert 'class="yb-two"' not in client.get(f"{HOME}/m/{given.token}").content.decode()
    assert client.post(f"{HOME}/m/{given.token}/rate", {"solved": "yes"}).status_code == 409


def test_another_reporter_voids_them_too(given: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(given, people, ANSWERED, morning)
    path = links_of(given.id)[-1]
    services.correct_reporter(actor=people.chen, matter_id=given.id, reason="电话里听错了人", now=morning)

    assert Client().get(path).status_code == 404


def test_after_ninety_days_it_is_over(
    given: Matter, people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = links_of(given.id)[-1]
    monkeypatch.setattr("yuanba.residents.views.own.now", lambda: morning + timedelta(days=91))

    assert Client().get(path).status_code == 404


def test_who_was_merged_comes_to_their_own_page(given: Matter, people: Cast, morning: datetime) -> None:
    first = make.a_matter(now=morning, text="另一个人说的路灯")
    services.merge(actor=people.chen, matter_id=given.id, into_id=first.id, now=morning)
    deeds.walk(first, people, ANSWERED, morning)

    links_of(given.id)
    paths = [messages.opened(one).link for one in Message.objects.filter(contact__kind="following")]
    assert paths
    for path in paths:
        answer = Client().get(path.removeprefix(ORIGIN))
        assert answer["Location"] == f"{HOME}/m/{given.token}"
        assert "另一个人说的" not in tapped(path.removeprefix(ORIGIN))[1]


def test_who_follows_a_public_matter_is_led_to_it(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, "assign publish", morning)
    following.follow(actor=ANONYMOUS, matter_id=matter.id, contact=PHONE, now=morning)
    deeds.walk(matter, people, "accept answer", morning + timedelta(minutes=5))
    journal.number()
    sending.read_journal()

    told = [messages.opened(one) for one in Message.objects.filter(contact__kind="following")]
    assert {one.link for one in told} == {f"{ORIGIN}{HOME}/public/{matter.id}"}


def test_without_a_public_address_there_is_no_link(
    given: Matter, people: Cast, morning: datetime, settings: Settings
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = []
    journal.number()
    sending.read_journal()

    assert [messages.opened(one).link for one in Message.objects.filter(key=str(given.id))] == [""]


def test_the_link_is_not_kept_by_the_database(given: Matter, morning: datetime) -> None:
    token = links_of(given.id)[0].rpartition("/")[2]

    assert all(token.encode() not in bytes(one.sealed) for one in Message.objects.all())
    assert queries.matter_by_token(given.token).token not in token
