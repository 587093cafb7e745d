"""The names of the actions on one's own first day."""

from yuanba.rules.core.verb import Verb


class FirstDayVerb(Verb):
    """The names of the actions on one's own first day: tick a step, leave it, take it up again."""

    TICK = "first_day.tick"
    LEAVE = "first_day.leave"
    TAKE_UP = "first_day.take_up"
