"""Reads objections to public notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from yuanba.journal.services import Subject
from yuanba.notices.models import Objection, Ruling
from yuanba.notices.queries.posted import NoticeNotFound, reach, title_of
from yuanba.rules.core.actor import Actor
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.sealing import keyring
from yuanba.web.tables import keyset

PURPOSE = "notices.objection"
ORDERS = {"at": keyset.RowOrder(field="at"), "due": keyset.RowOrder(field="due_at")}


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
    found = Objection.objects.filter(by_key__in=[key for key in keys if key])
    return _objection_rows(found.order_by("-id")[:limit])


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedObjections:
    """The filters of the list of objections to answer; an empty field does not filter."""

    area_path: str = ""
    due_from: datetime | None = None
    due_to: datetime | None = None


def to_answer(actor: Actor, now: datetime, wanted: WantedObjections) -> list[QuerySet[Objection]]:
    """Return the query of the open objections that this actor may answer, as the filters leave them."""
    condition = reach(actor, NoticeVerb.ANSWER, now, "notice__area_path")
    condition &= ~Q(notice__barred_keys__contains=[actor.key])
    for name, value in (
        ("notice__area_path__startswith", wanted.area_path),
        ("due_at__gte", wanted.due_from),
        ("due_at__lt", wanted.due_to),
    ):
        if value:
            condition &= Q(**{name: value})
    return [Objection.objects.filter(condition, answered_at=None)]


def rows(ids: Sequence[int]) -> list[ObjectionRow]:
    """Return these objections in this order. One statement."""
    found = {row.id: row for row in _objection_rows(Objection.objects.filter(pk__in=ids))}
    return [found[number] for number in ids if number in found]


def every() -> QuerySet[Objection]:
    """Return the query of all objections."""
    return Objection.objects.all()


def answerable_ids(actor: Actor, now: datetime, ids: Sequence[int]) -> frozenset[int]:
    """Return those of these objections that are open and that the actor may answer. One statement."""
    (found,) = to_answer(actor, now, WantedObjections())
    return frozenset(found.filter(pk__in=ids).values_list("pk", flat=True))


def open_objections(actor: Actor, now: datetime, *, limit: int = 200) -> list[ObjectionRow]:
    """Return the open objections that this actor may answer, earliest deadline first."""
    (found,) = to_answer(actor, now, WantedObjections())
    return _objection_rows(found.order_by("due_at", "id")[:limit])


def open_objection(actor: Actor, objection_id: int, now: datetime) -> ObjectionRow | None:
    """Return an open objection if this actor may answer it, or None."""
    (found,) = to_answer(actor, now, WantedObjections())
    return next(iter(_objection_rows(found.filter(pk=objection_id))), None)


def objections_for(actor: Actor, notice_id: int, now: datetime) -> list[ObjectionRow]:
    """Return the objections to a notice that an actor may answer, or that staff recorded for residents.

    Who writes objections down for residents reads those that were written down, to tell them the answer.
    """
    written = reach(actor, NoticeVerb.OBJECT, now, "notice__area_path") & ~Q(taken_by="")
    answered = reach(actor, NoticeVerb.ANSWER, now, "notice__area_path")
    found = Objection.objects.filter(answered | written, notice_id=notice_id)
    return _objection_rows(found.order_by("id"))


def objections_by(key: str, notice_id: int) -> list[ObjectionRow]:
    """Return one person's objections to a notice, newest first; to be shown only to them."""
    found = Objection.objects.filter(notice_id=notice_id, by_key=key) if key else Objection.objects.none()
    return _objection_rows(found.order_by("-id"))


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


def _objection_rows(found: QuerySet[Objection]) -> list[ObjectionRow]:
    return [_objection_row(one) for one in found.select_related("notice")]


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
