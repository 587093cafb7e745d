"""What follows when a matter is given to a body: J1's three classes and their levels."""

from datetime import date, datetime

import pytest

from tests.rules.packs import PACK
from yuanba.rules.core.state import State
from yuanba.rules.matters import orders, triage
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.triage import (
    AlreadyObjected,
    NotOnTheSpot,
    NotWhereItWas,
    SameMatter,
    TooLateToObject,
    UnknownClass,
    UnknownGuidance,
    UnknownItem,
    UnknownRefusal,
)
from yuanba.rules.pack import Level
from yuanba.rules.pack.danger import Alarm
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.time.calendar import HERE
from yuanba.rules.time.deadline import Term, TermUnit

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
    # Accepted within eight working hours: seven of Monday, one of Tuesday.
    assert given.until_at == datetime(2026, 3, 3, 10, tzinfo=HERE)
    assert given.due
    assert (given.due.at, given.due.on) == (given.due_at, given.due_on)
    assert given.because[:3] == (PACK.name, f"classes.{class_code}", "grounds.J1")


def test_a_class_may_have_its_own_time_to_accept() -> None:
    hours = Term(amount=24, unit=TermUnit.URGENT_HOURS)
    public = PACK.classes["public"].model_copy(update={"accept": hours})
    pack = PACK.model_copy(update={"classes": {**PACK.classes, "public": public}})
    given = triage.assign(State.FILED, "public", pack=pack, at=MONDAY)
    assert given.until_at == datetime(2026, 3, 3, 9, tzinfo=HERE)
    other = triage.assign(State.FILED, "home", pack=pack, at=MONDAY)
    assert other.until_at == datetime(2026, 3, 3, 10, tzinfo=HERE)
    alarm = Alarm(
        triage=Term(amount=2, unit=TermUnit.URGENT_HOURS),
        accept=Term(amount=1, unit=TermUnit.URGENT_HOURS),
        answer=Term(amount=9, unit=TermUnit.URGENT_HOURS),
        escalations=PACK.escalations,
    )
    hurried = pack.model_copy(update={"alarm": alarm}).in_danger
    assert triage.assign(State.FILED, "public", pack=hurried, at=MONDAY).until_at == datetime(
        2026, 3, 2, 10, tzinfo=HERE
    )


def test_an_item_names_its_own_office_and_term() -> None:
    given = triage.assign(State.FILED, "public", "street_light", pack=PACK, at=MONDAY)
    assert given.body == "planning"
    assert given.lead == "subdistrict_party"
    assert given.due_on == date(2026, 3, 5)
    assert given.due_at == datetime(2026, 3, 5, 18, tzinfo=HERE)
    assert given.because == (
        PACK.name,
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
    back = orders.give_back(first.state, reason="不属于本办职责")
    again = triage.assign(back.state, "public", "park", pack=PACK, at=THURSDAY, since_at=first.since_at)
    assert again.due_at == first.due_at
    moved = triage.reassign(
        again.state,
        "public",
        "street_light",
        pack=PACK,
        since_at=again.since_at,
        at=THURSDAY,
        reason="是路灯的事",
    )
    assert moved.state is State.ASSIGNED
    assert moved.due_on == date(2026, 3, 5)


def test_a_reopened_matter_gets_a_new_term() -> None:
    answered = orders.answer(State.ASSIGNED, words="已经换了灯泡。", pack=PACK, at=THURSDAY)
    again = triage.reopen(answered.state, "public", "street_light", pack=PACK, at=THURSDAY, reason="还是不亮")
    assert (again.state, again.due_on) == (State.ASSIGNED, date(2026, 3, 10))


def test_a_matter_that_came_back_keeps_the_term_of_a_rework_when_it_is_passed_on() -> None:
    again = triage.assign(State.FILED, "home", pack=PACK, at=THURSDAY, since_at=MONDAY, reworks=1)
    assert (again.due_on, again.reworks) == (date(2026, 3, 5), 1)
    moved = triage.reassign(
        State.ASSIGNED, "common", pack=PACK, since_at=MONDAY, at=THURSDAY, reworks=2, reason="是小区的事"
    )
    assert (moved.due_on, moved.reworks, moved.is_supervised) == (date(2026, 3, 9), 2, True)


def test_what_comes_in_is_triaged_within_a_day() -> None:
    filed = triage.file(pack=PACK, at=datetime(2026, 2, 13, 22, tzinfo=HERE))
    # Friday night; the make-up Saturday gives seven hours, Tuesday the 24th the eighth.
    assert (filed.state, filed.until_at) == (State.FILED, datetime(2026, 2, 24, 10, tzinfo=HERE))
    assert filed.because[:2] == (PACK.name, "term.8.working_hours")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("三楼着火了", ("fire",)),
        ("屋里冒烟，有人晕倒", ("fire", "illness")),
        ("路灯不亮", ()),
    ],
)
def test_danger_is_read_before_anything_else(words: str, found: tuple[str, ...]) -> None:
    assert triage.dangers(words, pack=PACK) == found


