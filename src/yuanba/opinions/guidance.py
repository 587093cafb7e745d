"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="opinions:list",
        purpose=_("Questions on which your community wants to know what you think."),
        first=_("Open one, read a statement, and press agree, disagree or pass."),
        more=(_("Nobody sees what you pressed; pages show groups of five people at least."),),
    ),
    PageGuide(
        page="opinions:desk_list",
        purpose=_("Questions to the residents of your areas, and the statements that wait to be read."),
        first=_("Open the one with statements to read, and show them or say why not."),
        more=(_("A statement is never edited: show it as it is, or write to its author why not."),),
    ),
)
