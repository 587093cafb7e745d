"""Journals and resets second factors, and counts the tries of their codes."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import ClassVar

from allauth.mfa.models import Authenticator
from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.people.services.accounts import (
    OfProgram,
    check_not_keeper,
    lock,
    one_time_hash,
    one_time_password,
)
from yuanba.people.services.doors import ACCOUNT
from yuanba.people.services.throttle import throttle
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.people.verbs import PeopleVerb

#: Codes per account in a quarter of an hour; what recovers the account counts with them.
_TRIES, _WINDOW_SECONDS = 8, 15 * 60
_DAY_SECONDS = 24 * 3600
#: So long may one administrator's request be carried out by the other.
ASKED_FOR = timedelta(days=3)


class ResetUnasked(Refused):
    """Raised when a log-in would be reset that no other administrator asked for in the last three days."""

    code: ClassVar[str] = "account.reset_unasked"


def count_factor(*, account_key: str, now: datetime) -> None:
    """Count an entered code of a second factor before it is checked; raise TooMany over the limit."""
    throttle(key=tries_of(account_key), limit=_TRIES, window_seconds=_WINDOW_SECONDS, now=now)


def tries_of(account_key: str) -> str:
    """Return the key of the rate-limit counter for an account's second-factor codes."""
    return f"second_factor:{account_key}"


def plain_code(typed: str) -> str:
    """Return a code as it is compared and spent: digits of any script as ASCII, no spaces, no punctuation.

    >>> plain_code(" ５２０ 868"), plain_code("520-868"), plain_code("520868x")
    ('520868', '520868', '520868x')
    """
    return "".join(
        str(unicodedata.decimal(sign, sign)) for sign in typed if unicodedata.category(sign)[0] not in "ZPC"
    )


def spend_code(*, account_key: str, code: str, now: datetime) -> None:
    """Mark a correct code as used, however it was typed; raise TooMany if it was used before.

    Counted in two days that overlap by half, so that no midnight makes a code good again.
    """
    for shift in (0, _DAY_SECONDS // 2):
        begins = datetime.fromtimestamp(now.timestamp() + shift, now.tzinfo)
        key = f"second_factor.{shift}:{account_key}:{plain_code(code)}"
        throttle(key=key, limit=1, window_seconds=_DAY_SECONDS, now=begins)


def note_factor_set(*, actor: Actor, what: str, now: datetime) -> None:
    """Record in the journal that an account set up a second factor or made new recovery codes."""
    access.require(actor, PeopleVerb.ACCOUNT_SET_FACTOR, access.Facts(owner_key=actor.key), now)
    journal.record(
        Act(actor, PeopleVerb.ACCOUNT_SET_FACTOR, now),
        Subject(kind=ACCOUNT, key=actor.key),
        outcome={"what": what},
    )


@transaction.atomic
def note_factor_dropped(*, actor: Actor, now: datetime) -> None:
    """Record in the journal that an account removed its second factor, and end the account's sessions.

    What they had shown is worth nothing any more; the entrance keeps the one in which it was dropped.
    """
    access.require(actor, PeopleVerb.ACCOUNT_DROP_FACTOR, access.Facts(owner_key=actor.key), now)
    account = lock(actor.key)

    account.factors_dropped += 1
    account.save(update_fields=["factors_dropped"])

    journal.record(Act(actor, PeopleVerb.ACCOUNT_DROP_FACTOR, now), Subject(kind=ACCOUNT, key=actor.key))


@transaction.atomic
def ask_reset(*, actor: Actor, account_key: str, reason: str, now: datetime) -> None:
    """Ask the security administrator to reset an account's log-in: its second factor and its password.

    Nothing changes yet but that the holder is told. Raises OfKeeper, OfProgram.
    """
    account = lock(account_key)

    access.require(actor, PeopleVerb.ACCOUNT_ASK_RESET, access.Facts(owner_key=account.key), at=now)
    check_not_keeper(actor, account, now)
    if account.is_program:
        raise OfProgram

    account.reset_asked_by, account.reset_asked_at = actor.key, now
    account.save(update_fields=["reset_asked_by", "reset_asked_at"])

    journal.record(
        Act(actor, PeopleVerb.ACCOUNT_ASK_RESET, now), Subject(kind=ACCOUNT, key=account.key), words=reason
    )


@transaction.atomic
def reset_factor(*, actor: Actor, account_key: str, reason: str, now: datetime) -> str:
    """Remove an account's lost second factor, and return a new one-time password for the account.

    Two administrators do this: one asked for it in the last three days, another carries it out and gets the
    password, so that neither can act as that person alone. The operator, who owns the machine, needs nobody.
    The old password ends with it, and so do all sessions: who holds the lost phone and knows the password
    gets nothing from a reset. Raises ResetUnasked, OfKeeper.
    """
    account = lock(account_key)
    password = one_time_password()

    access.require(actor, PeopleVerb.ACCOUNT_RESET_FACTOR, access.Facts(owner_key=account.key), at=now)
    check_not_keeper(actor, account, now)
    asked_by, asked_at = account.reset_asked_by, account.reset_asked_at
    if actor.kind is not ActorKind.OPERATOR and (
        asked_at is None or asked_at + ASKED_FOR < now or asked_by == actor.key
    ):
        raise ResetUnasked

    Authenticator.objects.filter(user=account).delete()
    account.password = one_time_hash(password)
    account.must_change_password = True
    account.reset_asked_by, account.reset_asked_at = "", None
    account.save(update_fields=["password", "must_change_password", "reset_asked_by", "reset_asked_at"])

    journal.record(
        Act(actor, PeopleVerb.ACCOUNT_RESET_FACTOR, now), Subject(kind=ACCOUNT, key=account.key), words=reason
    )
    return password
