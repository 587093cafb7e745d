"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="compacts:list",
        purpose=_("What neighbours agreed on among themselves, place by place."),
        first=_("Open the compact of your courtyard or community."),
        more=(_("Each shows what changed from one version to the next, and which vote adopted it."),),
    ),
    PageGuide(
        page="compacts:desk_compacts",
        purpose=_("The compacts of your areas: drafts, what is in force, and what was before."),
        first=_("Press “Draft a compact”, have it deliberated, and record the vote that passed it."),
        more=(_("Whoever changes a draft after a vote has opened needs another vote."),),
    ),
)
