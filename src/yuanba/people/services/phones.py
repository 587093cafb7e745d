"""Logs residents in by a code sent to their phone number.

The code itself is allauth's affair (``people.adapter``). Here are the counts, the account that the first
success makes, and the closed form in which number and code wait in the session.
"""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from yuanba.people.models import Account
from yuanba.people.queries import phones
from yuanba.people.services.accounts import Hashed, open_account
from yuanba.people.services.throttle import forgive, give_back, throttle_each
from yuanba.rules.core.actor import ActorKind, system
from yuanba.sealing import keyring

WINDOW_SECONDS = 3600
#: Codes in an hour: to one number, from one browser that was here before, from all that were not at one
#: address, from one address; and tries of codes. Many telephones share one address.
CODES_PER_NUMBER, CODES_PER_DEVICE, CODES_OF_NEWCOMERS, CODES_PER_ADDRESS = 5, 8, 40, 120
TRIES_PER_NUMBER, TRIES_PER_ADDRESS = 15, 240


def closed(plain: str) -> str:
    """Return a phone number or code encrypted as text for the session; ``opened`` decrypts it."""
    return base64.urlsafe_b64encode(keyring.seal(plain, purpose=phones.PHONE)).decode()


def opened(text: str) -> str:
    """Return the phone number or code that ``closed`` encrypted; an empty text stays empty."""
    return keyring.unseal(base64.urlsafe_b64decode(text), purpose=phones.PHONE) if text else ""


def count_code(*, number: str, address: str, device: str, now: datetime) -> None:
    """Count a log-in code request per phone number, client address, device and district; or raise TooMany."""
    from_device = (
        {f"code.device:{device}": CODES_PER_DEVICE}
        if device
        else {f"code.newcomers:{address}": CODES_OF_NEWCOMERS}
    )
    limits = {
        f"code.number:{number}": CODES_PER_NUMBER,
        f"code.address:{address}": CODES_PER_ADDRESS,
        "code.district": settings.LIMIT_CODES,
        **from_device,
    }
    throttle_each(limits=limits, window_seconds=WINDOW_SECONDS, now=now)


def count_try(*, number: str, address: str, now: datetime) -> None:
    """Count a log-in code before its check, per phone number and client address; or raise TooMany."""
    limits = {f"code.try:{number}": TRIES_PER_NUMBER, f"code.tries:{address}": TRIES_PER_ADDRESS}
    throttle_each(limits=limits, window_seconds=WINDOW_SECONDS, now=now)


def forget_try(*, address: str, now: datetime) -> None:
    """Take a right code off the tries of its address, behind which many log in; only wrong ones count."""
    give_back(windows={f"code.tries:{address}": WINDOW_SECONDS}, now=now)


def enter_by_phone(*, number: str, now: datetime) -> str:
    """Return the key of the account with this verified phone number; create the account if there is none.

    It has no name and no password, and its log-in name says nothing. Counts of this number are forgiven.
    Where the number was last proven so long ago that its operator may have given it to somebody else, the
    account of before loses it, and a new one begins: what was reported is found by receipt and query code.
    """
    forgive(key=f"code.number:{number}")
    forgive(key=f"code.try:{number}")
    known = phones.by_phone(number)
    is_anothers = bool(known and known.is_active and phones.may_be_anothers(known, now))
    if known is None or is_anothers:
        try:
            return _make(number, now, before=known.key if known else "")
        except IntegrityError:  # the same number came in elsewhere a moment ago
            known = phones.by_phone(number)
            assert known, "the index refused a second account"
    return known.key


@transaction.atomic
def _make(number: str, now: datetime, *, before: str) -> str:
    Account.objects.filter(key=before).update(sealed_phone=b"", phone_digest=None)
    key = open_account(
        actor=system("phone"),
        login=f"r-{secrets.token_hex(8)}",
        name="",
        password=Hashed(make_password(None)),
        kind=ActorKind.RESIDENT,
        number_of=before,
        now=now,
    )
    Account.objects.filter(key=key).update(
        sealed_phone=keyring.seal(number, purpose=phones.PHONE), phone_digest=phones.digests(number)[0]
    )
    return key
