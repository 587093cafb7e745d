"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="duty:grid",
        purpose=_("Your grid: what is open there, and a quick note from your patrol."),
        first=_("See something on your way? Press “Note”, say what and where, add a photo."),
        more=(_("Small things you put right yourself and say so; others go to triage."),),
    ),
    PageGuide(
        page="duty:hand_over",
        purpose=_("Who is away, who stands in, and which work goes along."),
        first=_(
            "Choose from when until when and who stands in; look through the list of work before you press."
        ),
        more=(_("What is still open comes back by itself on the last day."),),
    ),
)
STEPS = (
    DayStep(
        code="patrol",
        order=40,
        page="duty:grid",
        kinds=frozenset({PositionKind.GRID_WORKER}),
        words=_("Go round your grid, and note the first thing that you see."),
        verbs=(MatterVerb.PATROL_NOTE,),
    ),
    DayStep(
        code="stand_in",
        order=80,
        page="duty:hand_over",
        kinds=frozenset({PositionKind.UNIT_LEAD, PositionKind.COMMUNITY_LEAD, PositionKind.SUBDISTRICT_LEAD}),
        words=_("See who is away and who stands in."),
    ),
)
