"""What messages say of bookings to whoever holds them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.venues.verbs import BookingVerb

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (BookingVerb.CONFIRM, Audience.RESIDENT): Wording(
            title=_("Your booking is confirmed"),
            text=_("Your booking is confirmed. If you cannot come, please cancel it for others."),
            short=_("Your booking is confirmed. If you cannot come, please cancel it here."),
        ),
        (BookingVerb.DECLINE, Audience.RESIDENT): Wording(
            title=_("Your booking could not be confirmed"),
            text=_(
                "Your booking could not be confirmed. Its page gives the reason; another time may be free."
            ),
            short=_("Your booking could not be confirmed. Read why here; another time may be free."),
        ),
        (BookingVerb.MOVE, Audience.RESIDENT): Wording(
            title=_("Your booking has another time or place"),
            text=_("Your booking is at another time or place now. Its page says when and where."),
            short=_("Your booking is at another time or place now. Read it here."),
        ),
        (BookingVerb.CANCEL, Audience.RESIDENT): Wording(
            title=_("Your booking is cancelled"),
            text=_("Your booking is cancelled. If it was not you, its page gives the reason."),
            short=_("Your booking is cancelled. If it was not you, read why here."),
        ),
        (BookingVerb.DISPLACE, Audience.RESIDENT): Wording(
            title=_("What you booked is closed at that time"),
            text=_(
                "What you booked is closed at that time. Its page gives the reason; the centre looks for "
                "another place and tells you."
            ),
            short=_("What you booked is closed at that time. The centre looks for another place; read here."),
        ),
    }
)
