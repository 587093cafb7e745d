"""Opening and closing accounts, and their passwords."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.db import IntegrityError, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Subject
from yuanba.people import queries
from yuanba.people.models import Account, ProgramKey
from yuanba.rules.core import access
from yuanba.rules.core.actor import KEEPERS, Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
#: Without 0 o 1 l i: one-time passwords are read from paper.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
#: A random password of 59 bits needs no stretching; 500 accounts are opened at once.
_ONE_TIME_ITERATIONS = 20_000


class BadLogin(Refused):
    """A log-in name is 2 to 40 small letters, digits, dots and hyphens."""

    code: ClassVar[str] = "account.bad_login"


class LoginTaken(Refused):
    """There is an account of this log-in name."""

    code: ClassVar[str] = "account.login_taken"


class UnknownAccount(Refused):
    """There is no such account."""

    code: ClassVar[str] = "account.unknown"


class AccountClosed(Refused):
    """The account was closed."""

    code: ClassVar[str] = "account.closed"


def new_key() -> str:
    """An opaque key: what the journal and other apps know of a person."""
    return secrets.token_hex(12)


class OfKeeper(Refused):
    """The account of an administrator: only the operator resets or closes it, or one takes over another."""

    code: ClassVar[str] = "account.of_keeper"


class OfProgram(Refused):
    """The account of a program: it has no password, keeps no office, and stands in for nobody."""

    code: ClassVar[str] = "account.of_program"


def one_time_password() -> str:
    """Three groups of four letters, to be changed at the first log-in."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def one_time_hash(password: str) -> str:
    """The stored form of a one-time password; the first log-in stores it anew at full strength."""
    hasher = get_hasher("default")
    if not isinstance(hasher, PBKDF2PasswordHasher):
        return make_password(password)
    return hasher.encode(password, hasher.salt(), iterations=_ONE_TIME_ITERATIONS)


def check_login(login: str) -> str:
    """The log-in name in its stored form; raises BadLogin."""
    plain = login.strip().lower()
    if not _LOGIN.fullmatch(plain):
        raise BadLogin(login=login[:40])
    return plain


@dataclass(frozen=True, slots=True)
class Hashed:
    """A password in its stored form, at full strength."""

    text: str


def hashed(password: str) -> Hashed:
    """Stretch a password once, where several accounts of a demonstration share one that everyone knows."""
    return Hashed(make_password(password))


@transaction.atomic
def open_account(
    *,
    actor: Actor,
    login: str,
    name: str,
    password: str | Hashed | None,
    kind: ActorKind = ActorKind.STAFF,
    must_change_password: bool = False,
    now: datetime,
) -> str:
    """Open an account and give its key. Without a password it is a program's, which enters by keys only."""
    login = check_login(login)
    if Account.objects.filter(login=login).exists():
        raise LoginTaken(login=login)

    access.require(actor, PeopleVerb.ACCOUNT_OPEN, access.Facts(), at=now)

    account = Account(
        login=login,
        key=new_key(),
        kind=kind,
        password=_stored(password, is_one_time=must_change_password),
        sealed_name=keyring.seal(name, purpose=queries.NAME),
        must_change_password=must_change_password,
        is_program=password is None,
        created_at=now,
    )
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as fault:  # somebody opened it a moment ago
        raise LoginTaken(login=login) from fault

    journal.record(
        actor=actor,
        verb=PeopleVerb.ACCOUNT_OPEN,
        subject=Subject(kind="account", key=account.key),
        outcome={"kind": str(kind)},
        at=now,
    )
    return account.key


def _stored(password: str | Hashed | None, *, is_one_time: bool) -> str:
    if password is None:
        return make_password(None)
    if isinstance(password, Hashed):
        return password.text
    return one_time_hash(password) if is_one_time else make_password(password)


@transaction.atomic
def close_account(*, actor: Actor, account_key: str, reason: str, now: datetime) -> None:
    """Let an account enter no more, by no key either. Its acts and positions until today stay."""
    account = lock(account_key)

    access.require(actor, PeopleVerb.ACCOUNT_CLOSE, access.Facts(owner_key=account.key), at=now)
    check_not_keeper(actor, account, now)

    account.is_active = False
    account.save(update_fields=["is_active"])
    ProgramKey.objects.filter(account=account, ended_at=None).update(ended_at=now)

    journal.record(
        actor=actor,
        verb=PeopleVerb.ACCOUNT_CLOSE,
        subject=Subject(kind="account", key=account.key),
        words=reason,
        at=now,
    )


@transaction.atomic
def reset_password(*, actor: Actor, account_key: str, now: datetime) -> str:
    """Give a one-time password to who lost theirs; it must be changed at the next log-in."""
    account = lock(account_key)
    password = one_time_password()

    access.require(actor, PeopleVerb.ACCOUNT_RESET, access.Facts(owner_key=account.key), at=now)
    check_not_keeper(actor, account, now)
    if account.is_program:
        raise OfProgram

    account.password = one_time_hash(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])

    journal.record(
        actor=actor,
        verb=PeopleVerb.ACCOUNT_RESET,
        subject=Subject(kind="account", key=account.key),
        at=now,
    )
    return password


@transaction.atomic
def change_password(*, actor: Actor, account_key: str, password: str, now: datetime) -> None:
    """Set one's own password; the entrance has checked its strength and the old one."""
    account = lock(account_key)

    access.require(actor, PeopleVerb.ACCOUNT_PASSWORD, access.Facts(owner_key=account.key), at=now)

    account.password = make_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])

    journal.record(
        actor=actor,
        verb=PeopleVerb.ACCOUNT_PASSWORD,
        subject=Subject(kind="account", key=account.key),
        at=now,
    )


def lock(account_key: str) -> Account:
    """The open account of this key, locked; raises UnknownAccount or AccountClosed."""
    account = Account.objects.select_for_update().filter(key=account_key).first()
    if account is None:
        raise UnknownAccount
    if not account.is_active:
        raise AccountClosed
    return account


def check_not_keeper(actor: Actor, account: Account, now: datetime) -> None:
    """Raises OfKeeper where one administrator would get hold of another's account."""
    running = account.positions.filter(kind__in=sorted(KEEPERS)).exclude(until_on__lt=day(now))
    if actor.kind is not ActorKind.OPERATOR and running.exists():
        raise OfKeeper