def test_a_small_thing_is_settled_on_the_spot_and_checked_all_the_same() -> None:
    settled = triage.settle(State.FILED, "home", "neighbour_noise", words="当场劝好。", pack=PACK, at=MONDAY)
    assert (settled.state, settled.body) == (State.ANSWERED, "grid_party")
    assert settled.until_at == datetime(2026, 3, 4, 18, tzinfo=HERE)
    with pytest.raises(NotOnTheSpot) as refusal:
        triage.settle(State.FILED, "public", words="当场修好。", pack=PACK, at=MONDAY)
    assert refusal.value.arguments == {"matter_class": "public"}
    with pytest.raises(UnknownClass):
        triage.settle(State.FILED, "gossip", words="当场修好。", pack=PACK, at=MONDAY)


def test_a_private_matter_is_guided_to_who_can_help() -> None:
    guided = triage.guide(State.FILED, "mediation", pack=PACK, words="可以找金牌调解员。")
    assert guided.state is State.GUIDED
    assert guided.because == (PACK.name, "guidances.mediation", "grounds.elsewhere_11")
    with pytest.raises(UnknownGuidance):
        triage.guide(State.FILED, "magic", pack=PACK, words="x")


def test_two_reports_of_one_thing_become_one_and_two_again() -> None:
    assert triage.merge(State.ACCEPTED, is_same=False, into=State.ASSIGNED).state is State.MERGED
    assert triage.merge(State.FILED, is_same=False, into=State.NOTICED).state is State.MERGED
    assert triage.unmerge(State.MERGED, before=State.ACCEPTED, reason="不是同一盏").state is State.ACCEPTED
    with pytest.raises(SameMatter):
        triage.merge(State.FILED, is_same=True, into=State.FILED)
    with pytest.raises(WrongState) as refusal:
        triage.merge(State.FILED, is_same=False, into=State.CLOSED)
    assert refusal.value.arguments == {"state": "closed", "verb": "matter.merge"}
    with pytest.raises(NotWhereItWas):
        triage.unmerge(State.MERGED, before=None, reason="不是同一盏")
    with pytest.raises(WrongState):
        triage.unmerge(State.MERGED, before=State.CLOSED, reason="不是同一盏")


def test_taking_it_back_needs_no_reason() -> None:
    assert triage.withdraw(State.HELD).state is State.WITHDRAWN
    with pytest.raises(WrongState):
        triage.withdraw(State.ANSWERED)


REFUSED_AT = datetime(2026, 3, 2, 11, tzinfo=HERE)


def object_to(at: datetime, *, state: State = State.REFUSED, objections: int = 0) -> triage.Outcome:
    return triage.object_to(
        state, reason="是公共路灯", ended_at=REFUSED_AT, objections=objections, pack=PACK, at=at
    )


def test_an_objection_brings_it_back_once_within_the_window() -> None:
    # Ten days from 2 March: the 12th, a Thursday, when offices close.
    last = datetime(2026, 3, 12, 18, tzinfo=HERE)
    again = object_to(last)
    assert (again.state, again.until_at) == (State.FILED, datetime(2026, 3, 16, 10, tzinfo=HERE))
    assert object_to(last, state=State.GUIDED).state is State.FILED
    with pytest.raises(TooLateToObject) as refusal:
        object_to(datetime(2026, 3, 12, 18, 1, tzinfo=HERE))
    assert refusal.value.arguments == {"until": "2026-03-12"}
    with pytest.raises(AlreadyObjected):
        object_to(THURSDAY, objections=1)
    with pytest.raises(WrongState):
        object_to(THURSDAY, state=State.WITHDRAWN)


def test_the_wrong_reporter_is_corrected_wherever_it_stands() -> None:
    assert triage.correct_reporter(State.CLOSED, reason="是王家报的").state is State.CLOSED


def test_a_refusal_cites_its_ground() -> None:
    refused = triage.refuse(State.FILED, "market", pack=PACK, reason="二手房买卖")
    assert refused.state is State.REFUSED
    assert refused.because == (PACK.name, "refusals.market", "grounds.elsewhere_11")
    assumed = triage.refuse(State.FILED, "odd", pack=PACK, reason="理由")
    assert assumed.because == (PACK.name, "refusals.odd")


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
        orders.give_back(State.ASSIGNED, reason=empty)
    with pytest.raises(ReasonMissing):
        triage.reassign(State.ASSIGNED, "home", pack=PACK, since_at=MONDAY, at=MONDAY, reason=empty)
    with pytest.raises(ReasonMissing):
        triage.guide(State.FILED, "mediation", pack=PACK, words=empty)
    with pytest.raises(ReasonMissing):
        triage.settle(State.FILED, "home", words=empty, pack=PACK, at=MONDAY)
    with pytest.raises(ReasonMissing):
        triage.unmerge(State.MERGED, before=State.FILED, reason=empty)
    with pytest.raises(ReasonMissing):
        triage.object_to(State.REFUSED, reason=empty, ended_at=MONDAY, objections=0, pack=PACK, at=MONDAY)
    with pytest.raises(ReasonMissing):
        triage.correct_reporter(State.FILED, reason=empty)
    with pytest.raises(ReasonMissing):
        triage.reopen(State.ANSWERED, "home", pack=PACK, at=MONDAY, reason=empty)


def test_twice_is_once_too_often() -> None:
    first = triage.assign(State.FILED, "home", pack=PACK, at=MONDAY)
    with pytest.raises(WrongState):
        triage.assign(first.state, "home", pack=PACK, at=MONDAY)
