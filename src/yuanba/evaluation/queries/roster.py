"""Who judges a matter: the parties, and who holds one of the titles that the pack names (J4, J5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from yuanba.evaluation.queries import Candidate, behind
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow
from yuanba.messages import queries as messages
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules import check, evaluation
from yuanba.rules.calendar import day
from yuanba.rules.check import Past
from yuanba.rules.evaluation import Exclusion, Group
from yuanba.rules.pack import Level, Pack


def candidates(row: MatterRow, now: datetime) -> list[Candidate]:
    """Everyone who belongs to a group of the matter's class, once, with the reason if they are not asked.

    Out are who handled it, who belongs to a unit that did or to one under it, and declared kin; and
    parties whom nobody can reach. Whoever is a party judges as one, whatever else they are.
    """
    pack = store.pack_of(row.pack_digest)
    found: dict[str, Candidate] = {}
    groups = sorted(evaluation.groups(row.class_code, pack), key=lambda group: not group.is_party)
    for group in groups:
        keys = _parties(row) if group.is_party else _holders(group, row, pack, now)
        for key in keys:
            found.setdefault(key, Candidate(group_code=group.code, is_party=group.is_party, key=key))
    reached, past = _reached(row), matters.past_of(row.id)
    return [_with_exclusion(one, past, reached, now) for one in found.values()]


def party_of(row: MatterRow, key: str) -> Candidate:
    """The place of a party who speaks up by themselves, whether or not the class asks the parties."""
    pack = store.pack_of(row.pack_digest)
    groups = evaluation.groups(row.class_code, pack)
    code = next((group.code for group in groups if group.is_party), "parties")
    return Candidate(group_code=code, is_party=True, key=key)


def _parties(row: MatterRow) -> Iterator[str]:
    yield row.owner_key
    yield from sorted(matters.facts_of(row, with_handlers=True).follower_keys)


def _holders(group: Group, row: MatterRow, pack: Pack, now: datetime) -> Iterator[str]:
    """Who holds one of the group's titles today, from the matter's area up to the group's level."""
    today, depth = day(now), list(Level).index(group.level) + 1
    for code in group.positions:
        position = pack.positions[code]
        for account in people.holders(position.kind, on=today, area_path=row.area_path):
            if any(
                held.title == position.title.zh
                and held.holds_on(today)
                and held.area_path
                and row.area_path.startswith(held.area_path)
                and len(held.area_path.strip("/").split("/")) >= depth
                for held in account.positions
            ):
                yield account.key


def _reached(row: MatterRow) -> frozenset[str]:
    """The parties who follow the matter over some channel."""
    subject = matters.subject(row.id)
    contacts = messages.followers([(subject.kind, subject.key)])
    return frozenset(contact.owner for found in contacts.values() for contact in found if contact.owner)


def _with_exclusion(one: Candidate, past: Past, reached: frozenset[str], now: datetime) -> Candidate:
    if check.tie(matters.person_of(behind(one.key), now), past):
        return replace(one, exclusion=Exclusion.TIED)
    if one.is_party and one.key not in reached and people.account(one.key) is None:
        return replace(one, exclusion=Exclusion.UNREACHABLE)
    return one
