"""What allauth asks of us where a resident logs in by a code. Numbers and codes reach it closed only."""

from __future__ import annotations

import secrets
from typing import Any

from yuanba.districts.entrance import now
from yuanba.messages import services as messages
from yuanba.people.models import Account
from yuanba.people.queries import phones
from yuanba.people.services.phones import closed, opened
from yuanba.rules.actor import ActorKind

#: Who has no account yet: no row has this number, so that nothing is made before the first success.
NOBODY = 0


class PhoneHooks:
    """The hooks of an account adapter; "phone" and "code" are closed (``services.phones.closed``)."""

    def get_user_by_phone(self, phone: str) -> Account:
        """Whose the number is; of an unknown one nobody, who gets a code all the same."""
        return phones.by_phone(opened(phone)) or Account(pk=NOBODY, kind=ActorKind.RESIDENT)

    def generate_phone_verification_code(self, *, user: Account, phone: str) -> str:
        return closed(f"{secrets.randbelow(10**6):06d}")

    def send_verification_code_sms(self, user: Account, phone: str, code: str, **_more: Any) -> None:
        messages.send_code(number=opened(phone), code=opened(code), now=now())

    def set_phone_verified(self, user: Account, phone: str) -> None:
        """Nothing to note: an account has no number but one that was proven."""
