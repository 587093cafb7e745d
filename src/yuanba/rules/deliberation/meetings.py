"""What decides on meetings: how early they are posted, what an item goes through, whether enough came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from yuanba.rules.ballots.opening import LONGEST_MOTION
from yuanba.rules.ballots.presets import Preset
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.events.stages import AttendanceRole


class ItemState(StrEnum):
    """The state of an agenda item: waiting, before the meeting, voted on, and what came of it."""

    WAITING = "waiting"
    OPEN = "open"
    VOTING = "voting"
    PASSED = "passed"
    FAILED = "failed"
    AGREED = "agreed"
    DEFERRED = "deferred"


#: Before the meeting now; one item at a time.
BEFORE_THE_MEETING = (ItemState.OPEN, ItemState.VOTING)
#: What a meeting may say of an item without a count of hands.
WITHOUT_VOTE = (ItemState.AGREED, ItemState.DEFERRED)

#: A draft is put to the vote as it stands, so it is no longer than a motion.
LONGEST_DRAFT = LONGEST_MOTION

#: What a meeting decided of an item; one that is put off waits for another meeting.
DECIDED = (ItemState.PASSED, ItemState.FAILED, ItemState.AGREED)
#: What was decided in favour.
ADOPTED = (ItemState.PASSED, ItemState.AGREED)

#: In which role the holder of a seat is there.
ROLES: Mapping[SeatRole, AttendanceRole] = MappingProxyType(
    {
        SeatRole.CONVENER: AttendanceRole.ATTENDS,
        SeatRole.MEMBER: AttendanceRole.ATTENDS,
        SeatRole.SECRETARY: AttendanceRole.SITS_IN,
        SeatRole.OBSERVER: AttendanceRole.OBSERVES,
    }
)


class TooShortNotice(Refused):
    """Raised when a meeting would be posted later than the rules say, and no urgent ground is recorded."""

    code: ClassVar[str] = "meeting.too_short_notice"


class NoTopics(Refused):
    """Raised when a meeting would be called with nothing to deliberate."""

    code: ClassVar[str] = "meeting.no_topics"


class ItemNotOpen(Refused):
    """Raised when an agenda item is not before the meeting now, or is done with."""

    code: ClassVar[str] = "meeting.item_not_open"


class NotEnoughCame(Refused):
    """Raised when a vote is asked for while fewer members are there than the rule needs."""

    code: ClassVar[str] = "meeting.no_quorum"


class HandsWait(Refused):
    """Raised when a meeting would end or be cancelled while hands were raised that nobody has counted."""

    code: ClassVar[str] = "meeting.hands_raised"


class DraftTooLong(Refused):
    """Raised when a draft is longer than a motion may be."""

    code: ClassVar[str] = "meeting.draft_too_long"


class SameConfirmer(Refused):
    """Raised when somebody would confirm the minutes of a meeting a second time."""

    code: ClassVar[str] = "meeting.same_confirmer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """How many members were to come, how many came, and whether that is enough."""

    seats: int
    present: int
    needed: str
    is_met: bool


def check_notice(posted_on: date, meets_on: date, *, days_before: int, urgent_ground: str) -> None:
    """Raise TooShortNotice unless the meeting is posted early enough, or an urgent ground says why not.

    The day of posting does not count, the day of the meeting does.
    """
    if (meets_on - posted_on).days < days_before and not urgent_ground.strip():
        raise TooShortNotice(days=days_before)


def check_draft(words: str) -> None:
    """Raise DraftTooLong where a draft could not be put to the vote as it stands."""
    if len(words) > LONGEST_DRAFT:
        raise DraftTooLong(most=LONGEST_DRAFT)


def quorum(preset: Preset, *, seats: int, present: int) -> Quorum:
    """Return whether enough members are there for the rule by which the council decides."""
    share = preset.quorum
    return Quorum(
        seats=seats,
        present=present,
        needed=str(share) if share else "",
        is_met=present > 0 and (share is None or share.is_met(present, seats)),
    )
