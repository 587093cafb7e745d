"""Golden cases by hand: all five units across National Day 2025 and Spring Festival 2026, with make-up days,
filing at night, pauses, extensions, re-class and rework. Counted with the notices beside the keyboard.

2025  27 Sat off · 28 Sun MAKE-UP · 29 Mon · 30 Tue · 1-8 October off · 9 Thu · 10 Fri · 11 Sat MAKE-UP ·
      12 Sun off · 13 Mon · 14 Tue
2026  13 February Fri · 14 Sat MAKE-UP · 15 Sun - 23 Mon off · 24 Tue · 25 Wed · 26 Thu · 27 Fri ·
      28 Sat MAKE-UP · 1 March Sun off
Offices are open from 9 to 12 and from 14 to 18: seven hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from tests.rules.packs import SHIFTS, YEARS
from yuanba.rules.time.calendar import HERE, calendar_of
from yuanba.rules.time.deadline import ClockPause, Extension, Term, TermUnit, Why, due

CALENDAR = calendar_of(YEARS, SHIFTS)
MI = TermUnit.MINUTES
UH, WH, WD, CD = TermUnit.URGENT_HOURS, TermUnit.WORKING_HOURS, TermUnit.WORKING_DAYS, TermUnit.CALENDAR_DAYS


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def paused(from_at: str, until_at: str, why: Why = Why.ASKED) -> ClockPause:
    return ClockPause(from_at=at(from_at), until_at=at(until_at), why=why)


@dataclass(frozen=True)
class Case:
    """A story, its term, what stopped the clock or gave more time, and the end."""

    story: str
    start: str
    amount: int
    unit: TermUnit
    end: str
    pause: tuple[str, str] | None = None
    more: tuple[int, TermUnit, str] | None = None

    def __str__(self) -> str:
        return self.story


CASES = [
    # --- minutes: the holiday and the night run ------------------------------------------------------
    Case("mi over midnight into the holiday", "2025-09-30 23:55", 10, MI, "2025-10-01 00:05"),
    # 5 minutes used until 2:12; 10 left from 2:30.
    Case(
        "mi asked in the holiday",
        "2025-10-01 02:07",
        15,
        MI,
        "2025-10-01 02:40",
        pause=("2025-10-01 02:12", "2025-10-01 02:30"),
    ),
    Case(
        "mi with minutes more",
        "2025-10-05 02:07",
        10,
        MI,
        "2025-10-05 02:47",
        more=(30, MI, "2025-10-05 02:10"),
    ),
    Case("mi at night in the festival", "2026-02-16 23:00", 120, MI, "2026-02-17 01:00"),
    Case(
        "mi asked at night in the festival",
        "2026-02-16 22:00",
        30,
        MI,
        "2026-02-17 00:20",
        pause=("2026-02-16 22:10", "2026-02-17 00:00"),
    ),
    # Over at 22:30; one hour more.
    Case(
        "mi with an hour more",
        "2026-02-16 22:00",
        30,
        MI,
        "2026-02-16 23:30",
        more=(1, UH, "2026-02-16 22:20"),
    ),
    # --- National Day 2025: urgent hours ------------------------------------------------------------
    # Night and holiday run: 24 hours later by the clock on the wall.
    Case("uh at night into the holiday", "2025-09-30 23:30", 24, UH, "2025-10-01 23:30"),
    # 2 hours used until 10:00; 22 left from 3 October 9:30: 14:30 to midnight, then 7:30.
    Case(
        "uh asked in the holiday",
        "2025-10-01 08:00",
        24,
        UH,
        "2025-10-04 07:30",
        pause=("2025-10-01 10:00", "2025-10-03 09:30"),
    ),
    # From 1 October 23:30, 12 hours more.
    Case(
        "uh with hours more",
        "2025-09-30 23:30",
        24,
        UH,
        "2025-10-02 11:30",
        more=(12, UH, "2025-10-01 12:00"),
    ),
    # From 1 October 23:30 one working day more: the next one worked is the 9th.
    Case(
        "uh with a working day more",
        "2025-09-30 23:30",
        24,
        UH,
        "2025-10-09 18:00",
        more=(1, WD, "2025-10-01 12:00"),
    ),
    # --- National Day 2025: working hours -----------------------------------------------------------
    # At night nothing runs; the 30th gives 7, the 9th from 9 to 12 the last 3.
    Case("wh at night before the holiday", "2025-09-29 22:10", 10, WH, "2025-10-09 12:00"),
    # 10-12 and 14-15 are 3; asked until the 9th 16:00; 16-18 are 2, the 10th 9-12 are 3.
    Case(
        "wh asked over the holiday",
        "2025-09-30 10:00",
        8,
        WH,
        "2025-10-10 12:00",
        pause=("2025-09-30 15:00", "2025-10-09 16:00"),
    ),
    # 9-11 are 2; replied at night; the make-up Saturday gives 9-12 and 14-16.
    Case(
        "wh replied at night before a make-up day",
        "2025-10-10 09:00",
        7,
        WH,
        "2025-10-11 16:00",
        pause=("2025-10-10 11:00", "2025-10-10 21:00"),
    ),
    # Over at 18:00 on the 30th; two hours more are the 9th, 9 to 11.
    Case(
        "wh with hours more",
        "2025-09-30 09:00",
        7,
        WH,
        "2025-10-09 11:00",
        more=(2, WH, "2025-09-30 17:00"),
    ),
    # A pause while offices are closed anyway costs nothing: 14-18 on the 30th.
    Case(
        "wh asked over lunch",
        "2025-09-30 11:00",
        5,
        WH,
        "2025-09-30 18:00",
        pause=("2025-09-30 12:00", "2025-09-30 14:00"),
    ),
    # --- National Day 2025: working days ------------------------------------------------------------
    # Filed one minute before midnight is filed on the 30th: 9, 10, 11.
    Case("wd at night", "2025-09-30 23:59", 3, WD, "2025-10-11 18:00"),
    # 28 is one; asked on the 29th before closing, so 29 and 30 do not count; 9, 10, 11, (12 Sunday) 13.
    Case(
        "wd asked over the holiday",
        "2025-09-26 10:00",
        5,
        WD,
        "2025-10-13 18:00",
        pause=("2025-09-29 11:00", "2025-10-09 15:00"),
    ),
    # Asked and replied within one day: at closing the clock runs, the day counts. 30, 9, 10.
    Case(
        "wd asked for some hours",
        "2025-09-29 09:00",
        3,
        WD,
        "2025-10-10 18:00",
        pause=("2025-10-09 09:30", "2025-10-09 16:00"),
    ),
    # Asked at closing sharp: it stands still at that moment, the 30th does not count. 9, 10, 11.
    Case(
        "wd asked at closing",
        "2025-09-29 09:00",
        3,
        WD,
        "2025-10-11 18:00",
        pause=("2025-09-30 18:00", "2025-10-09 09:00"),
    ),
    # Replied at closing sharp: it runs at that moment, the 9th counts. 9, 10, 11.
    Case(
        "wd replied at closing",
        "2025-09-29 09:00",
        3,
        WD,
        "2025-10-11 18:00",
        pause=("2025-09-30 10:00", "2025-10-09 18:00"),
    ),
    # A minute after closing: the 9th does not count. 10, 11, 13.
    Case(
        "wd replied after closing",
        "2025-09-29 09:00",
        3,
        WD,
        "2025-10-13 18:00",
        pause=("2025-09-30 10:00", "2025-10-09 18:01"),
    ),
    # 30, 9, 10; two more: 11 (make-up), 13.
    Case(
        "wd with days more",
        "2025-09-29 09:00",
        3,
        WD,
        "2025-10-13 18:00",
        more=(2, WD, "2025-10-10 09:00"),
    ),
    # --- National Day 2025: calendar days -----------------------------------------------------------
    # 27, 28, 29, 30, 1 October: a day off, so the next worked one.
    Case("cd into the holiday", "2025-09-26 09:00", 5, CD, "2025-10-09 18:00"),
    # Filed at night on the 30th: the fifteenth day is 15 October, a Wednesday.
    Case("cd at night", "2025-09-30 23:59", 15, CD, "2025-10-15 18:00"),
    # 27; asked from 28 until 2 October, whose midnight runs again: 2, 3, 4, 5; then to the 9th.
    Case(
        "cd asked",
        "2025-09-26 09:00",
        5,
        CD,
        "2025-10-09 18:00",
        pause=("2025-09-28 10:00", "2025-10-02 08:00"),
    ),
    # Over on 1 October, moved to the 9th; but at that closing, and at the 10th's, it stands still.
    Case(
        "cd held where it would end",
        "2025-09-26 09:00",
        5,
        CD,
        "2025-10-11 18:00",
        pause=("2025-10-08 12:00", "2025-10-10 20:00"),
    ),
    # Ends on the 9th (moved); three more: 10, 11, 12, a Sunday, so the 13th.
    Case(
        "cd with days more",
        "2025-09-26 09:00",
        5,
        CD,
        "2025-10-13 18:00",
        more=(3, CD, "2025-09-30 10:00"),
    ),
    # --- Spring Festival 2026: urgent hours ---------------------------------------------------------
    Case("uh from a make-up day", "2026-02-14 17:50", 24, UH, "2026-02-15 17:50"),
    # 2 hours used; 22 left from half past midnight.
    Case(
        "uh replied at night",
        "2026-02-16 10:00",
        24,
        UH,
        "2026-02-17 22:30",
        pause=("2026-02-16 12:00", "2026-02-17 00:30"),
    ),
    # New Year's Eve late in the evening: the festival does not stop it.
    Case("uh at night into the festival", "2026-02-16 23:40", 48, UH, "2026-02-18 23:40"),
    # From the 15th 17:50, 6 hours more, by night.
    Case(
        "uh with hours more in the festival",
        "2026-02-14 17:50",
        24,
        UH,
        "2026-02-15 23:50",
        more=(6, UH, "2026-02-15 12:00"),
    ),
    # From the 15th 17:50 two working hours more: the first ones worked are the 24th, 9 to 11.
    Case(
        "uh with working hours more",
        "2026-02-14 17:50",
        24,
        UH,
        "2026-02-24 11:00",
        more=(2, WH, "2026-02-15 12:00"),
    ),
    # --- Spring Festival 2026: working hours --------------------------------------------------------
    # Friday night; the make-up Saturday gives 7, Tuesday the 24th one more.
    Case("wh at night before a make-up day", "2026-02-13 21:00", 8, WH, "2026-02-24 10:00"),
    # 9-11 are 2; from the 25th 10:00: 2 + 4, and the 26th 9-11.
    Case(
        "wh asked over the festival",
        "2026-02-14 09:00",
        10,
        WH,
        "2026-02-26 11:00",
        pause=("2026-02-14 11:00", "2026-02-25 10:00"),
    ),
    # 15-18 are 3, Saturday the 28th (make-up) 9-10; six more: 10-12, 14-18.
    Case(
        "wh with hours more on a make-up day",
        "2026-02-27 15:00",
        4,
        WH,
        "2026-02-28 18:00",
        more=(6, WH, "2026-02-28 09:30"),
    ),
    # --- Spring Festival 2026: working days ---------------------------------------------------------
    # 14 (make-up), 24, 25, 26, 27.
    Case("wd at night before the festival", "2026-02-13 23:30", 5, WD, "2026-02-27 18:00"),
    # 13; 14 asked; replied on the 24th after closing; 25, 26, 27, 28 (make-up).
    Case(
        "wd asked over the festival",
        "2026-02-12 09:00",
        5,
        WD,
        "2026-02-28 18:00",
        pause=("2026-02-14 10:00", "2026-02-24 20:00"),
    ),
    # 13, 14, 24; three more: 25, 26, 27.
    Case(
        "wd with days more",
        "2026-02-12 09:00",
        3,
        WD,
        "2026-02-27 18:00",
        more=(3, WD, "2026-02-14 09:00"),
    ),
    # --- Spring Festival 2026: calendar days --------------------------------------------------------
    # 11, 12, 13, 14, 15: a day off; the next worked one is the 24th.
    Case("cd into the festival", "2026-02-10 09:00", 5, CD, "2026-02-24 18:00"),
    # At night on the 20th: the eighth day is Saturday the 28th, which is worked.
    Case("cd to a make-up day", "2026-02-20 23:50", 8, CD, "2026-02-28 18:00"),
    # 11; held from the 12th; on the 20th at 24:00 it runs: 20, 21, 22, 23, 24, 25.
    Case(
        "cd held over the festival",
        "2026-02-10 09:00",
        7,
        CD,
        "2026-02-25 18:00",
        pause=("2026-02-12 09:00", "2026-02-20 23:00"),
    ),
    # Ends on the 24th (moved); two more: 25, 26.
    Case(
        "cd with days more",
        "2026-02-10 09:00",
        5,
        CD,
        "2026-02-26 18:00",
        more=(2, CD, "2026-02-13 09:00"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_golden(case: Case) -> None:
    pauses = (paused(*case.pause),) if case.pause else ()
    more = case.more
    extensions = (Extension(term=Term(amount=more[0], unit=more[1]), granted_at=at(more[2])),) if more else ()
    found = due(
        at(case.start),
        Term(amount=case.amount, unit=case.unit),
        CALENDAR,
        pauses=pauses,
        extensions=extensions,
    )
    assert found.at == at(case.end)
    assert found.on == at(case.end).date()
    assert not found.provisional
    assert ("paused.asked" in found.because) is bool(pauses)


def test_every_unit_meets_everything_in_both_years() -> None:
    for year in ("2025", "2026"):
        of_year = [case for case in CASES if case.end.startswith(year)]
        for unit in TermUnit:
            told = [case for case in of_year if case.unit is unit]
            assert any(case.pause for case in told), (year, unit)
            assert any(case.start[11:13] >= "20" for case in told), (year, unit)
            assert any(case.more for case in told), (year, unit)
