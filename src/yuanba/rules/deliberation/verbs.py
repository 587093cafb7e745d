"""The names of the actions on councils, their seats, topics, and what councils decide."""

from yuanba.rules.core.verb import Verb


class CouncilVerb(Verb):
    """The names of the actions on councils (议事机构) and their seats."""

    SET_UP = "council.set_up"
    SEAT = "council.seat"
    UNSEAT = "council.unseat"
    DISSOLVE = "council.dissolve"
    FALL_DUE = "council.fall_due"


class TopicVerb(Verb):
    """The names of the actions on topics (议题)."""

    PROPOSE = "topic.propose"
    PUBLISH = "topic.publish"
    DECLINE = "topic.decline"
    SUPPORT = "topic.support"
    MERGE = "topic.merge"
    SCHEDULE = "topic.schedule"
    TABLE = "topic.table"
    PUT_BACK = "topic.put_back"
    CONCLUDE = "topic.conclude"
    LAPSE = "topic.lapse"
    TASK = "topic.task"
    SETTLE = "topic.settle"
    RESULT = "topic.result"


class MeetingVerb(Verb):
    """The names of the actions on meetings: one sitting of a council, from its notice to its minutes."""

    CALL = "meeting.call"
    MOVE = "meeting.move"
    CANCEL = "meeting.cancel"
    BEGIN = "meeting.begin"
    TAKE_UP = "meeting.take_up"
    DRAFT = "meeting.draft"
    ASK_WORD = "meeting.ask_word"
    GIVE_WORD = "meeting.give_word"
    PUT_TO_VOTE = "meeting.put_to_vote"
    DECIDE = "meeting.decide"
    SETTLE = "meeting.settle"
    END = "meeting.end"
    CONFIRM = "meeting.confirm"
    ENTER = "meeting.enter"
    REMIND = "meeting.remind"


class ResolutionVerb(Verb):
    """The names of the actions by which a matter goes to a council and a resolution (决议) comes back."""

    REFER = "resolution.refer"
    ADOPT = "resolution.adopt"
    SEND_UP = "resolution.send_up"
    TAKE_OFF = "resolution.take_off"
    WAIVE = "resolution.waive"


class PriorityVerb(Verb):
    """The name of the action on a town's priorities (协商重点)."""

    PUBLISH = "priorities.publish"


class ProcedureVerb(Verb):
    """The names of the actions by which a topic or matter goes through a procedure (四议两公开) in order."""

    BEGIN = "procedure.begin"
    TAKE = "procedure.take"
    CORRECT = "procedure.correct"


class DemandVerb(Verb):
    """The names of the actions by which people demand a meeting (联名)."""

    SIGN = "demand.sign"
    COUNT = "demand.count"
