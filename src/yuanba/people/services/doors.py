"""Journals log-ins, log-outs and failed attempts, without anything that was typed."""

from __future__ import annotations

from datetime import datetime

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.people.models import Account
from yuanba.rules.core import access
from yuanba.rules.core.actor import ANONYMOUS, Actor, system
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.sealing import keyring

ACCOUNT = "account"
#: A log-in name that nobody has; people type passwords there, so only a digest is kept.
UNKNOWN = "log_in"


def note_log_in(*, actor: Actor, now: datetime) -> None:
    """Record in the journal that an account logged in."""
    access.require(actor, PeopleVerb.ACCOUNT_LOG_IN, access.Facts(owner_key=actor.key), now)
    journal.record(Act(actor, PeopleVerb.ACCOUNT_LOG_IN, now), Subject(kind=ACCOUNT, key=actor.key))


def note_log_out(*, actor: Actor, now: datetime) -> None:
    """Record in the journal that an account logged out."""
    access.require(actor, PeopleVerb.ACCOUNT_LOG_OUT, access.Facts(owner_key=actor.key), now)
    journal.record(Act(actor, PeopleVerb.ACCOUNT_LOG_OUT, now), Subject(kind=ACCOUNT, key=actor.key))


def note_failure(*, login: str, now: datetime) -> None:
    """Record in the journal that a log-in with this name failed."""
    access.require(ANONYMOUS, PeopleVerb.ACCOUNT_FAIL_LOG_IN, access.Facts(), now)
    journal.record(Act(ANONYMOUS, PeopleVerb.ACCOUNT_FAIL_LOG_IN, now), _subject(login))


def note_lock_out(*, login: str, factor: str, now: datetime) -> None:
    """Record in the journal that a log-in name is locked out after too many wrong passwords or codes.

    A name that nobody has costs the same and is recorded the same, so that nobody learns who is here.
    """
    actor = system("log_in")
    access.require(actor, PeopleVerb.ACCOUNT_LOCK_OUT, access.Facts(), now)
    journal.record(Act(actor, PeopleVerb.ACCOUNT_LOCK_OUT, now), _subject(login), outcome={"factor": factor})


def _subject(login: str) -> Subject:
    typed = login.strip().lower()
    key = Account.objects.filter(login=typed).values_list("key", flat=True).first()
    return Subject(kind=ACCOUNT, key=key) if key else Subject(kind=UNKNOWN, key=_digest(typed))


def _digest(typed: str) -> str:
    return keyring.digest(typed, purpose="people.unknown_log_in").hex()[:24]
