"""What can be done with areas and estates."""

from yuanba.rules.core.verb import Verb


class PlaceVerb(Verb):
    """What can be done with areas and estates."""

    IMPORT = "place.import"
    RENAME = "place.rename"
    MERGE = "place.merge"
    SPLIT = "place.split"
