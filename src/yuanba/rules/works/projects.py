"""The rules of projects: what a plan says, by when, and when one is late."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack

LONGEST_TITLE, LONGEST_WORDS = 60, 500
MOST_MILESTONES, LONGEST_MILESTONE = 12, 40
#: What takes longer is no project of a neighbourhood, or a slip of the hand.
LONGEST = timedelta(days=5 * 366)
#: A thousand million yuan, and more people than live in any district.
MOST_FEN, MOST_PEOPLE = 100_000_000_000, 10_000_000


class ProjectState(StrEnum):
    """How far a project is: under way, done again because its result was sent back, done, or stopped."""

    RUNNING = "running"
    REDONE = "redone"
    DONE = "done"
    STOPPED = "stopped"


#: The states in which something is still to be done.
AT_WORK = frozenset({ProjectState.RUNNING, ProjectState.REDONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMilestone:
    """One milestone (节点) of a plan, and the day by which it should be reached."""

    title: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPlan:
    """What carries a project out: how, with what money (in fen) from whom, for how many people, step by step.

    `granted_fen` is None and `beneficiaries` is None where nobody said so yet.
    """

    words: str = ""
    granted_fen: int | None = None
    grantor: str = ""
    beneficiaries: int | None = None
    milestones: tuple[PlannedMilestone, ...] = ()


class UnknownProjectKind(Refused):
    """Raised when the district's rules name no such kind of project, or this meeting makes none of it."""

    code: ClassVar[str] = "project.unknown_kind"


class ProjectUntitled(Refused):
    """Raised when a project has no name."""

    code: ClassVar[str] = "project.no_title"


class WrongLead(Refused):
    """Raised when the unit that should lead a project is none of those that may."""

    code: ClassVar[str] = "project.wrong_lead"


class BadProjectDay(Refused):
    """Raised when a project would end on a day that is over, or years away."""

    code: ClassVar[str] = "project.bad_day"


class BadMilestones(Refused):
    """Raised when milestones are too many or too long, or one stands there twice."""

    code: ClassVar[str] = "project.bad_milestones"


class BadMilestoneDay(Refused):
    """Raised when a milestone lies before the project began or after it should end."""

    code: ClassVar[str] = "project.bad_milestone_day"


class BadProjectMoney(Refused):
    """Raised when money has nobody who gives it, or is less than nothing or more than any district has."""

    code: ClassVar[str] = "project.bad_money"


class BadBeneficiaries(Refused):
    """Raised when a project would serve nobody, or more people than live in any district."""

    code: ClassVar[str] = "project.bad_beneficiaries"


class NotLater(Refused):
    """Raised when the last day of a project would be moved to one that is not later."""

    code: ClassVar[str] = "project.not_later"


class NoProjectReason(Refused):
    """Raised when a project is stopped or moved without a reason."""

    code: ClassVar[str] = "project.no_reason"


class NoProjectResult(Refused):
    """Raised when a project is finished and nobody says what came of it."""

    code: ClassVar[str] = "project.no_result"


class ProjectOver(Refused):
    """Raised when something would be done to a project that is finished or was stopped."""

    code: ClassVar[str] = "project.over"


def kinds_for(meeting: str, pack: Pack) -> list[str]:
    """Return the codes of the kinds of project that a kind of meeting makes by its resolutions."""
    return [code for code, kind in pack.projects.items() if meeting in kind.meetings]


def planned(
    kind: str, title: str, *, unit: str, units: Collection[str], due_on: date, on: date, pack: Pack
) -> str:
    """Return the title of a new project as it stands from now on.

    `units` are those that may lead a project of this kind here. Raises UnknownProjectKind, ProjectUntitled,
    WrongLead, BadProjectDay.
    """
    if kind not in pack.projects:
        raise UnknownProjectKind
    if not (said := " ".join(title.split())):
        raise ProjectUntitled
    if unit not in units:
        raise WrongLead
    _check_last_day(due_on, on)
    return said[:LONGEST_TITLE]


def shaped(plan: ProjectPlan, *, reached: Sequence[str], planned_on: date, due_on: date) -> ProjectPlan:
    """Return a plan as it is kept: its milestones by their days; those `reached` already stay as they are.

    Raises BadMilestones, BadMilestoneDay, BadProjectMoney, BadBeneficiaries.
    """
    steps = [
        PlannedMilestone(title=" ".join(one.title.split()), due_on=one.due_on)
        for one in plan.milestones
        if one.title.strip()
    ]
    titles = [*reached, *(one.title for one in steps)]
    if len(titles) > MOST_MILESTONES or any(len(one) > LONGEST_MILESTONE for one in titles):
        raise BadMilestones(most=MOST_MILESTONES, signs=LONGEST_MILESTONE)
    if len(set(titles)) < len(titles):
        raise BadMilestones(most=MOST_MILESTONES, signs=LONGEST_MILESTONE)
    if any(not planned_on <= one.due_on <= due_on for one in steps):
        raise BadMilestoneDay(first=planned_on.isoformat(), last=due_on.isoformat())
    money, grantor = plan.granted_fen, plan.grantor.strip()
    if money is not None and (not 0 < money <= MOST_FEN or not grantor):
        raise BadProjectMoney
    served(plan.beneficiaries)
    return ProjectPlan(
        words=plan.words.strip()[:LONGEST_WORDS],
        granted_fen=money,
        grantor=grantor[:LONGEST_TITLE] if money is not None else "",
        beneficiaries=plan.beneficiaries,
        milestones=tuple(sorted(steps, key=lambda one: one.due_on)),
    )


def served(people: int | None) -> None:
    """Raise BadBeneficiaries unless so many people can have a use of something; None says nothing."""
    if people is not None and not 0 < people <= MOST_PEOPLE:
        raise BadBeneficiaries(most=MOST_PEOPLE)


def postponed(due_on: date, *, before: date, on: date, reason: str) -> str:
    """Return the reason for which the last day of a project is moved from `before` to a later one.

    Raises NotLater, BadProjectDay, NoProjectReason.
    """
    if due_on <= before:
        raise NotLater(day=before.isoformat())
    _check_last_day(due_on, on)
    return because(reason)


def because(reason: str) -> str:
    """Return a reason as it is kept, or raise NoProjectReason."""
    if not (said := reason.strip()):
        raise NoProjectReason
    return said[:LONGEST_WORDS]


def state_of(*, is_done: bool, is_stopped: bool, is_sent_back: bool) -> ProjectState:
    """Return how far a project is; `is_sent_back` says that its matter is at work again since it was done."""
    if is_stopped:
        return ProjectState.STOPPED
    if is_done:
        return ProjectState.REDONE if is_sent_back else ProjectState.DONE
    return ProjectState.RUNNING


def is_late(due_on: date, *, reached_on: date | None, on: date) -> bool:
    """Return whether something due on a day, which is included, was reached later or is still open after it.

    >>> is_late(date(2026, 3, 30), reached_on=None, on=date(2026, 3, 30))
    False
    >>> is_late(date(2026, 3, 30), reached_on=date(2026, 3, 31), on=date(2026, 4, 9))
    True
    """
    return (reached_on or on) > due_on


def _check_last_day(due_on: date, on: date) -> None:
    if not on <= due_on <= on + LONGEST:
        raise BadProjectDay(last=(on + LONGEST).isoformat())
