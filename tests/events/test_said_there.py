"""Where events usually are is offered to who plans the next; what is said there is filed from there."""

from __future__ import annotations

from datetime import datetime

from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.deliberation.evenings import called
from yuanba.deliberation import services as councils
from yuanba.events import queries, services
from yuanba.rules.core.actor import Actor, ActorKind

BASE = "/d/jiangjin"
PATH = "/500116/500116001/500116001006/500116001006001/"


def signed_in(login: str) -> Client:
    client = Client()
    client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    return client


def test_the_usual_places_are_offered_and_any_other_is_taken(wu: Actor, morning: datetime) -> None:
    desk = signed_in("wu")
    assert "<datalist" not in desk.get(f"{BASE}/desk/events/new").content.decode()
    for number, place in enumerate(("老槐树下", "党群服务中心", "老槐树下")):
        make.an_event(actor=wu, now=morning, title=f"第{number}场", place=place)
    assert queries.places_used([PATH]) == ["老槐树下", "党群服务中心"], "each once, the last planned first"
    assert queries.places_used(["/500116/"]) == []
    page = desk.get(f"{BASE}/desk/events/new").content.decode()
    assert '<datalist id="id_place-offers"><option value="老槐树下"></option>' in page
    assert 'list="id_place-offers"' in page


def test_a_place_is_text_and_no_markup(wu: Actor, morning: datetime) -> None:
    make.an_event(actor=wu, now=morning, place='"><script>x</script>')
    page = signed_in("wu").get(f"{BASE}/desk/events/new").content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_council_meets_where_it_met(wu: Actor, people: Cast, morning: datetime) -> None:
    guo = make.staff("guo", "community_secretary", name="郭秀兰", unit="tongtaimen", now=morning)
    council = councils.set_up(actor=guo, kind="community", area_code=cast.TONGTAIMEN, now=morning)
    desk, address = signed_in("guo"), f"{BASE}/desk/councils/{council}/call"
    form = desk.get(address).context["form"]
    assert form["place"].value() == ""
    called(council, guo, morning)
    form = desk.get(address).context["form"]
    assert form["place"].value() == "社区会议室"
    assert form.fields["place"].widget.offers[0] == "社区会议室"


def test_what_is_said_there_is_filed_for_that_place(wu: Actor, people: Cast, morning: datetime) -> None:
    event_id = make.an_event(actor=wu, now=morning)
    assert f"/file?event={event_id}" in Client().get(f"{BASE}/events/{event_id}").content.decode()
    assert f"/file?event={event_id}" in signed_in("wu").get(f"{BASE}/desk/events/{event_id}").content.decode()
    for client in (Client(), signed_in("wu")):
        form = client.get(f"{BASE}/file?event={event_id}").context["form"]
        where = [form[name].value() for name in ("town", "area", "grid")]
        assert where == PATH.strip("/").split("/")[1:]
    for wrong in ("", "999999", "x", "٣", "9" * 30):
        form = Client().get(f"{BASE}/file?event={wrong}").context["form"]
        assert not form["town"].value(), wrong
    services.cancel(actor=wu, event_id=event_id, reason="停水", now=morning)
    assert "/file?event=" not in Client().get(f"{BASE}/events/{event_id}").content.decode()


def test_staff_file_for_their_own_place_within_that_of_the_event(wu: Actor, morning: datetime) -> None:
    event_id = make.an_event(actor=Actor(kind=ActorKind.SYSTEM), now=morning, area_path="/500116/500116001/")
    desk, stranger = signed_in("wu"), Client()
    for client, area in ((desk, cast.TONGTAIMEN), (stranger, "")):
        form = client.get(f"{BASE}/file?event={event_id}").context["form"]
        assert (form["town"].value(), form["area"].value() or "") == ("500116001", area)
