"""The names of the actions on rolls and on votes."""

from yuanba.rules.core.verb import Verb


class RollVerb(Verb):
    """The names of the actions on rolls: the lists of who may vote."""

    DRAW = "roll.draw"
    IMPORT = "roll.import"
    CORRECT = "roll.correct"
    POST = "roll.post"


class VoteVerb(Verb):
    """The names of the actions on votes, from opening to the export of the result."""

    OPEN = "vote.open"
    COUNT_HANDS = "vote.count_hands"
    COUNT_BOX = "vote.count_box"
    ENTER = "vote.enter"
    LIST_PROXY = "vote.list_proxy"
    REVOKE_PROXY = "vote.revoke_proxy"
    CAST = "vote.cast"
    CLOSE = "vote.close"
    COUNT = "vote.count"
    EXPORT = "vote.export"
