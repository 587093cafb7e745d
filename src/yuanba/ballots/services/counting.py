"""Records shows of hands, closes votes, counts them, and gives them out as files."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from django.db import transaction

from yuanba.ballots import queries, wordings
from yuanba.ballots.models import HeldVote, Presence, VoteMotion, VoteTotal
from yuanba.ballots.queries import VoteNotFound
from yuanba.ballots.services import erasing
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.ballots import counting, results
from yuanba.rules.ballots.counting import Because
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused


class VoteClosed(Refused):
    """Raised when a vote is closed and takes nothing more."""

    code: ClassVar[str] = "vote.closed"


class VoteStillOpen(Refused):
    """Raised when a vote is to be counted that still takes ballots."""

    code: ClassVar[str] = "vote.still_open"


class AlreadyCounted(Refused):
    """Raised when a vote is counted already: its result is written once."""

    code: ClassVar[str] = "vote.already_counted"


class NotCounted(Refused):
    """Raised when a vote is to be exported that is not counted."""

    code: ClassVar[str] = "vote.not_counted"


class WayNotOpen(Refused):
    """Raised when a vote is not taken in this way."""

    code: ClassVar[str] = "vote.way_not_open"


class TooManyHands(Refused):
    """Raised when more were counted than are there, or than are on the roll."""

    code: ClassVar[str] = "vote.too_many_hands"


class NothingCounted(Refused):
    """Raised when a vote by show of hands would close while a motion has no count."""

    code: ClassVar[str] = "vote.nothing_counted"


class SheetsOpen(Refused):
    """Raised when a vote would close while a sheet waits for the second person, or the two differ."""

    code: ClassVar[str] = "vote.sheets_open"


class BoxesOpen(Refused):
    """Raised when a vote would close while no two people agree on a box."""

    code: ClassVar[str] = "vote.boxes_open"


@transaction.atomic
def count_hands(
    *,
    actor: Actor,
    vote_id: int,
    motion: int,
    station: int = 1,
    yes: int,
    no: int,
    abstain: int,
    now: datetime,
) -> None:
    """Record how many hands were raised on a motion at a station; a later count there replaces an earlier.

    Raises VoteClosed, WayNotOpen, TooManyHands, VoteNotFound, NotAllowed.
    """
    vote = queries.lock(vote_id)
    motion_row = VoteMotion.objects.filter(vote=vote, number=motion).first()
    station_row = vote.stations.filter(number=station).first()
    if motion_row is None or station_row is None:
        raise VoteNotFound

    access.require(actor, VoteVerb.COUNT_HANDS, queries.facts_of(vote), now)
    if vote.closed_at:
        raise VoteClosed
    if BallotWay.HANDS not in vote.ways:
        raise WayNotOpen
    check_number(vote, motion, station, yes + no + abstain)

    VoteTotal.objects.create(
        motion=motion_row,
        station=station_row,
        way=BallotWay.HANDS,
        yes=yes,
        no=no,
        abstain=abstain,
        at=now,
        by=actor.key,
    )

    journal.record(
        Act(actor, VoteVerb.COUNT_HANDS, now),
        queries.vote_subject(vote_id),
        outcome={"motion": motion, "station": station, "yes": yes, "no": no, "abstain": abstain}
        | {"area_path": vote.area_path},
    )


def check_number(vote: HeldVote, motion: int, station: int, heads: int) -> None:
    """Raise TooManyHands where more would be counted than are there, or than are on the roll."""
    counted = queries.standing_totals(vote.pk)
    elsewhere = sum(one.heads for one in counted if one.motion == motion and one.station != station)
    most = _most(vote)
    if elsewhere + heads > most:
        raise TooManyHands(number=elsewhere + heads, most=most)


def _most(vote: HeldVote) -> int:
    """How many can have raised a hand: those who are there, where the rule asks who is; else the roll."""
    there = Presence.objects.filter(vote=vote).count()
    return there or vote.roll.voters.count()


@transaction.atomic
def close_vote(*, actor: Actor, vote_id: int, now: datetime) -> None:
    """Close a vote: it waits for what is being handed in, and nothing is taken after it.

    Raises VoteClosed, NothingCounted, SheetsOpen, BoxesOpen, NotAllowed.
    """
    vote = queries.lock(vote_id)

    access.require(actor, VoteVerb.CLOSE, queries.facts_of(vote), now)
    if vote.closed_at:
        raise VoteClosed
    if set(vote.ways) == {str(BallotWay.HANDS)}:
        counted = {one.motion for one in queries.standing_totals(vote_id)}
        if counted != set(vote.motions.values_list("number", flat=True)):
            raise NothingCounted
    if any(not one.is_agreed for one in queries.sheet_states(vote_id)):
        raise SheetsOpen
    if queries.unsettled_boxes(vote_id):
        raise BoxesOpen

    vote.closed_at = max(now, vote.opened_at)
    vote.save(update_fields=["closed_at"])

    journal.record(
        Act(actor, VoteVerb.CLOSE, now),
        queries.vote_subject(vote_id),
        outcome={"area_path": vote.area_path, "roll_digest": vote.roll.digest},
    )


@transaction.atomic
def count_vote(*, actor: Actor, vote_id: int, now: datetime) -> None:
    """Count a closed vote by its rule and write the result, once; its digests go into the journal.

    Raises VoteStillOpen, AlreadyCounted, NotAllowed.
    """
    vote = queries.lock(vote_id)

    access.require(actor, VoteVerb.COUNT, queries.facts_of(vote), now)
    if vote.closed_at is None:
        raise VoteStillOpen
    if vote.result is not None:
        raise AlreadyCounted
    whole = queries.whole_vote(queries.vote(vote_id))
    counted = results.told(whole, counting.count(whole), _as_codes)

    vote.result, vote.counted_at = counted, now
    vote.save(update_fields=["result", "counted_at"])
    erasing.erase_typed(vote=vote)

    journal.record(
        Act(actor, VoteVerb.COUNT, now),
        queries.vote_subject(vote_id),
        outcome={
            "area_path": vote.area_path,
            "rule": vote.rule,
            "standing": vote.standing,
            "roll_digest": vote.roll.digest,
            "digest": str(counted["digest"]),
            "result_digest": _digest(counted),
        },
        because=(f"ballots.{vote.rule}",),
    )


@transaction.atomic
def close_and_count(*, actor: Actor, vote_id: int, now: datetime) -> None:
    """Close a vote that is open, and count it, or do neither; raises what the two do."""
    if queries.lock(vote_id).closed_at is None:
        close_vote(actor=actor, vote_id=vote_id, now=now)
    count_vote(actor=actor, vote_id=vote_id, now=now)


@transaction.atomic
def export_vote(*, actor: Actor, vote_id: int, now: datetime) -> dict[str, Any]:
    """Return a counted vote with its result in the published form, voters by their codes; it is recorded.

    Raises NotCounted, NotAllowed.
    """
    row = queries.vote(vote_id)
    result = queries.result(vote_id)

    access.require(actor, VoteVerb.EXPORT, queries.facts_of(row), now)
    if result is None:
        raise NotCounted

    journal.record(
        Act(actor, VoteVerb.EXPORT, now),
        queries.vote_subject(vote_id),
        outcome={"area_path": row.area_path, "digest": result["digest"]},
    )
    return {**queries.document(row), "result": wordings.spoken(result)}


def _as_codes(reason: Because) -> dict[str, Any]:
    """A reason without a language: the sentence is made where it is read."""
    return {"code": reason.code, "arguments": dict(reason.arguments)}


def _digest(result: dict[str, object]) -> str:
    return sha256(json.dumps(result, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
