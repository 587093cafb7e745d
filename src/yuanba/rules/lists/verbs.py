"""What can be done with a community's list."""

from yuanba.rules.core.verb import Verb


class ListVerb(Verb):
    """What can be done with a community's list."""

    DERIVE = "list.derive"
    REVISE = "list.revise"
