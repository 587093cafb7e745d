"""Takes paper ballots: sheets typed in by two people who must agree, boxes counted by two, and proxies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.ballots import queries
from yuanba.ballots.models import HeldVote, PaperSheet, Proxy, SheetEntry, Station, VoteTotal
from yuanba.ballots.services.casting import NotPresent, RaisesHand, VotedAlready, write_ballots
from yuanba.ballots.services.counting import VoteClosed, WayNotOpen, check_number
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.ballots import sheets
from yuanba.rules.ballots.sheets import ForeignBallot, SheetFault, SheetReading, SheetRow
from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.rules.ballots.votes import BallotChoice, BallotWay
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.json_form import plainest
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import keyring

PROXY = "ballots.proxy"
SHEET = "ballots.sheet"


class SheetAgreed(Refused):
    """Raised when a sheet would be typed in again on which two people agreed."""

    code: ClassVar[str] = "sheet.agreed"


class EmptySheet(Refused):
    """Raised when a sheet without a ballot is typed in."""

    code: ClassVar[str] = "sheet.empty"


class NotListed(Refused):
    """Raised when a ballot comes by proxy and no proxy of this voter is listed."""

    code: ClassVar[str] = "sheet.no_proxy"


class ProxyListed(Refused):
    """Raised when a voter has a proxy already."""

    code: ClassVar[str] = "proxy.listed"


class ProxyGone(Refused):
    """Raised when a proxy is not there any more, or its ballot is counted already."""

    code: ClassVar[str] = "proxy.gone"


class OwnProxy(Refused):
    """Raised when somebody would vote by proxy for themselves."""

    code: ClassVar[str] = "proxy.own"


class OverCap(Refused):
    """Raised when somebody would act for more voters than the local rule allows."""

    code: ClassVar[str] = "proxy.over_cap"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDifference:
    """One voter of whose ballot two people typed in something else; nothing where one has no line."""

    voter: str
    mine: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOutcome:
    """What came of a typed sheet: its faults, or whether two agree, and where they do not."""

    faults: tuple[SheetFault, ...] = ()
    is_agreed: bool = False
    has_other: bool = False
    differences: tuple[SheetDifference, ...] = ()


@transaction.atomic
def enter(*, actor: Actor, vote_id: int, station: int, sheet: int, text: str, now: datetime) -> SheetOutcome:
    """Take what one person typed in of a sheet; with the second who says the same, its ballots are in.

    Where a line cannot be taken nothing is written, and the outcome names each. Raises VoteClosed,
    WayNotOpen, SheetAgreed, EmptySheet, VoteNotFound, NotAllowed.
    """
    vote = queries.lock(vote_id)
    place = _station(vote, station)

    access.require(actor, VoteVerb.ENTER, queries.facts_of(vote), now)
    _check_open(vote, BallotWay.PAPER, is_secret=False)
    reading = _reading(vote, text)
    if reading.faults:
        return SheetOutcome(faults=reading.faults)
    if not reading.rows:
        raise EmptySheet

    row, _made = PaperSheet.objects.get_or_create(station=place, number=sheet)
    if row.agreed_at:
        raise SheetAgreed
    mine = _packed(reading.rows)
    SheetEntry.objects.update_or_create(
        sheet=row,
        by=actor.key,
        defaults={"sealed_rows": keyring.seal(mine, purpose=SHEET), "at": now},
    )
    others = {
        one.by: keyring.unseal(bytes(one.sealed_rows), purpose=SHEET)
        for one in row.entries.exclude(by=actor.key)
    }
    agreed = next((by for by, told in others.items() if told == mine), "")
    if agreed:
        _count_in(vote, row, (agreed, actor.key), reading.rows, now)

    journal.record(
        Act(actor, VoteVerb.ENTER, now),
        queries.vote_subject(vote_id),
        outcome={
            "area_path": vote.area_path,
            "station": station,
            "sheet": sheet,
            "ballots": len(reading.rows),
            "agreed": bool(agreed),
        },
    )
    differences = () if agreed or not others else _differences(vote, mine, next(iter(others.values())))
    return SheetOutcome(is_agreed=bool(agreed), has_other=bool(others), differences=differences)


@transaction.atomic
def count_box(
    *,
    actor: Actor,
    vote_id: int,
    motion: int,
    station: int = 1,
    yes: int,
    no: int,
    abstain: int,
    spoiled: int,
    now: datetime,
) -> bool:
    """Record what one person counted in a box of secret papers; return whether a second one agrees.

    Raises VoteClosed, WayNotOpen, TooManyHands, VoteNotFound, NotAllowed.
    """
    vote = queries.lock(vote_id)
    place = _station(vote, station)
    asked = vote.motions.filter(number=motion).first()
    if asked is None:
        raise queries.VoteNotFound

    access.require(actor, VoteVerb.COUNT_BOX, queries.facts_of(vote), now)
    _check_open(vote, BallotWay.PAPER, is_secret=True)
    check_number(vote, motion, station, yes + no + abstain + spoiled)

    said = {"yes": yes, "no": no, "abstain": abstain, "spoiled": spoiled}
    VoteTotal.objects.create(motion=asked, station=place, way=BallotWay.PAPER, at=now, by=actor.key, **said)
    is_agreed = (motion, station) in {(one.motion, one.station) for one in queries.standing_totals(vote_id)}

    journal.record(
        Act(actor, VoteVerb.COUNT_BOX, now),
        queries.vote_subject(vote_id),
        outcome={
            **said,
            "area_path": vote.area_path,
            "motion": motion,
            "station": station,
            "agreed": is_agreed,
        },
    )
    return is_agreed


@transaction.atomic
def list_proxy(*, actor: Actor, vote_id: int, voter: str, name: str, now: datetime) -> None:
    """List a written proxy: who votes for a voter, given by unit or name; within the cap of the local rule.

    Raises VoteClosed, WayNotOpen, ForeignBallot, OwnProxy, ProxyListed, OverCap, NotAllowed.
    """
    vote = queries.lock(vote_id)
    code = queries.known_voters(vote.roll_id).get(plainest(voter).lower())

    access.require(actor, VoteVerb.LIST_PROXY, queries.facts_of(vote), now)
    _check_open(vote, BallotWay.PROXY, is_secret=False)
    if code is None:
        raise ForeignBallot(name=plainest(voter))
    principal = vote.roll.voters.get(code=code)
    digests = keyring.digests(f"{vote_id}:{plainest(name)}", purpose=PROXY)
    if queries.name_of(principal.pk) == plainest(name):
        raise OwnProxy
    held = Proxy.objects.filter(vote=vote, name_digest__in=digests, revoked_at=None).count()
    if vote.proxy_cap is not None and held >= vote.proxy_cap:
        raise OverCap(cap=vote.proxy_cap)

    try:
        with transaction.atomic():
            made = Proxy.objects.create(
                vote=vote,
                voter=principal,
                sealed_name=keyring.seal(plainest(name), purpose=PROXY),
                name_digest=keyring.digest(f"{vote_id}:{plainest(name)}", purpose=PROXY),
                listed_at=now,
                listed_by=actor.key,
            )
    except IntegrityError as fault:
        raise ProxyListed from fault

    journal.record(
        Act(actor, VoteVerb.LIST_PROXY, now),
        queries.vote_subject(vote_id),
        outcome={"area_path": vote.area_path, "proxy": made.pk},
    )


@transaction.atomic
def revoke_proxy(*, actor: Actor, vote_id: int, proxy: int, now: datetime) -> None:
    """Revoke a listed proxy; the voter then votes in person. Raises VoteClosed, ProxyGone, NotAllowed."""
    vote = queries.lock(vote_id)
    found = Proxy.objects.filter(vote=vote, pk=proxy, revoked_at=None, ballots=None).first()

    access.require(actor, VoteVerb.REVOKE_PROXY, queries.facts_of(vote), now)
    if vote.closed_at:
        raise VoteClosed
    if found is None:
        raise ProxyGone

    found.revoked_at = now
    found.save(update_fields=["revoked_at"])

    journal.record(
        Act(actor, VoteVerb.REVOKE_PROXY, now),
        queries.vote_subject(vote_id),
        outcome={"area_path": vote.area_path, "proxy": proxy},
    )


def _station(vote: HeldVote, number: int) -> Station:
    found = vote.stations.filter(number=number).first()
    if found is None:
        raise queries.VoteNotFound
    return found


def _check_open(vote: HeldVote, way: BallotWay, *, is_secret: bool) -> None:
    if vote.closed_at:
        raise VoteClosed
    if str(way) not in vote.ways or vote.is_secret != is_secret:
        raise WayNotOpen


def _reading(vote: HeldVote, text: str) -> SheetReading:
    """What was typed, with a fault for whoever voted already, was not there or has no listed proxy."""
    reading = sheets.read(text, motions=vote.motions.count(), known=queries.known_voters(vote.roll_id))
    voted = queries.voted(vote.pk)
    proxies = queries.proxy_of_each(vote.pk)
    has_hands, needs_presence = BallotWay.HANDS in vote.ways, queries.needs_presence(vote)
    there = queries.present(vote.pk) if has_hands or needs_presence else frozenset()
    written = text.splitlines()
    found = list(reading.faults)
    for row in reading.rows:
        line = reading.lines[row.voter]
        refusal: Refused | None = VotedAlready() if row.voter in voted else None
        if needs_presence and row.voter not in there:
            refusal = refusal or NotPresent()
        if has_hands and row.voter in there:
            refusal = refusal or RaisesHand()
        if row.is_by_proxy and row.voter not in proxies:
            refusal = refusal or NotListed()
        if refusal:
            found.append(SheetFault(line=line, text=written[line - 1].strip(), refusal=refusal))
    found.sort(key=lambda one: one.line)
    return SheetReading(rows=reading.rows, lines=reading.lines, faults=tuple(found))


def _count_in(
    vote: HeldVote, sheet: PaperSheet, by: tuple[str, str], rows: Sequence[SheetRow], now: datetime
) -> None:
    sheet.first_by, sheet.second_by, sheet.agreed_at = *by, now
    sheet.save(update_fields=["first_by", "second_by", "agreed_at"])
    write_ballots(
        rows,
        motions=queries.motion_ids(vote.pk),
        voters=queries.voter_ids(vote.roll_id, [row.voter for row in rows]),
        now=now,
        sheet=sheet,
        proxies=queries.proxy_of_each(vote.pk),
    )


def _packed(rows: Sequence[SheetRow]) -> str:
    return json.dumps([[row.voter, [str(one) for one in row.choices], row.is_by_proxy] for row in rows])


def _differences(vote: HeldVote, mine: str, other: str) -> tuple[SheetDifference, ...]:
    """Row by row, what each typed in; voters are called as the roll calls them."""
    one, two = ({row[0]: row[1:] for row in json.loads(told)} for told in (mine, other))
    names = queries.voter_names(
        vote.roll_id, {code for code in {*one, *two} if one.get(code) != two.get(code)}
    )
    return tuple(
        SheetDifference(voter=name, mine=_said(one.get(code)), other=_said(two.get(code)))
        for code, name in names.items()
    )


def _said(row: list[object] | None) -> str:
    """What a line says, as codes; nothing where there is no line."""
    if row is None:
        return ""
    choices, is_by_proxy = row
    assert isinstance(choices, list)
    return " ".join([*(str(BallotChoice(one)) for one in choices), *(["proxy"] if is_by_proxy else [])])
