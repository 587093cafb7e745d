"""Declares and retracts family ties among staff, who do not judge the work of relatives."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.people.models import Account, KinTie
from yuanba.people.services.accounts import UnknownAccount
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.pack.outcome import need
from yuanba.rules.people.verbs import PeopleVerb


class KinKnown(Refused):
    """Raised when the family tie is already declared, or somebody would be their own relative."""

    code: ClassVar[str] = "kin.known"


class KinUnknown(Refused):
    """Raised when no such family tie is declared."""

    code: ClassVar[str] = "kin.unknown"


@transaction.atomic
def declare(*, actor: Actor, account_key: str, kin_login: str, now: datetime) -> None:
    """Declare two members of staff as relatives; one of them or the security administrator may do so."""
    first, second = _pair(account_key, kin_login)

    access.require(actor, PeopleVerb.KIN_DECLARE, access.Facts(owner_key=account_key), now)
    if first.pk == second.pk or _open(first, second):
        raise KinKnown

    KinTie.objects.create(first=first, second=second, declared_at=now)

    _record(actor, PeopleVerb.KIN_DECLARE, account_key, now, kin=_other(account_key, first, second))


@transaction.atomic
def retract(*, actor: Actor, account_key: str, kin_login: str, reason: str, now: datetime) -> None:
    """Retract a declared family tie with a reason; neither of the two relatives may do so."""
    need(reason, PeopleVerb.KIN_RETRACT)
    first, second = _pair(account_key, kin_login)

    for one in (first, second):
        access.require(actor, PeopleVerb.KIN_RETRACT, access.Facts(owner_key=one.key), now)
    tie = _open(first, second)
    if tie is None:
        raise KinUnknown

    tie.retracted_at = now
    tie.save(update_fields=["retracted_at"])

    _record(
        actor, PeopleVerb.KIN_RETRACT, account_key, now, words=reason, kin=_other(account_key, first, second)
    )


def _pair(account_key: str, kin_login: str) -> tuple[Account, Account]:
    """Both accounts in the order in which a tie is kept, held until the transaction ends."""
    staff = Account.objects.select_for_update().filter(kind=ActorKind.STAFF).order_by("pk")
    one = staff.filter(key=account_key).first()
    other = staff.filter(login=kin_login).first()
    if one is None or other is None:
        raise UnknownAccount(login=kin_login)
    return (one, other) if one.pk <= other.pk else (other, one)


def _open(first: Account, second: Account) -> KinTie | None:
    return KinTie.objects.filter(first=first, second=second, retracted_at=None).first()


def _other(account_key: str, first: Account, second: Account) -> str:
    return second.key if first.key == account_key else first.key


def _record(actor: Actor, verb: Verb, key: str, now: datetime, *, kin: str, words: str = "") -> None:
    journal.record(Act(actor, verb, now), Subject(kind="account", key=key), outcome={"kin": kin}, words=words)
