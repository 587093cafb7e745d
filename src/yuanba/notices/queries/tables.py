"""Reads the work table of notices: by area, state, class, days and what is still open about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.lookups import Exact

from yuanba.notices.models import COMMUNITY_CODE, TOWN_CODE, Notice, NoticeState, Objection, Posting
from yuanba.notices.models import PostingMedium as Medium
from yuanba.notices.queries.posted import NoticeRow, NoticeRows, rows_of
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.time.calendar import day
from yuanba.web.tables import keyset, ordered

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


def listed(ways: Sequence[QuerySet[Notice]], order: ordered.Order, after: str, limit: int) -> NoticeRows:
    """Return a page of a list of notices. Two statements."""
    page = ordered.listed(ways, order, after, limit)
    return NoticeRows(rows=by_ids(ways, page.ids), after=page.after, is_sorted=page.is_sorted)


def by_ids(ways: Sequence[QuerySet[Notice]], ids: Sequence[int]) -> list[NoticeRow]:
    """Return these notices in this order, as far as they are in the list."""
    within = Q(pk__in=[])
    for way in ways:
        within |= Q(pk__in=way.filter(pk__in=ids).values("pk"))
    found = {row.id: row for row in rows_of(Notice.objects.filter(within))}
    return [found[number] for number in ids if number in found]


def counted(ways: Sequence[QuerySet[Notice]], most: int) -> int:
    """Return how many notices a list has, counted no further than one more than ``most``."""
    return keyset.counted(ways, most) if ways else 0


def beside(
    ways: Sequence[QuerySet[Notice]], notice_id: int, order: ordered.Order
) -> tuple[int | None, int | None]:
    """Return the ids of the notices before and after one in a list, or None at an end."""
    return ordered.beside(ways, order, Notice.objects.all(), notice_id)
