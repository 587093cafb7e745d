"""Checks that every kind of meeting can work: convener, calendar, a rule no laxer than the law, its steps."""

from collections.abc import Iterator
from fractions import Fraction

from yuanba.rules.ballots.presets import PRESETS
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.meetings import Cadence, Meeting, ProcedureAct

#: Nobody's matter waits longer for a council than from one quarterly meeting to the next; no source says so.
LONGEST_WAIT_DAYS = 92
#: The last day that a cadence can name: of a month every one has, or of a week.
LAST_DAYS = {Cadence.MONTHLY: 28, Cadence.WEEKLY: 7}


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each meeting that nobody convenes, that no calendar carries or that is laxer."""
    for code, row in pack.meetings.items():
        place = f"meetings.{code}"
        yield from _reference_faults(place, row, pack)
        yield from _place_faults(place, row, pack)
        yield from _cadence_faults(place, row, pack)
        yield from _rule_faults(place, row)
        yield from _electronic_faults(place, row, pack)
        yield from _procedure_faults(place, row)
    yield from _class_faults(pack)


def _reference_faults(place: str, row: Meeting, pack: Pack) -> Iterator[Fault]:
    if row.convener not in pack.bodies:
        yield fault(f"{place}.convener", "no_body", name=row.convener)
    if row.unsettled and row.unsettled not in pack.meetings:
        yield fault(f"{place}.unsettled", "no_meeting", name=row.unsettled)
    for one in row.classes:
        if one not in pack.classes:
            yield fault(f"{place}.classes", "no_class", name=one)
    for one in row.slots:
        if one not in pack.slots:
            yield fault(f"{place}.slots", "no_slot", name=one)


def _place_faults(place: str, row: Meeting, pack: Pack) -> Iterator[Fault]:
    """A body convenes nobody above itself, and what is not settled goes upwards, never round in a ring."""
    convener, above = pack.bodies.get(row.convener), pack.meetings.get(row.unsettled)
    if convener and _height(row.level) > _height(convener.level):
        yield fault(f"{place}.level", "council_above", name=row.convener, level=convener.level)
    if row.of_estate and row.level is not Level.GRID:
        yield fault(f"{place}.of_estate", "estate_level", level=row.level)
    if above and _rank(above) <= _rank(row):
        yield fault(f"{place}.unsettled", "unsettled_below", name=row.unsettled)


def _height(level: Level) -> int:
    return -list(Level).index(level)


def _rank(row: Meeting) -> tuple[int, bool]:
    """How high a council stands: that of an estate below that of its grid."""
    return _height(row.level), not row.of_estate


def _cadence_faults(place: str, row: Meeting, pack: Pack) -> Iterator[Fault]:
    if row.on_day > LAST_DAYS.get(row.cadence, 0):
        yield fault(f"{place}.on_day", "cadence_day")
    if row.cadence is not Cadence.AS_NEEDED and str(pack.in_force_from.year) not in pack.calendars:
        yield fault(f"{place}.cadence", "cadence_uncharted", year=pack.in_force_from.year)


def _rule_faults(place: str, row: Meeting) -> Iterator[Fault]:
    rule = PRESETS[row.rule]
    for name, code, own, floor in row.own.misfits(row.rule):
        yield fault(f"{place}.{name}", code, own=str(own), floor=str(floor))
    if row.days_before < rule.notice_days:
        yield fault(f"{place}.days_before", "posted_late", days=rule.notice_days)
    if row.clock_waits and row.clock_waits.in_days > LONGEST_WAIT_DAYS:
        yield fault(f"{place}.clock_waits", "clock_waits_long", days=LONGEST_WAIT_DAYS)
    for name, share, most in (
        ("call_voters", row.call_voters, rule.called_by_voters),
        ("call_representatives", row.call_representatives, rule.called_by_representatives),
    ):
        if share and most and Fraction(share) > most:
            yield fault(f"{place}.{name}", "call_harder", most=str(most))


def _electronic_faults(place: str, row: Meeting, pack: Pack) -> Iterator[Fault]:
    """A rule on electronic votes has title and day, is in force, and owners have none on these pages."""
    if not row.electronic_rule and not row.electronic_since:
        return
    if not row.electronic_rule or not row.electronic_since:
        yield fault(f"{place}.electronic_rule", "electronic_undated")
    elif row.electronic_since > pack.in_force_from:
        yield fault(f"{place}.electronic_since", "electronic_not_yet", day=str(row.electronic_since))
    if PRESETS[row.rule].by_area:
        yield fault(f"{place}.electronic_rule", "electronic_of_owners")
    elif BallotWay.ONLINE not in row.voting_ways:
        yield fault(f"{place}.voting_ways", "electronic_offline")


def _procedure_faults(place: str, row: Meeting) -> Iterator[Fault]:
    """The steps of a procedure come in their order, each once, and one of them decides."""
    acts = [step.act for step in row.procedure]
    if not acts:
        return
    if acts != sorted(set(acts), key=list(ProcedureAct).index):
        yield fault(f"{place}.procedure", "procedure_order")
    if ProcedureAct.DECIDE not in acts:
        yield fault(f"{place}.procedure", "procedure_undecided")


def _class_faults(pack: Pack) -> Iterator[Fault]:
    """What is deliberated first has a council for it, and is neither settled on the spot nor guided away."""
    for code, row in pack.classes.items():
        place = f"classes.{code}.deliberates_first"
        if not row.deliberates_first:
            continue
        if not any(code in meeting.classes for meeting in pack.meetings.values()):
            yield fault(place, "deliberated_by_nobody")
        if row.settles or row.is_guided:
            yield fault(place, "deliberated_and_settled")
