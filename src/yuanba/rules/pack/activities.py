"""What a pack says of activities: the kinds of what centres offer, and the crowds for whom."""

from __future__ import annotations

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text


class Crowd(Grounded):
    """One crowd (人群) for whom something is offered: elders, children, riders; or `is_everyone`."""

    title: Text
    is_everyone: bool = False


class ActivityKind(Grounded):
    """One kind of what centres offer, for some `crowds`; `names_provider`: an entry says who provides it."""

    title: Text
    meaning: Text
    crowds: tuple[str, ...] = Field(min_length=1)
    names_provider: bool = False
