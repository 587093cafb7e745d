"""privacy.see, privacy.correct, privacy.export, contact.drop: by account, or by receipt and code."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime

import pytest
from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from tests.districts.conftest import log_in
from tests.make import Matter
from tests.matters import animals
from yuanba.journal import queries as journal
from yuanba.matters import services
from yuanba.matters.services import Contact
from yuanba.matters.services.attachments import FROM_RESIDENTS
from yuanba.packs import store
from yuanba.privacy import queries
from yuanba.privacy import services as privacy
from yuanba.privacy.services import NotYours
from yuanba.rules.core.access import NotAllowed, bearer

WORDS = "我叫李雷，电话13800138000，路灯坏了。"


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    enclosed = services.prepare([animals.jpeg()], allowed=FROM_RESIDENTS)
    matter = make.a_matter(
        now=morning,
        text=WORDS,
        place="=滨江花园1栋",
        name="李雷",
        contact=Contact(channel="sms", address="13912345678"),
        enclosures=enclosed,
    )
    deeds.walk(matter, people, "assign accept ask reply note answer", morning)
    return matter


@pytest.fixture
def client(given: Matter) -> Client:
    """A browser that has proven the receipt."""
    found = Client()
    assert found.post("/d/jiangjin/track", {"receipt": given.receipt, "code": given.code}).status_code == 302
    return found


def test_everything_is_seen_by_who_proved_the_receipt(given: Matter, client: Client) -> None:
    page = client.get(f"/d/jiangjin/mydata/{given.token}")

    text = page.content.decode()
    for word in ("13800138000", "滨江花园1栋", "李雷", "139****5678", "门口右手第二盏"):
        assert word in text
    assert "13912345678" not in text
    assert "此人上月来过" not in text
    assert "no-store" in page["Cache-Control"]
    assert given.receipt[:4] in client.get("/d/jiangjin/mydata").content.decode()


def test_nothing_is_seen_without_proof(given: Matter, people: Cast) -> None:
    stranger, staff = Client(), Client()
    log_in(staff, "jiangjin", "zhou")
    for one in (stranger, staff):
        text = one.get(f"/d/jiangjin/mydata/{given.token}").content.decode()
        assert "李雷" not in text
        for name in ("correct", "silence", "export", "erase"):
            assert one.post(f"/d/jiangjin/mydata/{name}", {"of": given.token}).status_code == 404
    log_in(stranger, "jiangjin", "wang")
    assert stranger.post("/d/jiangjin/mydata/export", {"of": given.token}).status_code == 404


@pytest.mark.parametrize("verb", ["held", "correct", "export", "erase"])
def test_staff_are_nobodys_owner(people: Cast, morning: datetime, verb: str) -> None:
    calls = {
        "held": lambda: queries.held(people.zhou, morning),
        "correct": lambda: privacy.correct(actor=people.zhou, name="x", now=morning),
        "export": lambda: privacy.export(actor=people.zhou, now=morning),
        "erase": lambda: privacy.erase(actor=people.zhou, now=morning),
    }
    with pytest.raises(NotAllowed):
        calls[verb]()


def test_name_and_number_are_put_right(given: Matter, client: Client, morning: datetime) -> None:
    answer = client.post(
        "/d/jiangjin/mydata/correct", {"of": given.token, "name": "李磊", "phone": "13700001234"}
    )

    assert answer.status_code == 302
    held = queries.held(given.owner, morning, is_open=True)
    assert held["matters"][0].original.name == "李磊"
    assert held["matters"][0].original.text == WORDS
    assert [one.address for one in held["contacts"]] == ["13700001234"]
    entry = journal.story("person", given.owner.key)[-1]
    assert (entry.verb, entry.outcome) == ("privacy.correct", {"matters": 1, "name": True, "phone": True})
    wrong = client.post("/d/jiangjin/mydata/correct", {"of": given.token, "phone": "12"})
    assert wrong.status_code == 422
    with pytest.raises(NotYours):
        privacy.correct(actor=bearer("receipt:000"), name="x", now=morning)


def test_consent_to_be_told_is_taken_back(given: Matter, client: Client, morning: datetime) -> None:
    assert client.post("/d/jiangjin/mydata/silence", {"of": given.token}).status_code == 302

    assert queries.held(given.owner, morning)["contacts"] == ()
    assert deeds.row_of(given).state == "answered"


def test_a_copy_holds_everything_for_people_and_machines(
    given: Matter, client: Client, people: Cast, morning: datetime
) -> None:
    services.unmask(actor=people.zhou, matter_id=given.id, why="visit", reason="上门", now=morning)

    answer = client.post("/d/jiangjin/mydata/export", {"of": given.token})

    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert set(archive.namelist()) == {
        "README.zh.txt",
        "README.en.txt",
        "my-data.zh.html",
        "my-data.en.html",
        "data.json",
        "matters.csv",
        f"attachments/{given.receipt}-1.jpg",
    }
    told = json.loads(archive.read("data.json"))
    (matter,) = told["matters"]
    assert (matter["text"], matter["name"], matter["receipt"]) == (WORDS, "李雷", given.receipt)
    assert told["contacts"][0]["address"] == "13912345678"
    assert told["looks"][0]["words"] == "上门"
    assert "门口右手第二盏" in str(matter["steps"])
    assert "此人上月来过" not in archive.read("data.json").decode()
    assert "工作人员之间的内部备注" in archive.read("README.zh.txt").decode()
    assert "not encrypted" in archive.read("README.en.txt").decode()
    assert "李雷" in archive.read("my-data.zh.html").decode()
    rows = list(csv.reader(io.StringIO(archive.read("matters.csv").decode("utf-8-sig"))))
    assert rows[1][6] == "'=滨江花园1栋"
    assert archive.read(f"attachments/{given.receipt}-1.jpg")[:2] == b"\xff\xd8"
    assert journal.story("person", given.owner.key)[-1].verb == "privacy.export"


def test_copies_are_counted(given: Matter, client: Client) -> None:
    answers = [client.post("/d/jiangjin/mydata/export", {"of": given.token}).status_code for _ in range(7)]

    assert answers == [200] * 6 + [429]


def test_an_account_sees_its_own(people: Cast, morning: datetime) -> None:
    make.a_matter(now=morning, actor=people.li, text="楼道灯坏了")
    client = Client()
    log_in(client, "jiangjin", "li")

    text = client.get("/d/jiangjin/mydata").content.decode()

    assert "李春梅" in text
    assert "楼道灯坏了" in text


def test_people_are_told_where_they_type_and_which_version_is_noted(people: Cast, morning: datetime) -> None:
    told = store.in_force(morning.date()).collection
    assert told
    assert told.short.zh in Client().get("/d/jiangjin/file").content.decode()
    whole = Client().get("/d/jiangjin/privacy").content.decode()
    for text in (*told.purpose, *told.kinds, told.method, told.sharing, told.rights):
        assert text.zh in whole
    assert "3年" in whole

    matter = make.a_matter(now=morning)

    assert deeds.last(matter).outcome["collection"] == told.version.isoformat()
