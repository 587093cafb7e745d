"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="ballots:votes",
        purpose=_("What is being voted on, and how each vote came out."),
        first=_("Open a vote to read what it decides, by which rule, and why it passed or not."),
        more=(_("A consultation asks for opinions: it decides nothing."),),
    ),
    PageGuide(
        page="ballots:desk_votes",
        purpose=_("The votes in your area: open, to be counted, counted."),
        first=_("Open one, record what was counted, and close it."),
        more=(_("A result is written once. Whoever doubts it can count the export again."),),
    ),
)
