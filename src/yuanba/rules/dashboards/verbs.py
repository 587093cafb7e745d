"""The names of the actions on a leader's week."""

from yuanba.rules.core.verb import Verb


class WeekVerb(Verb):
    """The names of the actions on a leader's week."""

    READ = "week.read"
    SUBSCRIBE = "week.subscribe"
    UNSUBSCRIBE = "week.unsubscribe"
    SEND = "week.send"
