"""residents:wishes: whoever reported something chooses how they are told of it, without an account."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.matters import queries as matters
from yuanba.matters import services as matter_services
from yuanba.messages import services as messages
from yuanba.messages.forms import PolicyForm
from yuanba.messages.models import Message, MessagePolicy, MessageWishes
from yuanba.rules.core.actor import system

BASE = "/d/jiangjin"
CHOSEN = {"progress": "inbox", "followed": "daily", "digest_at": "18:00", "quiet": "none"}


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    return cast.assemble(now=datetime.now(UTC))


def test_a_receipt_is_enough_to_choose_and_what_is_kept_is_read_on_the_page(people: Cast) -> None:
    now = datetime.now(UTC)
    phone = Client()
    said = {"text": "路灯坏了", "area": cast.FIRST_GRID, "key": "k1", "naming": "handler"}
    filed = phone.post(f"{BASE}/file", {**said, "phone": "13800138000"})
    token = filed.headers["Location"].rpartition("/")[2]
    page = phone.get(f"{BASE}/track/messages").content.decode()
    assert "138****8000" in page
    assert "《信访工作条例》" in page

    assert phone.post(f"{BASE}/track/messages", CHOSEN).status_code == 302

    row = matters.matter_by_token(token)
    assert MessageWishes.objects.get().owner == row.owner_key
    matter_services.assign(actor=people.chen, matter_id=row.id, class_code="public", now=now)
    journal.number()
    messages.read_journal()
    messages.deliver(actor=system("messages.deliver"), now=now)
    assert Message.objects.get(verb="matter.assign").state == "kept"
    assert "只在这里看，没有发送" in phone.get(f"{BASE}/m/{token}").content.decode()
    assert 'value="18:00" selected' in phone.get(f"{BASE}/track/messages").content.decode()


def test_whoever_is_not_known_here_chooses_nothing(people: Cast) -> None:
    stranger = Client()
    assert "这里还不知道哪件事是您的" in stranger.get(f"{BASE}/track/messages").content.decode()
    assert stranger.post(f"{BASE}/track/messages", CHOSEN).status_code == 409
    assert not MessageWishes.objects.exists()


def test_own_quiet_hours_need_both_ends_and_are_not_left_aside(people: Cast) -> None:
    client = Client()
    client.post(f"{BASE}/account/login/", {"login": "chen", "password": make.PASSWORD})
    sent = {"handed": "each", "watch": "inbox", "orders": "inbox", "digest_at": "08:30", "quiet": "own"}
    answer = client.post(f"{BASE}/messages/wishes", {**sent, "quiet_from": "22:00", "quiet_until": ""})
    assert answer.status_code == 422
    assert "请填时间，或者选别的安静时段。" in answer.content.decode()
    refused = {
        "跟开始时间一样了": {"quiet_from": "22:00", "quiet_until": "22:00"},
        "要选“自己定时间”才算数": {"quiet": "none", "quiet_from": "23:15", "quiet_until": ""},
        "安静时段最长14小时。": {"quiet_from": "18:00", "quiet_until": "08:01"},
    }
    for words, hours in refused.items():
        answer = client.post(f"{BASE}/messages/wishes", {**sent, **hours})
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert PolicyForm({"quiet_from": "18:00", "quiet_until": "08:00", "sms_cap": ""}).is_valid()
    all_day = PolicyForm({"quiet_from": "00:00", "quiet_until": "23:59", "sms_cap": ""})
    assert all_day.errors["quiet_until"] == ["安静时段最长14小时。"]
    MessagePolicy.objects.create(
        pk=1, quiet_from=time(22), quiet_until=time(22), changed_at=datetime.now(UTC)
    )
    assert "按本地的时间：不设安静时段" in client.get(f"{BASE}/messages/wishes").content.decode()
