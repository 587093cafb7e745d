"""Reads the boards on which notices are to hang, as a list with filters and orders, and for the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from yuanba.notices.models import NoticeState, Posting, PostingMedium
from yuanba.notices.queries.posted import PostingRow, posting_rows, reach
from yuanba.rules.core.actor import Actor
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.web.tables import keyset

ORDERS = {
    "since": keyset.RowOrder(field="noticed_at"),
    "until": keyset.RowOrder(field="until_at"),
    "done": keyset.RowOrder(field="posted_at", is_nullable=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedBoards:
    """The filters of the list of boards: those that lack their notice, or, done, those that have it."""

    is_done: bool = False
    area_path: str = ""
    until_from: datetime | None = None
    until_to: datetime | None = None


def boards(actor: Actor, now: datetime, wanted: WantedBoards) -> list[QuerySet[Posting]]:
    """Return the query of the boards in the actor's areas whose notice is up, as the filters leave them."""
    condition = reach(actor, NoticeVerb.PROVE, now, "area_path")
    for name, value in (
        ("area_path__startswith", wanted.area_path),
        ("notice__until_at__gte", wanted.until_from),
        ("notice__until_at__lt", wanted.until_to),
    ):
        if value:
            condition &= Q(**{name: value})
    return [every().filter(condition, notice__state=NoticeState.POSTED, posted_at__isnull=not wanted.is_done)]


def every() -> QuerySet[Posting]:
    """Return the query of all boards, with the moments of their notices by which they are sorted."""
    found = Posting.objects.filter(medium=PostingMedium.BOARD)
    return found.annotate(noticed_at=F("notice__posted_at"), until_at=F("notice__until_at"))


def rows(ids: Sequence[int]) -> list[PostingRow]:
    """Return these boards in this order. Two statements."""
    found = {row.id: row for row in posting_rows(every().filter(pk__in=ids).select_related("notice"))}
    return [found[number] for number in ids if number in found]


def readable_ids(actor: Actor, now: datetime, ids: Sequence[int]) -> frozenset[int]:
    """Return those of these boards that lie in the actor's areas."""
    found = every().filter(reach(actor, NoticeVerb.PROVE, now, "area_path"), pk__in=ids)
    return frozenset(found.values_list("pk", flat=True))


def postings_to_do(actor: Actor, now: datetime, *, limit: int = 200) -> list[PostingRow]:
    """Return the boards on which this actor has yet to put up a notice, oldest first."""
    (found,) = boards(actor, now, WantedBoards())
    return posting_rows(found.select_related("notice").order_by("id")[:limit])


def postings_to_do_count(actor: Actor, now: datetime, *, most: int) -> int:
    """Return the number of boards that this actor has yet to confirm, counted only up to a limit."""
    (found,) = boards(actor, now, WantedBoards())
    return len(found.values_list("pk")[:most])
