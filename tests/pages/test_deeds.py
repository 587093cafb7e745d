"""Every verb that a person can press has its form on the matter's page, and the form does it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from tests.pages.test_queries import ours
from yuanba.desk.forms import deeds as desk
from yuanba.districts.queries import DistrictRow
from yuanba.matters import services
from yuanba.people import queries as accounts
from yuanba.residents.forms.own import OWN
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb

BASE = "/d/jiangjin"
#: The verbs that stand on a matter's page; a merger needs a second matter.
PRESSED = ["merge", *(name for name, deed in deeds.DEEDS.items() if deed.form is not None)]
JUDGING = {MatterVerb.RATE, MatterVerb.REOPEN, MatterVerb.FOLLOW_UP, MatterVerb.CLOSE}


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    found = cast.assemble(now=datetime.now(UTC) - timedelta(hours=5))
    deeds.somebody("deng", "clerk", area=cast.JIJIANG)
    deeds.somebody("dan", "supervisor", area=cast.JIJIANG)
    deeds.somebody("gao", "grid_worker", unit="grid-1", area=cast.FIRST_GRID)
    deeds.somebody("ping", "handler", unit="jijiang-planning", area=cast.JIJIANG)
    return found


def entered(login: str) -> Client:
    """A browser with somebody logged in."""
    client = Client()
    entered = client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    assert entered.status_code == 302
    return client


def a_matter(people: Cast, before: str, ago: timedelta = timedelta(hours=4)) -> Matter:
    """A matter after these verbs; a notice that is over is over at once."""
    long_ago = datetime.now(UTC) - ago
    matter = make.a_matter(now=long_ago, actor=people.li)
    if before == "MERGED":
        other = make.a_matter(now=long_ago)
        services.merge(actor=people.chen, matter_id=matter.id, into_id=other.id, now=long_ago)
    else:
        deeds.walk(matter, people, before, long_ago)
    return matter


def login_of(deed: deeds.Deed | None, people: Cast, matter: Matter) -> str:
    """Who presses it at the desk: what the owner would do, the clerk does for them."""
    if deed is None:
        return "chen"
    account = accounts.account(deed.who(people, matter).key)
    return account.login if account and deed.who is not deeds.owner else "deng"


def test_every_verb_that_a_person_presses_is_walked_here() -> None:
    pressed = {verb for verb in ACTIONS if verb.startswith("matter.") and _is_pressed(verb)}
    beside = {
        MatterVerb.FILE,
        MatterVerb.IMPORT,
        MatterVerb.IMPORT_ORDERS,
        MatterVerb.ATTACH,
        MatterVerb.READ,
        MatterVerb.UNMASK,
        MatterVerb.EXPORT,
    }
    beside |= {
        MatterVerb.TAKE,
        MatterVerb.SUBMIT,
        MatterVerb.FOLLOW,
        MatterVerb.UNFOLLOW,
        *JUDGING,
    }  # test_take.py presses on the page of the pool, test_submit.py the form of assigning
    assert {verb.removeprefix("matter.") for verb in pressed - beside} == set(PRESSED) == set(desk.BY_NAME)


def _is_pressed(verb: Verb) -> bool:
    return bool({who for who, _scope in ACTIONS[verb].rights} - {ActorKind.SYSTEM})


@pytest.mark.parametrize("verb", PRESSED)
def test_a_verb_stands_on_the_page_and_is_done_by_its_form(people: Cast, verb: str) -> None:
    deed = deeds.DEEDS.get(verb)
    ago = deed.ago if deed else timedelta(hours=4)
    matter = a_matter(people, "MERGED" if verb == "unmerge" else deed.before if deed else "", ago)
    typed = deed.typed if deed else {"into": make.a_matter(now=datetime.now(UTC)).receipt}
    client, address = entered(login_of(deed, people, matter)), f"{BASE}/matters/{matter.id}"

    page = client.get(address)
    assert page.status_code == 200
    fold = f"{address}/deed/{verb}"
    if fold in page.content.decode():  # it comes when it is opened, or by the link in it
        page = client.get(fold)
        assert f'action="{address}/{verb}"' in client.get(f"{address}?do={verb}").content.decode()
    assert f'action="{address}/{verb}"' in page.content.decode()

    if ACTIONS[desk.BY_NAME[verb]].needs_reason:
        empty = client.post(f"{address}/{verb}", {})
        assert empty.status_code == 422
        assert 'aria-invalid="true"' in empty.content.decode()
        assert deeds.story(matter)[-1] != verb
    done = client.post(f"{address}/{verb}", typed)
    assert done.status_code == 302, done.content.decode()[:2000]
    assert verb in deeds.story(matter)


@pytest.mark.parametrize("verb", OWN)
def test_residents_do_it_on_their_own_page(people: Cast, verb: str) -> None:
    deed = deeds.DEEDS[verb]
    matter = a_matter(people, deed.before)
    client, address = entered("li"), f"{BASE}/m/{matter.token}"

    assert f'action="{address}/{verb}"' in client.get(address).content.decode()
    assert client.post(f"{address}/{verb}", deed.typed).status_code == 302

    assert verb in deeds.story(matter)
    stranger = Client().get(address).content.decode()
    assert f'action="{address}/{verb}"' not in stranger


def test_what_was_refused_comes_back_with_the_words(people: Cast) -> None:
    matter = a_matter(people, "assign accept split")
    client, address = entered("zhou"), f"{BASE}/matters/{matter.id}"
    answer = client.post(f"{address}/answer", {"words": "已更换灯泡，今晚亮灯。"})
    assert answer.status_code == 409
    assert "已更换灯泡，今晚亮灯。" in answer.content.decode()
    assert (
        client.post(f"{address}/answer", {"words": "好了", "without_parts": "线路没问题"}).status_code == 302
    )


def test_a_note_is_told_apart_and_never_reaches_the_resident(people: Cast) -> None:
    matter = a_matter(people, "assign accept ask")
    client = entered("chen")
    client.post(f"{BASE}/matters/{matter.id}/note", {"words": "此人上月来过"})
    page = client.get(f"{BASE}/matters/{matter.id}").content.decode()
    assert "yb-story__step--internal" in page
    assert "居民可见" in page
    assert "此人上月来过" in page
    assert "此人上月来过" not in entered("li").get(f"{BASE}/m/{matter.token}").content.decode()


def test_templates_of_words_are_those_of_item_and_state(people: Cast) -> None:
    matter = a_matter(people, "assign accept")
    client = entered("zhou")
    page = client.get(f"{BASE}/matters/{matter.id}").content.decode()
    assert 'data-insert-into="id_answer_words"' in page
    fold = client.get(f"{BASE}/matters/{matter.id}/deed/ask").content.decode()
    assert 'data-insert-into="id_ask_question"' in fold


def test_a_corrected_reporter_gets_a_new_receipt_once(people: Cast) -> None:
    matter = a_matter(people, "assign")
    client = entered("deng")
    typed = {"phone": "13900139000", "reason": "电话里听错了人"}
    answer = client.post(f"{BASE}/matters/{matter.id}/correct_reporter", typed, follow=True)
    assert "查询码" in answer.content.decode()
    assert client.get(f"{BASE}/m/{matter.token}").status_code == 404


def test_the_numbers_of_the_supervisor_lead_to_their_lists(people: Cast) -> None:
    matter = a_matter(people, "assign accept ask_extend")
    deeds.walk(matter, people, "prioritise", datetime.now(UTC))
    client = entered("dan")
    first = client.get(f"{BASE}/supervision")
    (tabs,) = first.context["page"].tabs
    counts = {choice.value: choice.count for choice in tabs.choices}
    for heap, count in counts.items():
        assert len(_late(client, lateness=heap)) == count, heap
    assert counts["prioritised"] == 1
    assert not _late(client, lateness="prioritised", area=cast.NANMEN)
    assert not _late(client, lateness="prioritised", unit="degan")
    assert not _late(client, lateness="nothing")


def _late(client: Client, **asked: str) -> Sequence[object]:
    answer = client.get(f"{BASE}/supervision", asked)
    assert answer.status_code == 200
    lines: Sequence[object] = answer.context["page"].lines
    return lines


def test_a_desk_asks_no_more_for_more_matters(people: Cast) -> None:
    client = entered("dan")
    asked, shown = [], []
    for _ in range(2):
        for _again in range(6):
            a_matter(people, "assign accept ask")
        with CaptureQueriesContext(connection) as counted:
            answer = client.get(f"{BASE}/supervision?lateness=waiting")
        asked.append(len(ours(counted)))
        shown.append(len(answer.context["page"].lines))
    assert shown == [6, 12]
    assert asked[1] <= asked[0] <= 30
