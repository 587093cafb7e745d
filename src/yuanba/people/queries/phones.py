"""Whose a mobile number is: found by a blind index, opened for its owner alone."""

from __future__ import annotations

from yuanba.people.models import Account
from yuanba.rules.core.actor import ActorKind
from yuanba.sealing import keyring

PHONE = "people.phone"


def digests(number: str) -> list[bytes]:
    """What is compared of a number; one, but while keys are being rotated. The current one is first."""
    return keyring.digests(f"{ActorKind.RESIDENT}:{number}", purpose=PHONE)


def by_phone(number: str) -> Account | None:
    """The resident's account of a number in its plain form, open or closed."""
    return Account.objects.filter(phone_digest__in=digests(number)).first()


def phone_of(account_key: str) -> str:
    """The number by which an account logs in, or nothing. Only for whoever the account is."""
    sealed = Account.objects.filter(key=account_key).values_list("sealed_phone", flat=True).first()
    return keyring.unseal(sealed, purpose=PHONE) if sealed else ""
