"""What messages say of objections to a notice."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.notices.verbs import NoticeVerb

_ANSWER_BY = _("Please answer by %(due)s.")

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (NoticeVerb.OBJECT, Audience.TRIAGER): Wording(
            title=_("Somebody objects to a notice"),
            text=_("An objection to a public notice has come in. Please answer it in time."),
            short=_("An objection to a notice has come in. Please answer it in time."),
            due=_ANSWER_BY,
        ),
        (NoticeVerb.ANSWER, Audience.RESIDENT): Wording(
            title=_("Your objection has been answered"),
            text=_(
                "Your objection to a public notice has been answered. Open the address that you kept, or "
                "ask at the counter of your community."
            ),
            short=_("Your objection to a public notice has been answered."),
        ),
    }
)
