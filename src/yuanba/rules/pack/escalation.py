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


class Response(StrEnum):
    """The actions of the clock job on a trigger: remind, escalate, or put under supervision."""

    REMIND = "remind"
    ESCALATE = "escalate"
    PRIORITISE = "prioritise"


class Escalation(Grounded):
    """One escalation rule of a pack: the trigger, the delay or count, and what the clock job does then.

    It acts `after` the trigger's moment, or from the `count`-th time on. For `soon` the term is what is left;
    a row in hours is for terms in hours, one in days for days.
    """

    on: Trigger
    after: Term | None = None
    count: int | None = Field(default=None, gt=0)
    then: Response
