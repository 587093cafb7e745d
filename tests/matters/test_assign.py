"""matter.assign: the matter goes to the body that its class or item names, and the clock starts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import queries, services
from yuanba.matters.models import Order
from yuanba.matters.queries import routing
from yuanba.matters.queries.routing import PlaceNeeded
from yuanba.matters.services.filing import UnknownFilingArea
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.triage import UnknownClass, UnknownItem
from yuanba.rules.time.calendar import day


@pytest.fixture
def filed(people: Cast, morning: datetime) -> Matter:
    """A broken street light in the first grid."""
    return make.a_matter(now=morning)


def assign(matter: Matter, actor: Actor, now: datetime, class_code: str = "public", **more: str) -> None:
    services.assign(actor=actor, matter_id=matter.id, class_code=class_code, now=now, **more)


def test_the_class_names_the_unit_and_the_term(filed: Matter, people: Cast, morning: datetime) -> None:
    assign(filed, people.chen, morning)

    row = deeds.row_of(filed)
    assert (row.state, row.class_code, row.item_code, row.unit) == (State.ASSIGNED, "public", "", "jijiang")
    # 15 working days after Monday, 2 March 2026: Monday, 23 March, when offices close
    assert row.due_at
    assert day(row.due_at).isoformat() == "2026-03-23"
    order = Order.objects.get(matter_id=filed.id)
    assert (order.unit, order.sent_at, order.due_at, order.ended_at) == ("jijiang", morning, row.due_at, None)
    step = deeds.last(filed)
    assert (step.verb, step.actor_key) == ("matter.assign", people.chen.key)
    assert step.outcome["due_on"] == "2026-03-23"
    assert (step.outcome["body"], step.outcome["unit"]) == ("subdistrict_party", "jijiang")
    assert step.because[:3] == ("jiangjin@2025-01-01", "classes.public", "grounds.J1")
    assert "calendar.2026" in step.because
    assert not row.is_provisional


def test_the_item_names_another_unit_and_a_shorter_term(
    filed: Matter, people: Cast, morning: datetime
) -> None:
    assign(filed, people.chen, morning, item_code="street_light")

    row = deeds.row_of(filed)
    assert (row.unit, row.item_code) == ("jijiang-planning", "street_light")
    assert row.due_at
    assert day(row.due_at).isoformat() == "2026-03-05"
    assert "items.street_light" in deeds.last(filed).because


@pytest.mark.parametrize(
    ("class_code", "unit"), [("public", "jijiang"), ("common", "tongtaimen"), ("home", "grid-1")]
)
def test_each_class_at_its_level(
    filed: Matter, people: Cast, morning: datetime, class_code: str, unit: str
) -> None:
    assign(filed, people.chen, morning, class_code)

    assert deeds.row_of(filed).unit == unit


def test_a_body_without_a_unit_falls_to_the_lead(filed: Matter, people: Cast, morning: datetime) -> None:
    assign(filed, people.chen, morning, item_code="gas_supply")  # nobody is "emergency" here

    assert deeds.row_of(filed).unit == "jijiang"


def test_where_nobody_is_the_lead_the_next_lead_above_answers(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, area_code=cast.DEGAN)

    assign(matter, people.chen, morning, "home")  # Degan has no grid party branch and no community's

    assert deeds.row_of(matter).unit == "degan"
    assert deeds.last(matter).outcome["unit"] == "degan"


def test_where_nobody_said_where_it_lies_it_is_asked_for(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, area_code="")

    with pytest.raises(PlaceNeeded):
        assign(matter, people.chen, morning, "home")  # nobody knows yet in which subdistrict it lies

    assert deeds.row_of(matter).state is State.FILED
    assert not Order.objects.filter(matter_id=matter.id).exists()
    assert deeds.story(matter) == ["file"]


def test_the_triager_says_where_it_lies(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, area_code="")

    assign(matter, people.chen, morning, area_code=cast.SECOND_GRID)

    row = deeds.row_of(matter)
    assert row.area_path == f"{cast.COMMUNITY_PATH}{cast.SECOND_GRID}/"
    assert deeds.last(matter).outcome["area"] == cast.SECOND_GRID


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"class_code": "weather"}, UnknownClass),
        ({"item_code": "weather"}, UnknownItem),
        ({"class_code": "home", "item_code": "street_light"}, UnknownItem),
        ({"area_code": "500999"}, UnknownFilingArea),
    ],
)
def test_what_the_pack_or_the_tree_does_not_know(
    filed: Matter, people: Cast, morning: datetime, fields: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        assign(filed, people.chen, morning, **fields)

    assert deeds.story(filed) == ["file"]
    assert deeds.row_of(filed).class_code == ""


@pytest.mark.parametrize("name", ["li", "wang", "zhou", "sun"])
def test_not_by_who_does_not_triage(filed: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        assign(filed, getattr(people, name), morning)

    assert deeds.row_of(filed).state is State.FILED


def test_not_by_the_triager_of_another_subdistrict(filed: Matter, morning: datetime) -> None:
    elsewhere = make.staff("luo", "triager", unit="degan", area=cast.DEGAN, now=morning)

    with pytest.raises(NotAllowed):
        assign(filed, elsewhere, morning)


def test_a_code_that_begins_alike_is_another_area(people: Cast, morning: datetime) -> None:
    """`/500116001/` covers `500116001006`, by the tree and not by its first digits."""
    of_nanmen = make.staff("luo", "triager", area=cast.NANMEN, now=morning)
    matter = make.a_matter(now=morning, area_code=cast.TONGTAIMEN)

    with pytest.raises(NotAllowed):
        assign(matter, of_nanmen, morning)
    assign(make.a_matter(now=morning, area_code=cast.NANMEN), of_nanmen, morning)


def test_not_twice(filed: Matter, people: Cast, morning: datetime) -> None:
    assign(filed, people.chen, morning)

    with pytest.raises(WrongState):
        assign(filed, people.chen, morning + timedelta(minutes=1), "home")

    assert deeds.row_of(filed).class_code == "public"
    assert Order.objects.filter(matter_id=filed.id).count() == 1


def test_the_pack_of_the_filing_day_binds(filed: Matter, people: Cast, morning: datetime) -> None:
    assign(filed, people.chen, morning)

    assert deeds.last(filed).outcome["pack"] == store.in_force(on=morning.date()).digest
    assert deeds.row_of(filed).pack_digest == deeds.last(filed).outcome["pack"]


def test_the_button_names_the_unit_that_would_really_get_it(people: Cast, morning: datetime) -> None:
    """Where no unit here is the body whose duty it is, its class's lead takes it, and the button says so."""
    matter = make.a_matter(now=morning, actor=people.li)
    pack = queries.rules_for(deeds.row_of(matter))
    item = next(code for code, row in pack.items.items() if row.body == "livelihood")

    lamp = routing.destination(deeds.row_of(matter), "public", "street_light", morning)
    other = routing.destination(deeds.row_of(matter), pack.items[item].class_code, item, morning)

    assert lamp
    assert other
    assert (lamp.unit, lamp.instead_of) == (
        "几江街道党工委",
        pack.bodies["enforcement"].title,
    ) or not lamp.instead_of
    assert (other.unit, other.instead_of) == ("几江街道党工委", pack.bodies["livelihood"].title)


def test_the_button_of_an_unplaced_matter_names_the_body(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li, area_code="")
    assert routing.destination(deeds.row_of(matter), "public", "street_light", morning) is None
