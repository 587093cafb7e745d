"""What is kept of who logs in by phone: seen, taken along, gone."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from tests import make
from tests.cast import Cast
from tests.privacy import dump
from yuanba.matters.queries.receipts import kept_by
from yuanba.messages import channels
from yuanba.people.models import Account
from yuanba.people.queries import phones

ROOT = "/d/jiangjin/"
NUMBER = "13866660042"


@pytest.fixture
def client(people: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser in which somebody just logged in by phone."""
    settings.MESSAGE_CHANNELS = {**settings.MESSAGE_CHANNELS, "sms": "gateway"}
    settings.SMS_GATEWAY = {"url": "https://sms.example", "key": "", "secret": "shared"}
    sent: list[channels.Outgoing] = []
    monkeypatch.setitem(channels.ADAPTERS, "gateway", sent.append)  # type: ignore[arg-type]
    found = Client()
    found.post(f"{ROOT}account/login/code/", {"phone": NUMBER})
    entered = found.post(f"{ROOT}account/login/code/confirm/", {"code": sent[0].facts["code"]})
    assert entered.status_code == 302
    return found


def test_the_number_is_masked_on_the_page_and_open_in_the_copy(client: Client, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    client.post(f"{ROOT}track", {"receipt": matter.receipt, "code": matter.code, "keep": "on"})
    page = client.get(f"{ROOT}mydata").content.decode()
    assert "138****0042" in page
    assert NUMBER not in page
    assert "r-" + Account.objects.latest("id").login[2:] not in page, "a log-in name that says nothing"
    assert f"track?receipt={matter.receipt}" in page

    copy = client.post(f"{ROOT}mydata/export", {"of": ""}).getvalue()
    told = json.loads(zipfile.ZipFile(io.BytesIO(copy)).read("data.json"))
    assert told["account"]["phone"] == NUMBER
    assert told["receipts_kept"] == [matter.receipt]


def test_after_erasure_nobody_finds_the_number(client: Client, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    client.post(f"{ROOT}track", {"receipt": matter.receipt, "code": matter.code, "keep": "on"})
    account = Account.objects.latest("id")
    assert NUMBER in dump.everything()

    page = client.post(f"{ROOT}mydata/erase", {"of": "", "sure": "on"})

    assert page.status_code == 200
    assert NUMBER not in dump.everything()
    assert phones.by_phone(NUMBER) is None
    assert kept_by(account.key) == []
    assert client.get(f"{ROOT}mydata").status_code == 200
    assert "_auth_user_id" not in client.session
