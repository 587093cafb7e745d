"""The clocks beside the answer's: milestones of telling progress, and the parts of helping units."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.packs import PACK, days, text
from tests.rules.test_clock import at, moments, pauses
from yuanba.rules.core.state import State
from yuanba.rules.matters.clock import Clock, due_of, milestones_of, part_due_of
from yuanba.rules.matters.escalation import ClockAction, Course, SideClock, SideKind, pressing, triggered
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.milestones import KeptShare, NoSuchMilestone, report_progress
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Escalation, MilestoneRule, Pack, Response, Trigger
from yuanba.rules.pack.milestones import CountedFrom
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.soundness import faults
from yuanba.rules.soundness import milestones as soundness
from yuanba.rules.time.deadline import ClockPause, Extension, Term, TermUnit, Why

UH, WD, CD = TermUnit.URGENT_HOURS, TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS
DAY = Term(amount=24, unit=UH)
ROWS = (
    Escalation(on=Trigger.MILESTONE_SOON, after=Term(amount=4, unit=UH), then=Response.REMIND, ground="J1"),
    Escalation(on=Trigger.MILESTONE_LATE, then=Response.REMIND, ground="J1"),
    Escalation(on=Trigger.MILESTONE_LATE, after=days(1), then=Response.ESCALATE, ground="J1"),
    Escalation(on=Trigger.PART_SOON, after=days(1), then=Response.REMIND, ground="J1"),
    Escalation(on=Trigger.PART_LATE, then=Response.PRIORITISE, ground="J1"),
)


def milestone(term: Term, since: CountedFrom = CountedFrom.ACCEPTED) -> MilestoneRule:
    return MilestoneRule(title=text("进展"), term=term, since=since, ground="J1")


def with_clocks(co_term: Term | None = None, **rules: MilestoneRule) -> Pack:
    """The pack of the rules' tests, with these milestones of its public matters and this time to help."""
    public = PACK.classes["public"].model_copy(update={"milestones": rules})
    return PACK.model_copy(
        update={
            "classes": {**PACK.classes, "public": public},
            "orders": PACK.orders.model_copy(update={"co_term": co_term}),
            "escalations": (*ROWS, *PACK.escalations),
        }
    )


CONTACT = with_clocks(days(3), contact=milestone(DAY), interim=milestone(days(5), CountedFrom.DISPATCHED))
MONDAY = at("2026-03-02 09:30")


def ends(pack: Pack, clock: Clock, accepted: datetime | None, now: datetime) -> dict[str, str]:
    found = milestones_of(clock, pack, now, accepted_at=accepted, answer_at=due_of(clock, pack, now).at)
    return {code: f"{end.at:%m-%d %H:%M}" for code, end in found.items()}


terms = st.builds(Term, amount=st.integers(1, 30), unit=st.sampled_from(TermUnit))
froms = st.sampled_from(CountedFrom)
extended = st.lists(
    st.builds(Extension, term=terms, granted_at=st.just(at("2027-01-01 00:00"))), max_size=1
).map(tuple)


@given(moments, st.integers(0, 5000), terms, froms, pauses(), extended)
def test_a_milestone_is_never_due_after_the_answer(
    start: datetime,
    later: int,
    term: Term,
    since: CountedFrom,
    stops: tuple[ClockPause, ...],
    more: tuple[Extension, ...],
) -> None:
    pack = with_clocks(one=milestone(term, since))
    clock = Clock(class_code="public", since_at=start, pauses=stops, extensions=more)
    answer_at = due_of(clock, pack, start).at
    accepted_at = start + timedelta(minutes=later)
    found = milestones_of(clock, pack, start, accepted_at=accepted_at, answer_at=answer_at)
    assert all(start < end.at < answer_at for end in found.values())


@given(moments, terms, froms, pauses())
def test_standing_still_never_makes_a_milestone_due_earlier(
    start: datetime, term: Term, since: CountedFrom, stops: tuple[ClockPause, ...]
) -> None:
    pack, far = with_clocks(one=milestone(term, since)), at("2030-12-31 18:00")
    runs, stood = (Clock(class_code="public", since_at=start, pauses=one) for one in ((), stops))
    without, shifted = (
        milestones_of(one, pack, start, accepted_at=start, answer_at=far)["one"].at for one in (runs, stood)
    )
    assert shifted >= without


@given(moments, st.integers(0, 20000), terms, pauses())
def test_a_part_is_never_due_after_the_answer(
    start: datetime, later: int, term: Term, stops: tuple[ClockPause, ...]
) -> None:
    pack, clock = with_clocks(term), Clock(class_code="public", since_at=start, pauses=stops)
    answer_at = due_of(clock, pack, start).at
    sent_at = start + timedelta(minutes=later)
    assert part_due_of(clock, pack, start, sent_at=sent_at, answer_at=answer_at) <= answer_at


