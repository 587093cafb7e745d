"""The names of the actions on selections and on those who are nominated in them."""

from yuanba.rules.core.verb import Verb


class SelectionVerb(Verb):
    """The names of the actions on a round of a selection."""

    OPEN = "selection.open"
    VOTE = "selection.vote"
    POST = "selection.post"
    CONFER = "selection.confer"
    DROP = "selection.drop"


class NomineeVerb(Verb):
    """The names of the actions on a nominee; an honour is a nominee's."""

    NOMINATE = "nominee.nominate"
    AGREE = "nominee.agree"
    WITHDRAW = "nominee.withdraw"
    HONOUR = "nominee.honour"
