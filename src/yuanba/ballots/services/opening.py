"""Opens votes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import IntegrityError, transaction

from yuanba.ballots import queries
from yuanba.ballots.models import HeldVote, Presence, Roll, RollSource, Station, VoteMotion, Voter
from yuanba.ballots.queries import RollRow
from yuanba.ballots.services.rolls import freeze
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.notices import queries as notices
from yuanba.rules.ballots import opening
from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.presets import AS_THE_RULE, OwnShares, VoteRule
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused


class NotOnRoll(Refused):
    """Raised when somebody is said to be there, or to vote, who is not on the roll."""

    code: ClassVar[str] = "vote.not_on_roll"


class VoteAlreadyOpen(Refused):
    """Raised when a vote on the same thing is open already."""

    code: ClassVar[str] = "vote.already_open"


class RollNotPosted(Refused):
    """Raised when a vote opens on a roll from a file that nobody could object to."""

    code: ClassVar[str] = "roll.not_posted"


class RollOnNotice(Refused):
    """Raised when a vote opens while its roll is on notice, or an objection to it is not answered."""

    code: ClassVar[str] = "roll.on_notice"


class VoteEndsTooEarly(Refused):
    """Raised when a vote would end before it begins."""

    code: ClassVar[str] = "vote.ends_too_early"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVote:
    """How a vote is taken: title, ways, standing with its ground, secrecy, stations, cap of proxies, end.

    `own` are shares of the district's own, stricter than the rule.
    """

    title: str
    standing: VoteStanding
    ways: Collection[BallotWay]
    ground: str = ""
    is_secret: bool = False
    stations: Sequence[str] = ()
    proxy_cap: int | None = None
    closes_at: datetime | None = None
    own: OwnShares = AS_THE_RULE


@transaction.atomic
def open_vote(
    *,
    actor: Actor,
    subject_kind: str,
    subject_key: str,
    rule: VoteRule,
    roll: int,
    motions: Sequence[str],
    how: NewVote,
    present: Collection[str] = (),
    now: datetime,
) -> int:
    """Open a vote on a roll, which is frozen with it; return the vote's id.

    `present` are those who are there, by the `ref` that the roll has of them, where the rule counts them.
    Raises what ``rules.ballots.opening`` raises, RollNotPosted, RollOnNotice, VoteAlreadyOpen,
    NotOnRoll, VoteEndsTooEarly, NotAllowed.
    """
    locked = queries.lock_roll(roll)
    there = _voters(locked, present)

    access.require(actor, VoteVerb.OPEN, access.Facts(area_path=locked.area_path, estate=locked.estate), now)
    because = opening.open_vote(
        rule,
        roll=RollKind(locked.kind),
        ways=how.ways,
        standing=how.standing,
        is_secret=how.is_secret,
        ground=how.ground,
        present=len(there),
        motions=len(motions),
        own=how.own,
    )
    if how.closes_at and how.closes_at <= now:
        raise VoteEndsTooEarly

    _check_posted(locked, now)

    if locked.frozen_at is None:
        freeze(locked, now)
    made = _write(actor, locked, rule, how, subject=(subject_kind, subject_key), now=now)
    _write_parts(made, motions, how.stations or ["会场"], there)

    journal.record(
        Act(actor, VoteVerb.OPEN, now),
        queries.vote_subject(made.pk),
        outcome={**_outcome(made), "present": len(there), "motions": len(motions)},
        because=because,
    )
    return made.pk


def _write(
    actor: Actor, roll: Roll, rule: VoteRule, how: NewVote, *, subject: tuple[str, str], now: datetime
) -> HeldVote:
    try:
        with transaction.atomic():
            return HeldVote.objects.create(**_columns(actor, roll, rule, how, subject=subject, now=now))
    except IntegrityError as fault:
        raise VoteAlreadyOpen from fault


def may_open(roll: RollRow, now: datetime) -> bool:
    """Return whether a vote can open on a roll: its days are over, and what was objected to is answered."""
    try:
        _check_posted(roll, now)
    except Refused:
        return False
    return True


def _check_posted(roll: Roll | RollRow, now: datetime) -> None:
    """A roll from a file hangs for its days first, and every objection to it is answered."""
    if roll.source != RollSource.FILE or roll.frozen_at:
        return
    if roll.notice_id is None:
        raise RollNotPosted
    posted = notices.notice(roll.notice_id)
    if posted.until_at > now or posted.answered < posted.objections:
        raise RollOnNotice


def _outcome(vote: HeldVote) -> dict[str, Json]:
    return {
        "subject_kind": vote.subject_kind,
        "subject_key": vote.subject_key,
        "area_path": vote.area_path,
        "rule": str(vote.rule),
        "standing": str(vote.standing),
        "ways": list(vote.ways),
        **({"own_quorum": vote.own_quorum} if vote.own_quorum else {}),
        **({"own_majority": vote.own_majority} if vote.own_majority else {}),
        "roll": vote.roll.pk,
        "roll_digest": vote.roll.digest,
    }


def _write_parts(
    vote: HeldVote, motions: Sequence[str], stations: Sequence[str], there: Sequence[int]
) -> None:
    VoteMotion.objects.bulk_create(
        VoteMotion(vote=vote, number=number, title=words.strip())
        for number, words in enumerate(motions, start=1)
    )
    Station.objects.bulk_create(
        Station(vote=vote, number=number, title=words.strip())
        for number, words in enumerate(stations, start=1)
    )
    Presence.objects.bulk_create(Presence(vote=vote, voter_id=voter) for voter in there)


def _columns(
    actor: Actor, roll: Roll, rule: VoteRule, how: NewVote, *, subject: tuple[str, str], now: datetime
) -> dict[str, Any]:
    return {
        "subject_kind": subject[0],
        "subject_key": subject[1],
        "title": how.title.strip(),
        "area_path": roll.area_path,
        "estate": roll.estate,
        "roll": roll,
        "rule": rule,
        "own_quorum": how.own.quorum.written if how.own.quorum else "",
        "own_majority": how.own.majority.written if how.own.majority else "",
        "standing": how.standing,
        "ground": how.ground.strip(),
        "ways": [str(way) for way in BallotWay if way in how.ways],
        "is_secret": how.is_secret,
        "proxy_cap": how.proxy_cap,
        "opened_at": now,
        "opened_by": actor.key,
        "closes_at": how.closes_at,
    }


def _voters(roll: Roll, refs: Collection[str]) -> list[int]:
    found = list(Voter.objects.filter(roll=roll, ref__in=refs).values_list("pk", flat=True)) if refs else []
    if len(found) != len(set(refs)):
        raise NotOnRoll
    return found
