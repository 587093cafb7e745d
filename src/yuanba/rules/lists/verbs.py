"""The verbs of community lists: derive and revise."""

from yuanba.rules.core.verb import Verb


class ListVerb(Verb):
    """The verbs of community lists: derive and revise."""

    DERIVE = "list.derive"
    REVISE = "list.revise"
