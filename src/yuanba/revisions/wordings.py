"""What messages say of revisions of the rules: to who can release one, and to those who wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.revisions.verbs import RevisionVerb

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (RevisionVerb.SUBMIT, Audience.SIGNER): Wording(
            title=_("Changed rules wait for your release"),
            text=_("A colleague has submitted a revision of the rules. Read what changes, then release it."),
            short=_("A revision of the rules waits for your release."),
            due=_("Decide by %(due)s; after that it needs another day."),
        ),
        (RevisionVerb.SEND_BACK, Audience.DRAFTER): Wording(
            title=_("Your revision of the rules was sent back"),
            text=_(
                "The revision of the rules that you worked on was sent back. Read why, then submit it anew."
            ),
            short=_("Your revision of the rules was sent back. See why."),
        ),
        (RevisionVerb.RELEASE, Audience.DRAFTER): Wording(
            title=_("Your revision of the rules was released"),
            text=_(
                "The revision of the rules that you worked on was released. It begins on its day by itself."
            ),
            short=_("Your revision of the rules was released."),
        ),
        (RevisionVerb.WITHDRAW, Audience.DRAFTER): Wording(
            title=_("A revision of the rules was withdrawn"),
            text=_("The revision of the rules that you worked on was withdrawn. See why; the rules stay."),
            short=_("A revision of the rules that you worked on was withdrawn."),
        ),
    }
)
