"""notice.announce: a clerk publishes a water cut; those who live there see it first, until it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests import cast, make
from tests.cast import Cast
from tests.rules.test_pack import changed
from yuanba.journal import queries as journal
from yuanba.notices import services
from yuanba.notices.queries import bulletins as queries
from yuanba.notices.services.announcing import AlreadyAnnounced
from yuanba.notices.services.posting import NotUp
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.notices import bulletins
from yuanba.rules.notices.bulletins import EndsTooEarly, LastsTooLong, NoSuchKind
from yuanba.rules.pack.bulletins import BulletinKind

BASE = "/d/jiangjin"


@pytest.fixture
def wu(people: Cast, morning: datetime) -> Actor:
    """吴, who works at the counter of Tongtaimen."""
    return make.staff("wu", "clerk", area=cast.TONGTAIMEN, now=morning)


def test_it_concerns_the_place_and_whoever_chose_more_or_less_of_it(wu: Actor, morning: datetime) -> None:
    services.announce(**make.a_water_cut(actor=wu, now=morning))

    def seen(path: str, at: datetime = morning) -> list[str]:
        return [one.kind for one in queries.bulletins_of([path], at)]

    community = cast.GRID_PATH.removesuffix(f"{cast.FIRST_GRID}/")
    assert seen(cast.GRID_PATH) == seen(community) == ["water_cut"]
    assert seen(f"{community}{cast.SECOND_GRID}/") == []
    assert queries.bulletins_of([], morning) == queries.bulletins_of([""], morning) == []
    assert seen(cast.GRID_PATH, morning + timedelta(hours=4)) == [], "it ends by itself"
    services.announce(**make.a_water_cut(actor=wu, now=morning, area_code=cast.TONGTAIMEN))
    assert seen(f"{community}{cast.SECOND_GRID}/") == ["water_cut"], "what concerns all concerns each part"


def test_only_who_works_there_publishes_and_the_same_only_once(
    wu: Actor, people: Cast, morning: datetime
) -> None:
    for actor in (people.li, people.sun, people.zhou):
        with pytest.raises(NotAllowed):
            services.announce(**make.a_water_cut(actor=actor, now=morning))
    with pytest.raises(NotAllowed):
        services.announce(**make.a_water_cut(actor=wu, now=morning, area_code=cast.DEGAN))
    made = services.announce(**make.a_water_cut(actor=wu, now=morning))
    with pytest.raises(AlreadyAnnounced):
        services.announce(**make.a_water_cut(actor=wu, now=morning))
    entry = journal.story("bulletin", str(made))[0]
    assert (entry.verb, entry.outcome["kind"], entry.words) == ("notice.announce", "water_cut", "3栋\n请存水")


def test_what_was_taken_back_is_gone_and_may_be_published_anew(
    wu: Actor, people: Cast, morning: datetime
) -> None:
    """notice.retract: nobody sees it any more, and what was wrong may be published right."""
    made = services.announce(**make.a_water_cut(actor=wu, now=morning))
    with pytest.raises(NotAllowed):
        services.retract(actor=people.zhou, bulletin_id=made, now=morning)

    services.retract(actor=wu, bulletin_id=made, now=morning)

    assert queries.bulletins_everywhere(morning) == []
    with pytest.raises(NotUp):
        services.retract(actor=wu, bulletin_id=made, now=morning)
    assert services.announce(**make.a_water_cut(actor=wu, now=morning)) != made


KIND = BulletinKind.model_validate(
    {"title": {"zh": "停水"}, "hours": 8, "to_do": {"zh": "请存水"}, "assumed": "测试"}
)
hours = st.integers(-2000, 2000)


@given(hours, hours)
def test_how_long_one_may_hang(begins: int, ends: int) -> None:
    at = datetime.fromisoformat("2026-03-02T09:00:00+08:00")
    pack = changed(bulletins={"water_cut": KIND})
    from_at, until_at = at + timedelta(hours=begins), at + timedelta(hours=ends)
    try:
        because = bulletins.announce("water_cut", from_at=from_at, until_at=until_at, pack=pack, at=at)
    except EndsTooEarly:
        assert ends <= begins or ends <= 0
    except LastsTooLong:
        assert ends - begins > 31 * 24
    else:
        assert because[1] == "bulletins.water_cut"
        assert ends > 0
        assert 0 < ends - begins <= 31 * 24
    with pytest.raises(NoSuchKind):
        bulletins.announce("flood", from_at=from_at, until_at=until_at, pack=pack, at=at)


def test_the_form_is_filled_in_and_the_front_page_shows_it_first(wu: Actor, morning: datetime) -> None:
    desk = Client()
    desk.post(f"{BASE}/account/login/", {"login": "wu", "password": make.PASSWORD})
    assert "停水" in desk.get(f"{BASE}/desk/bulletins").content.decode()
    address = f"{BASE}/desk/bulletins/new/water_cut"
    form = desk.get(address).context["form"]
    assert form["until_at"].value() - form["from_at"].value() == timedelta(hours=8)
    typed = (
        {box.name: box.value() or "" for box in form}
        | {"from_at": "2199-03-02T10:00", "until_at": "2199-03-02T18:00"}
        | {"call_name": "吴", "call_number": "023-47520003"}
    )
    assert desk.post(address, {**typed, "until_at": "2199-03-02T09:30"}).status_code == 409
    assert desk.post(address, {**typed, "call_number": "社区"}).status_code == 422

    made = desk.post(address, typed)

    assert made.status_code == 302
    resident = Client()
    assert "请提前存一点水" not in resident.get(f"{BASE}/").content.decode()
    resident.post(f"{BASE}/bulletins/place", {"area": cast.TONGTAIMEN})
    front = resident.get(f"{BASE}/").content.decode()
    assert front.index("请提前存一点水") < front.index("yb-doors")
    assert 'href="tel:023-47520003"' in front
    resident.post(f"{BASE}/bulletins/place", {"area": cast.DEGAN})
    assert "请提前存一点水" not in resident.get(f"{BASE}/").content.decode()
    again = desk.get(f"{BASE}/desk/bulletins/new/power_cut").context["form"]
    assert again["call_number"].value() == "023-47520003", "whom to call is mostly the same"


def test_the_sheet_for_the_door_is_one_page(wu: Actor, morning: datetime) -> None:
    made = services.announce(
        **make.a_water_cut(actor=wu, now=morning, to_do="请提前存水。" * 80, place="3栋" * 60)
    )
    paper = PdfReader(BytesIO(Client().get(f"{BASE}/bulletins/{made}.pdf").content))
    (sheet,) = paper.pages
    words = sheet.extract_text().replace("\n", "")
    for said in ("停水", "3栋", "2026年3月2日 10:00", "023-47520003"):
        assert said in words
    assert Client().get(f"{BASE}/bulletins/999.pdf").status_code == 404


def test_a_place_that_nobody_knows_is_no_place(people: Cast) -> None:
    for place in ("999", "²", "<script>", "1" * 300):
        client = Client()
        client.cookies["place"] = place
        assert client.get(f"{BASE}/").status_code == 200
        assert client.post(f"{BASE}/bulletins/place", {"area": place}).status_code == 302
