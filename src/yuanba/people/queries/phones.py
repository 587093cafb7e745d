"""Finds accounts by phone number through a blind index, and unseals a number for its owner."""

from __future__ import annotations

from datetime import datetime

from yuanba.people.models import Account
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.people.phone import REISSUED_AFTER
from yuanba.sealing import keyring

PHONE = "people.phone"


def digests(number: str) -> list[bytes]:
    """Return the digests that a stored phone number may have: one per key in use, the current key's first."""
    return keyring.digests(f"{ActorKind.RESIDENT}:{number}", purpose=PHONE)


def by_phone(number: str) -> Account | None:
    """Return the resident account, open or closed, with this unencrypted phone number, or None."""
    return Account.objects.filter(phone_digest__in=digests(number)).first()


def may_be_anothers(account: Account, at: datetime) -> bool:
    """Return whether the number of an account was last proven so long ago that it may have a new holder."""
    return at - (account.last_login or account.created_at) > REISSUED_AFTER


def phone_of(account_key: str) -> str:
    """Return an account's decrypted phone number, or an empty string; to be shown only to its owner."""
    sealed = Account.objects.filter(key=account_key).values_list("sealed_phone", flat=True).first()
    return keyring.unseal(sealed, purpose=PHONE) if sealed else ""
