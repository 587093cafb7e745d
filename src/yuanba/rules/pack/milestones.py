"""The milestones at which the unit that has a matter tells the resident of progress."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.time.deadline import Term

#: The code of a milestone; the database keeps no longer one.
MilestoneCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class CountedFrom(StrEnum):
    """The moments from which a milestone's time is counted: the unit was given the matter, or accepted it."""

    DISPATCHED = "dispatched"
    ACCEPTED = "accepted"


class MilestoneRule(Grounded):
    """One milestone (节点) between accepting and answering: by when the unit tells the resident of progress.

    Such as the first contact within 24 hours. It counts anew in each round of work.
    """

    title: Text
    term: Term
    since: CountedFrom = CountedFrom.ACCEPTED
