"""我也遇到了: what counts, who may add to a count, and what neighbours are shown while they type."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.districts.queries import DistrictRow
from yuanba.journal import services as journal
from yuanba.matters import queries
from yuanba.matters.queries import public
from yuanba.matters.services.triage import SUGGESTER, suggest
from yuanba.messages import queries as messages
from yuanba.rules.core.state import State

HOME = "/d/jiangjin"


@pytest.fixture
def people(jiangjin: DistrictRow) -> Cast:
    return cast.assemble(now=datetime.now(UTC))


@pytest.fixture
def lamp(people: Cast) -> Matter:
    """A public matter, given to its unit an hour ago."""
    now = datetime.now(UTC) - timedelta(hours=1)
    matter = make.a_matter(now=now)
    deeds.do(
        "assign", matter, people, now, item_code="street_light", title="路灯不亮", summary="滨江花园门口"
    )
    return matter


def me_too(client: Client, matter: Matter, phone: str = "", address: str = "127.0.0.1") -> int:
    sent = {"phone": phone}
    return client.post(f"{HOME}/public/{matter.id}/follow", sent, REMOTE_ADDR=address).status_code


def count(matter: Matter) -> int:
    return public.followers([matter.id]).get(matter.id, 0)


def test_five_invented_numbers_from_one_browser_count_once(lamp: Matter) -> None:
    neighbour = Client()
    for number in range(5):
        assert me_too(neighbour, lamp, f"1380013800{number}") == 302
    assert count(lamp) == 1
    followers = messages.followers([("following", str(lamp.id))])
    assert len(followers["following", str(lamp.id)]) == 1, "nor are five strangers sent messages"


def test_a_browser_that_forgets_itself_adds_three_a_day_at_most(lamp: Matter) -> None:
    said = [me_too(Client(), lamp, f"1380013800{number}") for number in range(6)]

    assert said == [302, 302, 302, 422, 422, 422]
    assert count(lamp) == 3
    assert me_too(Client(), lamp, address="203.0.113.9") == 302, "another household is another count"


def test_who_is_logged_in_counts_behind_a_crowded_address(lamp: Matter) -> None:
    for number in range(4):
        me_too(Client(), lamp, f"1380013800{number}")
    wang = Client()
    wang.post(f"{HOME}/account/login/", {"login": "wang", "password": make.PASSWORD})

    assert me_too(wang, lamp) == 302
    assert count(lamp) == 4


def test_no_number_is_needed_and_stopping_takes_it_back(lamp: Matter) -> None:
    neighbour = Client()
    assert me_too(neighbour, lamp) == 302
    assert f"/public/{lamp.id}/unfollow" in neighbour.get(f"{HOME}/public/{lamp.id}").content.decode()
    assert neighbour.post(f"{HOME}/public/{lamp.id}/unfollow").status_code == 302
    assert count(lamp) == 0


def test_a_cookie_of_ones_own_making_is_a_new_browser(lamp: Matter) -> None:
    for number in range(5):
        neighbour = Client()
        neighbour.cookies["neighbour"] = f"invented{number}:x:y"
        me_too(neighbour, lamp)
    assert count(lamp) == 3


def test_the_triagers_press_makes_it_public(people: Cast) -> None:
    now = datetime.now(UTC)
    matter = make.a_matter(now=now)
    suggest(actor=SUGGESTER, matter_ids=[matter.id], now=now)
    chen = Client()
    chen.post(f"{HOME}/account/login/", {"login": "chen", "password": make.PASSWORD})
    page = chen.get(f"{HOME}/triage").content.decode()
    assert 'name="publish"' in page

    sent = {"choice": "public/street_light", "publish": "on", "title": "路灯不亮", "summary": "滨江花园门口"}
    assert chen.post(f"{HOME}/matters/{matter.id}/assign", sent).status_code == 302
    row = deeds.row_of(matter)
    assert row.state is State.ASSIGNED
    assert (row.title, row.summary) == ("路灯不亮", "滨江花园门口")
    assert row.published_at is not None
    assert deeds.story(matter)[-2:] == ["assign", "publish"]


def test_who_may_not_make_it_public_is_not_offered_it(people: Cast) -> None:
    now = datetime.now(UTC)
    matter = make.a_matter(now=now)
    suggest(actor=SUGGESTER, matter_ids=[matter.id], now=now)
    make.staff("tang", "subdistrict_secretary", name="唐明远", unit="jijiang", now=now)
    tang = Client()
    tang.post(f"{HOME}/account/login/", {"login": "tang", "password": make.PASSWORD})
    page = tang.get(f"{HOME}/triage").content.decode()
    assert 'name="publish"' not in page
    assert "以后由信息公开员或分流员公开" in page

    sent = {"choice": "public/street_light", "publish": "on", "title": "路灯不亮", "summary": "滨江花园门口"}
    assert tang.post(f"{HOME}/matters/{matter.id}/assign", sent).status_code == 302
    row = deeds.row_of(matter)
    assert (row.state, row.published_at) == (State.ASSIGNED, None)


@pytest.mark.parametrize(("text", "is_ticked"), [("路灯不亮了", True), ("不想活了，路灯也不亮", False)])
def test_words_of_danger_or_despair_are_not_ticked_for_the_public(
    people: Cast, text: str, is_ticked: bool
) -> None:
    now = datetime.now(UTC)
    matter = make.a_matter(text=text, now=now)
    suggest(actor=SUGGESTER, matter_ids=[matter.id], now=now)
    chen = Client()
    chen.post(f"{HOME}/account/login/", {"login": "chen", "password": make.PASSWORD})

    page = chen.get(f"{HOME}/matters/{matter.id}").content.decode()
    box = page[page.index('name="publish"') :]
    assert ("checked" in box[: box.index(">")]) == is_ticked


@pytest.mark.parametrize(
    ("sent", "is_done"),
    [
        ({}, True),
        ({"title": "路灯", "summary": "坏了"}, True),
        ({"publish": "on", "title": "", "summary": "坏了"}, False),
        ({"publish": "on", "title": "路灯", "summary": " "}, False),
    ],
)
def test_without_the_tick_nothing_is_public(people: Cast, sent: dict[str, str], is_done: bool) -> None:
    matter = make.a_matter(now=datetime.now(UTC))
    chen = Client()
    chen.post(f"{HOME}/account/login/", {"login": "chen", "password": make.PASSWORD})

    done = chen.post(f"{HOME}/matters/{matter.id}/assign", {"choice": "public/street_light", **sent})
    assert (done.status_code == 302) == is_done
    assert deeds.row_of(matter).published_at is None
    assert (deeds.row_of(matter).state is State.ASSIGNED) == is_done


@pytest.mark.parametrize("verb", ["refuse", "guide"])
def test_what_no_unit_takes_up_is_public_no_longer(people: Cast, verb: str) -> None:
    matter = make.a_matter(now=datetime.now(UTC))
    now = deeds.walk(matter, people, "assign publish return", datetime.now(UTC))
    assert deeds.row_of(matter).published_at is not None, "while another unit is found it stays"
    deeds.do(verb, matter, people, now)

    assert deeds.row_of(matter).published_at is None


def typed(text: str, **more: str) -> str:
    return Client().post(f"{HOME}/file/nearby", {"text": text, **more}).content.decode()


def test_who_types_the_same_is_shown_it_with_a_way_to_join(lamp: Matter, people: Cast) -> None:
    now = datetime.now(UTC)
    for title in ("路灯不亮", "路灯坏了"):
        other = make.a_matter(now=now)
        deeds.do("assign", other, people, now, item_code="street_light", title=title, summary="滨江花园")

    shown = typed("3号门路灯坏了，晚上一片黑", town="500116001")
    assert "附近有人报过" in shown
    assert shown.count("#me-too") == 2, "two, so that the form stays in sight"


@pytest.mark.parametrize(
    ("text", "town"),
    [("", "500116001"), ("楼上邻居半夜装修", "500116001"), ("路灯坏了", "500116002"), ("路灯坏了", "x" * 50)],
)
def test_nothing_is_shown_for_other_words_and_other_places(lamp: Matter, text: str, town: str) -> None:
    assert "附近有人报过" not in typed(text, town=town)


def test_neither_private_words_nor_closed_or_hidden_matters_are_found(lamp: Matter, people: Cast) -> None:
    hidden = make.a_matter(now=datetime.now(UTC), text="王某某家的路灯坏了")
    deeds.walk(hidden, people, "assign", datetime.now(UTC))
    assert "王某某" not in typed("王某某家的路灯坏了", town="500116001")
    deeds.do("hide", lamp, people, datetime.now(UTC))

    assert "附近有人报过" not in typed("路灯坏了", town="500116001")


def test_the_filing_form_asks_for_it(people: Cast) -> None:
    assert f'hx-post="{HOME}/file/nearby"' in Client().get(f"{HOME}/file").content.decode()


def test_the_journal_names_no_number(lamp: Matter) -> None:
    me_too(Client(), lamp, "13800138000")
    journal.number()

    assert "13800138000" not in str([step.outcome for step in queries.story(lamp.id)])
