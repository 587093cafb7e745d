"""What decides on a procedure that cannot be skipped (四议两公开): which step is next, and how it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.ballots.counting import Because, count
from yuanba.rules.ballots.presets import PRESETS, VoteRule
from yuanba.rules.ballots.votes import BallotChoice, BallotTotal, BallotWay, Vote, Weight
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack.meetings import Meeting, ProcedureAct, ProcedureStep

#: A decision, and what came of it, are posted for so many days at least (organic laws of residents' and of
#: villagers' committees of 2025, articles 34 and 35).
POSTED_DAYS = 15
#: More heads than any assembly has.
MOST_HEADS = 20_000
LONGEST_NOTE = 500
PUBLISHING = (ProcedureAct.PUBLISH_DECISION, ProcedureAct.PUBLISH_RESULT)


class CourseOutcome(StrEnum):
    """How a course through the procedure ended: all steps were taken, or one of them did not pass."""

    DONE = "done"
    FAILED = "failed"


class NoProcedure(Refused):
    """Raised when a procedure would begin in a council whose rules have none."""

    code: ClassVar[str] = "procedure.none"


class StepMissing(Refused):
    """Raised when a step would be taken, or a resolution passed, before the steps that come first."""

    code: ClassVar[str] = "procedure.step_missing"


class NoTopicOfProcedure(Refused):
    """Raised when a council with a procedure would decide on what never went through it."""

    code: ClassVar[str] = "procedure.no_topic"


class StepTaken(Refused):
    """Raised when a step was recorded already, or corrected already."""

    code: ClassVar[str] = "procedure.step_taken"


class CourseOver(Refused):
    """Raised when a step would be taken after the last one, or after one that did not pass."""

    code: ClassVar[str] = "procedure.over"


class BadStepDay(Refused):
    """Raised when a step is said to be on a day to come, or before the day of the step before it."""

    code: ClassVar[str] = "procedure.bad_day"


class BadHeads(Refused):
    """Raised when heads are missing, or more agreed than came, or more came than were due."""

    code: ClassVar[str] = "procedure.bad_heads"


class PostedTooShort(Refused):
    """Raised when a decision or result would be posted for fewer days than the law asks for."""

    code: ClassVar[str] = "procedure.posted_too_short"


class NothingNoted(Refused):
    """Raised when a step that did not pass, or a correction, says no reason."""

    code: ClassVar[str] = "procedure.nothing_noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry:
    """What somebody records of one step: the day, how it ended, the heads where they are counted, a note.

    `is_agreed` is what they say of a step without a rule; with a rule the heads decide. What is published
    hangs at `place` from `held_on` until `posted_until`, this day included.
    """

    held_on: date
    is_agreed: bool = True
    due: int | None = None
    present: int | None = None
    agreed: int | None = None
    posted_until: date | None = None
    place: str = ""
    note: str = ""


def steps_of(meeting: Meeting | None) -> tuple[ProcedureStep, ...]:
    """Return the steps of the procedure of a kind of meeting; raise NoProcedure where it has none."""
    if meeting is None or not meeting.procedure:
        raise NoProcedure
    return meeting.procedure


def next_step(steps: Sequence[ProcedureStep], taken: int, *, number: int) -> ProcedureStep:
    """Return the step with this number, if it is the next one after so many that were taken.

    Raises StepTaken for an earlier one, StepMissing for a later one, CourseOver after the last.
    """
    if taken >= len(steps):
        raise CourseOver
    if number <= taken:
        raise StepTaken
    if number > taken + 1:
        raise StepMissing(number=taken + 1)
    return steps[taken]


def passes(step: ProcedureStep, entry: StepEntry, *, after: date | None, on: date) -> bool:
    """Return whether a step ended well: by its rule where it has one, else as whoever records it says.

    ``after`` is the day of the step before it. Raises BadStepDay, BadHeads, PostedTooShort, NothingNoted.
    """
    if entry.held_on > on or (after and entry.held_on < after):
        raise BadStepDay
    if step.act in PUBLISHING:
        last = entry.held_on + timedelta(days=POSTED_DAYS - 1)
        if entry.posted_until is None or entry.posted_until < last or not entry.place.strip():
            raise PostedTooShort(days=POSTED_DAYS)
        return True
    if step.rule is None:
        if not entry.is_agreed and not entry.note.strip():
            raise NothingNoted
        return entry.is_agreed
    passed, _because = counted(step.rule, due=entry.due, present=entry.present, agreed=entry.agreed)
    return passed


def counted(
    rule: VoteRule, *, due: int | None, present: int | None, agreed: int | None
) -> tuple[bool, tuple[Because, ...]]:
    """Return whether so many heads pass a motion by a rule, and why; who did not agree counts as against it.

    >>> counted(VoteRule.PARTY_MEMBERS, due=30, present=20, agreed=15)[0]  # exactly half of those due
    False
    >>> counted(VoteRule.PARTY_MEMBERS, due=30, present=20, agreed=16)[0]
    True
    >>> counted(VoteRule.PARTY_MEMBERS, due=30, present=19, agreed=19)[0]  # fewer than two thirds came
    False
    """
    if due is None or present is None or agreed is None or PRESETS[rule].by_area:
        raise BadHeads
    if not 0 <= agreed <= present <= due <= MOST_HEADS or not due:
        raise BadHeads
    heads = {str(number): Weight(1) for number in range(due)}
    hands = BallotTotal(
        motion="1",
        way=BallotWay.HANDS,
        choices={BallotChoice.YES: agreed, BallotChoice.NO: present - agreed},
    )
    vote = Vote(
        rule=rule,
        roll=heads,
        motions=("1",),
        ballots=(),
        present=frozenset(str(number) for number in range(present)),
        totals=(hands,),
    )
    (motion,) = count(vote).motions
    return motion.passed, motion.because


def outcome_after(steps: Sequence[ProcedureStep], number: int, *, passed: bool) -> CourseOutcome | None:
    """Return how the course ends with this step, or None where the next one follows.

    No text says where a step that did not pass goes back to: the course ends, and whoever wants it begins a
    new one with the first step.
    """
    if not passed:
        return CourseOutcome.FAILED
    return CourseOutcome.DONE if number == len(steps) else None


def is_decided(steps: Sequence[ProcedureStep], taken: int) -> bool:
    """Return whether so many steps that passed include the decision."""
    return any(step.act is ProcedureAct.DECIDE for step in steps[:taken])


def may_decide(steps: Sequence[ProcedureStep], taken: int) -> bool:
    """Return whether so many steps that passed are all that come before the decision."""
    acts = [step.act for step in steps]
    return ProcedureAct.DECIDE in acts and taken >= acts.index(ProcedureAct.DECIDE)
