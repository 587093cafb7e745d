"""matter.file: words become a matter with a receipt, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal.services import KeyUsedOtherwise
from yuanba.matters import queries, services
from yuanba.matters.models import Matter
from yuanba.matters.services import Contact, Filed, Once
from yuanba.matters.services.filing import (
    LONGEST_PLACE,
    LONGEST_TEXT,
    MatterWithoutWords,
    UnknownChannel,
    UnknownFilingArea,
    WordsTooLong,
)
from yuanba.people.models import Account
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters import receipt
from yuanba.web.templatetags.web import spaced

pytestmark = pytest.mark.smoke

TEXT = "滨江花园一栋门口的路灯坏了三天，没有人修。"
#: Traces that must not lie in the open anywhere.
MOBILE, CONTACT, NAME, IDENTITY = "13800138000", "13912345678", "李春梅", "11010519491231002X"
PERSONAL = f"联系人：{NAME}，电话{MOBILE}，身份证{IDENTITY}，路灯坏了。"


def file(now: datetime, *, actor: Actor = ANONYMOUS, text: str = TEXT, **more: object) -> Filed:
    return services.file(actor=actor, text=text, now=now, **more)  # type: ignore[arg-type]


def once(who: str = "mine", key: str = "k1", body: str = TEXT) -> Once:
    return Once(scope=sha256(f"{who}\n{key}".encode()).digest(), body_digest=sha256(body.encode()).digest())


def test_a_receipt_that_can_be_read_over_the_phone(people: Cast, morning: datetime) -> None:
    filed = file(morning, place="滨江花园1栋", area_code=cast.FIRST_GRID)

    assert receipt.parse(filed.receipt) == filed.receipt
    assert filed.receipt.startswith("116")
    assert len(filed.code) == 6
    assert filed.code.isdecimal()
    row = queries.matter_by_token(filed.token)
    assert (row.state, row.text, row.place) == (State.FILED, TEXT, "滨江花园1栋")
    assert (row.area_path, row.filed_at, row.said_at) == (cast.GRID_PATH, morning, morning)
    assert (row.due_at, row.class_code, row.unit) == (None, "", "")
    (step,) = queries.story(row.id)
    assert (step.verb, step.actor_kind, step.actor_key) == ("matter.file", "anonymous", "")
    assert step.outcome["receipt"] == filed.receipt
    assert step.outcome["pack"] == row.pack_digest


def test_a_resident_owns_it_by_account_and_a_stranger_by_receipt(people: Cast, morning: datetime) -> None:
    mine, theirs = file(morning, actor=people.li), file(morning)

    assert queries.matter_by_token(mine.token).owner_key == people.li.key
    assert queries.matter_by_token(theirs.token).owner_key == f"receipt:{theirs.receipt}"


def test_a_grid_worker_files_for_somebody_in_their_grid_only(people: Cast, morning: datetime) -> None:
    worker = make.staff("luo", "grid_worker", unit="grid-1", area=cast.FIRST_GRID, now=morning)

    filed = file(morning, actor=worker, area_code=cast.FIRST_GRID, channel="visit")
    with pytest.raises(NotAllowed):
        file(morning, actor=worker, area_code=cast.SECOND_GRID, channel="visit")
    with pytest.raises(NotAllowed):
        file(morning, actor=people.zhou, area_code=cast.FIRST_GRID)

    row = queries.matter_by_token(filed.token)
    assert row.owner_key == f"receipt:{filed.receipt}", "it is the resident's, not the worker's"
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "fields", "refusal"),
    [
        ("", {}, MatterWithoutWords),
        (" \u3000\n", {}, MatterWithoutWords),
        ("长" * (LONGEST_TEXT + 1), {}, WordsTooLong),
        (TEXT, {"place": "长" * (LONGEST_PLACE + 1)}, WordsTooLong),
        (TEXT, {"area_code": "500999"}, UnknownFilingArea),
        (TEXT, {"channel": "telepathy"}, UnknownChannel),
    ],
)
def test_what_is_not_taken(
    people: Cast, morning: datetime, text: str, fields: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        file(morning, text=text, **fields)

    assert not Matter.objects.exists()
    assert file(morning, text="长" * LONGEST_TEXT).receipt


# --- the same request again -----------------------------------------------------------------------------


def test_the_same_key_gives_the_same_receipt(people: Cast, morning: datetime) -> None:
    first = file(morning, once=once())
    again = file(morning + timedelta(hours=1), once=once())

    assert again == first
    assert Matter.objects.count() == 1
    assert deeds_of(first) == ["file"]


def deeds_of(filed: Filed) -> list[str]:
    row = queries.matter_by_token(filed.token)
    return [step.verb.removeprefix("matter.") for step in queries.story(row.id)]


def test_the_same_key_with_other_words_is_refused(people: Cast, morning: datetime) -> None:
    file(morning, once=once())

    with pytest.raises(KeyUsedOtherwise):
        file(morning, text="别的事", once=once(body="别的事"))

    assert Matter.objects.count() == 1


def test_a_stranger_with_the_key_gets_a_matter_of_their_own(people: Cast, morning: datetime) -> None:
    mine = file(morning, once=once(who="mine"))
    theirs = file(morning, once=once(who="theirs"))

    assert {theirs.receipt, theirs.code, theirs.token}.isdisjoint({mine.receipt, mine.code, mine.token})


def test_a_refused_request_leaves_its_key_unused(people: Cast, morning: datetime) -> None:
    with pytest.raises(NotAllowed):
        file(morning, actor=people.sun, once=once())

    assert file(morning, once=once()).receipt


# --- what lies in the open ------------------------------------------------------------------------------


def test_lists_hold_the_masked_copy(people: Cast, morning: datetime) -> None:
    filed = file(morning, text=PERSONAL, place=f"找{MOBILE}")

    row = queries.matter_by_token(filed.token)
    for trace in (MOBILE, IDENTITY, NAME):
        assert trace not in row.text + row.place
    assert "138********" in row.text
    assert len(row.text) == len(PERSONAL), "a place in one is the place in the other"


def test_no_column_of_the_schema_holds_a_trace(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(
        now=morning,
        actor=people.li,
        text=PERSONAL,
        place=f"门口，{NAME}，电话{MOBILE}",
        contact=Contact(channel="sms", address=CONTACT),
        once=once(),
    )
    deeds.walk(matter, people, "assign accept", morning)
    deeds.do("answer", matter, people, morning, words=f"已电话{MOBILE}联系{NAME}")
    services.unmask(
        actor=people.zhou, matter_id=matter.id, why="reply", reason=f"给{CONTACT}回电话", now=morning
    )

    for trace in (MOBILE, CONTACT, IDENTITY, NAME, matter.code):
        assert columns_with(trace) == [], trace
    assert "matters_matter.receipt" in columns_with(matter.receipt), "the search itself finds things"


def columns_with(words: str) -> list[str]:
    """Every column of this district and of the shared schema in which these characters stand."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select table_schema, table_name, column_name, data_type
            from information_schema.columns
            where table_schema in (current_schema(), 'public')
            """
        )
        for schema, table, column, kind in cursor.fetchall():
            held, sought = (
                (f'"{column}"', words.encode()) if kind == "bytea" else (f'"{column}"::text', words)
            )
            cursor.execute(
                f'select exists (select from "{schema}"."{table}" where position(%s in {held}) > 0)', [sought]
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


# --- at the same moment -----------------------------------------------------------------------------------


def test_eight_at_once_with_one_key_make_one_matter(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)

    receipts = together(8, lambda _: file(morning, once=once()))

    assert len(set(receipts)) == 1
    assert isinstance(receipts[0], Filed)
    assert Matter.objects.count() == 1


def test_eight_at_once_without_a_key_make_eight(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)

    receipts = together(8, lambda _: file(morning))

    assert len({filed.receipt for filed in receipts if isinstance(filed, Filed)}) == 8
    assert Matter.objects.count() == 8


def test_a_number_that_is_taken_is_drawn_again(
    people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yuanba.matters.services import filing

    drawn = iter([17, 123456, 17, 654321, 18, 111111])
    monkeypatch.setattr(filing.secrets, "randbelow", lambda _: next(drawn))

    first, second = file(morning), file(morning)

    assert (first.receipt, second.receipt) == (receipt.receipt("116", 17), receipt.receipt("116", 18))
    assert Matter.objects.count() == 2


def test_back_and_send_says_that_it_was_filed_a_moment_ago(client: Client, jiangjin: object) -> None:
    """Back shows a form with another key; the same words from the same browser are the same matter."""
    typed = {"text": "3号门的路灯坏了，电话13800138000", "place": "滨江花园1栋"}
    first = client.post("/d/jiangjin/file", {**typed, "key": "one"})
    again = client.post("/d/jiangjin/file", {**typed, "key": "two"}, follow=True)
    assert again.redirect_chain[-1][0] == first["Location"]
    assert "刚才已经报过" in again.content.decode()
    assert Matter.objects.count() == 1

    client.post("/d/jiangjin/file", {**typed, "place": "滨江花园2栋", "key": "three"})
    assert Matter.objects.count() == 2, "what differs is another matter"
    Client().post("/d/jiangjin/file", {**typed, "key": "four"})
    assert Matter.objects.count() == 3, "somebody else says the same"


def test_staff_file_the_same_words_for_two_people(jiangjin: object, people: Cast) -> None:
    clerk = Client()
    clerk.force_login(Account.objects.get(key=people.chen.key))
    for key in ("one", "two"):
        clerk.post("/d/jiangjin/file", {"text": "路灯坏了", "channel": "counter", "key": key})
    assert Matter.objects.count() == 2


def test_a_clerk_files_for_one_after_another(jiangjin: object, people: Cast, morning: datetime) -> None:
    """Her own place is chosen; the receipt stands beside an empty form; nothing of the one before stays."""
    make.staff("huang", "clerk", unit="jijiang", area=cast.TONGTAIMEN, now=morning)
    clerk = Client()
    clerk.force_login(Account.objects.get(login="huang"))
    form = clerk.get("/d/jiangjin/file")
    shown = " ".join(form.content.decode().split())
    assert f'<option value="{cast.JIJIANG}" selected>' in shown
    assert f'<option value="{cast.TONGTAIMEN}" selected>' in shown
    assert "读给居民听" in shown
    assert form["Cache-Control"] == "no-store"

    said = {"text": "三楼水管漏水", "channel": "counter", "name": "李春梅", "phone": "13800138000"}
    where = {"town": cast.JIJIANG, "area": cast.TONGTAIMEN}
    sent = clerk.post("/d/jiangjin/file", {**said, **where, "key": "one"})
    matter = Matter.objects.get()
    assert matter.receipt not in sent["Location"]
    beside = clerk.get(sent["Location"])
    page = beside.content.decode()
    assert spaced(matter.receipt) in page
    assert beside.context["given"].code in page
    assert "<svg" in page.partition("yb-given__code")[2]
    form_only = page.partition("<form")[2]
    for of_her in ("李春梅", "13800138000", "三楼水管漏水"):
        assert of_her not in form_only

    assert "yb-given" not in clerk.get("/d/jiangjin/file").content.decode(), "the next person"
    assert "yb-given" not in clerk.get(sent["Location"]).content.decode(), "and forward again shows nothing"
