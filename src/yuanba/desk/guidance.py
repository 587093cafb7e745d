"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import KEEPERS, PositionKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.saved.verbs import ViewVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="desk:tasks",
        purpose=_("Everything that waits for you, danger first, then by deadline."),
        first=_("Open the first line; what to do stands on its page."),
        more=(_("Switch between mine, my unit's and all of my areas above the list."),),
    ),
    PageGuide(
        page="desk:find",
        purpose=_("Searches over receipts, words, people, places, pages and commands."),
        first=_("Type a few signs of a receipt or two words; arrows and Enter open what was found."),
        more=(_("People are found by name only where you may see them, and masked."),),
    ),
    PageGuide(
        page="desk:triage",
        purpose=_("New matters that nobody has given to a unit yet."),
        first=_("Read the words, look at the suggestion and its reasons, then accept or change it."),
        more=(
            _("The system only suggests; you decide. Where it is wrong, choose from the directory."),
            _("Danger comes first: it has minutes, not days."),
        ),
    ),
    PageGuide(
        page="desk:orders",
        purpose=_("The open orders of your unit, and parts in which other units ask for your help."),
        first=_(
            "Take what is due first: open it and press “Accept”; whoever accepts is in charge until the end."
        ),
        more=(
            _("Not yours? Return it before you accept, with the reason and who should do it."),
            _("Tell the resident how it goes on: they read it at once."),
        ),
    ),
    PageGuide(
        page="desk:checks",
        purpose=_("Answers that wait for your check, and requests for more time that wait for you."),
        first=_("Open one, compare the answer with what the resident said, then pass it or send it back."),
        more=(_("Nobody checks what they handled themselves."),),
    ),
    PageGuide(
        page="desk:list",
        purpose=_("Every matter that you may read, as a table."),
        first=_("Filter by unit, area, kind, day or lateness, and choose the columns that you need."),
        more=(_("Save a state that you need often as a view; export and print give exactly what is shown."),),
    ),
    PageGuide(
        page="desk:pool",
        purpose=_("Larger matters that wait until the department whose duty it is takes them."),
        first=_("Look for what is your unit's duty, open it and press “Take up”."),
        more=(_("Whoever takes it is in charge until the end."),),
    ),
    PageGuide(
        page="desk:matter",
        purpose=_("One matter: what was said, its whole course, its deadlines, and what you may do now."),
        first=_("Read the words and the last step, then press what the matter needs."),
        more=(_("Contact and words are masked; viewing them asks for a reason, which the resident reads."),),
    ),
)
STEPS = (
    DayStep(
        code="tasks",
        order=30,
        page="desk:tasks",
        kinds=frozenset(PositionKind) - KEEPERS,
        words=_("Open what waits for you, and read the first line."),
    ),
    DayStep(
        code="triage",
        order=40,
        page="desk:triage",
        kinds=frozenset({PositionKind.TRIAGER}),
        words=_("Give your first matter to a unit: look at the suggestion, then decide."),
        verbs=(
            MatterVerb.ASSIGN,
            MatterVerb.SUBMIT,
        ),
    ),
    DayStep(
        code="accept",
        order=40,
        page="desk:orders",
        kinds=frozenset({PositionKind.HANDLER, PositionKind.UNIT_LEAD, PositionKind.COMMUNITY_LEAD}),
        words=_("Accept your first order."),
        verbs=(MatterVerb.ACCEPT,),
    ),
    DayStep(
        code="progress",
        order=50,
        page="desk:orders",
        kinds=frozenset({PositionKind.HANDLER, PositionKind.UNIT_LEAD}),
        words=_("Tell a resident how the work goes on."),
        verbs=(MatterVerb.REPORT_PROGRESS,),
    ),
    DayStep(
        code="answer",
        order=60,
        page="desk:orders",
        kinds=frozenset({PositionKind.HANDLER, PositionKind.UNIT_LEAD, PositionKind.GRID_WORKER}),
        words=_("Answer an order: say what was done, with a photo as proof."),
        verbs=(MatterVerb.ANSWER,),
    ),
    DayStep(
        code="check",
        order=55,
        page="desk:checks",
        kinds=frozenset({PositionKind.TRIAGER, PositionKind.COMMUNITY_LEAD, PositionKind.SUBDISTRICT_LEAD}),
        words=_("Check an answer: pass it, or send it back with a reason."),
        verbs=(MatterVerb.CHECK,),
    ),
    DayStep(
        code="all_matters",
        order=70,
        page="desk:list",
        kinds=frozenset(
            {PositionKind.TRIAGER, PositionKind.SUPERVISOR, PositionKind.AUDITOR, PositionKind.EDITOR}
        ),
        words=_("Filter all matters by what you need, and save it as a view."),
        verbs=(ViewVerb.KEEP,),
    ),
)
