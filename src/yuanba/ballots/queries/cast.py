"""Reads ballots by name: who has voted, who somebody is on a roll, turnout, proxies and sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, F, Q

from yuanba.ballots.models import (
    CastBallot,
    HeldVote,
    OwnedUnit,
    PaperSheet,
    Presence,
    Proxy,
    VoteMotion,
    Voter,
)
from yuanba.ballots.queries.rolls import voter_row
from yuanba.ballots.queries.votes import VoteNotFound, VoteRow, own_shares, preset_of, rows_of
from yuanba.people.queries import phones
from yuanba.rules.ballots.votes import BallotChoice, BallotWay
from yuanba.sealing import keyring

PHONE = "ballots.phone"
PROXY = "ballots.proxy"
CHOICE = "ballots.choice"


#: More votes at once than anybody is asked in.
RUNNING = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyRow:
    """One listed proxy: whose, who acts, and whether a ballot came by it."""

    id: int
    voter: str
    name: str
    listed_at: datetime
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetState:
    """One sheet of a station: how many typed it in, and whether two agree."""

    station: int
    number: int
    entries: int
    ballots: int
    is_agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """How many have handed in a ballot by name, in all and by station."""

    heads: int
    by_station: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotBox:
    """What an online ballot asks of its vote, which stays as it is until the ballot is in."""

    roll_id: int
    area_path: str
    estate: str
    is_online: bool
    has_hands: bool
    closed_at: datetime | None
    closes_at: datetime | None
    needs_presence: bool
    #: The id of each motion by its number, in their order.
    motions: dict[int, int]


class OwnVoter(NamedTuple):
    """Who somebody is on a roll."""

    id: int
    code: str


_HOLD = """
select v.roll_id, v.area_path, v.estate, v.ways @> '["online"]'::jsonb, v.ways @> '["hands"]'::jsonb,
    v.closed_at, v.closes_at, v.rule, v.own_quorum, v.own_majority,
    array(select m.number from ballots_votemotion m where m.vote_id = v.id order by m.number),
    array(select m.id from ballots_votemotion m where m.vote_id = v.id order by m.number)
from ballots_heldvote v where v.id = %s for key share of v
"""


def hold(vote_id: int) -> BallotBox:
    """Return what a ballot asks of its vote; a close waits until the transaction ends. Or VoteNotFound."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [vote_id])
        found = cursor.fetchone()
    if found is None:
        raise VoteNotFound
    roll_id, area_path, estate, is_online, has_hands, *rest = found
    closed_at, closes_at, rule, quorum, majority, numbers, ids = rest
    return BallotBox(
        roll_id=roll_id,
        area_path=area_path,
        estate=estate,
        is_online=is_online,
        has_hands=has_hands,
        closed_at=closed_at,
        closes_at=closes_at,
        needs_presence=preset_of(rule, own_shares(quorum, majority)).needs_presence,
        motions=dict(zip(numbers, ids, strict=True)),
    )


def known_voters(roll_id: int) -> dict[str, str]:
    """Return the codes of a roll's voters by units and names, in small letters and their plainest form."""
    found = {one.name.lower(): one.code for one in map(voter_row, Voter.objects.filter(roll=roll_id))}
    units = OwnedUnit.objects.filter(roll=roll_id).values_list("unit", "voter__code")
    return found | {unit.lower(): code for unit, code in units}


def voter_names(roll_id: int, codes: Collection[str]) -> dict[str, str]:
    """Return what the roll calls these voters, by code, in its order: for those who type their ballots in."""
    found = Voter.objects.filter(roll=roll_id, code__in=codes).order_by("number")
    return {one.code: voter_row(one).name for one in found}


def name_of(voter_id: int) -> str:
    """Return what the roll calls a voter."""
    return voter_row(Voter.objects.get(pk=voter_id)).name


def own_voter(roll_id: int, account_key: str) -> OwnVoter | None:
    """Return who an account is on a roll, by its key or its proven mobile number."""
    number = phones.phone_of(account_key)
    digests = keyring.digests(f"{roll_id}:{number}", purpose=PHONE) if number else []
    found = Voter.objects.filter(
        Q(account_key=account_key) | Q(phone_digest__in=digests), roll=roll_id
    ).exclude(account_key="", phone_digest=None)
    rows = list(found.values_list("pk", "code")[:2])
    return OwnVoter(*rows[0]) if len(rows) == 1 else None


def motion_ids(vote_id: int) -> list[int]:
    """Return the ids of a vote's motions in their order."""
    return list(VoteMotion.objects.filter(vote=vote_id).order_by("number").values_list("pk", flat=True))


def voter_ids(roll_id: int, codes: Collection[str]) -> dict[str, int]:
    """Return the ids of these voters of a roll, by their codes."""
    return dict(Voter.objects.filter(roll=roll_id, code__in=codes).values_list("code", "pk"))


