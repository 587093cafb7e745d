"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="privacy:mine",
        purpose=_("What is kept about you here: see it, correct it, take it along, delete it."),
        first=_("Enter with your receipt number and query code, or log in."),
        more=(_("You also see who looked at your contact, and for what reason."),),
    ),
    PageGuide(
        page="privacy:counter",
        purpose=_("“My data” for a resident who stands at the counter."),
        first=_("Ask for receipt number and query code; look at their identity document and keep no copy."),
        more=(_("Whatever you do here is recorded as done on their behalf."),),
    ),
    PageGuide(
        page="privacy:looks",
        purpose=_("Every viewing of hidden contacts and words, with its reason."),
        first=_("Look for reasons that say nothing, and ask the person's head."),
        more=(_("You see that somebody looked, not what they saw."),),
    ),
    PageGuide(
        page="privacy:retention",
        purpose=_("How long each kind of data is kept, and what is due to be emptied."),
        first=_("Look at what is due next; it is emptied in the night."),
        more=(_("How long is set by the rules in force, not here."),),
    ),
    PageGuide(
        page="privacy:requests",
        purpose=_("What people ask about their data where no button serves it."),
        first=_("Open the one that is due first, and answer with your reasons in plain words."),
        more=(_("A refusal must say where else the person can turn to."),),
    ),
)
STEPS = (
    DayStep(
        code="looks",
        order=50,
        page="privacy:looks",
        kinds=frozenset({PositionKind.SECURITY_ADMIN, PositionKind.AUDIT_ADMIN}),
        words=_("See who looked at hidden contacts, and why."),
    ),
    DayStep(
        code="requests",
        order=60,
        page="privacy:requests",
        kinds=frozenset({PositionKind.SECURITY_ADMIN}),
        words=_("See which requests about data are due."),
        verbs=(PrivacyVerb.ANSWER,),
    ),
    DayStep(
        code="retention",
        order=70,
        page="privacy:retention",
        kinds=frozenset({PositionKind.AUDIT_ADMIN}),
        words=_("See what is due to be emptied."),
    ),
)
