"""The pages of messages: inbox, its number, the outbox, and the demonstration's outbox."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from tests import cast, make
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.matters.services import Contact
from yuanba.messages import channels, queries, services
from yuanba.messages.models import InboxItem, Message
from yuanba.messages.services import MessageChannel
from yuanba.rules.core.actor import Actor, system
from yuanba.web import entrance

Happen = Callable[..., int]
BASE = "/d/jiangjin/messages/"
PHONE = "13800138000"


@pytest.fixture(autouse=True)
def _no_directory() -> None:
    """Pages are tested with the names and links that the apps above really gave."""


@pytest.fixture
def zhou(jiangjin: DistrictRow, morning: datetime) -> Actor:
    """Zhou, who handles orders at the street office; the others are there as well."""
    people = cast.assemble(now=morning)
    cast.administrators(now=morning)
    return people.zhou


@pytest.fixture
def enter(client: Client) -> Callable[[str], Client]:
    """Log somebody in by their log-in name."""
    from django.contrib.auth import get_user_model

    def _enter(login: str) -> Client:
        account = get_user_model().objects.get(login=login)
        get_user_model().objects.update(must_change_password=False)
        client.force_login(account)
        client.cookies["sessionid"]["path"] = "/d/jiangjin/"
        return client

    return _enter


def _text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(BASE + path)
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def test_an_empty_inbox_says_what_will_come(zhou: Actor, enter: Callable[[str], Client]) -> None:
    page = _text(enter("zhou"), "")

    assert "还没有消息" in page
    assert "新工单、退单，以及居民的补充和评价会出现在这里" in page
    assert "全部标为已读" not in page


def _unread(client: Client) -> list[str]:
    """The number that stands beside the inbox in the menu."""
    part = client.get("/d/jiangjin/tasks/waiting").content.decode()
    return re.findall(r'id="waits-messagesinbox"[^>]*>\s*<span[^>]*>\s*(\d+)', part)


def test_a_line_is_read_and_counted_down(zhou: Actor, enter: Callable[[str], Client], happen: Happen) -> None:
    happen("matter.assign", key="1", unit="jijiang")
    happen("matter.assign", key="2", unit="jijiang")
    happen("matter.assign", key="3", unit="degan")
    services.read_journal()
    client = enter("zhou")

    assert "2条未读" in _text(client, "")
    assert _unread(client) == ["2"]
    newest = InboxItem.objects.filter(box_key="jijiang").latest("id")
    answer = client.post(f"{BASE}{newest.pk}/read")
    assert (answer.status_code, answer["Location"]) == (302, BASE)
    assert _unread(client) == ["1"]
    client.post(f"{BASE}until/{newest.pk}/read")
    assert _unread(client) == []
    assert "都看过了" in _text(client, "")


def test_the_line_of_another_unit_is_refused(
    zhou: Actor, enter: Callable[[str], Client], happen: Happen
) -> None:
    happen("matter.assign", unit="degan")
    services.read_journal()
    item = InboxItem.objects.get(box_key="degan")

    assert enter("zhou").post(f"{BASE}{item.pk}/read").status_code == 403
    assert InboxItem.objects.get(pk=item.pk).read_at is None


@pytest.mark.parametrize("after", ["unread-x", "read-", "x-1", "unread-" + "9" * 40, "-1"])
def test_a_place_that_is_none_is_the_beginning(
    after: str, zhou: Actor, enter: Callable[[str], Client]
) -> None:
    assert "收件箱" in _text(enter("zhou"), f"?after={after}")


def test_speaks_english_to_who_wants_it(zhou: Actor, enter: Callable[[str], Client], happen: Happen) -> None:
    happen("matter.assign", unit="jijiang", due_on="2026-03-05")
    services.read_journal()
    client = enter("zhou")
    client.cookies["language"] = "en"

    page = _text(client, "")
    assert "1 unread line" in page
    assert "Please answer by 5 March." in page


def _stuck(happen: Happen, monkeypatch: pytest.MonkeyPatch, morning: datetime) -> Message:
    def fail(_outgoing: channels.Outgoing) -> None:
        raise channels.DeliveryError("webhook.status_503")

    services.add_contact(
        kind="unit",
        key="jijiang",
        channel=MessageChannel.WEBHOOK,
        address="https://hooks.example.com/secret-path",
        at=morning,
    )
    happen("matter.assign", unit="jijiang")
    services.read_journal()
    with monkeypatch.context() as broken:
        broken.setattr(channels, "send", fail)
        services.deliver(actor=system("test"), now=entrance.now() + timedelta(minutes=1))
    return Message.objects.get()


def test_the_outbox_shows_what_is_stuck_but_no_address_and_no_words(
    zhou: Actor,
    enter: Callable[[str], Client],
    happen: Happen,
    monkeypatch: pytest.MonkeyPatch,
    morning: datetime,
) -> None:
    message = _stuck(happen, monkeypatch, morning)
    client = enter("keeper")

    page = _text(client, "outbox")
    assert "hooks.example.com/…" in page
    assert "对方回应状态503" in page
    for hidden in ("secret-path", queries.opened(message).text):
        assert hidden not in page
    assert client.post(f"{BASE}outbox/{message.pk}/retry").status_code == 302
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 0)
    assert "没有卡住的消息" in _text(client, "outbox")
    assert client.post(f"{BASE}outbox/{message.pk}/retry").status_code == 404
    assert client.post(f"{BASE}outbox/retry").status_code == 302


def test_the_outbox_is_for_administrators(
    zhou: Actor, enter: Callable[[str], Client], client: Client
) -> None:
    assert client.get(BASE + "outbox").status_code == 302  # to the log-in
    assert client.get(BASE).status_code == 302
    assert enter("zhou").get(BASE + "outbox").status_code == 403
    assert client.post(BASE + "outbox/retry").status_code == 403


def test_words_are_shown_in_a_demonstration_only(
    jiangjin: DistrictRow, happen: Happen, morning: datetime, client: Client, settings: Settings
) -> None:
    services.add_contact(kind="matter", key="17", channel=MessageChannel.SMS, address=PHONE, at=morning)
    happen("matter.answer", unit="jijiang")
    services.read_journal()

    _text(client, "shown", status=404)
    settings.DEMO = True
    page = _text(client, "shown")
    assert "已有答复，请看一看，告诉我们解决了没有" in page
    assert "138****8000" in page
    assert PHONE not in page


def test_who_left_a_number_gets_the_receipt_on_the_phone(zhou: Actor, morning: datetime) -> None:
    matter = make.a_matter(now=morning, contact=Contact(channel="sms", address=PHONE))
    journal.number()
    services.read_journal()

    [message] = Message.objects.all()
    assert matter.receipt in queries.opened(message).text
    assert message.contact is not None
    assert message.contact.owner == matter.owner.key


def test_a_filed_matter_lies_in_the_inbox_of_its_area_s_triager(
    zhou: Actor, enter: Callable[[str], Client], morning: datetime
) -> None:
    matter = make.a_matter(now=morning)
    journal.number()
    services.read_journal()

    page = _text(enter("chen"), "")
    assert "有新事项等待分流" in page
    assert f"/d/jiangjin/matters/{matter.id}" in page
