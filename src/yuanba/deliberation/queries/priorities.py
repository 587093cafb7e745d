"""Reads the priorities of towns: the version that holds, the older ones, and what came of each entry."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from yuanba.deliberation.models import Priority, PriorityList
from yuanba.deliberation.queries import topics
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.journal.services import Subject
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.core.access import Facts, may
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.priorities import LOOKED_AT_AFTER
from yuanba.rules.deliberation.verbs import PriorityVerb
from yuanba.rules.pack import Level

KIND = "priorities"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRow:
    """One entry of a list, and the topic that is about it, if any: its state says what came of it."""

    number: int
    title: str
    why: str
    topic: TopicRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityVersion:
    """One version of a town's list."""

    number: int
    at: datetime
    entries: Sequence[PriorityRow]


def subject(area_path: str) -> Subject:
    """Return the subject (kind and key) under which the journal records a town's priorities."""
    return Subject(kind=KIND, key=area_path.strip("/").split("/")[-1])


def latest(area_path: str) -> int:
    """Return the number of a town's version that holds, 0 where it has none."""
    found = PriorityList.objects.filter(area_path=area_path).order_by("-number")
    return found.values_list("number", flat=True).first() or 0


def versions(area_path: str) -> list[PriorityVersion]:
    """Return all versions of a town's list, the newest first. Few statements."""
    lists = PriorityList.objects.filter(area_path=area_path).order_by("-number").prefetch_related("entries")
    known = topics.topics_by_id({one.topic_id for row in lists for one in row.entries.all() if one.topic_id})
    return [
        PriorityVersion(
            number=row.number,
            at=row.at,
            entries=[
                PriorityRow(
                    number=one.number, title=one.title, why=one.why, topic=known.get(one.topic_id or 0)
                )
                for one in sorted(row.entries.all(), key=lambda one: one.number)
            ],
        )
        for row in lists
    ]


def places_on_lists(topic_ids: Collection[int]) -> dict[int, int]:
    """Return which of these topics are priorities of their town now, with their places on the list."""
    return dict(_in_force().filter(topic__in=topic_ids).values_list("topic_id", "number"))


def count_in_force() -> int:
    """Return how many entries all lists that hold have together."""
    return _in_force().count()


def _in_force() -> QuerySet[Priority]:
    newest = PriorityList.objects.filter(area_path=OuterRef("version__area_path")).order_by("-number")
    return Priority.objects.filter(version__number=Subquery(newest.values("number")[:1]))


def towns() -> list[tuple[AreaRow, int]]:
    """Return the towns, each with the number of its version that holds; those that have one come first."""
    newest = dict(PriorityList.objects.order_by("number").values_list("area_path", "number"))
    found = [(one, newest.get(one.path, 0)) for one in places.areas_at(Level.SUBDISTRICT)]
    return sorted(found, key=lambda town: not town[1])


def grown_old(actor: Actor, now: datetime) -> list[tuple[AreaRow, datetime]]:
    """Return the towns whose priorities an actor lays down and looked at long ago, each with that moment."""
    newest = dict(PriorityList.objects.order_by("number").values_list("area_path", "at"))
    old = [(town, newest[town.path]) for town in kept_by(actor, now) if town.path in newest]
    return sorted(((town, at) for town, at in old if at + LOOKED_AT_AFTER <= now), key=lambda one: one[1])


def kept_by(actor: Actor, now: datetime) -> list[AreaRow]:
    """Return the towns whose priorities an actor lays down."""
    return [
        one
        for one in places.areas_at(Level.SUBDISTRICT)
        if may(actor, PriorityVerb.PUBLISH, Facts(area_path=one.path), now)
    ]
