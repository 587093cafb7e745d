"""The names of the actions on councils and their seats."""

from yuanba.rules.core.verb import Verb


class CouncilVerb(Verb):
    """The names of the actions on councils (议事机构) and their seats."""

    SET_UP = "council.set_up"
    SEAT = "council.seat"
    UNSEAT = "council.unseat"
    DISSOLVE = "council.dissolve"
    FALL_DUE = "council.fall_due"
