"""The names of the actions on events, on registrations for them, and on attendance."""

from yuanba.rules.core.verb import Verb


class EventVerb(Verb):
    """The names of the actions on events, on registrations for them, and on attendance."""

    PLAN = "event.plan"
    MOVE = "event.move"
    CANCEL = "event.cancel"
    OPEN_DOOR = "event.open_door"
    BEGIN = "event.begin"
    END = "event.end"
    REGISTER = "event.register"
    WITHDRAW = "event.withdraw"
    PROMOTE = "event.promote"
    CHECK_IN = "event.check_in"
    TAKE_BACK = "event.take_back"
    REMIND = "event.remind"
    SEE_NAMES = "event.see_names"
