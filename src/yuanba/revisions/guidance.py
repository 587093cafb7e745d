"""What the pages of this app say of themselves in the help, and its steps of a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.web.guidance import DayStep, PageGuide

GUIDES = (
    PageGuide(
        page="revisions:revision",
        purpose=_("One draft of the next rules: what changes, what is checked, who releases it."),
        first=_("Read the changes in words first, then try the draft out on matters that were decided."),
        more=(_("Submit it when the check finds nothing; a second person releases it."),),
    ),
    PageGuide(
        page="revisions:desk",
        purpose=_("The next rules of your district: drafts, and what was released."),
        first=_("Open a draft or begin one; each value stands beside its ground."),
        more=(
            _("Try it out on matters that were decided, read the differences in words, then submit it."),
            _("Two people release it, for a day to come; running matters keep their rules."),
        ),
    ),
)
STEPS = (
    DayStep(
        code="revise",
        order=50,
        page="revisions:desk",
        kinds=frozenset({PositionKind.EDITOR}),
        words=_("Open the next rules, and read a value with its ground."),
        verbs=(RevisionVerb.DRAFT,),
    ),
)
