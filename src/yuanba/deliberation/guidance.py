"""What the pages of this app say of themselves in the help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="deliberation:councils",
        purpose=_("Where things are talked over near you, who sits there by office, and when it meets."),
        first=_("Choose where you live, then open a council to see its rules and its next meeting."),
        more=(_("Most meetings have open seats: anybody may come and listen."),),
    ),
    PageGuide(
        page="deliberation:desk_councils",
        purpose=_("The councils that you lead, convene or write minutes for, and what each of them lacks."),
        first=_("Open one without a convener and fill its seats from the composition of the rules."),
        more=(_("A meeting falls due by itself, as often as the rules say."),),
    ),
)
