"""Reads data requests: open and answered ones for officers, and one's own with all words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.db.models import QuerySet

from yuanba.journal.services import Subject
from yuanba.packs import store
from yuanba.privacy.models import DataRequest
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.privacy import RequestOutcome
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

KIND = "request"
PURPOSE = "privacy.request"
SHOWN_ANSWERED = timedelta(days=180)
SHOWN = 200


class RequestNotFound(Refused):
    """Raised when a data request does not exist, or no longer waits for an answer."""

    code: ClassVar[str] = "privacy.no_request"


def subject(request_id: int) -> Subject:
    """Return the journal subject (kind and key) under which entries about a data request are recorded."""
    return Subject(kind=KIND, key=str(request_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A data request as the data protection officers see it: its words are masked."""

    id: int
    by_key: str
    kind: str
    title: Text | None
    ground: Text | None
    text: str
    receipt: str
    is_by_staff: bool
    at: datetime
    due_at: datetime
    answered_at: datetime | None
    outcome: RequestOutcome | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRequest:
    """A data request as its author sees it: full words, the answer, and where to complain."""

    row: RequestRow
    words: str
    answer: str
    complain: Text | None


def waiting(actor: Actor, now: datetime) -> list[RequestRow]:
    """Return the unanswered data requests, earliest deadline first; for data protection officers only."""
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    return _rows(DataRequest.objects.filter(answered_at=None).order_by("due_at", "id")[:SHOWN], now)


def answered(actor: Actor, now: datetime) -> list[RequestRow]:
    """Return data requests answered in the last half year, newest first; data protection officers only."""
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    found = DataRequest.objects.filter(answered_at__gte=now - SHOWN_ANSWERED)
    return _rows(found.order_by("-answered_at", "-id")[:SHOWN], now)


def one(actor: Actor, request_id: int, now: datetime) -> RequestRow:
    """Return one unanswered data request, for data protection officers; raise RequestNotFound if none."""
    access.require(actor, PrivacyVerb.WATCH, access.Facts(), now)
    found = _rows(DataRequest.objects.filter(pk=request_id, answered_at=None), now)
    if not found:
        raise RequestNotFound
    return found[0]


def own(keys: Iterable[str], now: datetime) -> list[OwnRequest]:
    """Return the data requests of these people with their full, unmasked text, newest first.

    The caller is them, or has checked who asks.
    """
    found = list(DataRequest.objects.filter(by_key__in=[key for key in keys if key]).order_by("-id")[:SHOWN])
    pack = store.in_force(day(now))
    return [
        OwnRequest(
            row=_row(one, pack, now),
            words=_opened(one.sealed),
            answer=_opened(one.sealed_answer),
            complain=pack.requests.complain if pack.requests and one.answered_at else None,
        )
        for one in found
    ]


def raised(keys: Iterable[str], now: datetime) -> list[RequestRow]:
    """Return the data requests of these people without their full text, newest first; only for them."""
    found = DataRequest.objects.filter(by_key__in=[key for key in keys if key])
    return _rows(found.order_by("-id")[:SHOWN], now)


def lock(request_id: int) -> DataRequest:
    """Return a data request, locked until the transaction ends; raise RequestNotFound if it is missing."""
    found = DataRequest.objects.select_for_update().filter(pk=request_id).first()
    if found is None:
        raise RequestNotFound
    return found


def to_empty(before: datetime) -> QuerySet[DataRequest]:
    """Return the data requests that were answered before this moment and whose text is not erased yet."""
    return DataRequest.objects.filter(answered_at__lt=before).exclude(sealed=b"")


def answered_ids(before: datetime, among: Collection[str]) -> list[str]:
    """Return the ids of those among these data requests that were answered before this moment."""
    found = DataRequest.objects.filter(pk__in=[int(key) for key in among], answered_at__lt=before)
    return [str(number) for number in found.values_list("id", flat=True)]


def _opened(sealed: bytes | memoryview[int]) -> str:
    return keyring.unseal(bytes(sealed), purpose=PURPOSE) if sealed else ""


def _rows(found: Iterable[DataRequest], now: datetime) -> list[RequestRow]:
    pack = store.in_force(day(now))
    return [_row(one, pack, now) for one in found]


def _row(one: DataRequest, pack: Pack, now: datetime) -> RequestRow:
    kind = pack.requests.kinds.get(one.kind) if pack.requests else None
    return RequestRow(
        id=one.pk,
        by_key=one.by_key,
        kind=one.kind,
        title=kind.title if kind else None,
        ground=pack.grounds.get(kind.ground) if kind else None,
        text=one.text,
        receipt=one.receipt,
        is_by_staff=bool(one.taken_by),
        at=one.at,
        due_at=one.due_at,
        answered_at=one.answered_at,
        outcome=RequestOutcome(one.outcome) if one.outcome else None,
        is_late=one.answered_at is None and one.due_at < now,
    )