def test_a_pause_shifts_a_milestone_and_an_extension_does_not() -> None:
    clock = Clock(class_code="public", since_at=MONDAY)
    assert ends(CONTACT, clock, MONDAY, MONDAY) == {"contact": "03-03 09:30", "interim": "03-09 18:00"}
    asked = ClockPause(from_at=at("2026-03-02 10:30"), until_at=at("2026-03-04 10:30"), why=Why.ASKED)
    stood = Clock(class_code="public", since_at=MONDAY, pauses=(asked,))
    assert ends(CONTACT, stood, MONDAY, MONDAY) == {"contact": "03-05 09:30", "interim": "03-10 18:00"}
    longer = Extension(term=days(10), granted_at=at("2026-03-02 11:00"))
    more = Clock(class_code="public", since_at=MONDAY, extensions=(longer,))
    assert ends(CONTACT, more, MONDAY, MONDAY) == ends(CONTACT, clock, MONDAY, MONDAY)


def test_a_clock_that_stands_still_counts_as_if_it_ran_on_now() -> None:
    open_one = ClockPause(from_at=at("2026-03-02 10:30"), why=Why.HELD)
    clock = Clock(class_code="public", since_at=MONDAY, pauses=(open_one,))
    assert ends(CONTACT, clock, MONDAY, at("2026-03-03 10:30"))["contact"] == "03-04 09:30"


def test_before_the_acceptance_only_what_counts_from_the_dispatch_is_due() -> None:
    clock = Clock(class_code="public", since_at=MONDAY)
    assert ends(CONTACT, clock, None, MONDAY) == {"interim": "03-09 18:00"}
    late = at("2026-03-20 09:00")
    assert ends(CONTACT, clock, late, MONDAY) == {"contact": "03-21 09:00", "interim": "03-09 18:00"}


def test_what_would_come_with_the_answer_or_later_is_left_out() -> None:
    pack = with_clocks(soon=milestone(days(14)), then=milestone(days(15)), after=milestone(days(20)))
    assert list(ends(pack, Clock(class_code="public", since_at=MONDAY), MONDAY, MONDAY)) == ["soon"]
    again = Clock(class_code="public", since_at=MONDAY, reworks=1)
    assert ends(pack, again, MONDAY, MONDAY) == {}, "a rework has seven working days"


@pytest.mark.parametrize(
    ("start", "term", "expected"),
    [
        ("2028-02-28 10:00", DAY, "02-29 10:00"),  # a leap day is a day
        ("2028-02-29 10:00", Term(amount=1, unit=CD), "03-01 18:00"),
        ("2027-02-26 10:00", Term(amount=72, unit=UH), "03-01 10:00"),
        ("2028-02-28 10:00", days(2), "03-01 18:00"),
    ],
)
def test_leap_days(start: str, term: Term, expected: str) -> None:
    calendars = {
        **PACK.calendars,
        "2028": PACK.calendars["2027"].model_copy(update={"year": 2028, "holidays": ()}),
    }
    pack = with_clocks(one=milestone(term)).model_copy(update={"calendars": calendars})
    clock = Clock(class_code="public", since_at=at(start))
    assert ends(pack, clock, at(start), at(start)) == {"one": expected}


def test_a_helping_unit_has_its_own_time_but_no_longer_than_the_answer() -> None:
    clock = Clock(class_code="public", since_at=MONDAY)
    answer_at = due_of(clock, CONTACT, MONDAY).at
    own = [
        part_due_of(clock, pack, MONDAY, sent_at=sent_at, answer_at=answer_at)
        for pack, sent_at in (
            (CONTACT, MONDAY),
            (CONTACT, at("2026-03-20 09:00")),
            (with_clocks(), MONDAY),
        )
    ]
    assert own == [at("2026-03-05 18:00"), answer_at, answer_at]


def test_in_a_danger_no_clock_beside_is_longer_than_the_alarm() -> None:
    bounds = CONTACT.orders.hurried(accept=Term(amount=15, unit=TermUnit.MINUTES), answer=DAY)
    assert (bounds.accept.unit, bounds.co_term) == (TermUnit.MINUTES, DAY)
    assert PACK.orders.hurried(accept=DAY, answer=DAY).co_term is None


# --- what the clock's job does ------------------------------------------------------------------------
def side(kind: SideKind, name: str, ends_at: str, term: Term) -> SideClock:
    return SideClock(kind=kind, name=name, due_at=at(ends_at), term=term)


