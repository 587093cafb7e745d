"""Finds who rates a matter: the parties, and holders of the positions that the pack names (J4, J5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from yuanba.deliberation.queries import resolutions
from yuanba.evaluation.queries import Candidate, all_behind
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow, routing
from yuanba.matters.services.following import FOLLOWING
from yuanba.messages import queries as messages
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.queries import PositionRow, kinship
from yuanba.rules import evaluation
from yuanba.rules.evaluation import EvaluatorGroup, Exclusion, roster
from yuanba.rules.matters import check
from yuanba.rules.matters.check import Judge, Past
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.calendar import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Every possible rater of a matter once, and the groups in which there is nobody who may judge it."""

    row: MatterRow
    candidates: Sequence[Candidate]
    missing: Sequence[EvaluatorGroup]


def called(row: MatterRow, now: datetime) -> Called:
    """Return every possible rater of the matter, with the reason, if any, why no rate counts them.

    Out are who handled it, who belongs to a unit that did or to one under it, and declared kin; who sat in
    a council that resolved on it; and parties whom nobody can reach. Whoever is a party judges as one,
    whatever else they are. A group is missing where nobody holds its positions here, or where all who do are
    out or judge as parties.
    """
    pack = store.pack_of(row.pack_digest)
    found: dict[str, Candidate] = {}
    groups = sorted(evaluation.groups(row.class_code, pack), key=lambda group: not group.is_party)
    today = day(now)
    kinds = {pack.positions[code].kind for group in groups for code in group.positions}
    held = people.holders(kinds, on=today, area_path=row.area_path) if kinds else []
    holders = {
        group: list(_parties(row) if group.is_party else _seated(group, held, pack, today))
        for group in groups
    }
    for group, keys in holders.items():
        for key in keys:
            found.setdefault(key, Candidate(group_code=group.code, is_party=group.is_party, key=key))
    reached, past, sat = _reached(row), matters.past_of(row.id), resolutions.sat_on(row.id)
    persons = matters.persons_of(all_behind(found), now)
    made = {
        key: _with_exclusion(one, person, past, reached, has_decided=key in sat and not one.is_party)
        for (key, one), person in zip(found.items(), persons, strict=True)
    }
    return Called(
        row=row,
        candidates=list(made.values()),
        missing=[
            group
            for group, keys in holders.items()
            if not any(_sits(made[key], in_group=group) for key in keys)
        ],
    )


def _sits(one: Candidate, *, in_group: EvaluatorGroup) -> bool:
    return one.exclusion is not Exclusion.TIED and one.is_party is in_group.is_party


def appoints(group: EvaluatorGroup, row: MatterRow) -> str:
    """Return the code of the unit that sees to it that a group has members where the matter lies.

    It is the unit of the body that leads at the group's level, or the next above that has one; "" where
    the group is the matter's own parties, or nowhere a unit is entered.
    """
    pack = store.pack_of(row.pack_digest)
    unit = None if group.is_party else routing.unit_leading(group.level, row, pack)
    return unit.code if unit else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSeat:
    """One person's term in a position that rates results, with its last day."""

    position: PositionRow
    group_code: str
    until_on: date | None
    is_over: bool
    kin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The people whose office lets them rate in an area.

    ``wanting`` is the number of supervisors missing, ``empty`` are the groups in which nobody serves.
    """

    seats: Sequence[RosterSeat]
    wanting: int
    empty: Sequence[str]

    @property
    def serving(self) -> list[RosterSeat]:
        """Return the raters whose term is not over."""
        return [one for one in self.seats if not one.is_over]


def bench(area_path: str, now: datetime) -> Bench:
    """Return the people who rate or rated by office in, above or below an area, in two SQL statements."""
    pack, today = store.in_force(day(now)), day(now)
    groups = {
        said.zh: (code, title)
        for code, one in pack.evaluators.items()
        for title in one.positions
        for said in pack.positions[title].titles
    }
    held = [one for one in people.held_by_title(groups, area_path) if one.area_path and one.from_on <= today]
    kin = kinship.kin_numbers(one.account_key for one in held)
    seats = [_seat(one, *groups[one.title], pack, today, kin[one.account_key]) for one in held]
    served = [
        roster.Service(key=one.position.account_key, from_on=one.position.from_on, until_on=one.until_on)
        for one in seats
        if groups[one.position.title][1] == pack.supervisors.position
    ]
    serving = {one.group_code for one in seats if not one.is_over}
    return Bench(
        seats=seats,
        wanting=roster.roster(served, pack=pack, on=today).wanting,
        empty=[code for code, one in pack.evaluators.items() if one.positions and code not in serving],
    )


def _seat(one: PositionRow, group: str, title: str, pack: Pack, today: date, kin: int) -> RosterSeat:
    until = _last_day(one, title, pack)
    return RosterSeat(
        position=one,
        group_code=group,
        until_on=until,
        is_over=until is not None and until < today,
        kin=kin,
    )


def _last_day(one: PositionRow, title: str, pack: Pack) -> date | None:
    """A supervisor without a named last day serves for the term of the pack (J5)."""
    if one.until_on or title != pack.supervisors.position:
        return one.until_on
    return roster.term_until(one.from_on, pack)


def party_of(row: MatterRow, key: str) -> Candidate:
    """Return the ``Candidate`` for a resident or follower who rates without an invitation."""
    pack = store.pack_of(row.pack_digest)
    groups = evaluation.groups(row.class_code, pack)
    code = next((group.code for group in groups if group.is_party), "parties")
    return Candidate(group_code=code, is_party=True, key=key)


def _parties(row: MatterRow) -> Iterator[str]:
    yield row.owner_key
    yield from sorted(matters.facts_of(row, with_handlers=True).follower_keys)


def _seated(group: EvaluatorGroup, held: Sequence[PositionRow], pack: Pack, today: date) -> Iterator[str]:
    """Who of these holds one of the group's titles, no higher than the group's level."""
    depth = list(Level).index(group.level) + 1
    for code in group.positions:
        position = pack.positions[code]
        titles = {said.zh for said in position.titles}
        for one in held:
            if (
                one.kind is position.kind
                and one.title in titles
                and today <= (_last_day(one, code, pack) or today)
                and len(one.area_path.strip("/").split("/")) >= depth
            ):
                yield one.account_key


def _reached(row: MatterRow) -> frozenset[str]:
    """The parties whom news of the matter reaches over some channel: who filed it, and who follows it."""
    subject = matters.subject(row.id)
    contacts = messages.followers([(subject.kind, subject.key), (FOLLOWING, subject.key)])
    return frozenset(contact.owner for found in contacts.values() for contact in found if contact.owner)


def _with_exclusion(
    one: Candidate, person: Judge, past: Past, reached: frozenset[str], *, has_decided: bool
) -> Candidate:
    if has_decided or check.tie(person, past):
        return replace(one, exclusion=Exclusion.TIED)
    if one.is_party and one.key not in reached and people.account(one.key) is None:
        return replace(one, exclusion=Exclusion.UNREACHABLE)
    return one
