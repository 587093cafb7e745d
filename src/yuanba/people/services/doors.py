"""Who came in, who went, and who tried: in the journal, without a word of what was typed."""

from __future__ import annotations

from datetime import datetime

from yuanba.districts import keyring
from yuanba.journal import services as journal
from yuanba.journal.services import Subject
from yuanba.people.models import Account
from yuanba.rules import access
from yuanba.rules.actor import ANONYMOUS, Actor
from yuanba.rules.verb import Verb

ACCOUNT = "account"
#: A log-in name that nobody has; people type passwords there, so only a digest is kept.
UNKNOWN = "log_in"


def note_log_in(*, actor: Actor, now: datetime) -> None:
    """Record that somebody came in."""
    access.require(actor, Verb.ACCOUNT_LOG_IN, access.Facts(owner_key=actor.key), now)
    journal.record(
        actor=actor, verb=Verb.ACCOUNT_LOG_IN, subject=Subject(kind=ACCOUNT, key=actor.key), at=now
    )


def note_log_out(*, actor: Actor, now: datetime) -> None:
    """Record that somebody left."""
    access.require(actor, Verb.ACCOUNT_LOG_OUT, access.Facts(owner_key=actor.key), now)
    journal.record(
        actor=actor, verb=Verb.ACCOUNT_LOG_OUT, subject=Subject(kind=ACCOUNT, key=actor.key), at=now
    )


def note_failure(*, login: str, now: datetime) -> None:
    """Record that somebody tried a log-in name and did not get in."""
    access.require(ANONYMOUS, Verb.ACCOUNT_FAIL_LOG_IN, access.Facts(), now)
    typed = login.strip().lower()
    key = Account.objects.filter(login=typed).values_list("key", flat=True).first()
    subject = Subject(kind=ACCOUNT, key=key) if key else Subject(kind=UNKNOWN, key=_digest(typed))
    journal.record(actor=ANONYMOUS, verb=Verb.ACCOUNT_FAIL_LOG_IN, subject=subject, at=now)


def _digest(typed: str) -> str:
    return keyring.digest(typed, purpose="people.unknown_log_in").hex()[:24]
