"""Journals and resets second factors, and counts the tries of their codes."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.people.services.accounts import check_not_keeper, lock, one_time_hash, one_time_password
from yuanba.people.services.doors import ACCOUNT
from yuanba.people.services.throttle import throttle
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.people.verbs import PeopleVerb

#: Codes per account in a quarter of an hour; what recovers the account counts with them.
_TRIES, _WINDOW_SECONDS = 8, 15 * 60
_DAY_SECONDS = 24 * 3600


def count_factor(*, account_key: str, now: datetime) -> None:
    """Count an entered code of a second factor before it is checked; raise TooMany over the limit."""
    throttle(key=tries_of(account_key), limit=_TRIES, window_seconds=_WINDOW_SECONDS, now=now)


def tries_of(account_key: str) -> str:
    """Return the key of the rate-limit counter for an account's second-factor codes."""
    return f"second_factor:{account_key}"


def spend_code(*, account_key: str, code: str, now: datetime) -> None:
    """Mark a correct code as used; raise TooMany if it was used before.

    Counted in two days that overlap by half, so that no midnight makes a code good again.
    """
    for shift in (0, _DAY_SECONDS // 2):
        begins = datetime.fromtimestamp(now.timestamp() + shift, now.tzinfo)
        key = f"second_factor.{shift}:{account_key}:{code}"
        throttle(key=key, limit=1, window_seconds=_DAY_SECONDS, now=begins)


def note_factor_set(*, actor: Actor, what: str, now: datetime) -> None:
    """Record in the journal that an account set up a second factor or made new recovery codes."""
    access.require(actor, PeopleVerb.ACCOUNT_SET_FACTOR, access.Facts(owner_key=actor.key), now)
    journal.record(
        Act(actor, PeopleVerb.ACCOUNT_SET_FACTOR, now),
        Subject(kind=ACCOUNT, key=actor.key),
        outcome={"what": what},
    )


def note_factor_dropped(*, actor: Actor, now: datetime) -> None:
    """Record in the journal that an account removed its second factor."""
    access.require(actor, PeopleVerb.ACCOUNT_DROP_FACTOR, access.Facts(owner_key=actor.key), now)
    journal.record(Act(actor, PeopleVerb.ACCOUNT_DROP_FACTOR, now), Subject(kind=ACCOUNT, key=actor.key))


@transaction.atomic
def reset_factor(*, actor: Actor, account_key: str, reason: str, now: datetime) -> str:
    """Remove an account's lost second factor, and return a new one-time password for the account.

    The old password ends with it, and so do all sessions: who holds the lost phone and knows the password
    gets nothing from a reset, nor does who only talked an administrator into it.
    """
    account = lock(account_key)
    password = one_time_password()

    access.require(actor, PeopleVerb.ACCOUNT_RESET_FACTOR, access.Facts(owner_key=account.key), at=now)
    check_not_keeper(actor, account, now)

    Authenticator.objects.filter(user=account).delete()
    account.password = one_time_hash(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])

    journal.record(
        Act(actor, PeopleVerb.ACCOUNT_RESET_FACTOR, now), Subject(kind=ACCOUNT, key=account.key), words=reason
    )
    return password
