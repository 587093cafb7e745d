"""What the clock job does when a deadline is near or passed, or when an action was repeated."""

from enum import StrEnum

from pydantic import Field

from yuanba.rules.core.declared import Grounded
from yuanba.rules.time.deadline import Term


class Trigger(StrEnum):
    """The causes for the clock job to act on a matter: a deadline near or passed, or repeated actions."""

    SOON = "soon"
    UNTRIAGED = "untriaged"
    UNACCEPTED = "unaccepted"
    LATE = "late"
    UNCHECKED = "unchecked"
    RETURNED = "returned"
    URGED = "urged"
    REWORKED = "reworked"
    MILESTONE_SOON = "milestone_soon"
    MILESTONE_LATE = "milestone_late"
    PART_SOON = "part_soon"
    PART_LATE = "part_late"


#: Triggers before a deadline: their `after` is the time that is left.
BEFORE: frozenset[Trigger] = frozenset({Trigger.SOON, Trigger.MILESTONE_SOON, Trigger.PART_SOON})


class Response(StrEnum):
    """The actions of the clock job on a trigger: remind, escalate, or put under supervision."""

    REMIND = "remind"
    ESCALATE = "escalate"
    PRIORITISE = "prioritise"


class Escalation(Grounded):
    """One escalation rule of a pack: the trigger, the delay or count, and what the clock job does then.

    It acts `after` the trigger's moment, or from the `count`-th time on. Where it is soon (`BEFORE`) the term
    is what is left; a row in hours is for terms in hours, one in days for days.
    """

    on: Trigger
    after: Term | None = None
    count: int | None = Field(default=None, gt=0)
    then: Response
