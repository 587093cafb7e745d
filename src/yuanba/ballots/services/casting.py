"""Takes ballots by name, and writes them down: whose in one table, what they say sealed in another."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.ballots import queries
from yuanba.ballots.models import CastBallot, PaperSheet, SealedChoice
from yuanba.ballots.services.counting import VoteClosed, WayNotOpen
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.rules.ballots.sheets import SheetRow
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.ballots.votes import BallotChoice, BallotWay
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import keyring

CHOICE = "ballots.choice"


class VotedAlready(Refused):
    """Raised when somebody has voted already: a ballot never changes."""

    code: ClassVar[str] = "vote.voted_already"


class NotYourVote(Refused):
    """Raised when somebody votes who is not on the roll under their account or mobile number."""

    code: ClassVar[str] = "vote.not_yours"


class NotPresent(Refused):
    """Raised when the rule counts those who are there, and somebody would vote who is not."""

    code: ClassVar[str] = "vote.not_present"


class RaisesHand(Refused):
    """Raised when somebody would hand in a ballot who is there, where those who are there raise hands."""

    code: ClassVar[str] = "vote.raises_hand"


class ChoiceMissing(Refused):
    """Raised when a ballot leaves a motion out, or says what an online ballot cannot say."""

    code: ClassVar[str] = "vote.choice_missing"


@transaction.atomic
def cast(*, actor: Actor, vote_id: int, choices: Mapping[int, BallotChoice], now: datetime) -> bool:
    """Hand in an online ballot by name, a choice for each motion by number; return whether it is new.

    The same ballot again is that ballot. A close waits for it, and after the close none is taken. Raises
    VoteClosed, WayNotOpen, NotYourVote, NotPresent, RaisesHand, ChoiceMissing, VotedAlready, NotAllowed.
    """
    box = queries.hold(vote_id)

    access.require(actor, VoteVerb.CAST, access.Facts(area_path=box.area_path, estate=box.estate), now)
    voter = queries.own_voter(box.roll_id, actor.key)
    if voter is None:
        raise NotYourVote
    if box.needs_presence and not queries.was_there(vote_id, voter.id):
        raise NotPresent
    if box.has_hands and queries.was_there(vote_id, voter.id):
        raise RaisesHand
    if set(choices) != set(box.motions) or BallotChoice.SPOILED in choices.values():
        raise ChoiceMissing
    before = queries.says(vote_id, voter.id)
    if before and before == dict(choices):
        return False
    if before:
        raise VotedAlready
    if box.closed_at is not None or (box.closes_at is not None and box.closes_at <= now):
        raise VoteClosed
    if not box.is_online:
        raise WayNotOpen
    row = SheetRow(voter.code, tuple(choices[number] for number in box.motions))

    try:
        write_ballots([row], motions=tuple(box.motions.values()), voters={voter.code: voter.id}, now=now)
    except IntegrityError as fault:  # two presses at once; nothing more is asked in this transaction
        raise VotedAlready from fault

    journal.record(
        Act(actor, VoteVerb.CAST, now),
        Subject(kind="ballot", key=f"{vote_id}-{voter.code}"),
        outcome={"vote": vote_id, "way": str(BallotWay.ONLINE), "area_path": box.area_path},
    )
    return True


def write_ballots(
    rows: Sequence[SheetRow],
    *,
    motions: Sequence[int],
    voters: Mapping[str, int],
    now: datetime,
    sheet: PaperSheet | None = None,
    proxies: Mapping[str, int] | None = None,
) -> None:
    """Write these ballots down, each choice sealed with a random part; without a sheet they came online.

    ``motions`` are the ids of the vote's motions in their order, ``voters`` those of its voters by code.
    """
    ballots, sealed = [], []
    for row in rows:
        for motion, choice in zip(motions, row.choices, strict=True):
            told = f"{choice}:{secrets.token_hex(8)}"
            sealed.append(keyring.seal(told, purpose=CHOICE))
            ballots.append(
                CastBallot(
                    motion_id=motion,
                    voter_id=voters[row.voter],
                    way=_way(row, sheet),
                    station_id=sheet.station_id if sheet else None,
                    sheet=sheet,
                    proxy_id=(proxies or {}).get(row.voter) if row.is_by_proxy else None,
                    choice_digest=sha256(told.encode()).hexdigest(),
                    at=now,
                )
            )
    made = CastBallot.objects.bulk_create(ballots)
    SealedChoice.objects.bulk_create(
        SealedChoice(ballot=ballot, sealed=one) for ballot, one in zip(made, sealed, strict=True)
    )


def _way(row: SheetRow, sheet: PaperSheet | None) -> BallotWay:
    if sheet is None:
        return BallotWay.ONLINE
    return BallotWay.PROXY if row.is_by_proxy else BallotWay.PAPER
