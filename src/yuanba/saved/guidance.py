"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="saved:views",
        purpose=_("States of lists that you saved, or that others share with you."),
        first=_("Open one to see its list as it is now; remove what you do not need."),
        more=(_("A view shows each reader only what they may read."),),
    ),
)
