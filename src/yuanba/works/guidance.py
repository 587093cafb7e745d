"""The help of this app's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.guidance import PageGuide

GUIDES = (
    PageGuide(
        page="works:list",
        purpose=_("What councils decided to build or mend here, who does it, and how far it is."),
        first=_("Open a project to see its steps, its money and its last day."),
        more=(_("What is late stands in red. Whoever raised it judges the result."),),
    ),
    PageGuide(
        page="works:desk_projects",
        purpose=_("The projects that your unit carries out, or that lie in your areas."),
        first=_("Open one, settle its plan with those concerned, and press each step when it is done."),
        more=(_("A project comes from a resolution: choose there what it becomes and who leads it."),),
    ),
)
