"""A sentence for every refusal of this app, by its code; and the words for the states of a booking."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuanba.rules.venues.bookings import BookingState

CENTRE, BOOKABLE = _("centre"), _("room or thing")
BOOKING, REPETITION = _("booking"), _("repeated booking")
STATES: Mapping[BookingState, Promise] = MappingProxyType(
    {
        BookingState.ASKED: pgettext_lazy("booking", "waits for an answer"),
        BookingState.CONFIRMED: pgettext_lazy("booking", "booked"),
        BookingState.DECLINED: pgettext_lazy("booking", "declined"),
        BookingState.CANCELLED: pgettext_lazy("booking", "cancelled"),
        BookingState.DISPLACED: pgettext_lazy("booking", "closed: needs another place"),
    }
)
TONES: Mapping[BookingState, str] = MappingProxyType(
    {
        BookingState.ASKED: "ask",
        BookingState.CONFIRMED: "done",
        BookingState.DECLINED: "rest",
        BookingState.CANCELLED: "rest",
        BookingState.DISPLACED: "bad",
    }
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "centre.not_found": _("There is no such centre, or it was merged into another one."),
        "centre.no_title": _("Give it a name that everybody understands."),
        "centre.already": _("There is one of this name here already: open it in the list."),
        "centre.bad_floor": _(
            "What serves residents is at most the whole floor: write both in square metres."
        ),
        "centre.unknown_function": _("The rules name no such function."),
        "centre.same": _("A centre cannot be merged into itself: choose the other one."),
        "bookable.not_found": _("This cannot be booked any more. Choose another one from the list."),
        "bookable.unknown_kind": _("The rules name no such kind. Choose one from the list."),
        "bookable.no_hall": _("Choose a hall of the same centre that is no part of another one."),
        "bookable.not_closed": _("It is open already, or the closure is over."),
        "booking.not_found": _("There is no such booking."),
        "booking.not_now": _("This cannot be done any more: look how the booking stands."),
        "booking.bad_times": _("It must end after it begins, and lie in the future."),
        "booking.too_long": _("It can be booked for %(minutes)s minutes at the longest."),
        "booking.too_far": _("It can be booked up to %(days)s days ahead. Choose an earlier day."),
        "booking.too_many": _(
            "You have %(most)s bookings to come, which is as many as one person may have. Cancel one, or "
            "come back after it."
        ),
        "booking.staff_only": _("The staff of the centre book this. Ask them at the counter."),
        "booking.no_purpose": _("Write in a few words what it is for."),
        "booking.no_reason": _("Please write why, so that people understand it."),
        "booking.no_name": _("Please leave a name and a mobile number, so that you can be told of changes."),
        "booking.taken": _("Somebody else has it at that time. Below is what is free."),
        "booking.closed": _("It is closed at that time: %(reason)s. Below is what is free."),
        "booking.not_theirs": _(
            "The rules leave this answer to somebody else. Ask the lead of the community."
        ),
        "booking.not_moved": _("It is at this time and place already. Change one of them."),
        "booking.for_something": _(
            "This is booked for something in the calendar: call it off there, and the room is free again."
        ),
        "booking.past": _("This booking is over."),
        "booking.bad_run": _(
            "It must run from a day to a later one, a year at most, with at least one day that is no holiday."
        ),
        "booking.days_taken": _(
            "On %(days)s days others have it. Leave these days out, or choose another time or room."
        ),
        "booking.repetition_over": _("None of its days is still to come."),
    }
)
#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "centre.not_found": 404,
        "bookable.not_found": 404,
        "booking.not_found": 404,
        "booking.bad_times": 422,
        "booking.no_reason": 422,
        "booking.no_purpose": 422,
        "booking.no_name": 422,
        "booking.bad_run": 422,
        "centre.no_title": 422,
        "centre.bad_floor": 422,
    }
)
