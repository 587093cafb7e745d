"""Reads which motions were carried, for what rests on a vote."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yuanba.ballots.models import HeldVote, VoteMotion

#: More than this many nobody looks through.
SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedMotion:
    """One motion of a counted vote that passed."""

    vote_id: int
    number: int
    title: str
    vote_title: str
    area_path: str
    estate: str
    opened_at: datetime
    counted_at: datetime


def carried(paths: Collection[str], *, estates: Collection[str] = (), since: datetime) -> list[CarriedMotion]:
    """Return the motions carried in these areas or estates by votes that opened since a moment.

    The newest stands first. A consultation carries nothing.
    """
    here = Q(area_path__in=paths, estate="") | Q(estate__in=[one for one in estates if one])
    votes = HeldVote.objects.filter(here, opened_at__gte=since, counted_at__isnull=False)
    found = VoteMotion.objects.filter(vote__in=votes).select_related("vote").order_by("-vote", "number")
    return [
        CarriedMotion(
            vote_id=one.vote_id,
            number=one.number,
            title=one.title,
            vote_title=one.vote.title,
            area_path=one.vote.area_path,
            estate=one.vote.estate,
            opened_at=one.vote.opened_at,
            counted_at=one.vote.counted_at,
        )
        for one in found[:SHOWN]
        if one.vote.counted_at and passed(one.vote, one.number)
    ]


def passed(vote: HeldVote, number: int) -> bool:
    """Return whether a motion of a counted vote passed."""
    motions = (vote.result or {}).get("motions", ())
    return any(one["id"] == f"m{number}" and one["passed"] is True for one in motions)
