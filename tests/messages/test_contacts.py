"""contact.drop, and contact points: once per address, sealed, and gone when dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from yuanba.districts.queries import DistrictRow
from yuanba.messages import queries, services
from yuanba.messages.models import ContactPoint, Message
from yuanba.messages.services import MessageChannel
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor, ActorKind, system

LI = Actor(kind=ActorKind.RESIDENT, key="li")
WANG = Actor(kind=ActorKind.RESIDENT, key="wang")
Happen = Callable[..., int]


def add(address: str, at: datetime, channel: MessageChannel = MessageChannel.SMS, owner: str = "li") -> int:
    return services.add_contact(kind="matter", key="17", channel=channel, address=address, at=at, owner=owner)


def test_two_spellings_of_one_phone_are_one_contact(jiangjin: DistrictRow, morning: datetime) -> None:
    first = add("13800138000", morning)
    assert [add(spelling, morning) for spelling in ("138 0013 8000", "+86138-0013-8000")] == [first, first]

    contact = ContactPoint.objects.get()
    assert queries.address_of(contact) == "13800138000"
    assert contact.masked == "138****8000"
    assert b"13800138000" not in bytes(contact.sealed) + bytes(contact.digest)


@pytest.mark.parametrize(
    ("channel", "address", "masked"),
    [
        (MessageChannel.EMAIL, "Li@Example.com", "l***@example.com"),
        (MessageChannel.WECHAT, "oABCDEF", "oA****"),
        (MessageChannel.WEBHOOK, "https://example.com/hook/secret", "example.com/…"),
        (MessageChannel.PAPER, "", ""),
        (MessageChannel.SMS, "12345", "****"),
    ],
)
def test_masks_every_kind_of_address(
    channel: MessageChannel, address: str, masked: str, jiangjin: DistrictRow, morning: datetime
) -> None:
    add(address, morning, channel)

    assert ContactPoint.objects.get().masked == masked


def test_a_channel_without_its_address_is_refused(jiangjin: DistrictRow, morning: datetime) -> None:
    with pytest.raises(services.NoAddress):
        add("  ", morning)


def test_dropped_means_no_message_and_no_words_left(
    jiangjin: DistrictRow, happen: Happen, morning: datetime
) -> None:
    contact = add("13800138000", morning)
    happen("matter.assign", unit="city")
    services.read_journal()
    services.drop_contact(actor=LI, contact_id=contact, now=morning)
    happen("matter.accept", unit="city")
    services.read_journal()

    assert services.deliver(actor=system("messages.deliver"), now=morning + timedelta(days=9999)) == 0
    [message] = Message.objects.all()
    assert (message.state, bytes(message.sealed), message.contact) == ("dropped", b"", None)
    assert not ContactPoint.objects.exists()
    assert not queries.latest()


def test_only_its_owner_drops_a_contact(jiangjin: DistrictRow, morning: datetime) -> None:
    contact = add("13800138000", morning)
    with pytest.raises(NotAllowed):
        services.drop_contact(actor=WANG, contact_id=contact, now=morning)
    services.drop_contact(actor=LI, contact_id=contact, now=morning)
    with pytest.raises(services.UnknownContact):
        services.drop_contact(actor=LI, contact_id=contact, now=morning)


def test_drops_all_of_one_owner_and_none_of_another(jiangjin: DistrictRow, morning: datetime) -> None:
    add("13800138000", morning)
    add("li@example.com", morning, MessageChannel.EMAIL)
    add("13900139000", morning, owner="wang")
    with pytest.raises(NotAllowed):
        services.drop_contacts_of(actor=WANG, owner="li", now=morning)

    assert services.drop_contacts_of(actor=LI, owner="li", now=morning) == 2
    assert services.drop_contacts_of(actor=system("people"), owner="", now=morning) == 0
    assert [contact.owner for contact in ContactPoint.objects.all()] == ["wang"]


def test_tells_the_addresses_of_a_subject(jiangjin: DistrictRow, morning: datetime) -> None:
    add("13800138000", morning)
    add("", morning, MessageChannel.NONE)

    assert queries.addresses("matter", "17") == [("短信", "13800138000")]
    assert queries.addresses("matter", "18") == []
