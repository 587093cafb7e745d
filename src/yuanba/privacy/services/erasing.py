"""Erases all personal data of one person, everywhere at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yuanba.evaluation.services import erasing as evaluation
from yuanba.journal import services as journal
from yuanba.journal.services import erasing as words
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.matters.queries import keeping
from yuanba.matters.queries.attachments import names_known
from yuanba.matters.services import receipts
from yuanba.messages.services import erasing as messages
from yuanba.notices.services import erasing as notices
from yuanba.people import queries as queries_of_people
from yuanba.people.services import erasing as people
from yuanba.privacy.models import DataRequest
from yuanba.privacy.queries import requests
from yuanba.privacy.queries.beside import Beside, require, told
from yuanba.privacy.services import remembering
from yuanba.privacy.services.correcting import subject
from yuanba.rules.core.actor import Actor, ActorKind, bearer
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import Outcome
from yuanba.rules.privacy.verbs import PrivacyVerb

_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """The counts of what an erasure removed, as a confirmation for the person."""

    matters: int
    withdrawn: int
    contacts: int
    followed: int
    said: int
    objections: int
    requests: int


@transaction.atomic
def erase(*, actor: Actor, withdraws: bool = False, beside: Beside | None = None, now: datetime) -> Erased:
    """Erase a person's words, name, addresses, pictures, ratings and objections, wherever they are stored.

    What is running goes on without words, or with ``withdraws`` is taken back first where that can still
    be; what nobody has given a class is always taken back, for nobody would know what it is about. The
    fact of each matter stays: number, class, unit, area, dates, and the journal's codes. ``beside``: staff
    do it for who stands before them.
    """
    key = require(actor, PrivacyVerb.ERASE, beside, now)
    found = keeping.originals([key])

    rows = [one.row for one in found]
    withdrawn = _withdraw(actor, [row for row in rows if withdraws or not row.class_code], now)
    said = evaluation.erase_said(keys=[key])
    for one in found:
        matters_services.empty(matter_id=one.row.id, now=now)
        notices.empty_notices(kind=matters.STORY_KIND, key=str(one.row.id), known=names_known)
    objections = notices.erase_objections(keys=[key])
    asked = _erase_requests(key, now)
    followed = matters_services.part_followers(keys=[key])
    contacts = messages.erase_contacts(owners=[key])
    words.erase_words_by(actor_keys=[key])
    if actor.kind is ActorKind.RESIDENT:
        receipts.forget_kept(account_key=key)
        people.erase_account(account_key=key)

    erased = Erased(
        matters=len(found),
        withdrawn=withdrawn,
        contacts=contacts,
        followed=followed,
        said=said,
        objections=objections,
        requests=asked,
    )
    outcome = {name: getattr(erased, name) for name in Erased.__dataclass_fields__} | told(beside)
    for about in [subject(key), *(matters.subject(one.row.id) for one in found)]:
        journal.record(actor=actor, verb=PrivacyVerb.ERASE, subject=about, at=now, outcome=outcome)
    remembering.remember(actor=bearer(key) if beside else actor, now=now)
    return erased


def _erase_requests(key: str, now: datetime) -> int:
    """Empty what this person asked and was answered; what was open ends."""
    found = DataRequest.objects.filter(by_key=key)
    found.filter(answered_at=None).update(answered_at=now, outcome=Outcome.DROPPED)
    return _empty_requests(list(found.exclude(sealed=b"").values_list("id", flat=True)))


@transaction.atomic
def empty_old_requests(*, before: datetime) -> int:
    """Erase the words of one batch of requests answered before this moment; return how many."""
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
