"""Opens and closes accounts, and sets their passwords."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.db import IntegrityError, transaction

from yuanba.journal import queries as entries
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.people import queries
from yuanba.people.models import Account, ProgramKey
from yuanba.people.queries import factors
from yuanba.rules.core import access, undo
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
    """Raised when a log-in name is not 2 to 40 small letters, digits, dots, hyphens or underscores."""

    code: ClassVar[str] = "account.bad_login"


class LoginTaken(Refused):
    """Raised when an account with this log-in name already exists."""

    code: ClassVar[str] = "account.login_taken"


class UnknownAccount(Refused):
    """Raised when no account has the given key or log-in name."""

    code: ClassVar[str] = "account.unknown"


class AccountClosed(Refused):
    """Raised when an action needs an open account but the account is closed."""

    code: ClassVar[str] = "account.closed"


class AccountOpen(Refused):
    """Raised when an account would be reopened that is not closed."""

    code: ClassVar[str] = "account.open_already"


def new_key() -> str:
    """Return a new random key for an account, by which the journal and other apps refer to a person."""
    return secrets.token_hex(12)


class OfKeeper(Refused):
    """Raised when somebody other than the operator would reset or close an administrator's account."""

    code: ClassVar[str] = "account.of_keeper"


class NeedsSecondAdministrator(Refused):
    """Raised when one administrator would reset a password that alone opens what its holder may read."""

    code: ClassVar[str] = "account.needs_second_administrator"


class OfProgram(Refused):
    """Raised when a program's account would get a password, or become an administrator or a stand-in."""

    code: ClassVar[str] = "account.of_program"


def one_time_password() -> str:
    """Return a random one-time password of three groups of four letters or digits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def one_time_hash(password: str) -> str:
    """Return a one-time password's hash, computed with fewer iterations than a lasting password's."""
    hasher = get_hasher("default")
    if not isinstance(hasher, PBKDF2PasswordHasher):
        return make_password(password)
    return hasher.encode(password, hasher.salt(), iterations=_ONE_TIME_ITERATIONS)


def check_login(login: str) -> str:
    """Return a log-in name stripped and in small letters; raise BadLogin if it is invalid."""
    plain = login.strip().lower()
    if not _LOGIN.fullmatch(plain):
        raise BadLogin(login=login[:40])
    return plain


@dataclass(frozen=True, slots=True)
class Hashed:
    """One password that is already hashed, in the form in which it is stored."""

    text: str


def hashed(password: str) -> Hashed:
    """Return a password hashed for storing, so that several demonstration accounts can share the hash."""
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
    number_of: str = "",
    now: datetime,
) -> str:
    """Open an account and return its key; without a password it is a program's, which uses API keys.

    ``number_of`` is the key of the account whose phone number it takes over, which the journal notes.
    Raises BadLogin, LoginTaken, NotAllowed.
    """
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
        Act(actor, PeopleVerb.ACCOUNT_OPEN, now),
        Subject(kind="account", key=account.key),
        outcome={"kind": str(kind), **({"number_of": number_of} if number_of else {})},
    )
    return account.key


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody for whom an account is to be opened: the log-in name and the name."""

    login: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLogin:
    """A new account and its one-time password, to be handed over; neither is stored in this form."""

    key: str
    login: str
    name: str
    password: str


@transaction.atomic
def open_accounts(*, actor: Actor, people: Sequence[NewPerson], now: datetime) -> list[FirstLogin]:
    """Open accounts of staff with one-time passwords, all or none; return what is handed over to each.

    Raises BadLogin, LoginTaken, NotAllowed.
    """
    found = []
    for one in people:
        password = one_time_password()
        key = open_account(
            actor=actor,
            login=one.login,
            name=one.name,
            password=password,
            must_change_password=True,
            now=now,
        )
        found.append(FirstLogin(key=key, login=check_login(one.login), name=one.name, password=password))
    return found


def _stored(password: str | Hashed | None, *, is_one_time: bool) -> str:
    if password is None:
        return make_password(None)
    if isinstance(password, Hashed):
        return password.text
    return one_time_hash(password) if is_one_time else make_password(password)


