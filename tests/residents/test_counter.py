"""Without a smartphone: filed, printed, found, told and answered for at the counter."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from django.test import Client
from pypdf import PdfReader

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.journal import queries as journal
from yuanba.matters import queries
from yuanba.matters.queries import receipts as questions
from yuanba.matters.services import Contact
from yuanba.rules.core.actor import Actor

HOME = "/d/jiangjin"
PHONE = "13912345678"


@pytest.fixture
def clerk(people: Cast, morning: datetime) -> Actor:
    """Wu sits at the counter of 通泰门."""
    return make.staff("wu", "clerk", name="吴霞", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)


@pytest.fixture
def brought(clerk: Actor, morning: datetime) -> Matter:
    """A matter that an old man told at the counter; he wants to be told in person."""
    contact = Contact(channel="paper", address=PHONE)
    return make.a_matter(now=morning, actor=clerk, channel="counter", contact=contact)


def desk(login: str) -> Client:
    client = Client()
    assert (
        client.post(f"{HOME}/account/login/", {"login": login, "password": make.PASSWORD}).status_code == 302
    )
    return client


def words(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_it_is_recorded_that_staff_filed_for_somebody(brought: Matter) -> None:
    assert deeds.last(brought).outcome["for_owner"] is True


def test_filed_by_oneself_is_not_for_somebody(people: Cast, morning: datetime) -> None:
    assert "for_owner" not in deeds.last(make.a_matter(now=morning)).outcome


def test_the_slip_is_printed_at_once_with_the_code_and_later_without(clerk: Actor) -> None:
    client = desk("wu")
    sent = {
        "text": "路灯坏了",
        "key": "k" * 20,
        "channel": "counter",
        "told": "paper",
        "area": cast.TONGTAIMEN,
        "informed": "paper",
    }
    page = client.get(client.post(f"{HOME}/file", sent)["Location"]).content.decode()
    token = page.partition("/receipt/")[2].partition(".pdf")[0]
    slip = words(client.get(f"{HOME}/receipt/{token}.pdf").content)

    row = queries.matter_by_token(token)
    assert journal.story("matter", str(row.id))[0].outcome["informed"] == "paper"
    shown = client.get(f"{HOME}/matters/{row.id}").content.decode()
    assert "个人信息收集已给纸质告知" in " ".join(shown.split())
    found = [part for part in page.split(">") if part[:6].isdigit() and part[6:7] == "<"]
    code = found[0][:6]
    assert queries.matter_by_code(row.receipt, code) is not None
    assert row.receipt in slip
    assert code in slip
    assert code not in words(Client().get(f"{HOME}/receipt/{token}.pdf").content)


def test_found_by_the_number_that_was_left(
    brought: Matter, clerk: Actor, people: Cast, morning: datetime
) -> None:
    by_text = make.a_matter(now=morning, contact=Contact(channel="sms", address="139-1234-5678"))
    elsewhere = make.a_matter(
        now=morning, area_code="500116002001", contact=Contact(channel="sms", address=PHONE)
    )

    found = [row.id for row in questions.by_phone(clerk, PHONE, morning)]

    assert found == [by_text.id, brought.id]
    assert elsewhere.id not in found
    assert questions.by_phone(clerk, "13800000000", morning) == []


def test_the_page_finds_by_receipt_by_code_and_by_number(
    brought: Matter, clerk: Actor, morning: datetime
) -> None:
    client = desk("wu")

    by_number = client.post(f"{HOME}/counter", {"phone": PHONE})
    assert brought.receipt[:4] in by_number.content.decode()
    by_receipt = client.post(f"{HOME}/counter", {"receipt": brought.receipt})
    assert by_receipt["Location"].endswith(f"/matters/{brought.id}")
    wrong = client.post(f"{HOME}/counter", {"receipt": brought.receipt, "code": "999999"})
    assert wrong.status_code == 422
    assert client.post(f"{HOME}/counter", {}).status_code == 422


def test_who_brings_a_slip_from_elsewhere_reads_their_own_page(clerk: Actor, morning: datetime) -> None:
    away = make.a_matter(now=morning, area_code="500116002001")
    client = desk("wu")

    without = client.post(f"{HOME}/counter", {"receipt": away.receipt})
    with_code = client.post(f"{HOME}/counter", {"receipt": away.receipt, "code": away.code})

    assert without.status_code == 422
    assert with_code["Location"].endswith(f"/m/{away.token}")
    assert client.cookies.get("mine") is None  # the desk does not become the resident


def test_staff_whose_log_in_ran_out_file_nothing_as_a_stranger(clerk: Actor) -> None:
    """The form of staff asks them to log in; the browser keeps the words as a draft."""
    typed = {"text": "路灯坏了", "area": cast.FIRST_GRID, "key": "k" * 24, "naming": "handler"}

    late = Client().post(f"{HOME}/file", {**typed, "channel": "counter"})
    assert "/account/login/?next=" in late["Location"]
    assert "/receipt/" in Client().post(f"{HOME}/file", typed)["Location"]
