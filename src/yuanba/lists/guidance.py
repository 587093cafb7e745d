"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="lists:communities",
        purpose=_("What each community does itself: its list of things, with unit and time."),
        first=_("Choose your community and look for what you need."),
        more=(_("Not on the list? File it all the same: it is passed on to whose duty it is."),),
    ),
    PageGuide(
        page="lists:desk",
        purpose=_("The living lists of the communities: what each takes over from the directory."),
        first=_("Open a community, and see what its last version lacks or has too much."),
        more=(_("A list is never changed: you publish the next version, and the old one stays readable."),),
    ),
)
