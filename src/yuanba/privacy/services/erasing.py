"""Erases all personal data of one person, everywhere at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

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
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import RequestOutcome
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.web.kept import HeldQuery, erasers

_BATCH = 200


@transaction.atomic
def erase(
    *, actor: Actor, withdraws: bool = False, beside: Beside | None = None, now: datetime
) -> dict[str, int]:
    """Erase this person's words, name, addresses, pictures, ratings and objections; return how many of each.

    What is running goes on without words, or with ``withdraws`` is taken back first where that can still
    be; what nobody has given a class is always taken back, for nobody would know what it is about. The
    fact of each matter stays: number, class, unit, area, dates, and the journal's codes. ``beside``: staff
    do it for who stands before them.
    """
    key = require(actor, PrivacyVerb.ERASE, beside, now)
    found = keeping.originals([key])

    rows = [one.row for one in found]
    withdrawn = _withdraw(actor, [row for row in rows if withdraws or not row.class_code], now)
    is_account = actor.kind is ActorKind.RESIDENT
    asked = HeldQuery(key=key, is_account=is_account, is_open=False, now=now, found={"originals": found})
    went = {one.name: (one.erase(asked), one.is_silent) for one in erasers()}

    erased = {name: number for name, (number, is_silent) in went.items() if not is_silent}
    erased["withdrawn"] = withdrawn
    outcome = {**erased, **told(beside)}
    for about in [subject(key), *(matters.subject(one.row.id) for one in found)]:
        journal.record(Act(actor, PrivacyVerb.ERASE, now), about, outcome=outcome)
    remembering.remember(actor=bearer(key) if beside else actor, now=now)
    return erased


def erase_requests(*, key: str, now: datetime) -> int:
    """Erase the text of a person's data requests and answers, end open ones; return how many had text."""
    found = DataRequest.objects.filter(by_key=key)
    found.filter(answered_at=None).update(answered_at=now, outcome=RequestOutcome.DROPPED)
    return _empty_requests(list(found.exclude(sealed=b"").values_list("id", flat=True)))


@transaction.atomic
def empty_old_requests(*, before: datetime) -> int:
    """Erase the text of one batch of data requests that were answered before this moment; return how many."""
    return _empty_requests(
        list(requests.to_empty(before).order_by("id").values_list("id", flat=True)[:_BATCH])
    )


def _empty_requests(numbers: list[int]) -> int:
    words.erase_words(kind=requests.KIND, keys=[str(number) for number in numbers])
    return DataRequest.objects.filter(pk__in=numbers).update(sealed=b"", text="", sealed_answer=b"")


def erase_again(*, now: datetime) -> int:
    """Repeat erasures that a restored backup has undone; return how many people were erased again."""
    number = 0
    for asked in remembering.remembered():
        found = keeping.originals([asked.actor.key])
        is_back = any(one.emptied_at is None and one.row.filed_at <= asked.at for one in found)
        if is_back or queries_of_people.actor(asked.actor.key):
            erase(actor=asked.actor, now=now)
            number += 1
    return number


def _withdraw(actor: Actor, rows: list[matters.MatterRow], now: datetime) -> int:
    able = [row for row in rows if MatterVerb.WITHDRAW in matters.offered(actor, row, now)]
    for row in able:
        matters_services.withdraw(actor=actor, matter_id=row.id, now=now)
    return len(able)
