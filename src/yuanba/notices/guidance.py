"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="notices:list",
        purpose=_("Results that hang for everyone to see, and everyday notices such as a water cut."),
        first=_("Open one to read it; the last day counts as well."),
        more=(_("You do not agree with a result? The page of the notice has a button to object."),),
    ),
    PageGuide(
        page="notices:desk_bulletins",
        purpose=_("Everyday notices of your communities: a water cut, a meeting, a place to register."),
        first=_("Choose a kind, fill in where and when, and look at the preview before you post it."),
        more=(_("A notice ends by itself; take it back if it is wrong."),),
    ),
    PageGuide(
        page="notices:desk_notices",
        purpose=_("The notices of results in your area, and until when they hang."),
        first=_("Open one to see where it hangs and whether somebody objected."),
        more=(_("A notice that was wrong is ended with a reason, never deleted."),),
    ),
    PageGuide(
        page="notices:boards",
        purpose=_("Notices that are to hang on a board, and the boards that still lack theirs."),
        first=_("Print the sheet, put it up, then press “It is posted”."),
        more=(_("The period runs from the day of the notice; a late board does not extend it."),),
    ),
    PageGuide(
        page="notices:objections",
        purpose=_("What people said against a notice and still waits for an answer."),
        first=_("Open the one that is due first, read the matter, then answer with your reasons."),
        more=(_("Upheld: the matter goes back into work. Dismissed: say why."),),
    ),
)
STEPS = (
    DayStep(
        code="boards",
        order=70,
        page="notices:boards",
        kinds=frozenset({PositionKind.CLERK, PositionKind.GRID_WORKER}),
        words=_("See what is to hang on the board, and put one up."),
        verbs=(NoticeVerb.PROVE,),
    ),
    DayStep(
        code="bulletin",
        order=70,
        page="notices:desk_bulletins",
        kinds=frozenset({PositionKind.COMMUNITY_LEAD, PositionKind.EDITOR}),
        words=_("Look at the everyday notices, and how one is posted."),
        verbs=(NoticeVerb.ANNOUNCE,),
    ),
)
