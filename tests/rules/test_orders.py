"""What units do with orders, and what puts an answer off: told with 周 at the street office."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.rules.packs import PACK, days, hours
from yuanba.rules.core.state import State
from yuanba.rules.matters import orders
from yuanba.rules.matters.clock import Clock, due_of
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.orders import UnitRequest, Wish
from yuanba.rules.pack import Level
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.time.calendar import HERE
from yuanba.rules.time.deadline import ClockPause, Why


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


MONDAY = at("2026-03-02 09:00")
TUESDAY = at("2026-03-03 10:00")
THURSDAY = at("2026-03-05 10:00")
# A home matter of Monday: five working days, so Monday next.
CLOCK = Clock(class_code="home", since_at=MONDAY)


def test_an_answer_waits_for_its_check() -> None:
    outcome = orders.answer(State.ACCEPTED, words="已劝和。", pack=PACK, at=THURSDAY)
    # Two working days: Friday, Monday.
    assert (outcome.state, outcome.until_at) == (State.ANSWERED, at("2026-03-09 18:00"))
    assert outcome.because == (PACK.name,)
    assert orders.answer(State.ASSIGNED, words="当场", pack=PACK, at=THURSDAY).state is State.ANSWERED


def test_accepting_and_returning() -> None:
    assert orders.accept(State.ASSIGNED).because == ("grounds.first_taker",)
    assert orders.accept(State.ASSIGNED).until_at is None
    assert orders.give_back(State.ASSIGNED, reason="不是本办的").state is State.FILED


# --- co-handlers ------------------------------------------------------------------------------------
def split(units: list[str], helping: list[str] | None = None) -> orders.Outcome:
    return orders.split(
        State.ACCEPTED, units, lead_unit="planning", helping=helping or [], words="请协助", pack=PACK
    )


def test_a_lead_asks_others_for_their_part_and_stays_answerable() -> None:
    outcome = split(["safety", "economy"])
    assert outcome.state is State.ACCEPTED
    assert outcome.because == (PACK.name, "grounds.first_taker", "grounds.J1")
    assert outcome.due is None
    assert split(["services"], helping=["safety", "economy"]).state is State.ACCEPTED


def test_more_units_than_the_pack_allows_are_refused() -> None:
    with pytest.raises(orders.TooManyUnits) as refusal:
        split(["a", "b", "c", "d"])
    assert refusal.value.arguments == {"most": 3}
    with pytest.raises(orders.TooManyUnits):
        split(["services", "c"], helping=["safety", "economy"])


@pytest.mark.parametrize(
    ("units", "helping"),
    [([], []), (["a", "a"], []), (["planning"], []), (["a"], ["a"])],
    ids=["nobody", "twice", "itself", "again"],
)
def test_a_lead_asks_neither_itself_nor_anybody_twice(units: list[str], helping: list[str]) -> None:
    with pytest.raises(orders.NoCoUnit):
        split(units, helping)


def test_a_part_is_taken_then_handed_in() -> None:
    assert orders.join(State.ACCEPTED, is_joined=False).state is State.ACCEPTED
    assert orders.contribute(State.WAITING, is_joined=True, words="已查").state is State.WAITING
    assert orders.decline(State.HELD, is_joined=False, reason="无职权").state is State.HELD


def test_a_part_is_not_handed_in_untaken_nor_declined_once_taken() -> None:
    with pytest.raises(orders.NotJoined) as refusal:
        orders.contribute(State.ACCEPTED, is_joined=False, words="已查")
    assert refusal.value.arguments == {"verb": "matter.contribute"}
    with pytest.raises(orders.NotJoined):
        orders.decline(State.ACCEPTED, is_joined=True, reason="无职权")
    with pytest.raises(orders.NotJoined):
        orders.join(State.ACCEPTED, is_joined=True)


# --- the resident is asked --------------------------------------------------------------------------
def test_asking_the_resident_stops_the_clock_until_they_reply() -> None:
    asked = orders.ask(State.ACCEPTED, question="哪一栋？", asked=0, pack=PACK, at=TUESDAY)
    # Five days from Tuesday: Sunday, so Monday.
    assert (asked.state, asked.pause, asked.until_at) == (State.WAITING, Why.ASKED, at("2026-03-09 18:00"))
    waiting = replace(CLOCK, pauses=(ClockPause(from_at=TUESDAY, why=Why.ASKED),))
    replied = orders.reply(State.WAITING, words="三栋", clock=waiting, pack=PACK, at=THURSDAY)
    assert replied.state is State.ACCEPTED
    # 3 and 4 March did not count: 5, 6, 9, 10, 11.
    assert replied.due
    assert replied.due.at == at("2026-03-11 18:00")
    assert "paused.asked" in replied.because


def test_without_a_reply_the_clock_runs_on_all_the_same() -> None:
    waiting = replace(CLOCK, pauses=(ClockPause(from_at=TUESDAY, why=Why.ASKED),))
    resumed = orders.resume(State.WAITING, clock=waiting, pack=PACK, at=at("2026-03-09 18:00"))
    # 3 to 6 March did not count; on the 9th the clock runs when offices close: 9, 10, 11, 12, 13.
    assert resumed.due
    assert (resumed.state, resumed.due.at) == (State.ACCEPTED, at("2026-03-13 18:00"))


def test_a_resident_may_say_more_at_any_time_and_the_clock_minds_only_what_it_waited_for() -> None:
    late = orders.reply(State.ACCEPTED, words="三栋", clock=CLOCK, pack=PACK, at=THURSDAY)
    assert (late.state, late.due) == (State.ACCEPTED, None)
    early = orders.reply(State.FILED, words="补充照片", clock=None, pack=PACK, at=THURSDAY)
    assert (early.state, early.because) == (State.FILED, ())
    with pytest.raises(WrongState):
        orders.reply(State.CLOSED, words="三栋", clock=CLOCK, pack=PACK, at=THURSDAY)


def test_nobody_is_asked_without_end() -> None:
    with pytest.raises(orders.TooOften) as refusal:
        orders.ask(State.ACCEPTED, question="哪一栋？", asked=2, pack=PACK, at=TUESDAY)
    assert refusal.value.arguments == {"verb": "matter.ask", "most": 2}


# --- hold and extend --------------------------------------------------------------------------------
HOLD = UnitRequest(wish=Wish.HOLD, term=days(3))
EXTEND = UnitRequest(wish=Wish.EXTEND, term=days(2))


def ask_extend(**facts: object) -> orders.Outcome:
    usual = {
        "term": days(2),
        "reason": "要等配件",
        "extensions": 0,
        "pending": None,
        "due_at": at("2026-03-09 18:00"),
        "at": THURSDAY,
    }
    return orders.ask_extend(State.ACCEPTED, pack=PACK, **{**usual, **facts})  # type: ignore[arg-type]


def ask_hold(**facts: object) -> orders.Outcome:
    usual = {"term": days(3), "reason": "等检测", "holds": 0, "pending": None}
    return orders.ask_hold(State.ACCEPTED, pack=PACK, **{**usual, **facts})  # type: ignore[arg-type]


def test_a_request_changes_nothing_until_it_is_granted() -> None:
    assert (ask_hold().state, ask_hold().due, ask_hold().pause) == (State.ACCEPTED, None, None)
    assert (ask_extend().state, ask_extend().due) == (State.ACCEPTED, None)


def test_a_hold_granted_stops_the_clock_for_as_long_as_was_asked() -> None:
    held = orders.grant(State.ACCEPTED, HOLD, clock=CLOCK, pack=PACK, at=TUESDAY)
    assert (held.state, held.pause, held.until_at) == (State.HELD, Why.HELD, at("2026-03-06 18:00"))
    on_hold = replace(CLOCK, pauses=(ClockPause(from_at=TUESDAY, why=Why.HELD),))
    resumed = orders.resume(State.HELD, clock=on_hold, pack=PACK, at=at("2026-03-06 18:00"))
    # 3, 4 and 5 March did not count: 6, 9, 10, 11, 12.
    assert resumed.due
    assert (resumed.state, resumed.due.at) == (State.ACCEPTED, at("2026-03-12 18:00"))


def test_an_extension_granted_begins_where_the_time_ends() -> None:
    longer = orders.grant(State.ACCEPTED, EXTEND, clock=CLOCK, pack=PACK, at=THURSDAY)
    assert longer.due
    assert (longer.state, longer.due.at) == (State.ACCEPTED, at("2026-03-11 18:00"))
    assert "extension.2.working_days" in longer.because
    assert "grounds.J1" in longer.because


def test_what_is_denied_changes_nothing() -> None:
    denied = orders.deny(State.ACCEPTED, EXTEND, reason="可以先修一半")
    assert (denied.state, denied.due, denied.pause) == (State.ACCEPTED, None, None)


def test_a_request_that_asks_too_much_is_refused() -> None:
    with pytest.raises(orders.TermTooLong) as refusal:
        ask_extend(term=days(6))
    assert refusal.value.arguments == {"amount": 5, "unit": "working_days"}
    with pytest.raises(orders.TermTooLong):
        ask_hold(term=days(11))
    assert ask_extend(term=days(5)).state is State.ACCEPTED
    assert ask_extend(term=hours(8)).state is State.ACCEPTED


def test_a_request_comes_once_in_time_and_alone() -> None:
    with pytest.raises(orders.TooLate):
        ask_extend(at=at("2026-03-09 18:01"))
    assert ask_extend(at=at("2026-03-09 18:00")).state is State.ACCEPTED
    with pytest.raises(orders.TooOften):
        ask_extend(extensions=1)
    with pytest.raises(orders.TooOften):
        ask_hold(holds=1)
    with pytest.raises(orders.RequestPending):
        ask_extend(pending=HOLD)
    with pytest.raises(orders.RequestPending):
        ask_hold(pending=HOLD)


def test_nothing_is_granted_or_denied_that_nobody_asked_for() -> None:
    with pytest.raises(orders.NoRequest):
        orders.grant(State.ACCEPTED, None, clock=CLOCK, pack=PACK, at=TUESDAY)
    with pytest.raises(orders.NoRequest):
        orders.deny(State.ACCEPTED, None, reason="没有申请")


# --- others press -----------------------------------------------------------------------------------
def test_a_matter_is_urged_so_many_times_a_day() -> None:
    assert orders.urge(State.ACCEPTED, urges_today=0, pack=PACK).state is State.ACCEPTED
    with pytest.raises(orders.TooOften) as refusal:
        orders.urge(State.ACCEPTED, urges_today=1, pack=PACK)
    assert refusal.value.arguments == {"verb": "matter.urge", "most": 1}


def test_the_supervision_list_is_entered_and_left_once() -> None:
    assert orders.prioritise(State.ASSIGNED, is_prioritised=False, reason="涉及老人").state is State.ASSIGNED
    assert orders.relax(State.CLOSED, is_prioritised=True, reason="已办结").state is State.CLOSED
    with pytest.raises(orders.AlreadySo):
        orders.prioritise(State.ASSIGNED, is_prioritised=True, reason="涉及老人")
    with pytest.raises(orders.AlreadySo):
        orders.relax(State.ASSIGNED, is_prioritised=False, reason="已办结")


@pytest.mark.parametrize(
    ("level", "above", "body"),
    [
        (Level.MICRO_GRID, Level.GRID, "grid_party"),
        (Level.GRID, Level.COMMUNITY, "community_party"),
        (Level.COMMUNITY, Level.SUBDISTRICT, "subdistrict_party"),
        (Level.SUBDISTRICT, Level.DISTRICT, "joint"),
        (None, Level.SUBDISTRICT, "subdistrict_party"),  # nobody has it yet
    ],
)
def test_escalating_tells_the_lead_of_the_next_level_up(level: Level | None, above: Level, body: str) -> None:
    raised = orders.escalate(State.ASSIGNED, level=level, pack=PACK, reason="超期")
    assert (raised.state, raised.level, raised.body) == (State.ASSIGNED, above, body)
    assert raised.because == (PACK.name, f"leads.{above}", f"bodies.{body}", "grounds.J1")


def test_above_the_district_there_is_nobody() -> None:
    with pytest.raises(orders.NothingAbove):
        orders.escalate(State.ASSIGNED, level=Level.DISTRICT, pack=PACK, reason="超期")


# --- words ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("empty", ["", " \n"])
def test_nothing_of_this_is_done_without_a_word(empty: str) -> None:
    deeds = [
        lambda: orders.give_back(State.ASSIGNED, reason=empty),
        lambda: orders.answer(State.ACCEPTED, words=empty, pack=PACK, at=MONDAY),
        lambda: orders.split(State.ACCEPTED, ["a"], lead_unit="b", helping=[], words=empty, pack=PACK),
        lambda: orders.decline(State.ACCEPTED, is_joined=False, reason=empty),
        lambda: orders.contribute(State.ACCEPTED, is_joined=True, words=empty),
        lambda: orders.ask(State.ACCEPTED, question=empty, asked=0, pack=PACK, at=MONDAY),
        lambda: orders.reply(State.WAITING, words=empty, clock=CLOCK, pack=PACK, at=MONDAY),
        lambda: ask_hold(reason=empty),
        lambda: ask_extend(reason=empty),
        lambda: orders.deny(State.ACCEPTED, HOLD, reason=empty),
        lambda: orders.prioritise(State.ASSIGNED, is_prioritised=False, reason=empty),
        lambda: orders.relax(State.ASSIGNED, is_prioritised=True, reason=empty),
        lambda: orders.escalate(State.ASSIGNED, level=Level.GRID, pack=PACK, reason=empty),
    ]
    for deed in deeds:
        with pytest.raises(ReasonMissing):
            deed()


def test_a_clock_that_runs_is_not_moved_by_asking_when() -> None:
    assert due_of(CLOCK, PACK, MONDAY) == due_of(CLOCK, PACK, THURSDAY)


def test_an_answer_is_taken_back_within_ten_minutes_and_until_somebody_judged_it() -> None:
    answered = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    ten = answered + timedelta(minutes=10)

    assert orders.recall(State.ANSWERED, answered_at=answered, judged_at=None, at=ten).state is State.ACCEPTED
    with pytest.raises(orders.TooLate):
        orders.recall(State.ANSWERED, answered_at=answered, judged_at=None, at=ten + timedelta(seconds=1))
    with pytest.raises(orders.TooLate):
        orders.recall(State.ANSWERED, answered_at=answered, judged_at=answered, at=answered)
    with pytest.raises(WrongState):
        orders.recall(State.NOTICED, answered_at=answered, judged_at=None, at=answered)
