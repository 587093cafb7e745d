"""Reads demands for meetings: how many signed, how many are needed, and which meetings are owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Count

from yuanba.deliberation.models import Council, CouncilSeat, MeetingDemand
from yuanba.deliberation.queries.councils import reach
from yuanba.deliberation.queries.meetings import VOTING
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation import demands
from yuanba.rules.deliberation.demands import NoDemand, Signers
from yuanba.rules.deliberation.verbs import MeetingVerb
from yuanba.rules.pack.meetings import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRow:
    """One demand as everybody may read it: by whom, how many signed, of how many, until when it is met."""

    signers: Signers
    share: str
    signed: int
    whole: int | None
    source: str
    needed: int | None
    reached_at: datetime | None
    due_on: date | None
    meeting_id: int | None

    @property
    def lacking(self) -> int | None:
        """Return how many more are needed, or None while it is not known of how many."""
        return None if self.needed is None else max(self.needed - self.signed, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedRow:
    """One meeting that was demanded and is not called yet."""

    topic_id: int
    council_id: int
    area_path: str
    title: str
    reached_at: datetime
    due_on: date


def representatives(council_id: int) -> int:
    """Return how many seats with a vote a council has now."""
    found = CouncilSeat.objects.filter(council=council_id, until_on=None)
    return found.filter(role__in=[str(one) for one in VOTING]).count()


def demands_on(topic_id: int, council_id: int, meeting: Meeting | None) -> list[DemandRow]:
    """Return the demands that may be made or were made on a topic, as the rules of its council allow."""
    found = MeetingDemand.objects.filter(topic=topic_id).select_related("due__meeting")
    there = {one.signers: one for one in found.annotate(number=Count("signatures"))}
    rows = []
    for signers in Signers:
        one = there.get(signers)
        part = Fraction(one.share) if one else _share(meeting, signers)
        if part is None:
            continue
        whole = one.whole if one else None
        if signers is Signers.REPRESENTATIVES and whole is None:
            whole = representatives(council_id)
        due = one.due if one else None
        rows.append(
            DemandRow(
                signers=signers,
                share=f"{part.numerator}/{part.denominator}",
                signed=one.number if one else 0,
                whole=whole,
                source=one.source if one else "",
                needed=demands.needed(part, whole) if whole else None,
                reached_at=one.reached_at if one else None,
                due_on=due.due_on if due else None,
                meeting_id=due.meeting.pk if due and hasattr(due, "meeting") else None,
            )
        )
    return rows


def _share(meeting: Meeting | None, signers: Signers) -> Fraction | None:
    try:
        return demands.share(meeting, signers) if meeting else None
    except NoDemand:
        return None


def owed_in(actor: Actor, now: datetime) -> list[OwedRow]:
    """Return the demanded meetings that an actor may call and that nobody called yet, the first due first."""
    mine = Council.objects.filter(reach(actor, MeetingVerb.CALL, now), until_on=None).values("pk")
    found = MeetingDemand.objects.filter(topic__council__in=mine, due__isnull=False, due__meeting=None)
    return [
        OwedRow(
            topic_id=one.topic_id,
            council_id=one.topic.council_id,
            area_path=one.topic.council.area_path,
            title=one.topic.title,
            reached_at=one.reached_at,
            due_on=one.due.due_on,
        )
        for one in found.select_related("topic__council", "due").order_by("due__due_on", "id")
        if one.due and one.reached_at
    ]
