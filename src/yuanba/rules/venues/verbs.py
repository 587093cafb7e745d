"""The names of the actions on centres, on what can be booked, and on bookings."""

from yuanba.rules.core.verb import Verb


class CentreVerb(Verb):
    """The names of the actions on centres."""

    KEEP = "centre.keep"
    MERGE = "centre.merge"


class BookableVerb(Verb):
    """The names of the actions on rooms, lecturers and equipment."""

    KEEP = "bookable.keep"
    CLOSE = "bookable.close"
    REOPEN = "bookable.reopen"


class BookingVerb(Verb):
    """The names of the actions on bookings, single ones and those that repeat."""

    ASK = "booking.ask"
    CONFIRM = "booking.confirm"
    DECLINE = "booking.decline"
    MOVE = "booking.move"
    CANCEL = "booking.cancel"
    DISPLACE = "booking.displace"
    REPEAT = "booking.repeat"
    STOP_REPEATING = "booking.stop_repeating"
