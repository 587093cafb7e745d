"""The names of the actions on areas, estates and buildings."""

from yuanba.rules.core.verb import Verb


class PlaceVerb(Verb):
    """The names of the actions on areas, estates and buildings."""

    IMPORT = "place.import"
    ADD = "place.add"
    RENAME = "place.rename"
    MERGE = "place.merge"
    SPLIT = "place.split"
    END = "place.end"
    REOPEN = "place.reopen"
    CORRECT = "place.correct"
    ESTATE_ADD = "estate.add"
    ESTATE_CHANGE = "estate.change"
    ESTATE_END = "estate.end"
    ESTATE_REOPEN = "estate.reopen"
    BUILDING_ADD = "building.add"
    BUILDING_CHANGE = "building.change"
    BUILDING_END = "building.end"
    BUILDING_REOPEN = "building.reopen"
