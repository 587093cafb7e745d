"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="residents:receipt",
        purpose=_("Your receipt: keep the number and the query code, they are your key."),
        first=_("Take a picture of it, print it, or write both down."),
        more=(_("Whoever has both can read along, so show them to nobody."),),
    ),
    PageGuide(
        page="residents:file",
        purpose=_("Here you say what is wrong; it goes to the unit whose duty it is."),
        first=_("Say what it is and where, as you would to a neighbour; speaking it or a photo helps too."),
        more=(
            _("You get a receipt number and a query code: keep both, they are your key."),
            _("In danger of life call 110, 119 or 120 first."),
        ),
    ),
    PageGuide(
        page="residents:track",
        purpose=_("Everything that you reported, and what waits for you."),
        first=_("Type your receipt number and query code; on this phone they are remembered."),
        more=(_("No code any more? The community's counter helps, with your receipt or phone number."),),
    ),
    PageGuide(
        page="residents:wishes",
        purpose=_("How you are told what happens to your matters: each time, once a day, or not at all."),
        first=_("Choose one line in each group, then the hours that are to be quiet, and press “Save”."),
        more=(_("What the law wants you to be told comes in any case: see the bottom of the page."),),
    ),
    PageGuide(
        page="residents:story",
        purpose=_("The whole course of your matter: who did what on which day, and on what ground."),
        first=_("Look at the top: if something is asked of you, it stands there."),
        more=(_("You may add, urge, object or withdraw with the buttons below."),),
    ),
    PageGuide(
        page="residents:counter",
        purpose=_("The counter: what you do for somebody who stands before you or calls."),
        first=_("Ask for the receipt number and query code, and type them; or press “File for a resident”."),
        more=(_("What you press is recorded as done by you on their behalf."),),
    ),
)
STEPS = (
    DayStep(
        code="file",
        order=40,
        page="residents:file",
        kinds=frozenset({PositionKind.CLERK}),
        words=_("File a matter for a resident, and hand over the receipt."),
        verbs=(MatterVerb.FILE,),
    ),
    DayStep(
        code="counter",
        order=50,
        page="residents:counter",
        kinds=frozenset({PositionKind.CLERK, PositionKind.GRID_WORKER}),
        words=_("Look up a matter at the counter with receipt number and query code."),
        verbs=(MessageVerb.TELL,),
    ),
)
