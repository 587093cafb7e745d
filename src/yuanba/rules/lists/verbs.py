"""The names of the actions on lists: derive and revise a community's, issue a subdistrict's directory."""

from yuanba.rules.core.verb import Verb


class ListVerb(Verb):
    """The names of the actions on lists: derive and revise a community's, issue a subdistrict's directory."""

    DERIVE = "list.derive"
    REVISE = "list.revise"
    ISSUE = "list.issue"
