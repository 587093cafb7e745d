"""The token of a message's link: for one contact point, for a time, void once that is gone."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from yuanba.districts.queries import DistrictRow
from yuanba.messages.models import ContactPoint, MessageChannel
from yuanba.messages.queries import links
from yuanba.messages.recipients import LinkRecipient
from yuanba.messages.services.contacts import add_contact, erase


@pytest.fixture
def to(jiangjin: DistrictRow, morning: datetime) -> LinkRecipient:
    number = add_contact(
        kind="matter", key="17", channel=MessageChannel.SMS, address="13800138000", at=morning, owner="li"
    )
    return links.recipient(ContactPoint.objects.get(pk=number))


def test_it_is_short_and_opens_for_whom_it_was_made(to: LinkRecipient, morning: datetime) -> None:
    token = links.token(to, morning)

    assert len(token) == 24
    assert links.opened(token, morning) == to
    assert links.opened(token, morning + timedelta(days=90)) == to


def test_it_ends(to: LinkRecipient, morning: datetime) -> None:
    token = links.token(to, morning)

    assert links.opened(token, morning + timedelta(days=91)) is None
    assert links.opened(token, morning - timedelta(days=1)) is None, "nobody has it before it was made"


def test_none_is_sent_to_a_number_that_may_have_another_holder(to: LinkRecipient, morning: datetime) -> None:
    late = morning + timedelta(days=91)
    assert links.is_still_theirs(to, morning + timedelta(days=90))
    assert not links.is_still_theirs(to, late)
    assert links.is_still_theirs(replace(to, channel="email"), late), "only numbers are given out again"


def test_it_ends_with_its_contact_point(to: LinkRecipient, morning: datetime) -> None:
    token = links.token(to, morning)
    erase([to.contact_id])

    assert links.opened(token, morning) is None


@pytest.mark.parametrize(
    "changed",
    [{"key": "18"}, {"owner": "wang"}, {"kind": "following"}, {"carried_from": "16"}],
)
def test_it_is_void_for_another_contact_point_of_the_same_number(
    to: LinkRecipient, morning: datetime, changed: dict[str, str]
) -> None:
    """As after a restore of an older backup, which hands out the same numbers once more."""
    assert links.opened(links.token(replace(to, **changed), morning), morning) is None


def test_a_single_changed_bit_voids_it(to: LinkRecipient, morning: datetime) -> None:
    raw = urlsafe_b64decode(links.token(to, morning))
    for place in range(len(raw) * 8):
        bent = bytearray(raw)
        bent[place // 8] ^= 1 << place % 8
        assert links.opened(urlsafe_b64encode(bytes(bent)).decode(), morning) is None, place


@pytest.mark.parametrize("token", ["", "x", "哈" * 24, "=" * 24, "A" * 24, "A" * 5000, "\x00" * 24, "!" * 24])
def test_what_is_no_token_opens_nothing(to: LinkRecipient, morning: datetime, token: str) -> None:
    assert links.opened(token, morning) is None
