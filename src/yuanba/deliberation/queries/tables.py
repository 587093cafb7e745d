"""Reads the work table of topics: those of the councils that the reader runs, by what they wait for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from yuanba.deliberation.models import AgendaItem, Topic
from yuanba.deliberation.queries.topics import TopicRow, rows_of, run_councils
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.topics import PUBLIC, TopicState
from yuanba.web.tables import keyset

ORDERS = {"proposed": keyset.RowOrder(field="proposed_at"), "moved": keyset.RowOrder(field="moved_at")}


class TopicHeap(StrEnum):
    """What a topic waits for: to be looked at, supporters, a meeting, that meeting; or what became of it.

    Values that are a state's too mean that state.
    """

    PROPOSED = "proposed"
    OPEN = "open"
    ON_AGENDA = "on_agenda"
    CALLED = "called"
    DECIDED = "decided"
    DECLINED = "declined"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedTopics:
    """The filters of the list of topics; an empty field does not filter."""

    heap: str = ""
    area_path: str = ""
    council_id: int = 0
    proposed_from: datetime | None = None
    proposed_to: datetime | None = None


def readable(actor: Actor, wanted: WantedTopics, now: datetime) -> list[QuerySet[Topic]]:
    """Return the topics of the councils that an actor runs, as the filters leave."""
    return [Topic.objects.filter(_condition(wanted), council__in=run_councils(actor, now).values("pk"))]


def _condition(wanted: WantedTopics) -> Q:
    condition = _of_heap(wanted.heap) if wanted.heap else Q()
    if wanted.area_path:
        condition &= Q(council__area_path__startswith=wanted.area_path)
    if wanted.council_id:
        condition &= Q(council=wanted.council_id)
    if wanted.proposed_from:
        condition &= Q(proposed_at__gte=wanted.proposed_from)
    if wanted.proposed_to:
        condition &= Q(proposed_at__lt=wanted.proposed_to)
    return condition


def _of_heap(heap: str) -> Q:
    called = Exists(AgendaItem.objects.filter(topic=OuterRef("pk")).exclude(state=str(ItemState.DEFERRED)))
    if heap == TopicHeap.CALLED:
        return Q(called, state=str(TopicState.ON_AGENDA))
    if heap == TopicHeap.ON_AGENDA:
        return Q(~called, state=str(TopicState.ON_AGENDA))
    return Q(state=heap)


def rows(ids: Sequence[int]) -> list[TopicRow]:
    """Return these topics in this order."""
    found = {row.id: row for row in rows_of(ids)}
    return [found[number] for number in ids if number in found]


def every() -> QuerySet[Topic]:
    """Return the query of all topics."""
    return Topic.objects.all()


def readable_ids(actor: Actor, now: datetime, ids: Sequence[int]) -> frozenset[int]:
    """Return those of these topics whose council the actor runs."""
    (found,) = readable(actor, WantedTopics(), now)
    return frozenset(found.filter(pk__in=ids).values_list("pk", flat=True))


def public_ids(ids: Sequence[int]) -> frozenset[int]:
    """Return those of these topics that everybody may read."""
    found = Topic.objects.filter(pk__in=ids, state__in=[str(one) for one in PUBLIC])
    return frozenset(found.values_list("pk", flat=True))
