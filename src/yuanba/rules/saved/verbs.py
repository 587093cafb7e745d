"""The names of the actions on saved views of work tables."""

from yuanba.rules.core.verb import Verb


class ViewVerb(Verb):
    """The names of the actions on saved views of work tables: keep, share, remove."""

    KEEP = "view.keep"
    SHARE = "view.share"
    REMOVE = "view.remove"
