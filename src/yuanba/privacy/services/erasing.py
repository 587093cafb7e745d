"""Erases all personal data of one person, everywhere at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError, transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.journal.services import erasing as words
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.matters.queries import keeping
from yuanba.people import queries as queries_of_people
from yuanba.privacy.models import DataRequest
from yuanba.privacy.queries import requests
from yuanba.privacy.queries.beside import Beside, require, told
from yuanba.privacy.services import remembering
from yuanba.privacy.services.correcting import subject
from yuanba.rules.core.actor import Actor, ActorKind, bearer
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import RequestOutcome
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.web.kept import RETENTION, HeldQuery, erasers

_BATCH = 200
log = structlog.get_logger("yuanba.privacy")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedAgain:
    """What came of repeating erasures: how many people, who failed (key and why), unreadable list lines."""

    number: int
    failed: tuple[str, ...]
    unreadable: int


@transaction.atomic
def erase(
    *, actor: Actor, withdraws: bool = False, beside: Beside | None = None, now: datetime
) -> dict[str, int]:
    """Erase this person's words, name, addresses, pictures, ratings and objections; return how many of each.

    What is running goes on without words, or with ``withdraws`` is taken back first where that can still
    be; what nobody has given a class is always taken back, for nobody would know what it is about. The
    fact of each matter stays: number, class, unit, area, dates, and the journal's codes. ``beside``: staff
    do it for who stands before them.

    The person is on the list of erased people first: raises CannotRemember, with nothing erased.
    """
    key = require(actor, PrivacyVerb.ERASE, beside, now)
    remembering.remember(actor=bearer(key) if beside else actor, now=now)
    return _erase(actor, key, withdraws=withdraws, beside=beside, now=now)


def _erase(
    actor: Actor, key: str, *, withdraws: bool, beside: Beside | None, now: datetime
) -> dict[str, int]:
    found = keeping.originals([key])

    rows = [one.row for one in found]
    withdrawn = _withdraw(actor, [row for row in rows if withdraws or not row.class_code], now)
    is_account = actor.kind is ActorKind.RESIDENT
    asked = HeldQuery(
        key=key, by=actor.key, is_account=is_account, is_open=False, now=now, found={"originals": found}
    )
    went = {one.name: (one.erase(asked), one.is_silent) for one in erasers()}

    erased = {name: number for name, (number, is_silent) in went.items() if not is_silent}
    erased["withdrawn"] = withdrawn
    outcome = {**erased, **told(beside)}
    for about in [subject(key), *(matters.subject(one.row.id) for one in found)]:
        journal.record(Act(actor, PrivacyVerb.ERASE, now), about, outcome=outcome)
    return erased


def erase_requests(*, key: str, by: str, now: datetime) -> int:
    """Erase the text of a person's data requests and answers, end open ones; return how many had text."""
    found = DataRequest.objects.filter(by_key=key)
    found.filter(answered_at=None).update(answered_at=now, outcome=RequestOutcome.DROPPED)
    return _empty_requests(list(found.exclude(sealed=b"").values_list("id", flat=True)), by=by, now=now)


@transaction.atomic
def empty_old_requests(*, before: datetime, now: datetime) -> int:
    """Erase the text of one batch of data requests that were answered before this moment; return how many."""
    found = list(requests.to_empty(before).order_by("id").values_list("id", flat=True)[:_BATCH])
    return _empty_requests(found, by=RETENTION, now=now)


def _empty_requests(numbers: list[int], *, by: str, now: datetime) -> int:
    words.erase_words(kind=requests.KIND, keys=[str(number) for number in numbers], by=by, now=now)
    return DataRequest.objects.filter(pk__in=numbers).update(sealed=b"", text="", sealed_answer=b"")


def erase_again(*, now: datetime) -> ErasedAgain:
    """Repeat erasures that a restored backup or a failure has undone; one that fails keeps no other.

    Raises OSError where the list cannot be read at all, and OperationalError where the database is gone.
    """
    listed = remembering.remembered()
    number, failed = 0, []
    for asked in listed.people:
        try:
            number += _again(asked, now)
        except (OperationalError, InterfaceError):
            raise
        except (Refused, DatabaseError, OSError, ValueError, KeyError, TypeError) as fault:
            failed.append(f"{asked.actor.key} ({type(fault).__name__})")
    if failed or listed.unreadable:
        log.error("erased_again", failed=failed, unreadable=listed.unreadable)
    return ErasedAgain(number=number, failed=tuple(failed), unreadable=listed.unreadable)


@transaction.atomic
def _again(asked: remembering.RememberedErasure, now: datetime) -> bool:
    found = keeping.originals([asked.actor.key])
    is_back = any(one.emptied_at is None and one.row.filed_at <= asked.at for one in found)
    if not is_back and not queries_of_people.actor(asked.actor.key):
        return False
    key = require(asked.actor, PrivacyVerb.ERASE, None, now)
    _erase(asked.actor, key, withdraws=False, beside=None, now=now)
    return True


def _withdraw(actor: Actor, rows: list[matters.MatterRow], now: datetime) -> int:
    able = [row for row in rows if MatterVerb.WITHDRAW in matters.offered(actor, row, now)]
    for row in able:
        matters_services.withdraw(actor=actor, matter_id=row.id, now=now)
    return len(able)
