"""The names of the actions on councils, their seats, and the topics that residents raise."""

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
