"""What messages say of a handover, and to the holder of an account of what happened at its door."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.people.verbs import PeopleVerb

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (PeopleVerb.POSITION_HAND_OVER, Audience.TAKER): Wording(
            title=_("Work was handed to you"),
            text=_("A colleague is away or has left. Their open work is now yours; see your unit's orders."),
            short=_("A colleague's open work was handed to you. See your orders."),
        ),
        (PeopleVerb.POSITION_HAND_OVER, Audience.UNIT): Wording(
            title=_("A colleague left work unfinished"),
            text=_(
                "A colleague has left and nobody covers for them. Their open work is now with your unit; "
                "please assign it."
            ),
            short=_("A colleague's open work is now with your unit. Please assign it."),
        ),
        (PeopleVerb.ACCOUNT_LOCK_OUT, Audience.HOLDER): Wording(
            title=_("Somebody tried to log in as you, too often"),
            text=_(
                "Wrong passwords or codes were typed under your username until it was locked for some "
                "minutes. If that was not you, change your password and tell the security administrator."
            ),
            short=_("Your log-in was locked after wrong tries. If that was not you, change your password."),
        ),
        (PeopleVerb.ACCOUNT_ASK_RESET, Audience.HOLDER): Wording(
            title=_("Somebody asked to reset your log-in"),
            text=_(
                "The system administrator asked to have your two-step verification and your password reset. "
                "If you did not want that, tell the security administrator, who has to agree to it."
            ),
            short=_("A reset of your log-in was asked for. If you did not want that, say so at once."),
        ),
        (PeopleVerb.ACCOUNT_RESET_FACTOR, Audience.HOLDER): Wording(
            title=_("Your two-step verification was reset"),
            text=_(
                "Two administrators took your two-step verification away and made a one-time password for "
                "you. If you did not ask for that, tell the audit administrator at once."
            ),
            short=_(
                "Your two-step verification was reset. If you did not ask for this, tell the security "
                "administrator at once."
            ),
        ),
    }
)
