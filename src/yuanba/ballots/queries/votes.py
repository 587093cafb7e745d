"""Reads votes: how each stands, its motions and stations, what was counted, and the result."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from yuanba.ballots.models import HeldVote, Presence, VoteTotal
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.places import queries as places
from yuanba.rules.ballots.presets import PRESETS, OwnShares, Preset, VoteRule, threshold
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.core import access
from yuanba.rules.core.refusal import Refused

#: More than this many on one page nobody reads.
SHOWN = 50


class VoteNotFound(Refused):
    """Raised when there is no such vote, or no such motion or station in it."""

    code: ClassVar[str] = "vote.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionRow:
    """One motion of a vote, in the words that are voted on."""

    id: int
    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRow:
    """One place where a vote is taken."""

    id: int
    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """The count without names that stands for one motion at one station."""

    motion: int
    station: int
    way: BallotWay
    yes: int
    no: int
    abstain: int
    spoiled: int
    at: datetime

    @property
    def says(self) -> tuple[int, int, int, int]:
        """Return the four numbers, by which two counts are compared."""
        return (self.yes, self.no, self.abstain, self.spoiled)

    @property
    def heads(self) -> int:
        """Return how many took part."""
        return sum(self.says)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRow:
    """One vote: whose it is, by which rule it is counted, its standing, and how far it has come."""

    id: int
    subject_kind: str
    subject_key: str
    title: str
    area_path: str
    area_label: str
    estate: str
    roll_id: int
    rule: VoteRule
    own: OwnShares
    standing: VoteStanding
    ground: str
    ways: tuple[BallotWay, ...]
    is_secret: bool
    proxy_cap: int | None
    opened_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None
    counted_at: datetime | None
    motions: tuple[MotionRow, ...]
    stations: tuple[StationRow, ...]

    @property
    def is_open(self) -> bool:
        """Return whether it takes ballots."""
        return self.closed_at is None

    def takes_ballots(self, now: datetime) -> bool:
        """Return whether ballots online still come in: it is open, and its planned end is not over."""
        return self.is_open and (self.closes_at is None or self.closes_at > now)

    @property
    def needs_presence(self) -> bool:
        """Return whether its rule counts who is there."""
        return preset_of(self.rule, self.own).needs_presence

    @property
    def by_name(self) -> bool:
        """Return whether ballots on paper carry names."""
        return BallotWay.PAPER in self.ways and not self.is_secret

    @property
    def by_paper(self) -> bool:
        """Return whether ballots on paper are counted, with names or without."""
        return BallotWay.PAPER in self.ways

    @property
    def is_online(self) -> bool:
        """Return whether one may vote on these pages."""
        return BallotWay.ONLINE in self.ways

    @property
    def by_proxy(self) -> bool:
        """Return whether somebody else may hand in a ballot."""
        return BallotWay.PROXY in self.ways

    @property
    def by_hands(self) -> bool:
        """Return whether hands are raised and counted."""
        return BallotWay.HANDS in self.ways


def own_shares(quorum: str, majority: str) -> OwnShares:
    """Return the shares of the district's own, as a vote keeps them."""
    return OwnShares(
        quorum=threshold(quorum) if quorum else None, majority=threshold(majority) if majority else None
    )


def preset_of(rule: str, own: OwnShares) -> Preset:
    """Return the rule of a vote, as strict as the district made it."""
    return PRESETS[VoteRule(rule)].tightened(quorum=own.quorum, majority=own.majority)


def needs_presence(vote: HeldVote) -> bool:
    """Return whether the rule of a vote counts who is there."""
    return preset_of(vote.rule, own_shares(vote.own_quorum, vote.own_majority)).needs_presence


def vote_subject(vote_id: int) -> Subject:
    """Return the subject under which the journal records a vote."""
    return Subject(kind="vote", key=str(vote_id))


def titles(keys: Collection[str]) -> dict[str, str]:
    """Return the titles of votes by their keys in the journal; one SQL statement."""
    found = HeldVote.objects.filter(pk__in=keyed(keys)).values_list("pk", "title")
    return {str(pk): title for pk, title in found}


def lock(vote_id: int) -> HeldVote:
    """Lock a vote until the transaction ends and return it, or raise VoteNotFound.

    It waits for ballots that are being handed in, and none is taken while it is held.
    """
    found = HeldVote.objects.select_for_update(of=("self",)).select_related("roll").filter(pk=vote_id).first()
    if found is None:
        raise VoteNotFound
    return found


def facts_of(row: HeldVote | VoteRow) -> access.Facts:
    """Return what decides who may act on a vote."""
    return access.Facts(area_path=row.area_path, estate=row.estate)


def vote(vote_id: int) -> VoteRow:
    """Return the vote with this id, or raise VoteNotFound."""
    rows = rows_of(HeldVote.objects.filter(pk=vote_id))
    if not rows:
        raise VoteNotFound
    return rows[0]


def of_subject(kind: str, keys: Iterable[str]) -> list[VoteRow]:
    """Return the votes about these things of a kind, oldest first."""
    return rows_of(
        HeldVote.objects.filter(subject_kind=kind, subject_key__in=list(keys)).order_by("opened_at", "id")
    )


