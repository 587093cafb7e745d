"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="learn:help",
        purpose=_("What each page is for, and what to do there first."),
        first=_("Look for your page below; its title opens it."),
        more=(_("On any page the question mark shows the same words over it."),),
    ),
    PageGuide(
        page="learn:first_day",
        purpose=_("What somebody in your position does on the first day, step by step."),
        first=_("Open the first step that has no tick."),
        more=(_("You can put the rest away and take it up again here at any time."),),
    ),
)