@transaction.atomic
def close_account(*, actor: Actor, account_key: str, reason: str, now: datetime) -> None:
    """Close an account and end its program keys; its history and past positions are kept."""
    account = lock(account_key)

    access.require(actor, PeopleVerb.ACCOUNT_CLOSE, access.Facts(owner_key=account.key), at=now)
    check_not_keeper(actor, account, now)

    account.is_active = False
    account.save(update_fields=["is_active"])
    ProgramKey.objects.filter(account=account, ended_at=None).update(ended_at=now)

    journal.record(
        Act(actor, PeopleVerb.ACCOUNT_CLOSE, now), Subject(kind="account", key=account.key), words=reason
    )


@transaction.atomic
def reopen_account(*, actor: Actor, account_key: str, now: datetime) -> None:
    """Reopen an account on the day on which it was closed or the day after; its program keys stay ended.

    Raises UnknownAccount, AccountOpen, UndoTooLate.
    """
    account = Account.objects.select_for_update().filter(key=account_key).first()
    if account is None:
        raise UnknownAccount
    closed = entries.last("account", account_key, verbs=[PeopleVerb.ACCOUNT_CLOSE])
    if account.is_active or closed is None:
        raise AccountOpen

    access.require(actor, PeopleVerb.ACCOUNT_REOPEN, access.Facts(owner_key=account.key), at=now)
    undo.require_safe(day(closed.at), on=day(now))

    account.is_active = True
    account.save(update_fields=["is_active"])

    journal.record(Act(actor, PeopleVerb.ACCOUNT_REOPEN, now), Subject(kind="account", key=account.key))


@transaction.atomic
def reset_password(*, actor: Actor, account_key: str, now: datetime) -> str:
    """Give an account a one-time password, to be changed at the next log-in, and return the password.

    An administrator does this alone only where the password alone opens nothing: the account has a second
    factor, which stays, or is of staff without a position. Raises NeedsSecondAdministrator, OfKeeper,
    OfProgram.
    """
    account = lock(account_key)
    password = one_time_password()

    access.require(actor, PeopleVerb.ACCOUNT_RESET, access.Facts(owner_key=account.key), at=now)
    check_not_keeper(actor, account, now)
    if account.is_program:
        raise OfProgram
    if actor.kind is not ActorKind.OPERATOR and _opens_by_password(account, now):
        raise NeedsSecondAdministrator

    account.password = one_time_hash(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])

    journal.record(Act(actor, PeopleVerb.ACCOUNT_RESET, now), Subject(kind="account", key=account.key))
    return password


@transaction.atomic
def change_password(*, actor: Actor, account_key: str, password: str, now: datetime) -> None:
    """Set the new password that an account's holder has chosen.

    The caller has checked its strength and the old one.
    """
    account = lock(account_key)

    access.require(actor, PeopleVerb.ACCOUNT_PASSWORD, access.Facts(owner_key=account.key), at=now)

    account.password = make_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])

    journal.record(Act(actor, PeopleVerb.ACCOUNT_PASSWORD, now), Subject(kind="account", key=account.key))


def lock(account_key: str) -> Account:
    """Return the open account with this key, its row locked; raise UnknownAccount or AccountClosed."""
    account = Account.objects.select_for_update().filter(key=account_key).first()
    if account is None:
        raise UnknownAccount
    if not account.is_active:
        raise AccountClosed
    return account


def _opens_by_password(account: Account, now: datetime) -> bool:
    """Whether the password alone opens what somebody may read: a resident's account, or staff at work.

    A position needs a second factor, so of staff only those are meant who have not set theirs up; whoever
    knows the password does it for them.
    """
    if account.kind == ActorKind.RESIDENT:
        return True
    if not settings.SECOND_FACTOR or factors.has_factor(account.key):
        return False
    return account.positions.exclude(until_on__lt=day(now)).exists()


def check_not_keeper(actor: Actor, account: Account, now: datetime) -> None:
    """Raise OfKeeper if the account holds an administrator's position and the actor is not the operator."""
    running = account.positions.filter(kind__in=sorted(KEEPERS)).exclude(until_on__lt=day(now))
    if actor.kind is not ActorKind.OPERATOR and running.exists():
        raise OfKeeper


def note_chairs(*, of: Iterable[str], having: Collection[str]) -> None:
    """Let these accounts know whether they have the chair of a council; a room above says which do."""
    mentioned = Account.objects.filter(key__in=set(of))
    mentioned.filter(key__in=having, has_chair=False).update(has_chair=True)
    mentioned.filter(has_chair=True).exclude(key__in=having).update(has_chair=False)
