"""account.keep_receipt: what was filed without the account is at hand where its resident logs in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests import make
from tests.cast import Cast
from yuanba.journal.queries import story
from yuanba.matters import queries, services
from yuanba.matters.queries.receipts import kept_by
from yuanba.matters.services import receipts
from yuanba.matters.services.filing import Contact
from yuanba.people.models import Account
from yuanba.people.services.phones import enter_by_phone
from yuanba.rules.core.access import ANONYMOUS, NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.naming import Naming
from yuanba.rules.people.verbs import PeopleVerb

ROOT = "/d/jiangjin/"
NUMBER = "13800138000"


@pytest.fixture
def morning() -> datetime:
    """Just now: pages read the clock at the door, and a number proves nothing for ever."""
    return datetime.now(UTC) - timedelta(minutes=30)


def keep(actor: Actor, receipt: str, code: str, at: datetime) -> None:
    receipts.keep_receipt(actor=actor, receipt=receipt, code=code, now=at)


def test_the_right_code_puts_it_there_once(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    for _ in range(2):
        keep(people.li, matter.receipt, matter.code, morning)
    assert kept_by(people.li.key) == [matter.receipt]
    assert kept_by(people.wang.key) == []
    assert queries.matter_by_token(matter.token).owner_key == f"receipt:{matter.receipt}", (
        "the paper still opens it"
    )
    [entry] = [one for one in story("account", people.li.key) if one.verb == PeopleVerb.ACCOUNT_KEEP_RECEIPT]
    assert entry.outcome == {"receipt": matter.receipt, "proof": "code"}


def test_a_wrong_code_puts_nothing_there(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    with pytest.raises(queries.MatterNotFound):
        keep(people.li, matter.receipt, "000000" if matter.code != "000000" else "000001", morning)
    assert kept_by(people.li.key) == []


def test_only_residents_have_such_a_drawer(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    for actor in (people.zhou, ANONYMOUS):
        with pytest.raises(NotAllowed):
            keep(actor, matter.receipt, matter.code, morning)


def test_a_new_code_ends_it(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning)
    keep(people.li, matter.receipt, matter.code, morning)
    services.correct_reporter(actor=people.chen, matter_id=matter.id, reason="记错了人", now=morning)
    assert kept_by(people.li.key) == []


def resident(at: datetime) -> tuple[Client, str]:
    """Somebody who logged in by phone, in a browser that knows nothing yet."""
    key = enter_by_phone(number=NUMBER, now=at)
    client = Client()
    client.force_login(Account.objects.get(key=key))
    return client, key


def test_typed_on_one_device_and_there_on_the_next(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(text="三号门的路灯坏了", now=morning)
    first, key = resident(morning)
    typed = {"receipt": matter.receipt, "code": matter.code}
    first.post(f"{ROOT}track", typed)
    assert kept_by(key) == [], "not asked to"
    first.post(f"{ROOT}track", {**typed, "keep": "on"})
    assert kept_by(key) == [matter.receipt]

    second, _key = resident(morning)
    assert "三号门的路灯坏了" in second.get(f"{ROOT}track").content.decode()
    row = queries.matter_by_token(matter.token)
    assert second.post(f"{ROOT}m/{row.token}/urge").status_code == 302
    stranger = Client()
    assert "三号门的路灯坏了" not in stranger.get(f"{ROOT}track").content.decode()


def test_who_is_logged_in_finds_what_they_filed_and_types_no_number(people: Cast, morning: datetime) -> None:
    client, key = resident(morning)
    assert f'value="{NUMBER}"' in client.get(f"{ROOT}file").content.decode()
    assert NUMBER not in Client().get(f"{ROOT}file").content.decode()
    filed = make.a_matter(
        text="花台里有碎玻璃", now=morning, actor=make.actor(Account.objects.get(key=key).login)
    )
    assert filed.receipt
    other, _key = resident(morning)
    assert "花台里有碎玻璃" in other.get(f"{ROOT}track").content.decode()


# --- what was filed with the number that has now been proven -----------------------------------------

MINE = Contact(channel="sms", address="+86 138-0013-8000")


def test_what_was_left_with_the_number_is_offered_and_taken_in(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(text="三号门的路灯坏了", now=morning, contact=MINE)
    client, key = resident(morning)
    told = client.get(f"{ROOT}track").content.decode()
    assert "有1件事留了这个手机号，要收进来吗？" in told
    assert "三号门的路灯坏了" not in told, "before it is taken in, and recorded, nobody reads the words"

    for _ in range(2):
        assert client.post(f"{ROOT}track/keep", {"receipt": [matter.receipt]}).status_code == 302
    told = client.get(f"{ROOT}track").content.decode()
    assert "留了这个手机号" not in told
    assert "三号门的路灯坏了" in told
    assert client.post(f"{ROOT}m/{matter.token}/urge").status_code == 302
    [entry] = [one for one in story("account", key) if one.verb == PeopleVerb.ACCOUNT_KEEP_RECEIPT]
    assert entry.outcome == {"receipt": matter.receipt, "proof": "phone"}


def test_what_was_left_long_ago_may_be_of_the_number_s_holder_before(people: Cast, morning: datetime) -> None:
    old = make.a_matter(now=morning - timedelta(days=91), contact=MINE)
    client, key = resident(morning)
    actor = make.actor(Account.objects.get(key=key).login)
    assert "留了这个手机号" not in client.get(f"{ROOT}track").content.decode()
    assert receipts.keep_receipts_by_phone(actor=actor, receipts=[old.receipt], now=morning) == 0
    keep(actor, old.receipt, old.code, morning)
    assert kept_by(key) == [old.receipt], "with the slip it is theirs"


def test_who_says_that_it_is_not_theirs_is_not_asked_again(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, contact=MINE)
    client, key = resident(morning)
    client.post(f"{ROOT}track/keep", {"receipt": [matter.receipt], "answer": "no"})
    assert "留了这个手机号" not in client.get(f"{ROOT}track").content.decode()
    assert kept_by(key) == []


def test_nobody_takes_in_what_is_not_theirs(people: Cast, morning: datetime) -> None:
    """Another's number, another's account, a merged neighbour's number, a wish to stay unknown, no number."""
    other = Contact(channel="sms", address="13900139000")
    not_mine = [
        make.a_matter(now=morning, contact=other),
        make.a_matter(now=morning, contact=MINE, actor=people.li),
        make.a_matter(now=morning, contact=MINE, naming=Naming.SECRET),
    ]
    main, mine = make.a_matter(now=morning, contact=other), make.a_matter(now=morning, contact=MINE)
    services.merge(actor=people.chen, matter_id=mine.id, into_id=main.id, now=morning)
    key = enter_by_phone(number=NUMBER, now=morning)
    actor = make.actor(Account.objects.get(key=key).login)
    every = [one.receipt for one in (*not_mine, main, mine)]
    assert receipts.keep_receipts_by_phone(actor=actor, receipts=every, now=morning) == 1
    assert kept_by(key) == [mine.receipt]

    assert receipts.keep_receipts_by_phone(actor=people.wang, receipts=every, now=morning) == 0, "no number"
    for stranger in (people.zhou, ANONYMOUS):
        with pytest.raises(NotAllowed):
            receipts.keep_receipts_by_phone(actor=stranger, receipts=every, now=morning)
    assert Client().post(f"{ROOT}track/keep", {"receipt": every}).status_code in {302, 403}


