"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="events:list",
        purpose=_("What takes place in the district, month by month; your community's events stand first."),
        first=_("Open an event to read where it is and to register."),
        more=(_("The calendar of your phone can follow this one: copy the address at the end of the page."),),
    ),
    PageGuide(
        page="events:desk",
        purpose=_("The events of your areas: who registered, who is there, and the poster for the wall."),
        first=_("Press “Plan an event”, then print the poster."),
        more=(
            _("Whoever has no phone is registered by you, on the event's page."),
            _("Moving or cancelling an event tells all who registered."),
        ),
    ),
)
