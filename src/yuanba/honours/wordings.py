"""What messages say to whoever was nominated, and to whoever received an honour."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.honours.verbs import NomineeVerb

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (NomineeVerb.NOMINATE, Audience.RESIDENT): Wording(
            title=_("Somebody nominated you"),
            text=_(
                "A neighbour nominated you in a selection of your community. Your name is shown to nobody "
                "before you agree. Say yes or no on its page, or at the counter of your community."
            ),
            short=_(
                "A neighbour nominated you for an honour. Say yes or no at the counter of your community."
            ),
        ),
        (NomineeVerb.HONOUR, Audience.RESIDENT): Wording(
            title=_("You received an honour"),
            text=_(
                "Your neighbours chose you, and nobody's objection stands against it: congratulations. "
                "Your name comes off the list whenever you ask for it."
            ),
            short=_("Your neighbours chose you for an honour: congratulations."),
        ),
    }
)
