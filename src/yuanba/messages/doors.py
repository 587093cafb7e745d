"""Wording of messages to an account's holder about log-ins, passwords and second factors."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.people.verbs import PeopleVerb

DOORS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (PeopleVerb.ACCOUNT_LOCK_OUT, Audience.HOLDER): Wording(
            title=_("Somebody tried to log in as you, too often"),
            text=_(
                "Wrong passwords or codes were typed under your log-in name until it was locked for some "
                "minutes. If that was not you, change your password and tell the security administrator."
            ),
            short=_("Your log-in was locked after wrong tries. If that was not you, change your password."),
        ),
        (PeopleVerb.ACCOUNT_RESET_FACTOR, Audience.HOLDER): Wording(
            title=_("Your second step was reset"),
            text=_(
                "An administrator took your second step away and gave you a one-time password. If you did "
                "not ask for that, tell the security administrator at once."
            ),
            short=_("Your second step was reset. If you did not ask for that, say so at once."),
        ),
    }
)
