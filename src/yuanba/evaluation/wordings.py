"""What messages say to who is asked to judge."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.evaluation.verbs import EvaluationVerb

_MISSING = Wording(
    title=_("Nobody is there to judge a result"),
    text=_(
        "Matter %(receipt)s waits for a group that judges its result, and nobody in it may judge: nobody is "
        "appointed, or all had to do with it. Please appoint somebody; until then it stays open, to the end "
        "of the time for judging."
    ),
    short=_("Matter %(digits)s has nobody to judge it. Please appoint somebody."),
)
WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (EvaluationVerb.REPORT_MISSING, Audience.ABOVE): _MISSING,
        (EvaluationVerb.REPORT_MISSING, Audience.SUPERVISOR): _MISSING,
        (EvaluationVerb.ASK_TO_JUDGE, Audience.RESIDENT): Wording(
            title=_("Please say whether it is solved"),
            text=_(
                "Matter %(receipt)s has been dealt with. Please say whether it is solved: by the link, "
                "under Track progress, or with a code from the counter. Each person rates once."
            ),
            short=_(
                "Matter %(digits)s is done. Please say whether it is solved: by the link, under Track "
                "progress, or at the counter."
            ),
        ),
    }
)
