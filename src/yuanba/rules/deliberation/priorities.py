"""What decides on a town's priorities (协商重点): what its councils talk over first, in its order (N6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack

LONGEST_TITLE, LONGEST_WHY = 60, 200
#: More than so many are no priorities.
MOST = 12
#: After so long a list is looked at again. No source says how long it holds; a quarter is ours.
LOOKED_AT_AFTER = timedelta(days=92)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPriority:
    """One entry of a list that is to be published: its words, why it is on the list, and perhaps a topic."""

    title: str
    why: str
    topic_id: int | None = None


class NoPriorities(Refused):
    """Raised when a list would be published with no entry, or with more than anybody can put first."""

    code: ClassVar[str] = "priorities.none"


class PriorityTwice(Refused):
    """Raised when two entries of a list have the same words, or the same topic."""

    code: ClassVar[str] = "priorities.twice"


class PrioritiesMoved(Refused):
    """Raised when somebody published another version meanwhile."""

    code: ClassVar[str] = "priorities.moved"


class NotOfTown(Refused):
    """Raised when the place is no town or subdistrict, or a topic belongs to no council there."""

    code: ClassVar[str] = "priorities.not_of_town"


def have_priorities(pack: Pack) -> bool:
    """Return whether some kind of meeting follows the priorities of its town."""
    return any(one.has_priorities for one in pack.meetings.values())


def check(entries: Sequence[NewPriority]) -> None:
    """Raise NoPriorities or PriorityTwice unless a list can be published."""
    if not 1 <= len(entries) <= MOST:
        raise NoPriorities(most=MOST)
    words = [one.title for one in entries]
    linked = [one.topic_id for one in entries if one.topic_id]
    if len(set(words)) < len(words) or len(set(linked)) < len(linked):
        raise PriorityTwice
