"""The help of this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="venues:list",
        purpose=_("The centres of this district: what each is for, and which rooms you can book."),
        first=_("Open the centre near you, choose a room, and see when it is free."),
        more=(_("Without a phone the counter of the centre books for you."),),
    ),
    PageGuide(
        page="venues:desk",
        purpose=_("The centres that you keep, and the bookings that wait for your answer."),
        first=_("Answer what waits, then open a centre to see the week of its rooms."),
        more=(
            _("A room that is closed tells everybody who booked it; find them another place from here."),
            _("What repeats is booked as one: a day, the rest or all of it can be given up."),
        ),
    ),
)
