"""Reads public notices and the places where they are posted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.notices.models import Notice, NoticeState, Objection, Posting, PostingMedium
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.core.paging import Cursor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.sealing import files

PAGE = 30


class NoticeNotFound(Refused):
    """Raised when a notice, a posting, its picture or an objection does not exist."""

    code: ClassVar[str] = "notice.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingRow:
    """One posting of a notice, with the name of its area."""

    id: int
    notice_id: int
    notice_title: str
    level: Level
    area_code: str
    area_path: str
    area_label: str
    medium: PostingMedium
    posted_at: datetime | None
    note: str
    has_proof: bool
    is_up: bool
    noticed_at: datetime
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One notice as everyone may read it, with the numbers of all objections and of answered ones."""

    id: int
    subject_kind: str
    subject_key: str
    title: str
    text: str
    area_path: str
    pack_digest: str
    class_code: str
    posted_at: datetime
    from_on: date
    until_on: date
    until_at: datetime
    barred_keys: Sequence[str]
    state: NoticeState
    ended_at: datetime | None
    objections: int
    answered: int

    @property
    def is_up(self) -> bool:
        """Return whether the notice is still posted."""
        return self.state is NoticeState.POSTED


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRows:
    """One page of notices, and the cursor of the next page (empty on the last one)."""

    rows: Sequence[NoticeRow]
    after: str
    is_sorted: bool = True


def subject(notice_id: int) -> Subject:
    """Return the subject under which the journal records a notice."""
    return Subject(kind="notice", key=str(notice_id))


def titles(keys: Collection[str]) -> dict[str, str]:
    """Return the titles of notices, as the journal tells them, by their keys; one SQL statement."""
    found = Notice.objects.filter(pk__in=keyed(keys)).values_list("pk", "title")
    return {str(pk): gettext("notice “%(title)s”") % {"title": title} for pk, title in found}


def objected(keys: Collection[str]) -> dict[str, str]:
    """Return for objections, by their keys, the notice that each is about; one SQL statement."""
    found = Objection.objects.filter(pk__in=keyed(keys)).values_list("pk", "notice__title")
    return {str(pk): gettext("objection to “%(title)s”") % {"title": title} for pk, title in found}


def facts_of(notice: Notice | NoticeRow) -> access.Facts:
    """Return the facts that the access rules need about a notice: its area and who handled its subject."""
    return access.Facts(area_path=notice.area_path, handler_keys=frozenset(notice.barred_keys))


def lock(notice_id: int) -> Notice:
    """Lock a notice until the transaction ends and return it, or raise NoticeNotFound."""
    found = Notice.objects.select_for_update().filter(pk=notice_id).first()
    if found is None:
        raise NoticeNotFound
    return found


def lock_posting(posting_id: int) -> Posting:
    """Lock a posting until the transaction ends; return it with its notice, or raise NoticeNotFound."""
    found = (
        Posting.objects.select_for_update(of=("self",)).select_related("notice").filter(pk=posting_id).first()
    )
    if found is None:
        raise NoticeNotFound
    return found


def notice(notice_id: int) -> NoticeRow:
    """Return the notice with this id, or raise NoticeNotFound."""
    found = _counted(Notice.objects.filter(pk=notice_id)).first()
    if found is None:
        raise NoticeNotFound
    return _row(found)


def notices_in(area_path: str = "", *, is_up: bool = True, after: str = "", limit: int = PAGE) -> NoticeRows:
    """Return one page of notices posted in, above or below an area (or anywhere), newest first.

    ``is_up``: only those that still hang. ``after``: the cursor of an earlier page.
    """
    found = Notice.objects.filter(state=NoticeState.POSTED) if is_up else Notice.objects.all()
    if area_path:
        here = Q(area_path__startswith=area_path) | Q(area_path__in=places.prefixes(area_path))
        found = found.filter(Exists(Posting.objects.filter(here, notice=OuterRef("pk"))))
    if cursor := Cursor.parse(after):
        older = Q(posted_at__lt=cursor.at) | Q(posted_at=cursor.at, id__lt=cursor.id)
        found = found.filter(older, posted_at__lte=cursor.at)
    rows = list(_counted(found).order_by("-posted_at", "-id")[: limit + 1])
    shown = rows[:limit]
    more = Cursor(at=shown[-1].posted_at, id=shown[-1].pk).text() if len(rows) > limit else ""
    return NoticeRows(rows=[_row(one) for one in shown], after=more)


def count_up() -> int:
    """Return how many notices hang in the district."""
    return Notice.objects.filter(state=NoticeState.POSTED).count()


def of_subject(subject_kind: str, subject_key: str) -> list[NoticeRow]:
    """Return all notices about a subject, newest first."""
    found = Notice.objects.filter(subject_kind=subject_kind, subject_key=subject_key)
    return [_row(one) for one in _counted(found).order_by("-id")]


