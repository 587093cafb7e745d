"""What can be done with a ladder."""

from yuanba.rules.core.verb import Verb


class LadderVerb(Verb):
    """What can be done with a ladder."""

    LEND = "ladder.lend"
