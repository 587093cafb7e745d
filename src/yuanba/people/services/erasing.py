"""Erases resident accounts; the key stays with what the account did."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from yuanba.journal.services import erasing
from yuanba.people import queries
from yuanba.people.models import Account
from yuanba.rules.core.actor import ActorKind
from yuanba.sealing import keyring


def erase_account(*, account_key: str, by: str, now: datetime) -> None:
    """Erase a resident account's name, log-in, phone number and password, and close it.

    Called within a higher app's act. Its sessions end, because a closed account is let in nowhere.
    """
    account = Account.objects.select_for_update().get(key=account_key, kind=ActorKind.RESIDENT)
    account.login = f"erased-{account.pk}"
    account.sealed_name = keyring.seal("", purpose=queries.NAME)
    account.sealed_phone, account.phone_digest = b"", None
    account.password = make_password(None)
    account.is_active = False
    account.last_login = None
    account.save()
    Authenticator.objects.filter(user=account).delete()
    erasing.erase_words(kind="account", keys=[account_key], by=by, now=now)


def correct_name(*, account_key: str, name: str) -> None:
    """Replace the encrypted name of an open account; the caller records the change in the journal."""
    account = Account.objects.select_for_update().get(key=account_key, is_active=True)
    account.sealed_name = keyring.seal(name, purpose=queries.NAME)
    account.save(update_fields=["sealed_name"])
