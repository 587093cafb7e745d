"""What messages say of requests about personal data, and of who looked too often."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.privacy.verbs import PrivacyVerb

_ANSWER_BY = _("Please answer by %(due)s.")

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (PrivacyVerb.ASK, Audience.GUARD): Wording(
            title=_("A request about personal data"),
            text=_(
                "A resident asks about the data kept about them. Please answer in time, with the reasons."
            ),
            short=_("A request about personal data has come in. Please answer it in time."),
            due=_ANSWER_BY,
        ),
        (PrivacyVerb.ANSWER, Audience.RESIDENT): Wording(
            title=_("Your request about your data has been answered"),
            text=_("What you asked about your data has been answered. “My data” shows the answer."),
            short=_('What you asked about your data has been answered. See "My data".'),
        ),
        (PrivacyVerb.REPORT, Audience.GUARD): Wording(
            title=_("Somebody viewed personal data too often"),
            text=_(
                "A member of staff tried to view more contacts or original words than the daily limit and "
                "was refused. See who, and why."
            ),
            short=_("A member of staff tried to view personal data too often and was refused."),
        ),
    }
)