def of_roll(roll_id: int) -> list[VoteRow]:
    """Return the votes on a roll, newest first."""
    return rows_of(HeldVote.objects.filter(roll=roll_id).order_by("-id"))


def public(area_path: str = "") -> list[VoteRow]:
    """Return the newest votes in an area, or in the whole district, as everybody may read them."""
    return rows_of(
        HeldVote.objects.filter(area_path__startswith=area_path).order_by("-opened_at", "-id")[:SHOWN]
    )


def result(vote_id: int) -> dict[str, Any] | None:
    """Return the result of a vote with its reasons as codes; None while it is not counted."""
    found: dict[str, Any] | None = (
        HeldVote.objects.filter(pk=vote_id).values_list("result", flat=True).first()
    )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstCount:
    """What was said on a vote's first motion, hands and ballots together, and how many came online."""

    yes: int
    no: int
    abstain: int
    online: int = 0


def first_count(vote_id: int) -> FirstCount | None:
    """Return the count of a vote's first motion, of the hands alone while it is not counted; or None."""
    if found := result(vote_id):
        motion = found["motions"][0]
        said = {name: motion[name]["heads"] for name in ("yes", "no", "abstain")}
        return FirstCount(**said, online=motion["ways"].get(BallotWay.ONLINE, {}).get("heads", 0))
    hands = next(iter(standing_totals(vote_id)), None)
    return FirstCount(yes=hands.yes, no=hands.no, abstain=hands.abstain) if hands else None


def present_count(vote_id: int) -> int:
    """Return how many were there when the vote was taken."""
    return Presence.objects.filter(vote=vote_id).count()


def standing_totals(vote_id: int) -> list[TotalRow]:
    """Return the counts without names that stand, by motion and station.

    Of a show of hands the last one; of a box that which two people counted alike, each the last time.
    """
    found: dict[tuple[int, int], TotalRow] = {}
    for place, counts in _counted(vote_id).items():
        last = list(counts.values())
        if last[-1].way is BallotWay.HANDS or any(one.says == last[-1].says for one in last[:-1]):
            found[place] = last[-1]
    return [found[place] for place in sorted(found)]


def unsettled_boxes(vote_id: int) -> list[tuple[int, int]]:
    """Return the boxes, by motion and station, that were counted and on which no two people agree yet."""
    settled = {(one.motion, one.station) for one in standing_totals(vote_id)}
    return sorted(set(_counted(vote_id)) - settled)


def own_total(vote_id: int, account_key: str) -> dict[tuple[int, int], TotalRow]:
    """Return what somebody counted last of each box, by motion and station; of others' counts nothing."""
    return {
        place: counts[account_key] for place, counts in _counted(vote_id).items() if account_key in counts
    }


def _counted(vote_id: int) -> dict[tuple[int, int], dict[str, TotalRow]]:
    """The last count of each person by motion and station, the newest last."""
    found: dict[tuple[int, int], dict[str, TotalRow]] = {}
    rows = VoteTotal.objects.filter(motion__vote=vote_id).select_related("motion", "station")
    for row in rows.order_by("id"):
        counts = found.setdefault((row.motion.number, row.station.number), {})
        by = "" if row.way == BallotWay.HANDS else row.by
        counts.pop(by, None)
        counts[by] = TotalRow(
            motion=row.motion.number,
            station=row.station.number,
            way=BallotWay(row.way),
            yes=row.yes,
            no=row.no,
            abstain=row.abstain,
            spoiled=row.spoiled,
            at=row.at,
        )
    return found


def rows_of(found: QuerySet[HeldVote]) -> list[VoteRow]:
    """Return the votes of a query as frozen rows, in its order."""
    rows = list(found.prefetch_related("motions", "stations"))
    labels = places.labels({row.area_path for row in rows})
    return [
        VoteRow(
            id=row.pk,
            subject_kind=row.subject_kind,
            subject_key=row.subject_key,
            title=row.title,
            area_path=row.area_path,
            area_label=labels.get(row.area_path, ""),
            estate=row.estate,
            roll_id=row.roll_id,
            rule=VoteRule(row.rule),
            own=own_shares(row.own_quorum, row.own_majority),
            standing=VoteStanding(row.standing),
            ground=row.ground,
            ways=tuple(BallotWay(way) for way in row.ways),
            is_secret=row.is_secret,
            proxy_cap=row.proxy_cap,
            opened_at=row.opened_at,
            closes_at=row.closes_at,
            closed_at=row.closed_at,
            counted_at=row.counted_at,
            motions=tuple(
                MotionRow(id=one.pk, number=one.number, title=one.title)
                for one in sorted(row.motions.all(), key=lambda one: one.number)
            ),
            stations=tuple(
                StationRow(id=one.pk, number=one.number, title=one.title)
                for one in sorted(row.stations.all(), key=lambda one: one.number)
            ),
        )
        for row in rows
    ]


def count_open(now: datetime) -> int:
    """Return how many votes take ballots: they are open, and their planned end is not over."""
    found = HeldVote.objects.filter(Q(closes_at=None) | Q(closes_at__gt=now), closed_at=None)
    return found.count()
