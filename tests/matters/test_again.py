"""又坏了: a closed matter is reported anew; the two stay linked, and the triager sees what it was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries
from yuanba.matters.services.again import NotClosedYet
from yuanba.matters.services.triage import SUGGESTER, suggest
from yuanba.residents.views import proof
from yuanba.rules.core.state import State

HOME = "/d/jiangjin"
CLOSED = "assign accept answer check invite close"


@pytest.fixture
def closed(people: Cast, morning: datetime) -> Matter:
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, CLOSED, morning)
    return matter


def proven(client: Client, matter: Matter) -> None:
    """What typing number and query code leaves in a browser."""
    sent = {"receipt": matter.receipt, "code": matter.code}
    assert client.post(f"{HOME}/track", sent).status_code == 302
    assert proof.MINE in client.cookies


def file_again(client: Client, matter: Matter) -> str:
    sent = {"text": "路灯又不亮了", "again": matter.token, "key": "k" * 20}
    answer = client.post(f"{HOME}/file", sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).rsplit("/", 1)[-1]


def test_the_closed_matters_page_offers_it_and_the_form_is_filled_in(closed: Matter, client: Client) -> None:
    page = client.get(f"{HOME}/m/{closed.token}").content.decode()
    assert f"/file?again={closed.token}" in page

    form = client.get(f"{HOME}/file?again={closed.token}").content.decode()
    assert 'value="滨江花园1栋"' in form
    assert '<option value="500116001" selected' in " ".join(form.split())
    assert make_spaced(closed.receipt) in form


def make_spaced(receipt: str) -> str:
    return " ".join(receipt[at : at + 4] for at in range(0, 12, 4))


@pytest.mark.parametrize("item", ["", "corridor"])
def test_both_pages_show_the_other_and_the_old_class_is_suggested(
    people: Cast, client: Client, morning: datetime, item: str
) -> None:
    closed = make.a_matter(now=morning)
    deeds.do("settle", closed, people, morning, item_code=item)
    deeds.walk(closed, people, "check close", morning)
    proven(client, closed)
    token = file_again(client, closed)
    new = queries.matter_by_token(token)

    assert new.again_of_id == closed.id
    assert new.suggestion == {
        "options": [
            {
                "class": "home",
                "item": item,
                "weight": 1000,
                "reasons": [["again", closed.receipt]],
            }
        ]
    }
    assert suggest(actor=SUGGESTER, matter_ids=[new.id], now=morning) == 0, "the reader does not overwrite it"
    for page, other in ((closed.token, token), (token, closed.token)):
        assert f"{HOME}/m/{other}" in client.get(f"{HOME}/m/{page}").content.decode()
    assert queries.story(new.id)[0].outcome["again_of"] == closed.receipt


def test_who_only_holds_the_paper_sees_that_there_is_another_and_no_way_to_it(
    closed: Matter, client: Client
) -> None:
    proven(client, closed)
    token = file_again(client, closed)

    page = Client().get(f"{HOME}/m/{closed.token}").content.decode()
    assert make_spaced(queries.matter_by_token(token).receipt) in page
    assert token not in page


def test_staff_see_it_on_both_pages(closed: Matter, people: Cast, client: Client) -> None:
    token = file_again(client, closed)
    new = queries.matter_by_token(token)
    desk = Client()
    desk.post(f"{HOME}/account/login/", {"login": "chen", "password": make.PASSWORD})

    assert f"/matters/{new.id}" in desk.get(f"{HOME}/matters/{closed.id}").content.decode()
    page = desk.get(f"{HOME}/matters/{new.id}").content.decode()
    assert f"/matters/{closed.id}" in page
    assert "又坏了，上一件是" in page


@pytest.mark.parametrize("verbs", ["", "assign", "assign accept answer", "assign accept answer check"])
def test_only_what_is_closed_is_broken_again(
    people: Cast, client: Client, morning: datetime, verbs: str
) -> None:
    matter = make.a_matter(now=morning)
    deeds.walk(matter, people, verbs, morning)

    with pytest.raises(NotClosedYet):
        make.a_matter(now=morning + timedelta(hours=1), again=matter.token)
    assert "again=" not in client.get(f"{HOME}/m/{matter.token}").content.decode()
    assert deeds.row_of(matter).state is not State.CLOSED


def test_a_token_of_nothing_is_not_found(people: Cast, morning: datetime) -> None:
    with pytest.raises(queries.MatterNotFound):
        make.a_matter(now=morning, again="x" * 24)
