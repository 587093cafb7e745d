"""Reads the work table of votes: those in the reader's areas, how far they are, what is disputed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from yuanba.ballots.models import HeldVote, PaperSheet, VoteTotal
from yuanba.ballots.queries.votes import VoteRow, rows_of
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day
from yuanba.web.tables import keyset

ORDERS = {
    "opened": keyset.RowOrder(field="opened_at"),
    "closes": keyset.RowOrder(field="closes_at", is_nullable=True),
    "counted": keyset.RowOrder(field="counted_at", is_nullable=True),
}


class VoteHeap(StrEnum):
    """What a vote waits for: ballots, its count, two people who differ, or nothing any more."""

    RUNNING = "running"
    TO_COUNT = "to_count"
    DISPUTED = "disputed"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedVotes:
    """The filters of the list of votes; an empty field does not filter."""

    heap: str = ""
    area_path: str = ""
    rule: str = ""
    opened_from: datetime | None = None
    opened_to: datetime | None = None


def readable(actor: Actor, wanted: WantedVotes, now: datetime) -> list[QuerySet[HeldVote]]:
    """Return the votes in the areas and estates where the actor works on them, as the filters leave."""
    held = [
        one for one in actor.holdings if one.kind in ACTIONS[VoteVerb.ENTER].who and one.holds_on(day(now))
    ]
    areas = {one.area_path for one in held if not one.estate}
    widest = sorted(
        one for one in areas if not any(one != other and one.startswith(other) for other in areas)
    )
    estates = sorted({one.estate for one in held if one.estate})
    condition = _condition(wanted)
    ways = [HeldVote.objects.filter(condition, area_path__startswith=path) for path in widest]
    if estates:
        within = Q(pk__in=[])
        for path in widest:
            within |= Q(area_path__startswith=path)
        ways.append(HeldVote.objects.filter(condition, ~within, estate__in=estates))
    return ways


def _condition(wanted: WantedVotes) -> Q:
    condition = _of_heap(wanted.heap) if wanted.heap else Q()
    if wanted.area_path:
        condition &= Q(area_path__startswith=wanted.area_path)
    if wanted.rule:
        condition &= Q(rule=wanted.rule)
    if wanted.opened_from:
        condition &= Q(opened_at__gte=wanted.opened_from)
    if wanted.opened_to:
        condition &= Q(opened_at__lt=wanted.opened_to)
    return condition


def _of_heap(heap: str) -> Q:
    match heap:
        case VoteHeap.RUNNING:
            return Q(closed_at=None)
        case VoteHeap.TO_COUNT:
            return Q(closed_at__isnull=False, counted_at=None)
        case VoteHeap.COUNTED:
            return Q(counted_at__isnull=False)
        case VoteHeap.DISPUTED:
            return Q(pk__in=disputed_ids())
        case _:
            return Q(pk__in=[])


def disputed_ids() -> list[int]:
    """Return the votes not counted yet of which two people typed in or counted the same paper differently."""
    sheets = PaperSheet.objects.filter(agreed_at=None, station__vote__counted_at=None)
    typed = sheets.annotate(typed=Count("entries")).filter(typed__gte=2)
    return sorted({*typed.values_list("station__vote", flat=True), *_disputed_boxes()})


def _disputed_boxes() -> set[int]:
    """The votes with a box that several people counted, each the last time, and no two of them alike."""
    rows = VoteTotal.objects.filter(way=str(BallotWay.PAPER), motion__vote__counted_at=None).order_by("id")
    counts: dict[tuple[int, int, int], dict[str, tuple[int, ...]]] = {}
    for vote, motion, station, by, *says in rows.values_list(
        "motion__vote", "motion", "station", "by", "yes", "no", "abstain", "spoiled"
    ):
        counts.setdefault((vote, motion, station), {})[by] = tuple(says)
    return {
        place[0] for place, said in counts.items() if len(said) > 1 and len(set(said.values())) == len(said)
    }


def rows(ids: Sequence[int]) -> list[VoteRow]:
    """Return these votes in this order."""
    found = {row.id: row for row in rows_of(HeldVote.objects.filter(pk__in=ids))}
    return [found[number] for number in ids if number in found]


def every() -> QuerySet[HeldVote]:
    """Return the query of all votes."""
    return HeldVote.objects.all()


def readable_ids(actor: Actor, now: datetime, ids: Sequence[int]) -> frozenset[int]:
    """Return those of these votes that are where the actor works on them."""
    ways = readable(actor, WantedVotes(), now)
    return frozenset(number for way in ways for number in way.filter(pk__in=ids).values_list("pk", flat=True))
