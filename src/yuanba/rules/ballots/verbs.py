"""The names of the actions on rolls and on votes."""

from yuanba.rules.core.verb import Verb


class RollVerb(Verb):
    """The names of the actions on rolls: the lists of who may vote."""

    DRAW = "roll.draw"


class VoteVerb(Verb):
    """The names of the actions on votes, from opening to the export of the result."""

    OPEN = "vote.open"
    COUNT_HANDS = "vote.count_hands"
    CLOSE = "vote.close"
    COUNT = "vote.count"
    EXPORT = "vote.export"
