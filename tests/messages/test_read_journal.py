"""Entries of the journal become inbox lines and messages, once each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import override_settings

from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages import directory, queries, services
from yuanba.messages.models import InboxItem, Message
from yuanba.messages.queries import links
from yuanba.messages.services import MessageChannel, Pace
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind, system

PHONE = "13800138000"
Happen = Callable[..., int]


def add(channel: MessageChannel, address: str, at: datetime, **more: object) -> int:
    followed = {"kind": "matter", "key": "17", **more}
    return services.add_contact(channel=channel, address=address, at=at, **followed)  # type: ignore[arg-type]


def texts() -> list[str]:
    return [queries.opened(message).text for message in Message.objects.order_by("id")]


def test_tells_who_follows_the_unit_and_nobody_else(
    jiangjin: DistrictRow, happen: Happen, staff: Callable[..., Actor], morning: datetime
) -> None:
    add(MessageChannel.SMS, PHONE, morning)
    add(MessageChannel.SMS, "13900139000", morning, key="18")
    happen("matter.assign", unit="city", due_on="2026-03-05")

    assert services.read_journal() == 1

    assert texts() == ["【江津区院坝】您反映的事（回执号116493720517）已交给承办单位办理。最晚3月5日答复您。"]
    mine = queries.inbox(staff(PositionKind.HANDLER, unit="city"), at=morning).rows
    assert [row.title for row in mine] == ["您单位有新工单"]
    assert "答复截止：3月5日" in mine[0].text
    assert not queries.inbox(staff(PositionKind.HANDLER, unit="water"), at=morning).rows


def test_tells_once_though_it_is_read_twice(jiangjin: DistrictRow, happen: Happen, morning: datetime) -> None:
    add(MessageChannel.SMS, PHONE, morning)
    happen("matter.assign", unit="city")

    services.read_journal()
    assert services.read_journal() == 0
    with connection.cursor() as cursor:  # even where a reader's place was lost
        cursor.execute("update journal_reader set position = 0")
    assert services.read_journal() == 1

    assert (Message.objects.count(), InboxItem.objects.count()) == (1, 1)


def test_two_readers_at_once_tell_once(committed: DistrictRow, morning: datetime) -> None:
    add(MessageChannel.SMS, PHONE, morning)
    for _act in range(450):
        journal.record(
            Act(system("test"), "matter.assign", morning),
            Subject(kind="matter", key="17"),
            outcome={"receipt": "1", "unit": "city"},
        )
    journal.number()

    together(3, lambda _number: services.read_journal())
    services.read_journal()

    assert Message.objects.count() == 450
    assert InboxItem.objects.count() == 450


@pytest.mark.parametrize("channel", list(MessageChannel))
def test_honours_every_channel(
    channel: MessageChannel, jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    addresses = {
        MessageChannel.SMS: PHONE,
        MessageChannel.WECHAT: "oABCDEF",
        MessageChannel.EMAIL: "li@example.com",
        MessageChannel.WEBHOOK: "https://example.com/hook",
        MessageChannel.INBOX: "zhou",
        MessageChannel.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        MessageChannel.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=1",
    }
    add(channel, addresses.get(channel, ""), morning)
    happen("matter.answer", unit="city")
    services.read_journal()

    found = [(message.channel, message.state) for message in Message.objects.all()]
    expected = {
        MessageChannel.NONE: [],
        MessageChannel.INBOX: [],
        MessageChannel.PAPER: [("paper", "on_paper")],
    }
    assert found == expected.get(channel, [(channel.value, "waiting")])
    lines = InboxItem.objects.filter(box_kind="account", box_key="zhou").count()
    assert lines == (1 if channel is MessageChannel.INBOX else 0)


def test_a_phone_never_gets_the_wording_of_a_letter(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    add(MessageChannel.SMS, PHONE, morning)
    add(MessageChannel.WECHAT, "oABCDEF", morning)
    add(MessageChannel.EMAIL, "li@example.com", morning)
    happen("matter.answer", unit="city")
    services.read_journal()

    sms, chat, mail = texts()
    assert "邮箱" in mail
    assert "邮箱" not in sms + chat
    assert all("江津区院坝" in text for text in (sms, chat, mail))
    assert not any("官方" in text for text in (sms, chat, mail)), "swindlers add that word"


def test_follows_the_language_of_the_contact(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    add(MessageChannel.SMS, PHONE, morning, language="en")
    happen("matter.close", unit="city")
    services.read_journal()

    assert texts() == ["[Yuanba Jiangjin] Your report 116493720517 is closed."]


def test_each_message_that_a_resident_reads_has_its_own_link(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    directory.place_at(
        "matter", resident=lambda to, at: f"https://y.cn/l/{links.token(to, at)}", staff=lambda key: ""
    )
    add(MessageChannel.SMS, PHONE, morning)
    add(MessageChannel.WECHAT, "oABCDEF", morning)
    happen("matter.assign", unit="city")
    services.read_journal()

    found = [queries.opened(message) for message in Message.objects.order_by("id")]
    assert len({one.link for one in found}) == 2
    assert all(one.text.endswith(one.link) for one in found[:1]), "a text message has nowhere else for it"
    for one in found:
        to = links.opened(one.link.rpartition("/")[2], morning)
        assert to
        assert (to.kind, to.key) == ("matter", "17")


def test_what_staff_pass_on_and_what_machines_take_has_no_link(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    directory.place_at("matter", resident=lambda to, at: "https://y.cn/l/1", staff=lambda key: "")
    add(MessageChannel.PAPER, PHONE, morning)
    add(MessageChannel.WEBHOOK, "https://y.cn/hook", morning)
    happen("matter.assign", unit="city")
    services.read_journal()

    assert [queries.opened(message).link for message in Message.objects.order_by("id")] == ["", ""]


def test_names_the_unit_where_somebody_knows_its_name(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    directory.name_with("unit", lambda codes: {"city": "城管局"})
    add(MessageChannel.WECHAT, "oABCDEF", morning)
    happen("matter.assign", unit="city")
    services.read_journal()

    assert "已交给城管局办理" in texts()[0]


def test_nobody_is_told_what_they_just_did(jiangjin: DistrictRow, happen: Happen, morning: datetime) -> None:
    li = Actor(kind=ActorKind.RESIDENT, key="li")
    add(MessageChannel.SMS, PHONE, morning, owner="li")
    add(MessageChannel.SMS, "13900139000", morning, owner="wang")
    happen("matter.file", actor=li)  # but a receipt is wanted
    happen("matter.assign", actor=li, unit="city")
    services.read_journal()

    found = Message.objects.order_by("id").values_list("verb", "contact__owner")
    assert list(found) == [("matter.file", "li"), ("matter.file", "wang"), ("matter.assign", "wang")]


def test_the_unit_that_loses_an_order_is_told(
    jiangjin: DistrictRow, happen: Happen, staff: Callable[..., Actor], morning: datetime
) -> None:
    happen("matter.reassign", unit="city", unit_before="water")
    services.read_journal()

    water = queries.inbox(staff(PositionKind.HANDLER, unit="water"), at=morning).rows
    city = queries.inbox(staff(PositionKind.HANDLER, unit="city"), at=morning).rows
    assert [row.title for row in water] == ["有工单改派到其他单位"]
    assert [row.title for row in city] == ["有工单改派给您单位"]


def test_a_unit_s_people_get_a_digest_and_its_machine_each_message(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    unit = {"kind": "unit", "key": "city"}
    add(MessageChannel.SMS, PHONE, morning, **unit)
    add(MessageChannel.WEBHOOK, "https://example.com/hook", morning, **unit)
    add(MessageChannel.EMAIL, "duty@example.com", morning, pace=Pace.EACH, **unit)
    happen("matter.assign", unit="city")
    services.read_journal()

    found = Message.objects.order_by("id").values_list("channel", "state")
    assert list(found) == [("sms", "gathered"), ("webhook", "waiting"), ("email", "waiting")]


@override_settings(CSRF_TRUSTED_ORIGINS=["https://yuanba.example"])
def test_a_message_to_staff_leads_to_the_page_of_the_desk(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    directory.place_at("matter", resident=lambda to, at: "", staff=lambda key: f"/matters/{key}")
    unit = {"kind": "unit", "key": "city"}
    add(MessageChannel.SMS, PHONE, morning, pace=Pace.EACH, **unit)
    add(MessageChannel.WEBHOOK, "https://example.com/hook", morning, **unit)
    happen("matter.assign", unit="city")
    services.read_journal()

    person, machine = texts()
    assert person.endswith("https://yuanba.example/d/jiangjin/matters/17")
    assert len(person) <= 134
    assert "https://" not in machine


def test_no_address_lies_open_in_the_tables_or_the_journal(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    contact = add(MessageChannel.SMS, PHONE, morning)
    add(MessageChannel.EMAIL, "lixiaohua@example.com", morning)
    happen("matter.assign", unit="city")
    services.read_journal()
    services.drop_contact(actor=system("test"), contact_id=contact, now=morning)

    with connection.cursor() as cursor:
        for table in ("messages_contactpoint", "messages_message", "messages_inboxitem", "journal_entry"):
            cursor.execute(f"select coalesce(string_agg(t::text, ' '), '') from {table} t")
            dump = cursor.fetchone()[0]
            for secret in (PHONE, "lixiaohua", PHONE.encode().hex(), b"lixiaohua".hex()):
                assert secret not in dump, table


def test_a_batch_defers_one_delivery_in_its_own_transaction(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    add(MessageChannel.SMS, PHONE, morning)
    happen("matter.assign", unit="city")
    happen("matter.accept", unit="city")
    services.read_journal()

    with connection.cursor() as cursor:
        cursor.execute(
            "select args->>'district' from procrastinate_jobs where task_name = 'messages.deliver'"
        )
        assert cursor.fetchall() == [("jiangjin",)]
