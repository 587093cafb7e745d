"""Reads the work table of notices: by area, state, class, days and what is still open about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.lookups import Exact

from yuanba.notices.models import COMMUNITY_CODE, TOWN_CODE, Notice, NoticeState, Objection, Posting
from yuanba.notices.models import PostingMedium as Medium
from yuanba.notices.queries.posted import NoticeRow, rows_of
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.time.calendar import day
from yuanba.web.tables import keyset

#: Who works with notices, in their own areas.
WORKING = (NoticeVerb.PROVE, NoticeVerb.ANSWER, NoticeVerb.END)
ORDERS = {
    "posted": keyset.RowOrder(field="posted_at"),
    "until": keyset.RowOrder(field="until_at"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedNotices:
    """The filters of the list of notices; an empty field does not filter."""

    state: str = ""
    class_code: str = ""
    area_path: str = ""
    has_open_objections: bool = False
    lacks_board: bool = False
    posted_from: datetime | None = None
    posted_to: datetime | None = None
    until_from: datetime | None = None
    until_to: datetime | None = None


def readable(actor: Actor, wanted: WantedNotices, now: datetime) -> list[QuerySet[Notice]]:
    """Return the notices in the areas where the actor works, as the filters leave: one query an area."""
    kinds = {who for verb in WORKING for who in ACTIONS[verb].who if isinstance(who, PositionKind)}
    paths = {
        one.area_path
        for one in actor.holdings
        if actor.kind is ActorKind.STAFF
        and one.kind in kinds
        and one.holds_on(day(now))
        and one.area_path
        and not one.estate
    }
    widest = [path for path in paths if not any(path != one and path.startswith(one) for one in paths)]
    condition = _condition(wanted)
    return [Notice.objects.filter(_within(path), condition) for path in sorted(widest)]


def _within(path: str) -> Q:
    """The beginning of the path decides; the code at its level says the same as an index knows it."""
    codes, here = path.strip("/").split("/"), Q(area_path__startswith=path)
    if len(codes) < 2:
        return here if path.startswith("/") else Q(pk__in=[])
    here = Q(Case(When(here, then=True), default=False))
    level, code = (TOWN_CODE, codes[1]) if len(codes) == 2 else (COMMUNITY_CODE, codes[2])
    return here & Q(Exact(level, code))


def _condition(wanted: WantedNotices) -> Q:
    about, condition = OuterRef("pk"), Q()
    if wanted.state:
        condition &= Q(state=wanted.state)
    if wanted.class_code:
        condition &= Q(class_code=wanted.class_code)
    if wanted.area_path:
        condition &= _within(wanted.area_path)
    if wanted.has_open_objections:
        condition &= Q(Exists(Objection.objects.filter(notice=about, answered_at=None)))
    if wanted.lacks_board:
        boards = Posting.objects.filter(notice=about, medium=Medium.BOARD, posted_at=None)
        condition &= Q(Exists(boards), state=NoticeState.POSTED)
    for name, from_at, to_at in (
        ("posted_at", wanted.posted_from, wanted.posted_to),
        ("until_at", wanted.until_from, wanted.until_to),
    ):
        if from_at:
            condition &= Q(**{f"{name}__gte": from_at})
        if to_at:
            condition &= Q(**{f"{name}__lt": to_at})
    return condition


def rows(ids: Sequence[int]) -> list[NoticeRow]:
    """Return these notices in this order. One statement."""
    found = {row.id: row for row in rows_of(Notice.objects.filter(pk__in=ids))}
    return [found[number] for number in ids if number in found]


def every() -> QuerySet[Notice]:
    """Return the query of all notices."""
    return Notice.objects.all()


def readable_ids(actor: Actor, now: datetime, ids: Sequence[int]) -> frozenset[int]:
    """Return those of these notices that hang where the actor works. One statement for each area."""
    ways = readable(actor, WantedNotices(), now)
    return frozenset(number for way in ways for number in way.filter(pk__in=ids).values_list("pk", flat=True))
