"""What messages say of events to those who registered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.events.verbs import EventVerb

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (EventVerb.MOVE, Audience.RESIDENT): Wording(
            title=_("What you registered for has moved"),
            text=_("What you registered for is at another time or place now. You keep your seat."),
            short=_("What you registered for has moved. You keep your seat; read the new time here."),
        ),
        (EventVerb.CANCEL, Audience.RESIDENT): Wording(
            title=_("What you registered for is cancelled"),
            text=_("What you registered for does not take place. The reason stands on its page."),
            short=_("What you registered for is cancelled. Read why here."),
        ),
        (EventVerb.REMIND, Audience.RESIDENT): Wording(
            title=_("What you registered for is near"),
            text=_("What you registered for takes place soon. If you cannot come, please withdraw."),
            short=_("What you registered for takes place soon. Read time and place here."),
        ),
        (EventVerb.PROMOTE, Audience.RESIDENT): Wording(
            title=_("You have a seat now"),
            text=_("A seat became free, and it is yours. If you cannot come, please withdraw."),
            short=_("A seat became free, and it is yours. If you cannot come, please withdraw here."),
        ),
    }
)
