"""The kinds of project (项目) that a pack names: which meetings make one, who leads it, its usual steps."""

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text


class ProjectKind(Grounded):
    """One kind of project: what a resolution of some `meetings` may become.

    The unit of one of the bodies in `leads` that answers where it lies leads it. `milestones` are the steps
    that a plan is offered with.
    """

    title: Text
    meaning: Text
    meetings: tuple[str, ...] = Field(min_length=1)
    leads: tuple[str, ...] = Field(min_length=1)
    milestones: tuple[Text, ...] = Field(default=(), max_length=12)
