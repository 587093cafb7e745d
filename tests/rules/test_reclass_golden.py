"""Golden cases by hand: what a re-class and a rework do to a running clock, across the same holidays.

The calendar stands at the head of `test_clock_golden.py`.
"""

from __future__ import annotations

from tests.rules.packs import PACK
from tests.rules.test_clock_golden import CD, UH, WD, WH, at, paused
from yuanba.rules.core.state import State
from yuanba.rules.matters import triage
from yuanba.rules.matters.clock import Clock, due_of
from yuanba.rules.time.deadline import ClockPause, Extension, Term, Why


# --- re-class: the time used stays used --------------------------------------------------------------
# A common matter of Monday 29 September, ten working days: 30, 9, 10, 11, 13, 14, 15, 16, 17, 20 October.
def test_a_re_class_over_national_day_keeps_the_used_time() -> None:
    given = triage.assign(State.FILED, "common", pack=PACK, at=at("2025-09-29 09:00"))
    assert given.due_at == at("2025-10-20 18:00")
    # On the 10th it turns out to be a home matter, five working days since the 29th: 30, 9, 10, 11, 13.
    moved = triage.reassign(
        given.state,
        "home",
        pack=PACK,
        since_at=given.since_at,
        at=at("2025-10-10 10:00"),
        reason="同一单元的事",
    )
    assert moved.due_at == at("2025-10-13 18:00")


# The same, and the resident was asked from the 30th (before closing) until the 9th: 9, 10, 11, 13, 14.
def test_a_re_class_keeps_the_pauses_too() -> None:
    moved = triage.reassign(
        State.ACCEPTED,
        "home",
        pack=PACK,
        since_at=at("2025-09-29 09:00"),
        at=at("2025-10-10 10:00"),
        reason="同一单元的事",
        pauses=(paused("2025-09-30 10:00", "2025-10-09 10:00"),),
    )
    assert moved.due_at == at("2025-10-14 18:00")


# Still waiting when it is re-classed on the 25th: the pause ends then. 14 asked; 25, 26, 27, 28, 2 March.
def test_a_re_class_while_waiting_ends_the_pause() -> None:
    moved = triage.reassign(
        State.WAITING,
        "home",
        pack=PACK,
        since_at=at("2026-02-13 09:00"),
        at=at("2026-02-25 10:00"),
        reason="同一单元的事",
        pauses=(ClockPause(from_at=at("2026-02-14 10:00"), why=Why.ASKED),),
    )
    assert moved.due_at == at("2026-03-02 18:00")


# Into hours: filed Friday night, asked on Saturday 11:00 (2 of 7 used), re-classed on Tuesday the 24th at
# 10:00 to an item with seven working hours: 10-12 are 2, 14-17 are 3.
def test_a_re_class_into_hours_keeps_what_ran() -> None:
    items = {
        **PACK.items,
        "leak": PACK.items["street_light"].model_copy(update={"answer": Term(amount=7, unit=WH)}),
    }
    pack = PACK.model_copy(update={"items": items})
    moved = triage.reassign(
        State.WAITING,
        "public",
        "leak",
        pack=pack,
        since_at=at("2026-02-13 21:00"),
        at=at("2026-02-24 10:00"),
        reason="漏水要快",
        pauses=(ClockPause(from_at=at("2026-02-14 11:00"), why=Why.ASKED),),
    )
    assert moved.due_at == at("2026-02-24 17:00")


# Into urgent hours: 10-12 are 2 of 24 since the filing on the 30th; asked from 12:00 until 3 October 9:00,
# re-classed at once: 22 are left, 15 on the 3rd and 7 on the 4th.
def test_a_re_class_into_urgent_hours_runs_on_in_the_holiday() -> None:
    items = {
        **PACK.items,
        "leak": PACK.items["street_light"].model_copy(update={"answer": Term(amount=24, unit=UH)}),
    }
    pack = PACK.model_copy(update={"items": items})
    moved = triage.reassign(
        State.ACCEPTED,
        "public",
        "leak",
        pack=pack,
        since_at=at("2025-09-30 10:00"),
        at=at("2025-10-03 09:05"),
        reason="漏气要马上",
        pauses=(paused("2025-09-30 12:00", "2025-10-03 09:00"),),
    )
    assert moved.due_at == at("2025-10-04 07:00")


# Into calendar days, across the festival: of Tuesday the 10th, seven days: 11, 12, 13; held over the closings
# of 14 to 18; 19, 20, 21, 22, a day off, so the next one worked, the 24th.
def test_a_re_class_into_calendar_days_keeps_the_hold() -> None:
    items = {
        **PACK.items,
        "tree": PACK.items["street_light"].model_copy(update={"answer": Term(amount=7, unit=CD)}),
    }
    pack = PACK.model_copy(update={"items": items})
    moved = triage.reassign(
        State.ACCEPTED,
        "public",
        "tree",
        pack=pack,
        since_at=at("2026-02-10 09:00"),
        at=at("2026-02-20 10:00"),
        reason="是行道树",
        pauses=(paused("2026-02-14 09:00", "2026-02-19 09:00", Why.HELD),),
    )
    assert moved.due_at == at("2026-02-24 18:00")


# --- rework: a new round -----------------------------------------------------------------------------
# Sent back on Tuesday the 24th at 10:00; a home matter has three working days for that: 25, 26, 27.
# Neither the pause nor the extension of the first round counts any more.
def test_a_rework_starts_from_its_own_moment() -> None:
    tuesday = at("2026-02-24 10:00")
    again = triage.reopen(State.EVALUATING, "home", pack=PACK, at=tuesday, reason="还是吵", reworks=0)
    assert (again.reworks, again.due_at) == (1, at("2026-02-27 18:00"))
    clock = Clock(
        class_code="home",
        since_at=again.since_at,
        reworks=1,
        pauses=(paused("2026-02-12 09:00", "2026-02-20 09:00", Why.HELD),),
        extensions=(Extension(term=Term(amount=5, unit=WD), granted_at=at("2026-02-11 09:00")),),
    )
    found = due_of(clock, PACK, at("2026-02-25 09:00"))
    assert (found.at, "paused.held" in found.because) == (again.due_at, False)
