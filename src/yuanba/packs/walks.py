"""What a worked case of a matter's life says, and how the matter stands between two of its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from yuanba.rules.core.declared import Declared
from yuanba.rules.core.state import WITH_UNIT, State
from yuanba.rules.evaluation import Verdict
from yuanba.rules.matters.clock import Clock, milestones_of, part_due_of, term_of
from yuanba.rules.matters.escalation import Course, SideClock, SideKind
from yuanba.rules.matters.triage import Assignment
from yuanba.rules.pack import Pack
from yuanba.rules.time.deadline import ClockPause, Extension, Term

Does = Literal[
    "assign",
    "reassign",
    "refuse",
    "guide",
    "object",
    "withdraw",
    "settle",
    "accept",
    "take",
    "return",
    "pass_up",
    "split",
    "report_progress",
    "ask",
    "reply",
    "resume",
    "hold",
    "extend",
    "answer",
    "check",
    "invite",
    "reopen",
    "close",
    "undo_close",
    "clock",
]


class LifeStep(Declared):
    """One step of a worked case: what is done to the matter, at what moment, and the expected result.

    What is left out is not checked. `do` is the verb without its noun; `hold` and `extend` are asked for and
    granted at once, and `clock` does nothing but say what the clock's job would do. `milestone` is what
    `report_progress` reaches; `milestones` are the days of those that are still open, by code, `parts_on`
    those of the parts of co-handlers. `refused` names the refusal that must come instead.
    """

    do: Does
    at: AwareDatetime
    class_code: str = Field(default="", alias="class")
    item: str = ""
    code: str = ""
    term: Term | None = None
    milestone: str = ""
    passes: bool = True
    verdict: Verdict = Verdict.SOLVED
    state: State | None = None
    body: str = ""
    due_on: date | None = None
    until_on: date | None = None
    milestones: Mapping[str, date] | None = None
    parts_on: tuple[date, ...] | None = None
    evaluators: tuple[str, ...] | None = None
    clock: tuple[str, ...] | None = None
    refused: str = ""


class Life(Declared):
    """One worked case of a matter's history: the filing, in town or the countryside, and all later steps."""

    name: str = Field(min_length=1)
    at: AwareDatetime
    rural: bool = False
    step: tuple[LifeStep, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The state of a matter between two steps of a worked case."""

    pack: Pack
    state: State
    until_at: datetime | None
    is_rural: bool
    given: Assignment | None = None
    due_at: datetime | None = None
    accepted_at: datetime | None = None
    told: frozenset[str] = frozenset()
    split_at: tuple[datetime, ...] = ()
    ended_at: datetime | None = None
    objections: int = 0
    pauses: tuple[ClockPause, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def clock(self) -> Clock:
        """Return the facts from which the answer deadline is computed; the matter must have been assigned."""
        assert self.given
        return Clock(
            class_code=self.given.class_code,
            item_code=self.given.item_code,
            since_at=self.given.since_at,
            reworks=self.given.reworks,
            pauses=self.pauses,
            extensions=self.extensions,
        )

    def sides(self, at: datetime) -> tuple[SideClock, ...]:
        """Return the milestones and parts that are still open, with their deadlines as of a moment."""
        if self.given is None or self.due_at is None or self.state not in WITH_UNIT:
            return ()
        clock, pack, answer_at = self.clock, self.pack, self.due_at
        rules = pack.classes[clock.class_code].milestones
        ends = milestones_of(clock, pack, at, accepted_at=self.accepted_at, answer_at=answer_at)
        told = [
            SideClock(kind=SideKind.MILESTONE, name=code, due_at=end.at, term=rules[code].term)
            for code, end in ends.items()
            if code not in self.told
        ]
        parts = [
            SideClock(
                kind=SideKind.PART,
                name=str(number),
                due_at=part_due_of(clock, pack, at, sent_at=sent_at, answer_at=answer_at),
                term=pack.orders.co_term or term_of(clock, pack),
            )
            for number, sent_at in enumerate(self.split_at)
        ]
        return (*told, *parts)

    def course(self, at: datetime) -> Course:
        """Return the facts from which the clock job decides at a moment what to do with the matter."""
        return Course(
            state=self.state,
            level=self.given.level if self.given else None,
            until_at=self.until_at,
            term=term_of(self.clock, self.pack) if self.given else None,
            due_at=self.due_at,
            sides=self.sides(at),
            reworks=self.given.reworks if self.given else 0,
        )
