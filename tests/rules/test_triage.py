"""What follows when a matter is given to a body: J1's three classes and their levels."""

from datetime import date, datetime

import pytest

from tests.rules.packs import PACK
from yuanba.rules import triage
from yuanba.rules.calendar import HERE
from yuanba.rules.matter import State, WrongState
from yuanba.rules.pack import Level
from yuanba.rules.triage import (
    ReasonMissing,
    UnknownClass,
    UnknownItem,
    UnknownRefusal,
)

MONDAY = datetime(2026, 3, 2, 9, tzinfo=HERE)
THURSDAY = datetime(2026, 3, 5, 9, tzinfo=HERE)


@pytest.mark.parametrize(
    ("class_code", "body", "level", "due_on"),
    [
        ("public", "subdistrict_party", Level.SUBDISTRICT, date(2026, 3, 23)),
        ("common", "community_party", Level.COMMUNITY, date(2026, 3, 16)),
        ("home", "grid_party", Level.GRID, date(2026, 3, 9)),
    ],
)
def test_each_class_goes_to_the_party_organisation_of_its_level(
    class_code: str, body: str, level: Level, due_on: date
) -> None:
    given = triage.assign(State.FILED, class_code, pack=PACK, at=MONDAY)
    assert (given.state, given.body, given.level, given.due_on) == (State.ASSIGNED, body, level, due_on)
    assert (given.lead, given.lead_level) == (body, level)
    assert given.because[:3] == ("jiangjin@2025-01-01", f"classes.{class_code}", "grounds.J1")


def test_an_item_names_its_own_office_and_term() -> None:
    given = triage.assign(State.FILED, "public", "street_light", pack=PACK, at=MONDAY)
    assert given.body == "planning"
    assert given.lead == "subdistrict_party"
    assert given.due_on == date(2026, 3, 5)
    assert given.due_at == datetime(2026, 3, 5, 18, tzinfo=HERE)
    assert given.because == (
        "jiangjin@2025-01-01",
        "classes.public",
        "grounds.J1",
        "items.street_light",
        "bodies.planning",
        "term.3.working_days",
        "grounds.civil_code_201",
        "calendar.2026",
        "grounds.civil_code_203",
    )


def test_an_item_without_its_own_follows_its_class() -> None:
    given = triage.assign(State.FILED, "public", "park", pack=PACK, at=MONDAY)
    assert (given.body, given.due_on) == ("subdistrict_party", date(2026, 3, 23))


def test_being_passed_around_buys_nobody_time() -> None:
    first = triage.assign(State.FILED, "public", "park", pack=PACK, at=MONDAY)
    back = triage.give_back(first.state, reason="不属于本办职责")
    again = triage.assign(back.state, "public", "park", pack=PACK, at=THURSDAY, since_at=first.since_at)
    assert again.due_at == first.due_at
    moved = triage.reassign(
        again.state, "public", "street_light", pack=PACK, since_at=again.since_at, reason="是路灯的事"
    )
    assert moved.state is State.ASSIGNED
    assert moved.due_on == date(2026, 3, 5)


def test_a_reopened_matter_gets_a_new_term() -> None:
    answered = triage.answer(State.ASSIGNED, words="已经换了灯泡。")
    again = triage.reopen(answered.state, "public", "street_light", pack=PACK, at=THURSDAY, reason="还是不亮")
    assert (again.state, again.due_on) == (State.ASSIGNED, date(2026, 3, 10))


def test_accepting_and_confirming_move_on() -> None:
    accepted = triage.accept(State.ASSIGNED)
    assert accepted.because == ("grounds.first_taker",)
    answered = triage.answer(accepted.state, words="修好了。")
    assert triage.confirm(answered.state).state is State.CLOSED


def test_a_refusal_cites_its_ground() -> None:
    refused = triage.refuse(State.FILED, "market", pack=PACK, reason="二手房买卖")
    assert refused.state is State.REFUSED
    assert refused.because == ("jiangjin@2025-01-01", "refusals.market", "grounds.elsewhere_11")
    assumed = triage.refuse(State.FILED, "odd", pack=PACK, reason="理由")
    assert assumed.because == ("jiangjin@2025-01-01", "refusals.odd")


def test_what_the_pack_does_not_know_is_refused() -> None:
    with pytest.raises(UnknownClass):
        triage.assign(State.FILED, "gossip", pack=PACK, at=MONDAY)
    with pytest.raises(UnknownItem):
        triage.assign(State.FILED, "public", "moon", pack=PACK, at=MONDAY)
    with pytest.raises(UnknownItem):
        triage.assign(State.FILED, "home", "street_light", pack=PACK, at=MONDAY)
    with pytest.raises(UnknownRefusal):
        triage.refuse(State.FILED, "mood", pack=PACK, reason="x")


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_nothing_is_sent_back_without_a_reason(empty: str) -> None:
    with pytest.raises(ReasonMissing) as refusal:
        triage.refuse(State.FILED, "market", pack=PACK, reason=empty)
    assert refusal.value.arguments == {"verb": "matter.refuse"}
    with pytest.raises(ReasonMissing):
        triage.give_back(State.ASSIGNED, reason=empty)
    with pytest.raises(ReasonMissing):
        triage.answer(State.ASSIGNED, words=empty)
    with pytest.raises(ReasonMissing):
        triage.reassign(State.ASSIGNED, "home", pack=PACK, since_at=MONDAY, reason=empty)
    with pytest.raises(ReasonMissing):
        triage.reopen(State.ANSWERED, "home", pack=PACK, at=MONDAY, reason=empty)


def test_twice_is_once_too_often() -> None:
    first = triage.assign(State.FILED, "home", pack=PACK, at=MONDAY)
    with pytest.raises(WrongState):
        triage.assign(first.state, "home", pack=PACK, at=MONDAY)
