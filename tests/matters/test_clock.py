"""The clock at moments that were worked out by hand: what is late, who is told, what goes on by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import jobs, queries, services
from yuanba.matters.models import Mark, Pause
from yuanba.matters.models import Matter as Row
from yuanba.matters.queries import clock
from yuanba.matters.services.life import CLOCK, NotPressing
from yuanba.rules.core.state import State
from yuanba.rules.matters import escalation
from yuanba.rules.time.calendar import HERE
from yuanba.web import entrance

Tick = Callable[[datetime], list[str]]


def local(month: int, on: int, hour: int, minute: int = 0) -> datetime:
    """A moment of 2026 on the clocks of Jiangjin."""
    return datetime(2026, month, on, hour, minute, tzinfo=HERE).astimezone(UTC)


@pytest.fixture
def matter(people: Cast, morning: datetime) -> Matter:
    """Filed on Monday, 2 March 2026, at nine."""
    return make.a_matter(now=morning, actor=people.li)


@pytest.fixture
def tick(matter: Matter, monkeypatch: pytest.MonkeyPatch) -> Tick:
    """Let the clock tick at a moment; says what it did to the matter."""

    def at(moment: datetime) -> list[str]:
        before = len(deeds.story(matter))
        monkeypatch.setattr(entrance, "_clock", lambda: moment)
        jobs.tick()
        return deeds.story(matter)[before:]

    return at


def test_what_nobody_triages_is_told_above_after_eight_working_hours(matter: Matter, tick: Tick) -> None:
    # Monday 9-12 and 14-18 are seven hours; the eighth ends on Tuesday at ten
    assert deeds.row_of(matter).until_at == local(3, 3, 10)
    assert tick(local(3, 3, 10)) == []

    assert tick(local(3, 3, 10, 5)) == ["lapse", "escalate"]

    step = deeds.last(matter)
    assert (step.outcome["level"], step.outcome["unit_above"]) == ("subdistrict", "jijiang")
    assert deeds.row_of(matter).level == "subdistrict"
    assert tick(local(3, 3, 10, 10)) == []
    assert Mark.objects.filter(matter_id=matter.id).count() == 2


def test_what_no_unit_accepts_is_noted_and_reminded_once(matter: Matter, people: Cast, tick: Tick) -> None:
    deeds.walk(matter, people, "assign", local(3, 2, 8, 59))  # given at nine

    assert tick(local(3, 3, 10)) == []
    assert tick(local(3, 3, 10, 5)) == ["lapse", "remind"]
    assert [step.outcome["tell"] for step in queries.story(matter.id)[-2:]] == [["unit", "supervisor"]] * 2
    assert tick(local(3, 4, 18)) == []
    assert tick(local(3, 4, 18, 5)) == ["escalate"], "a working day later"


def test_a_late_answer_is_announced_noted_raised_and_supervised(
    matter: Matter, people: Cast, tick: Tick
) -> None:
    deeds.walk(matter, people, "assign accept", local(3, 2, 8, 58))
    # the fifteenth working day after Monday, 2 March
    assert deeds.row_of(matter).due_at == local(3, 23, 18)

    assert tick(local(3, 19, 18)) == []
    assert tick(local(3, 20, 9)) == ["remind"]
    assert tick(local(3, 23, 18)) == []
    assert tick(local(3, 23, 18, 5)) == ["lapse", "escalate"]
    assert deeds.last(matter).outcome["level"] == "district"
    assert tick(local(3, 30, 18)) == [], "five working days later"
    assert tick(local(3, 30, 18, 5)) == ["prioritise"]
    assert deeds.row_of(matter).is_prioritised
    # ten working days, of which the sixth of April is none
    assert tick(local(4, 7, 18)) == []
    assert tick(local(4, 7, 18, 5)) == ["report_up"]
    assert tick(local(4, 20, 9)) == []


def test_a_question_that_nobody_answers_stops_no_clock_for_long(
    matter: Matter, people: Cast, tick: Tick
) -> None:
    deeds.walk(matter, people, "assign accept ask", local(3, 2, 8, 57))  # asked at nine
    # five days end on Saturday, and so on Monday when offices close
    assert deeds.row_of(matter).until_at == local(3, 9, 18)
    assert tick(local(3, 9, 17, 55)) == []

    assert tick(local(3, 9, 18, 5)) == ["resume"]

    row = deeds.row_of(matter)
    assert (row.state, row.until_at) == (State.ACCEPTED, None)
    # Tuesday to Friday did not count, Monday did: its closing is when the pause was over
    assert row.due_at == local(3, 27, 18)
    assert Pause.objects.get(matter_id=matter.id).until_at == local(3, 9, 18)
    assert tick(local(3, 9, 18, 10)) == []


def test_a_clock_that_comes_late_takes_no_time_from_the_resident(
    matter: Matter, people: Cast, tick: Tick
) -> None:
    deeds.walk(matter, people, "assign accept ask", local(3, 2, 8, 57))

    assert tick(local(3, 12, 9)) == ["resume"]

    assert deeds.row_of(matter).due_at == local(3, 27, 18)


def test_a_hold_ends_by_itself(matter: Matter, people: Cast, tick: Tick) -> None:
    deeds.walk(matter, people, "assign accept ask_hold grant", local(3, 2, 8, 56))
    assert deeds.row_of(matter).until_at == local(3, 9, 18), "five working days"

    assert tick(local(3, 9, 18)) == ["resume"]

    assert deeds.row_of(matter).state is State.ACCEPTED


def test_a_check_that_nobody_makes_is_asked_for(matter: Matter, people: Cast, tick: Tick) -> None:
    deeds.walk(matter, people, "assign accept answer", local(3, 2, 8, 57))
    assert deeds.row_of(matter).until_at == local(3, 4, 18), "two working days"

    assert tick(local(3, 4, 18, 5)) == ["lapse", "remind"]
    assert deeds.last(matter).outcome["tell"] == ["triager", "supervisor"]


def test_two_returns_and_three_urges_are_told_above(
    matter: Matter, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = deeds.walk(matter, people, "assign return assign return assign", local(3, 2, 9))
    for on in (3, 4, 5):
        now = local(3, on, 9)
        deeds.do("urge", matter, people, now)
    monkeypatch.setattr(entrance, "_clock", lambda: now)
    Row.objects.filter(pk=matter.id).update(until_at=None)

    jobs.press(matter_id=matter.id)
    jobs.press(matter_id=matter.id)

    assert deeds.story(matter)[-3:] == ["escalate", "remind", "prioritise"]
    marks = Mark.objects.filter(matter_id=matter.id).order_by("id").values_list("mark", flat=True)
    assert [mark.partition(".")[0] + mark.partition("@")[2] for mark in marks] == [
        "returned2",
        "urged2",
        "urged3",
    ]


def test_what_was_lifted_does_not_come_back_for_the_same_reason(
    matter: Matter, people: Cast, tick: Tick
) -> None:
    deeds.walk(matter, people, "assign accept", local(3, 2, 8, 58))
    assert "prioritise" in tick(local(3, 31, 9))

    deeds.do("relax", matter, people, local(3, 31, 10))

    assert tick(local(4, 30, 9)) == ["report_up"], "what is late still goes above the district"
    assert not deeds.row_of(matter).is_prioritised


def test_a_deed_that_is_done_is_not_done_again(matter: Matter, people: Cast) -> None:
    moment = local(3, 3, 10, 5)
    found = clock.course(matter.id)
    assert found
    lapse, raised = escalation.pressing(*found, moment)
    services.lapse(actor=CLOCK, matter_id=matter.id, deed=lapse, now=moment)

    with pytest.raises(NotPressing):
        services.lapse(actor=CLOCK, matter_id=matter.id, deed=lapse, now=moment)
    deeds.walk(matter, people, "assign", moment)
    with pytest.raises(NotPressing):  # somebody was quicker
        services.escalate(actor=CLOCK, matter_id=matter.id, deed=raised, now=moment + timedelta(minutes=5))

    assert deeds.story(matter) == ["file", "lapse", "assign"]


def test_nothing_happens_to_what_has_ended(matter: Matter, people: Cast, tick: Tick) -> None:
    deeds.walk(matter, people, "assign accept withdraw", local(3, 2, 9))

    assert tick(local(6, 1, 9)) == []


def test_every_district_ticks(jiangjin: object, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(jobs.jobs, "defer", lambda name: asked.append(name))

    jobs.ticking(timestamp=0)

    assert asked == ["matters.clock"] * 2


def test_why_this_date_shows_what_ran_and_what_stood_still(matter: Matter, people: Cast) -> None:
    deeds.walk(matter, people, "assign accept ask reply", local(3, 2, 9))

    kinds = [part.kind for part in queries.way_of(deeds.row_of(matter), local(3, 3, 9))]

    assert kinds[0] == "first_day"
    assert {"running", "weekend"} <= {*kinds}