def subjects_up(subject_kind: str, keys: Iterable[str]) -> frozenset[str]:
    """Return the keys of those among these subjects that have a posted notice."""
    found = Notice.objects.filter(
        subject_kind=subject_kind, subject_key__in=list(keys), state=NoticeState.POSTED
    )
    return frozenset(found.values_list("subject_key", flat=True))


def over(now: datetime, *, limit: int = 500) -> list[int]:
    """Return the ids of posted notices whose period is over and that have no open objection."""
    waiting = Objection.objects.filter(notice=OuterRef("pk"), answered_at=None)
    found = Notice.objects.filter(~Exists(waiting), state=NoticeState.POSTED, until_at__lte=now)
    return list(found.order_by("until_at", "id").values_list("pk", flat=True)[:limit])


def postings(notice_id: int) -> list[PostingRow]:
    """Return the postings of a notice, from the widest area down."""
    found = Posting.objects.filter(notice_id=notice_id).select_related("notice")
    return posting_rows(found.order_by("area_path", "-medium"))


def posting(posting_id: int) -> PostingRow:
    """Return the posting with this id, or raise NoticeNotFound."""
    rows = posting_rows(Posting.objects.filter(pk=posting_id).select_related("notice"))
    if not rows:
        raise NoticeNotFound
    return rows[0]


def proof(posting_id: int, *, is_small: bool = False) -> bytes:
    """Return a board picture as JPEG bytes, or raise NoticeNotFound or FileLost; callers check access."""
    names = Posting.objects.filter(pk=posting_id).values_list("proof", "proof_small").first()
    if names is None or not names[0]:
        raise NoticeNotFound
    return files.get(names[1] if is_small and names[1] else names[0])


def names_known(names: Sequence[str]) -> frozenset[str]:
    """Return those of these stored file names that a posting refers to."""
    rows = Posting.objects.filter(Q(proof__in=names) | Q(proof_small__in=names))
    return frozenset(name for pair in rows.values_list("proof", "proof_small") for name in pair)


def may_prove(actor: Actor, row: PostingRow, now: datetime) -> bool:
    """Return whether this actor may confirm that a notice was put up on this board."""
    facts = access.Facts(area_path=row.area_path)
    return row.is_up and row.medium is PostingMedium.BOARD and access.may(actor, NoticeVerb.PROVE, facts, now)


def rows_of(found: QuerySet[Notice]) -> list[NoticeRow]:
    """Return these notices as rows. One statement."""
    return [_row(one) for one in _counted(found)]


def _counted(found: QuerySet[Notice]) -> QuerySet[Notice]:
    return found.annotate(
        said=Count("objections"),
        settled=Count("objections", filter=Q(objections__answered_at__isnull=False)),
    )


def _row(one: Notice) -> NoticeRow:
    names = NoticeRow.__dataclass_fields__.keys() - {"state", "objections", "answered", "title"}
    return NoticeRow(
        state=NoticeState(one.state),
        title=title_of(one),
        objections=one.said,  # type: ignore[attr-defined]
        answered=one.settled,  # type: ignore[attr-defined]
        **{name: getattr(one, name) for name in names},
    )


def posting_rows(found: Iterable[Posting]) -> list[PostingRow]:
    """Return postings, each read with its notice, as rows. At most two statements."""
    rows = list(found)
    labels = places.labels({row.area_path for row in rows})
    top = places.top()
    return [
        PostingRow(
            id=row.pk,
            notice_id=row.notice_id,
            notice_title=title_of(row.notice),
            level=Level(row.level),
            area_code=row.area_code,
            area_path=row.area_path,
            area_label=labels.get(row.area_path) or (top.name if top else row.area_code),
            medium=PostingMedium(row.medium),
            posted_at=row.posted_at,
            note=row.note,
            has_proof=bool(row.proof),
            is_up=row.notice.state == NoticeState.POSTED,
            noticed_at=row.notice.posted_at,
            from_on=row.notice.from_on,
            until_on=row.notice.until_on,
        )
        for row in rows
    ]


def reach(actor: Actor, verb: Verb, now: datetime, field: str) -> Q:
    """Return the database filter for rows in the areas where this actor may perform an action."""
    today, reached = day(now), Q(pk__in=[])
    who = {one for one in ACTIONS[verb].who if isinstance(one, PositionKind)}
    for holding in actor.holdings:
        holds = actor.kind is ActorKind.STAFF and holding.kind in who and holding.holds_on(today)
        if holds and holding.area_path and not holding.estate:
            reached |= Q(**{f"{field}__startswith": holding.area_path})
    return reached


def title_of(one: Notice) -> str:
    """Return the title of a notice, or a placeholder sentence if its text was erased."""
    return one.title or gettext("(The words were deleted.)")
