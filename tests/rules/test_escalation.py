"""What the clock does to a matter at a moment, told with a lamp of Monday 2 March 2026: three working days,
due on Thursday the 5th at 18:00."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.packs import PACK, days
from yuanba.rules.core.state import State
from yuanba.rules.matters.escalation import ClockAction, Course, pressing, triggered
from yuanba.rules.matters.matter import open_verbs
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import HERE
from yuanba.rules.time.deadline import Term, TermUnit


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


LAMP = Course(state=State.ACCEPTED, level=Level.SUBDISTRICT, term=days(3), due_at=at("2026-03-05 18:00"))
PETS = Course(state=State.ACCEPTED, level=Level.GRID, term=days(3), due_at=at("2026-03-05 18:00"))


def verbs(course: Course, now: str) -> list[str]:
    return [deed.verb.removeprefix("matter.") for deed in pressing(course, PACK, at(now))]


def done(course: Course, now: str) -> Course:
    """The course after its deeds were done."""
    told = pressing(course, PACK, at(now))
    levels = [deed.level for deed in told if deed.level]
    return replace(
        course,
        marks=course.marks | {deed.mark for deed in told},
        level=levels[-1] if levels else course.level,
        is_prioritised=course.is_prioritised or any(deed.verb is MatterVerb.PRIORITISE for deed in told),
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-03 18:00", []),
        ("2026-03-04 00:00", ["remind"]),  # one working day from now would reach the due moment
        ("2026-03-05 18:00", ["remind"]),
        ("2026-03-05 18:01", ["lapse", "escalate"]),
        ("2026-03-10 18:00", ["lapse", "escalate"]),  # three working days late to the minute
        ("2026-03-10 18:01", ["lapse", "escalate", "prioritise"]),
    ],
)
def test_what_is_soon_late_and_very_late(now: str, expected: list[str]) -> None:
    assert verbs(PETS, now) == expected


def test_each_is_done_once() -> None:
    course, told = PETS, []
    for step in range(12 * 24):
        now = at("2026-03-03 09:00") + timedelta(hours=step)
        deeds = pressing(course, PACK, now)
        told += [f"{now:%m-%d %H} {deed.verb.removeprefix('matter.')}" for deed in deeds]
        course = done(course, now.isoformat()[:19])
    assert told == [
        "03-04 00 remind",
        "03-05 19 lapse",
        "03-05 19 escalate",
        "03-10 19 prioritise",
    ]


def test_escalating_names_the_lead_of_the_next_level() -> None:
    (_, raised) = pressing(PETS, PACK, at("2026-03-06 09:00"))
    assert (raised.level, raised.body) == (Level.COMMUNITY, "community_party")
    assert raised.because == (PACK.name, "escalations.late", "grounds.J1")
    (_, higher) = pressing(LAMP, PACK, at("2026-03-06 09:00"))
    assert (higher.level, higher.body) == (Level.DISTRICT, "joint")


def test_where_nobody_is_above_nobody_is_told() -> None:
    top = replace(LAMP, level=Level.DISTRICT)
    assert verbs(top, "2026-03-06 09:00") == ["lapse"]


def test_a_new_due_moment_is_a_new_reminder() -> None:
    reminded = done(PETS, "2026-03-04 09:00")
    assert verbs(reminded, "2026-03-05 09:00") == []
    longer = replace(reminded, due_at=at("2026-03-09 18:00"))
    assert verbs(longer, "2026-03-06 09:00") == ["remind"]


def test_hours_are_reminded_in_hours_and_days_in_days() -> None:
    burst = replace(PETS, term=Term(amount=24, unit=TermUnit.URGENT_HOURS), due_at=at("2026-03-03 09:00"))
    assert verbs(burst, "2026-03-03 04:59") == []
    assert verbs(burst, "2026-03-03 05:00") == ["remind"]
    assert verbs(replace(burst, term=None), "2026-03-03 05:00") == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.WAITING, ["resume"]),
        (State.HELD, ["resume"]),
        (State.NOTICED, ["invite"]),
        (State.EVALUATING, ["close"]),
    ],
)
def test_what_ends_by_itself_ends_at_its_moment(state: State, expected: list[str]) -> None:
    course = Course(state=state, level=Level.GRID, until_at=at("2026-03-05 18:00"))
    assert verbs(course, "2026-03-05 17:59") == []
    assert verbs(course, "2026-03-05 18:00") == expected
    assert verbs(replace(course, until_at=None), "2026-03-05 18:00") == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.FILED, ["lapse", "escalate"]),
        (State.ASSIGNED, ["lapse", "remind"]),
        (State.ANSWERED, ["lapse", "remind"]),
    ],
)
def test_what_nobody_triages_accepts_or_checks_in_time(state: State, expected: list[str]) -> None:
    course = Course(state=state, until_at=at("2026-03-05 18:00"))
    assert verbs(course, "2026-03-05 18:00") == []
    assert verbs(course, "2026-03-05 18:01") == expected
    assert verbs(done(course, "2026-03-05 18:01"), "2026-03-09 18:00") == []
    assert verbs(replace(course, until_at=None), "2026-03-09 18:00") == []


def test_what_nobody_triages_is_told_to_the_subdistrict_first() -> None:
    course = Course(state=State.FILED, until_at=at("2026-03-05 18:00"))
    raised = pressing(course, PACK, at("2026-03-06 09:00"))[-1]
    assert (raised.level, raised.body) == (Level.SUBDISTRICT, "subdistrict_party")


def test_a_late_answer_that_nobody_accepted_is_both() -> None:
    course = replace(PETS, state=State.ASSIGNED, until_at=at("2026-03-03 09:00"))
    assert verbs(course, "2026-03-05 18:01") == ["lapse", "lapse", "remind", "escalate"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"returns": 1}, []),
        ({"returns": 2}, ["escalate"]),
        ({"returns": 5}, ["escalate"]),
        ({"urges": 2}, []),
        ({"urges": 3}, ["prioritise"]),
        ({"reworks": 1}, []),
        ({"reworks": 2}, ["prioritise"]),
        ({"reworks": 2, "urges": 3}, ["prioritise"]),
        ({"reworks": 2, "is_prioritised": True}, []),
    ],
)
def test_what_comes_back_again_and_again(facts: dict[str, int], expected: list[str]) -> None:
    course = replace(PETS, **facts)  # type: ignore[arg-type]
    assert verbs(course, "2026-03-02 10:00") == expected
    assert verbs(done(course, "2026-03-02 10:00"), "2026-03-02 11:00") == []


def test_supervision_that_was_lifted_does_not_come_back_for_the_same_reason() -> None:
    course = replace(PETS, reworks=2, is_prioritised=True)
    now = at("2026-03-02 10:00")
    lifted = replace(course, is_prioritised=False, marks=triggered(course, PACK, now))
    assert pressing(lifted, PACK, now) == ()
    # A new reason is a new reason.
    assert verbs(replace(lifted, urges=3), "2026-03-02 10:00") == ["prioritise"]


@pytest.mark.parametrize("state", [State.CLOSED, State.REFUSED, State.MERGED, State.ARCHIVED])
def test_what_has_ended_is_left_alone(state: State) -> None:
    course = replace(PETS, state=state, returns=5, urges=5, until_at=at("2026-03-02 18:00"))
    assert verbs(course, "2026-04-30 18:00") == []


def test_while_the_clock_stands_still_nothing_is_late() -> None:
    waiting = replace(PETS, state=State.WAITING, until_at=at("2026-03-31 18:00"))
    assert verbs(waiting, "2026-03-20 18:00") == []


moments = st.integers(0, 30 * 24 * 60).map(lambda passed: at("2026-03-01 00:00") + timedelta(minutes=passed))
courses = st.builds(
    Course,
    state=st.sampled_from(State),
    level=st.none() | st.sampled_from(Level),
    until_at=st.none() | moments,
    term=st.none() | st.just(days(3)),
    due_at=st.none() | moments,
    returns=st.integers(0, 4),
    urges=st.integers(0, 4),
    reworks=st.integers(0, 4),
    is_prioritised=st.booleans(),
)


@given(courses, moments)
def test_asked_again_there_is_nothing_left_to_do(course: Course, now: datetime) -> None:
    told = pressing(course, PACK, now)
    marks = [deed.mark for deed in told]
    assert len(set(marks)) == len(marks)
    after = replace(
        course,
        marks=frozenset(marks),
        level=next((deed.level for deed in reversed(told) if deed.level), course.level),
        is_prioritised=course.is_prioritised or any(deed.verb is MatterVerb.PRIORITISE for deed in told),
    )
    assert pressing(after, PACK, now) == ()


@given(courses, moments)
def test_every_deed_says_why(course: Course, now: datetime) -> None:
    for deed in pressing(course, PACK, now):
        assert isinstance(deed, ClockAction)
        assert deed.because[0] == PACK.name
        assert deed.verb in open_verbs(course.state)
        assert (deed.verb is MatterVerb.ESCALATE) is (deed.level is not None) is bool(deed.body)
