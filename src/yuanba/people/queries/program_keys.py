"""Reads program keys: what each may do, until when, and when it was last used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from yuanba.people.models import ProgramKey
from yuanba.rules.core.programs import PROGRAM_VERBS
from yuanba.rules.core.verb import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """One program key, without its secret."""

    prefix: str
    account_key: str
    login: str
    verbs: tuple[Verb, ...]
    issued_at: datetime
    until_on: date
    last_used_at: datetime | None
    ended_at: datetime | None

    def opens_on(self, on: date) -> bool:
        """Return whether the key is neither ended nor expired on a day, whatever the program's positions."""
        return self.ended_at is None and on <= self.until_on


def verbs_of(key: ProgramKey) -> tuple[Verb, ...]:
    """Return the actions that a program key allows, without those that programs may no longer perform."""
    return tuple(verb for verb in PROGRAM_VERBS if verb.value in key.verbs)


def _rows(keys: QuerySet[ProgramKey]) -> list[KeyRow]:
    return [
        KeyRow(
            prefix=key.prefix,
            account_key=key.account.key,
            login=key.account.login,
            verbs=verbs_of(key),
            issued_at=key.issued_at,
            until_on=key.until_on,
            last_used_at=key.last_used_at,
            ended_at=key.ended_at,
        )
        for key in keys.select_related("account")
    ]


def keys_of(account_key: str) -> list[KeyRow]:
    """Return the program keys of an account, newest first."""
    return _rows(ProgramKey.objects.filter(account__key=account_key).order_by("-issued_at", "-pk"))


def every_key(limit: int = 500) -> list[KeyRow]:
    """Return all program keys, sorted by last day (latest first), then by issue (newest first)."""
    return _rows(ProgramKey.objects.order_by("-until_on", "-issued_at", "-pk")[:limit])


def key_by_prefix(prefix: str) -> KeyRow | None:
    """Return the program key with this public prefix, or None."""
    return next(iter(_rows(ProgramKey.objects.filter(prefix=prefix))), None)
