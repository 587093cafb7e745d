"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="evaluation:code",
        purpose=_("Rate one result with the code from your slip."),
        first=_("Say first whether it is solved, then how satisfied you are."),
        more=(_("Nobody sees who you are; each code works once."),),
    ),
    PageGuide(
        page="evaluation:mine",
        purpose=_("Results that wait for your rating by office."),
        first=_(
            "Open one, look at the answer and the proof, then say whether it is solved and how "
            "satisfied you are."
        ),
        more=(_("You never rate what you handled, or the work of kin."),),
    ),
    PageGuide(
        page="evaluation:followed",
        purpose=_("Matters that you follow through their whole course by office."),
        first=_("Look at the first: those that are due soonest stand on top."),
        more=(_("You follow and urge; you do not rate these."),),
    ),
    PageGuide(
        page="evaluation:unit_reviews",
        purpose=_("Your word on the work of each unit in this period."),
        first=_("Choose for each unit how satisfied you are, then press “Record the review”."),
        more=(_("It is about units only, and each person has one word for each unit and period."),),
    ),
    PageGuide(
        page="evaluation:calls",
        purpose=_("People who rated badly and whom somebody who did not handle the matter calls back."),
        first=_("Take the one that is due first, read the course, then call."),
        more=(_("Write down what was said; if they are right, the matter goes back into work."),),
    ),
    PageGuide(
        page="evaluation:to_write",
        purpose=_("Results that passed the check and are to be made public."),
        first=_("Open one: title and text are there already; take out whatever names a person."),
        more=(_("Nothing of private matters is made public."),),
    ),
    PageGuide(
        page="evaluation:results",
        purpose=_(
            "How residents and raters by office rated what was done, with the number of ratings "
            "beside each share."
        ),
        first=_("Choose the period, and whether by unit, class or rater; then press “Show”."),
        more=(
            _("Press a number beside a share to see which ratings it counts, or one left out to see why."),
        ),
    ),
    PageGuide(
        page="evaluation:roster",
        purpose=_("Who rates by office in each area, and which seats are open."),
        first=_("Choose an area, and see where fewer sit than the rules ask for."),
        more=(_("Open seats are filled under “Units and staff”."),),
    ),
    PageGuide(
        page="evaluation:door",
        purpose=_("Rate a result with the code from your slip."),
        first=_("Type the code; it works once and says nothing of who you are."),
        more=(_("The code does not work? Ask at the community's counter."),),
    ),
    PageGuide(
        page="evaluation:judges",
        purpose=_("Who rates results in your district, and how they are chosen."),
        first=_("Choose your place to see the groups there."),
        more=(_("No group rates what its members handled."),),
    ),
)
STEPS = (
    DayStep(
        code="rate",
        order=60,
        page="evaluation:mine",
        kinds=frozenset({PositionKind.SUPERVISOR}),
        words=_("Rate a result that waits for you."),
        verbs=(MatterVerb.RATE,),
    ),
    DayStep(
        code="results",
        order=60,
        page="evaluation:results",
        kinds=frozenset({PositionKind.AUDITOR}),
        words=_("Read how results were rated, and what a figure counts."),
    ),
)