def own_votes(keys: Iterable[str], now: datetime) -> list[VoteRow]:
    """Return the open votes in which these accounts may vote online and have not yet; few statements."""
    accounts = [key for key in keys if key and ":" not in key]  # receipts and browsers vote for nobody
    numbers = [number for key in accounts if (number := phones.phone_of(key))]
    running = HeldVote.objects.filter(Q(closes_at=None) | Q(closes_at__gt=now), closed_at=None)
    running = running.filter(ways__contains=[str(BallotWay.ONLINE)])
    rows = rows_of(running.order_by("id")[:RUNNING]) if accounts else []
    if not rows:
        return []
    mine = Q(account_key__in=accounts)
    for row in rows:
        digests = [
            one for number in numbers for one in keyring.digests(f"{row.roll_id}:{number}", purpose=PHONE)
        ]
        mine |= Q(roll=row.roll_id, phone_digest__in=digests)
    found = Voter.objects.filter(mine, roll__in=[row.roll_id for row in rows])
    voters = dict(found.values_list("pk", "roll_id"))
    cast = CastBallot.objects.filter(voter__in=voters, motion__vote__in=[row.id for row in rows])
    done = set(cast.values_list("motion__vote", flat=True))
    return [row for row in rows if row.roll_id in voters.values() and row.id not in done]


def voted(vote_id: int) -> frozenset[str]:
    """Return the codes of those who have handed in a ballot by name."""
    found = CastBallot.objects.filter(motion__vote=vote_id).values_list("voter__code", flat=True)
    return frozenset(found)


def says(vote_id: int, voter_id: int) -> dict[int, BallotChoice]:
    """Return what a voter's ballot says by motion: only to tell the same press from another one."""
    found = CastBallot.objects.filter(motion__vote=vote_id, voter=voter_id)
    told = found.values_list("motion__number", "pk", "choice__sealed", "choice_digest")
    return {number: _opened(ballot, sealed, digest) for number, ballot, sealed, digest in told}


def opened(ballot: CastBallot) -> BallotChoice:
    """Return what a ballot says, opened for the count; a choice that was exchanged is found by its digest."""
    return _opened(ballot.pk, ballot.choice.sealed, ballot.choice_digest)


def _opened(ballot_id: int, sealed: bytes | memoryview, digest: str) -> BallotChoice:
    told = keyring.unseal(bytes(sealed), purpose=CHOICE)
    if sha256(told.encode()).hexdigest() != digest:
        raise ValueError(f"ballot {ballot_id} does not say any more what was handed in")
    return BallotChoice(told.partition(":")[0])


def was_there(vote_id: int, voter_id: int) -> bool:
    """Return whether a voter was there when the vote was taken."""
    return Presence.objects.filter(vote=vote_id, voter=voter_id).exists()


def present(vote_id: int) -> frozenset[str]:
    """Return the codes of those who were there when the vote was taken."""
    return frozenset(Presence.objects.filter(vote=vote_id).values_list("voter__code", flat=True))


def proxy_of_each(vote_id: int) -> dict[str, int]:
    """Return the listed proxies of a vote by the codes of the voters who gave them."""
    return dict(Proxy.objects.filter(vote=vote_id, revoked_at=None).values_list("voter__code", "pk"))


def proxies(vote_id: int) -> list[ProxyRow]:
    """Return the listed proxies of a vote with names, oldest first: for those who hold it."""
    found = Proxy.objects.filter(vote=vote_id, revoked_at=None).select_related("voter")
    return [
        ProxyRow(
            id=one.pk,
            voter=voter_row(one.voter).name,
            name=keyring.unseal(bytes(one.sealed_name), purpose=PROXY) if one.sealed_name else "",
            listed_at=one.listed_at,
            is_used=bool(one.used),
        )
        for one in found.annotate(used=Count("ballots")).order_by("id")
    ]


def sheet_states(vote_id: int) -> list[SheetState]:
    """Return the sheets that were typed in, by station and number."""
    found = PaperSheet.objects.filter(station__vote=vote_id).select_related("station")
    counted = found.annotate(
        typed=Count("entries", distinct=True), voters=Count("ballots__voter", distinct=True)
    )
    return [
        SheetState(
            station=one.station.number,
            number=one.number,
            entries=one.typed,
            ballots=one.voters,
            is_agreed=one.agreed_at is not None,
        )
        for one in counted.order_by("station__number", "number")
    ]


def turnout(vote_id: int) -> Turnout:
    """Return how many have voted by name so far; nobody's choice is read."""
    found = CastBallot.objects.filter(motion__vote=vote_id)
    rows = found.values_list(F("station__title")).annotate(heads=Count("voter", distinct=True))
    by_station = {title or "": heads for title, heads in rows}
    return Turnout(heads=sum(by_station.values()), by_station=by_station)
