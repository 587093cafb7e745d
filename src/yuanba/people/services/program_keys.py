"""Issues, checks and revokes the keys by which programs call the API."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import ClassVar

from django.db import transaction
from django.db.models import Q, QuerySet

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.people import queries
from yuanba.people.models import Account, Position, ProgramKey
from yuanba.people.queries import program_keys
from yuanba.people.services.accounts import lock
from yuanba.rules.core import access
from yuanba.rules.core.actor import KEEPERS, Actor
from yuanba.rules.core.programs import PROGRAM_VERBS, is_term
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.pack.outcome import need
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_PREFIX = 8
#: That a key is in use is noted so often: whoever looks for forgotten keys needs no more.
_NOTED_EVERY = timedelta(hours=1)


class KeyRefused(Refused):
    """Raised when a program key is not valid; the error does not say whether it is unknown or ended."""

    code: ClassVar[str] = "key.refused"


class KeyForPerson(Refused):
    """Raised when a key is issued for an account that is not a program's."""

    code: ClassVar[str] = "key.for_person"


class KeyWithoutPosition(Refused):
    """Raised when a key is issued for an account without a position."""

    code: ClassVar[str] = "key.without_position"


class KeyTerm(Refused):
    """Raised when a key's last day is in the past or more than 366 days from now."""

    code: ClassVar[str] = "key.term"


class KeyVerbs(Refused):
    """Raised when a new key would allow no action, or an action that programs may not perform."""

    code: ClassVar[str] = "key.verbs"


class KeyUnknown(Refused):
    """Raised when a key that is to be revoked does not exist or has already ended."""

    code: ClassVar[str] = "key.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """One newly issued program key; its full text is shown once and never stored."""

    prefix: str
    text: str


@transaction.atomic
def issue_key(
    *, actor: Actor, account_key: str, verbs: Collection[Verb], until_on: date, now: datetime
) -> Issued:
    """Issue and return a key with which a program may perform these actions up to and including a day."""
    account = lock(account_key)

    access.require(actor, PeopleVerb.KEY_ISSUE, access.Facts(owner_key=account.key), now)
    if not account.is_program:
        raise KeyForPerson
    if not verbs or not set(verbs) <= set(PROGRAM_VERBS):
        raise KeyVerbs
    if not is_term(until_on, day(now)):
        raise KeyTerm
    if not _held(account, day(now)).exists():
        raise KeyWithoutPosition

    prefix = "".join(secrets.choice(_LETTERS) for _ in range(_PREFIX))
    text = f"yb_{prefix}_{secrets.token_urlsafe(32)}"
    given = sorted(verb.value for verb in set(verbs))
    ProgramKey.objects.create(
        account=account,
        prefix=prefix,
        digest=_digest(text),
        verbs=given,
        issued_at=now,
        until_on=until_on,
    )

    journal.record(
        Act(actor, PeopleVerb.KEY_ISSUE, now),
        Subject(kind="account", key=account.key),
        outcome={"key": prefix, "verbs": given, "until_on": until_on.isoformat()},
    )
    return Issued(prefix=prefix, text=text)


@transaction.atomic
def revoke_key(*, actor: Actor, prefix: str, reason: str, now: datetime) -> None:
    """End a program key for a stated reason; from then on, requests with it are refused."""
    need(reason, PeopleVerb.KEY_REVOKE)
    access.require(actor, PeopleVerb.KEY_REVOKE, access.Facts(), now)
    key = (
        ProgramKey.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(prefix=prefix, ended_at=None)
        .first()
    )
    if key is None:
        raise KeyUnknown

    key.ended_at = now
    key.save(update_fields=["ended_at"])

    journal.record(
        Act(actor, PeopleVerb.KEY_REVOKE, now),
        Subject(kind="account", key=key.account.key),
        outcome={"key": prefix},
        words=reason,
    )


def end_keys(*, actor: Actor, now: datetime) -> int:
    """End the keys of accounts without a current or future position; return how many were ended.

    They open nothing from the day on that the last position ended; this keeps a later appointment from
    reviving them.
    """
    access.require(actor, PeopleVerb.KEY_REVOKE, access.Facts(), now)
    holding = Position.objects.filter(Q(until_on=None) | Q(until_on__gte=day(now)))
    found = ProgramKey.objects.filter(ended_at=None).exclude(account__in=holding.values("account"))
    prefixes = list(found.values_list("prefix", flat=True))
    for prefix in prefixes:
        revoke_key(actor=actor, prefix=prefix, reason="岗位已全部结束 Its last position is over", now=now)
    return len(prefixes)


def enter_by_key(*, shown: str, now: datetime) -> Actor:
    """Return the actor for a program's key, limited to the key's actions; raise KeyRefused if invalid.

    Two statements, and a third once in an hour. It takes as long whether or not there is such a key.
    """
    prefix = shown[3 : 3 + _PREFIX] if shown.startswith("yb_") else ""
    key = ProgramKey.objects.select_related("account").filter(prefix=prefix).first()
    is_right = hmac.compare_digest(bytes(key.digest) if key else bytes(32), _digest(shown))
    today = day(now)
    if key is None or not is_right or key.ended_at or today > key.until_on or not key.account.is_active:
        raise KeyRefused
    actor = queries.actor_of(key.account)
    held = {holding.kind for holding in actor.holdings if holding.holds_on(today)}
    if not held or held & KEEPERS:
        raise KeyRefused

    if key.last_used_at is None or now - key.last_used_at >= _NOTED_EVERY:
        ProgramKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return replace(actor, program_key=prefix, only=frozenset(program_keys.verbs_of(key)))


def _held(account: Account, on: date) -> QuerySet[Position]:
    return account.positions.filter(Q(until_on=None) | Q(until_on__gte=on))


def _digest(shown: str) -> bytes:
    return sha256(shown.encode()).digest()
