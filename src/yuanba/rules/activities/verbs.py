"""The names of the actions on offerings, on their sessions, and on weekly menus."""

from yuanba.rules.core.verb import Verb


class OfferingVerb(Verb):
    """The names of the actions on offerings."""

    KEEP = "offering.keep"
    END = "offering.end"


class MenuVerb(Verb):
    """The names of the actions on weekly menus and their sessions."""

    COMPOSE = "menu.compose"
    ADD = "menu.add"
    DROP = "menu.drop"
    PUBLISH = "menu.publish"
