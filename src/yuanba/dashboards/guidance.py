"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="dashboards:week",
        purpose=_(
            "A week at a glance: what came in, what was done, what is late and why, beside the weeks before."
        ),
        first=_("Look at what stands out at the top, then press a figure: it opens the list that it counts."),
        more=(
            _("The question mark beside a figure says what it counts; none is about a single worker."),
            _("Print it as a PDF or take it along as Excel."),
        ),
    ),
    PageGuide(
        page="dashboards:supervision",
        purpose=_("What is late or soon due in your areas, the worst first."),
        first=_("Filter by unit or area, then open one to urge it or to put it under supervision."),
        more=(_("The shares below say where matters end, and what was told in time; they name no person."),),
    ),
)
STEPS = (
    DayStep(
        code="week",
        order=40,
        page="dashboards:week",
        kinds=frozenset(
            {
                PositionKind.SUBDISTRICT_LEAD,
                PositionKind.COMMUNITY_LEAD,
                PositionKind.SUPERVISOR,
                PositionKind.AUDITOR,
                PositionKind.UNIT_LEAD,
            }
        ),
        words=_("Read the week at a glance, and open the list behind one figure."),
    ),
    DayStep(
        code="late",
        order=50,
        page="dashboards:supervision",
        kinds=frozenset({PositionKind.SUPERVISOR, PositionKind.SUBDISTRICT_LEAD}),
        words=_("See what is late, and urge one."),
        verbs=(
            MatterVerb.URGE,
            MatterVerb.PRIORITISE,
        ),
    ),
)
