"""Reads objections to public notices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from yuanba.journal.services import Subject
from yuanba.notices.models import Objection, Ruling
from yuanba.notices.queries.posted import NoticeNotFound, reach, title_of
from yuanba.rules.core.actor import Actor
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.sealing import keyring

PURPOSE = "notices.objection"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRow:
    """One objection with its text masked, and with the full answer."""

    id: int
    token: str
    notice_id: int
    notice_title: str
    area_path: str
    by_key: str
    text: str
    at: datetime
    due_at: datetime
    answered_at: datetime | None
    ruling: Ruling | None
    answer: str


def objection_subject(objection_id: int) -> Subject:
    """Return the subject under which the journal records an objection, and which the objector follows."""
    return Subject(kind="objection", key=str(objection_id))


def lock_objection(objection_id: int) -> Objection:
    """Lock an objection until the transaction ends; return it with its notice, or raise NoticeNotFound."""
    found = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("notice")
        .filter(pk=objection_id)
        .first()
    )
    if found is None:
        raise NoticeNotFound
    return found


def said_by(keys: Iterable[str]) -> list[tuple[ObjectionRow, str]]:
    """Return these people's objections with the full text, newest first; to be shown only to them."""
    found = Objection.objects.filter(by_key__in=[key for key in keys if key]).select_related("notice")
    return [
        (_objection_row(one), keyring.unseal(bytes(one.sealed), purpose=PURPOSE) if one.sealed else "")
        for one in found.order_by("-id")
    ]


def raised_by(keys: Iterable[str], *, limit: int = 30) -> list[ObjectionRow]:
    """Return the newest objections of these people; to be shown only to them."""
    found = Objection.objects.filter(by_key__in=[key for key in keys if key]).select_related("notice")
    return [_objection_row(one) for one in found.order_by("-id")[:limit]]


def open_objections(actor: Actor, now: datetime, *, limit: int = 200) -> list[ObjectionRow]:
    """Return the open objections that this actor may answer, earliest deadline first."""
    found = Objection.objects.filter(reach(actor, NoticeVerb.ANSWER, now, "notice__area_path"))
    waiting = found.filter(answered_at=None).select_related("notice")
    rows = waiting.order_by("due_at", "id")[:limit]
    return [_objection_row(one) for one in rows if actor.key not in one.notice.barred_keys]


def objections_for(actor: Actor, notice_id: int, now: datetime) -> list[ObjectionRow]:
    """Return the objections to a notice that an actor may answer, or that staff recorded for residents.

    Who writes objections down for residents reads those that were written down, to tell them the answer.
    """
    written = reach(actor, NoticeVerb.OBJECT, now, "notice__area_path") & ~Q(taken_by="")
    answered = reach(actor, NoticeVerb.ANSWER, now, "notice__area_path")
    found = Objection.objects.filter(answered | written, notice_id=notice_id)
    return [_objection_row(one) for one in found.select_related("notice").order_by("id")]


def objections_by(key: str, notice_id: int) -> list[ObjectionRow]:
    """Return one person's objections to a notice, newest first; to be shown only to them."""
    found = Objection.objects.filter(notice_id=notice_id, by_key=key) if key else Objection.objects.none()
    return [_objection_row(one) for one in found.select_related("notice").order_by("-id")]


def objection(objection_id: int) -> ObjectionRow:
    """Return the objection with this id, or raise NoticeNotFound; the caller checks access."""
    return _one_objection(Objection.objects.filter(pk=objection_id))


def objection_by_token(token: str) -> ObjectionRow:
    """Return the objection with this secret token, for whoever holds its URL, or raise NoticeNotFound."""
    return _one_objection(Objection.objects.filter(token=token))


def _one_objection(found: QuerySet[Objection]) -> ObjectionRow:
    one = found.select_related("notice").first()
    if one is None:
        raise NoticeNotFound
    return _objection_row(one)


def _objection_row(one: Objection) -> ObjectionRow:
    sealed = bytes(one.sealed_answer)
    return ObjectionRow(
        id=one.pk,
        token=one.token,
        notice_id=one.notice_id,
        notice_title=title_of(one.notice),
        area_path=one.notice.area_path,
        by_key=one.by_key,
        text=one.text,
        at=one.at,
        due_at=one.due_at,
        answered_at=one.answered_at,
        ruling=Ruling(one.ruling) if one.ruling else None,
        answer=keyring.unseal(sealed, purpose=PURPOSE) if sealed else "",
    )