COURSE = Course(
    state=State.ACCEPTED,
    level=PACK.bodies["grid_party"].level,
    term=days(15),
    due_at=at("2026-03-23 18:00"),
    sides=(
        side(SideKind.MILESTONE, "contact", "2026-03-03 10:00", DAY),
        side(SideKind.PART, "works", "2026-03-05 18:00", days(3)),
        side(SideKind.PART, "police", "2026-03-06 18:00", days(3)),
    ),
)


def told(now: str, course: Course = COURSE) -> list[str]:
    return [_plain(deed) for deed in pressing(course, CONTACT, at(now))]


def _plain(deed: ClockAction) -> str:
    about = deed.side.name if deed.side else ""
    return f"{deed.verb.removeprefix('matter.')} {about}".strip()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-03 05:59", []),
        ("2026-03-03 06:00", ["remind contact"]),
        ("2026-03-03 10:01", ["lapse contact", "remind contact"]),
        ("2026-03-04 18:00", ["lapse contact", "remind contact", "remind works"]),
        ("2026-03-04 18:01", ["lapse contact", "remind contact", "escalate contact", "remind works"]),
        (
            "2026-03-05 18:01",
            [
                "lapse contact",
                "lapse works",
                "remind contact",
                "escalate contact",
                "remind police",
                "prioritise works",
            ],
        ),
    ],
)
def test_each_clock_beside_is_pressed_for_itself(now: str, expected: list[str]) -> None:
    assert told(now) == expected


def test_what_was_done_for_one_part_is_still_to_do_for_the_other() -> None:
    done = frozenset(deed.mark for deed in pressing(COURSE, CONTACT, at("2026-03-05 18:01")))
    assert len(done) == 6
    later = Course(
        **{name: getattr(COURSE, name) for name in COURSE.__slots__ if name != "marks"}, marks=done
    )
    assert told("2026-03-06 18:01", later) == ["lapse police", "prioritise police"]
    assert triggered(COURSE, CONTACT, at("2026-03-05 18:01")) <= done


@pytest.mark.parametrize("state", [State.WAITING, State.HELD, State.ANSWERED, State.FILED])
def test_no_clock_beside_runs_where_the_answers_does_not(state: State) -> None:
    course = Course(state=state, sides=COURSE.sides, until_at=at("2026-04-30 18:00"))
    assert told("2026-03-20 09:00", course) == []


def test_marks_fit_where_they_are_kept() -> None:
    longest = Course(
        state=State.ACCEPTED,
        level=COURSE.level,
        due_at=at("2026-12-31 18:00"),
        sides=(
            side(SideKind.MILESTONE, "m" * 40, "2026-03-03 10:00", DAY),
            side(SideKind.PART, "u" * 40, "2026-03-03 10:00", DAY),
        ),
    )
    assert max(len(deed.mark) for deed in pressing(longest, CONTACT, at("2026-03-20 09:00"))) <= 120


# --- telling of progress ------------------------------------------------------------------------------
def tell(state: State = State.ACCEPTED, *, milestone: str = "", words: str = "已到现场") -> State:
    outcome = report_progress(
        state, "public", milestone=milestone, still_open={"contact"}, words=words, pack=CONTACT
    )
    assert (outcome.due, outcome.until_at, outcome.pause) == (None, None, None)
    return outcome.state


def test_telling_of_progress_moves_nothing() -> None:
    for state in (State.ACCEPTED, State.WAITING, State.HELD):
        assert tell(state) is state
    assert tell(milestone="contact") is State.ACCEPTED
    for state in (State.FILED, State.ASSIGNED, State.ANSWERED, State.CLOSED):
        with pytest.raises(WrongState):
            tell(state)


def test_only_an_open_milestone_is_reached_and_words_are_needed() -> None:
    for unknown in ("interim", "nothing"):
        with pytest.raises(NoSuchMilestone):
            tell(milestone=unknown)
    with pytest.raises(ReasonMissing):
        tell(words=" ")


def test_a_share_is_rounded_down() -> None:
    assert KeptShare(ended=3, in_time=2).percent == 67
    assert MatterVerb.REPORT_PROGRESS == "matter.report_progress"


# --- what is checked of a pack ------------------------------------------------------------------------
def test_what_a_pack_promises_beside_the_answer_is_noticed_when_it_is_late() -> None:
    assert soundness.to_notice(PACK) == ()
    assert soundness.to_notice(CONTACT) == (Trigger.MILESTONE_LATE, Trigger.PART_LATE)
    codes = {(one.code, one.place) for one in faults(CONTACT)} - {
        (one.code, one.place) for one in faults(PACK)
    }
    assert codes == set()
    silent = CONTACT.model_copy(update={"escalations": PACK.escalations})
    unnoticed = [dict(one.arguments)["trigger"] for one in faults(silent) if one.code == "unnoticed"]
    assert unnoticed == [Trigger.MILESTONE_LATE, Trigger.PART_LATE]
