"""The rule by which a unit tells the resident of progress, and so reaches a milestone."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from yuanba.rules.core.metrics import percent
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import move
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.outcome import Outcome, ground, need


class NoSuchMilestone(Refused):
    """Raised when progress is told for a milestone that is not open: reached, or not of this matter."""

    code: ClassVar[str] = "orders.no_milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptShare:
    """How many ends of one milestone, or of co-handlers' parts (without a code), came, and came in time."""

    class_code: str = ""
    code: str = ""
    ended: int
    in_time: int

    @property
    def percent(self) -> int:
        """Return the share that was in time, in whole percent; there is at least one end."""
        return percent(Fraction(self.in_time, self.ended))

    @property
    def part(self) -> str:
        """Return the part of the metric: class and milestone, or nothing for the parts of co-handlers."""
        return f"{self.class_code}.{self.code}" if self.code else ""


def report_progress(
    state: State, class_code: str, *, milestone: str, still_open: Collection[str], words: str, pack: Pack
) -> Outcome:
    """Return the outcome of telling the resident of progress; the clock of the answer runs on.

    `milestone` is the one that is reached by it, empty for none; `still_open` are the codes of those that are
    still to be reached. Raises NoSuchMilestone.
    """
    need(words, MatterVerb.REPORT_PROGRESS)
    moved = move(state, MatterVerb.REPORT_PROGRESS)
    if not milestone:
        return Outcome(state=moved, because=())
    if milestone not in still_open:
        raise NoSuchMilestone
    rule = pack.classes[class_code].milestones[milestone]
    return Outcome(state=moved, because=(pack.name, *ground(rule)))