def test_the_front_page_shows_what_is_mine_and_what_waits(people: Cast, morning: datetime) -> None:
    client, key = resident(morning)
    actor = make.actor(Account.objects.get(key=key).login)
    waits = make.a_matter(text="二号门的路灯坏了", now=morning, actor=actor)
    make.a_matter(text="三号门的路灯坏了", now=morning, actor=actor)
    services.assign(
        actor=people.chen, matter_id=waits.id, class_code="public", item_code="street_light", now=morning
    )
    planner = make.staff(
        "lin", "handler", name="林涛", unit="jijiang-planning", area="500116001", now=morning
    )
    services.accept(actor=planner, matter_id=waits.id, now=morning)
    services.ask(actor=planner, matter_id=waits.id, question="是哪一盏？", now=morning)
    front = client.get(ROOT).content.decode().split("<main")[1]
    assert front.index("等您处理") < front.index("请您补充") < front.index("报事")
    assert "路灯坏了" not in front, "what was said stands on one's own page"
    page = client.get(f"{ROOT}track").content.decode()
    assert page.index("等您处理") < page.index("二号门的路灯坏了") < page.index("我反映过的事")
    assert "三号门的路灯坏了" in page
    stranger = Client().get(ROOT).content.decode()
    assert "等您处理" not in stranger
