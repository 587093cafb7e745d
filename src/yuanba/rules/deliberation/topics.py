"""What decides on topics: from which state each verb leads where, and when supporters suffice."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.verbs import TopicVerb
from yuanba.rules.pack.meetings import Meeting

#: Words of a topic, of its public text, and of an answer to it.
LONGEST_WORDS, LONGEST_TITLE, LONGEST_SUMMARY = 1000, 60, 500


class TopicState(StrEnum):
    """The state of a topic: proposed, open to supporters, on the agenda, decided, declined, or merged."""

    PROPOSED = "proposed"
    OPEN = "open"
    ON_AGENDA = "on_agenda"
    DECIDED = "decided"
    DECLINED = "declined"
    MERGED = "merged"


class TopicMoved(Refused):
    """Raised when a topic is no longer in a state from which the action leads anywhere."""

    code: ClassVar[str] = "topic.moved"


class TopicWithoutWords(Refused):
    """Raised when a topic, its public text or an answer to it has no words, or too many."""

    code: ClassVar[str] = "topic.no_words"


class OnMeetings(Refused):
    """Raised when a topic that a meeting has before it would be merged away, or called to another meeting."""

    code: ClassVar[str] = "topic.on_meeting"


class OtherCouncil(Refused):
    """Raised when a topic would be merged into itself or into one of another council."""

    code: ClassVar[str] = "topic.other_council"


S = TopicState
#: From which states each verb leads, and to which.
MOVES: Mapping[TopicVerb, Mapping[TopicState, TopicState]] = MappingProxyType(
    {
        TopicVerb.PUBLISH: {S.PROPOSED: S.OPEN},
        TopicVerb.DECLINE: {S.PROPOSED: S.DECLINED, S.OPEN: S.DECLINED},
        TopicVerb.SUPPORT: {S.OPEN: S.OPEN, S.ON_AGENDA: S.ON_AGENDA},
        TopicVerb.MERGE: {S.OPEN: S.MERGED, S.ON_AGENDA: S.MERGED},
        TopicVerb.SCHEDULE: {S.OPEN: S.ON_AGENDA},
        TopicVerb.TABLE: {S.ON_AGENDA: S.ON_AGENDA},
        TopicVerb.PUT_BACK: {S.ON_AGENDA: S.ON_AGENDA},
        TopicVerb.CONCLUDE: {S.ON_AGENDA: S.DECIDED},
        TopicVerb.TASK: {S.DECIDED: S.DECIDED},
        TopicVerb.SETTLE: {S.DECIDED: S.DECIDED},
        TopicVerb.RESULT: {S.DECIDED: S.DECIDED},
        TopicVerb.LAPSE: {S.PROPOSED: S.DECLINED, S.OPEN: S.DECLINED, S.ON_AGENDA: S.DECLINED},
    }
)
#: The states in which everybody may read a topic and second it, and into which others may be merged.
PUBLIC = (S.OPEN, S.ON_AGENDA)


def move(state: TopicState, verb: TopicVerb) -> TopicState:
    """Return the state to which a verb leads from this one; raise TopicMoved where it leads nowhere."""
    if state not in MOVES[verb]:
        raise TopicMoved(state=state.value)
    return MOVES[verb][state]


def checked(words: str, most: int) -> str:
    """Return words without white space around them; raise TopicWithoutWords for none or too many."""
    words = words.strip()
    if not words or len(words) > most:
        raise TopicWithoutWords(most=most)
    return words


def comes_on_agenda(meeting: Meeting, supporters: int) -> bool:
    """Return whether so many supporters put a topic on the agenda of such a meeting by themselves."""
    return 0 < meeting.supporters <= supporters
