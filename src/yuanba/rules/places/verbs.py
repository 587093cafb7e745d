"""The names of the actions on areas and estates."""

from yuanba.rules.core.verb import Verb


class PlaceVerb(Verb):
    """The names of the actions on areas and estates."""

    IMPORT = "place.import"
    ADD = "place.add"
    RENAME = "place.rename"
    MERGE = "place.merge"
    SPLIT = "place.split"
    END = "place.end"
    REOPEN = "place.reopen"
