"""Finds accounts by phone number through a blind index, and unseals a number for its owner."""

from __future__ import annotations

from yuanba.people.models import Account
from yuanba.rules.core.actor import ActorKind
from yuanba.sealing import keyring

PHONE = "people.phone"


def digests(number: str) -> list[bytes]:
    """Return the digests that a stored phone number may have: one per key in use, the current key's first."""
    return keyring.digests(f"{ActorKind.RESIDENT}:{number}", purpose=PHONE)


def by_phone(number: str) -> Account | None:
    """Return the resident account, open or closed, with this unencrypted phone number, or None."""
    return Account.objects.filter(phone_digest__in=digests(number)).first()


def phone_of(account_key: str) -> str:
    """Return an account's decrypted phone number, or an empty string; to be shown only to its owner."""
    sealed = Account.objects.filter(key=account_key).values_list("sealed_phone", flat=True).first()
    return keyring.unseal(sealed, purpose=PHONE) if sealed else ""
