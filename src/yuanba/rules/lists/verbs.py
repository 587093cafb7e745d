"""The names of the actions on community lists: derive and revise."""

from yuanba.rules.core.verb import Verb


class ListVerb(Verb):
    """The names of the actions on community lists: derive and revise."""

    DERIVE = "list.derive"
    REVISE = "list.revise"
