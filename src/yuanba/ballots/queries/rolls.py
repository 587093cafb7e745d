"""Reads rolls and who is on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import Count, Q, Sum

from yuanba.ballots.models import OwnedUnit, Roll, RollSource, Voter
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.places import queries as places
from yuanba.places.queries import EstateRow
from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.verbs import RollVerb
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.json_form import plainest
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

PURPOSE = "ballots.voter"
#: Voters on one page of a roll.
PAGE = 500


class RollNotFound(Refused):
    """Raised when there is no such roll."""

    code: ClassVar[str] = "roll.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow:
    """One roll: whose it is, how many are on it, and since when nothing on it changes."""

    id: int
    subject_kind: str
    subject_key: str
    kind: RollKind
    title: str
    area_path: str
    estate: str
    made_at: datetime
    frozen_at: datetime | None
    digest: str
    voters: int
    source: RollSource
    notice_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterRow:
    """One voter with the name as it is written on the roll."""

    id: int
    number: int
    code: str
    ref: str
    account_key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterLine:
    """One line of a roll at the desk: a voter with all units and their area."""

    number: int
    name: str
    units: tuple[str, ...]
    area_cm2: int
    is_unsold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoterLines:
    """One page of a roll; `after` is the number from which the next one goes on, 0 on the last."""

    rows: tuple[VoterLine, ...]
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollTotal:
    """How many units stand on a roll, and their area."""

    units: int
    area_cm2: int


def roll_subject(roll_id: int) -> Subject:
    """Return the subject under which the journal records a roll."""
    return Subject(kind="roll", key=str(roll_id))


def roll_titles(keys: Collection[str]) -> dict[str, str]:
    """Return the titles of rolls by their keys in the journal; one SQL statement."""
    found = Roll.objects.filter(pk__in=keyed(keys)).values_list("pk", "title")
    return {str(pk): title for pk, title in found}


def lock_roll(roll_id: int) -> Roll:
    """Lock a roll until the transaction ends and return it, or raise RollNotFound."""
    found = Roll.objects.select_for_update().filter(pk=roll_id).first()
    if found is None:
        raise RollNotFound
    return found


def roll(roll_id: int) -> RollRow:
    """Return the roll with this id, or raise RollNotFound."""
    found = Roll.objects.filter(pk=roll_id).annotate(size=Count("voters")).first()
    if found is None:
        raise RollNotFound
    return _row(found)


def _row(found: Roll) -> RollRow:
    return RollRow(
        id=found.pk,
        subject_kind=found.subject_kind,
        subject_key=found.subject_key,
        kind=RollKind(found.kind),
        title=found.title,
        area_path=found.area_path,
        estate=found.estate,
        made_at=found.made_at,
        frozen_at=found.frozen_at,
        digest=found.digest,
        voters=getattr(found, "size", 0),
        source=RollSource(found.source),
        notice_id=found.notice_id,
    )


def is_on(roll_id: int, name: str) -> bool:
    """Return whether somebody of this name stands on a roll, in whatever width it is written.

    Of several of one name the first is numbered too.
    """
    written = plainest(name)
    digests = [
        digest
        for one in (written, f"{written}(1)")
        for digest in keyring.digests(f"{roll_id}:{one}", purpose=PURPOSE)
    ]
    return Voter.objects.filter(roll=roll_id, name_digest__in=digests).exists()


def voters(roll_id: int) -> list[VoterRow]:
    """Return all voters of a roll with their names, in its order; for those who hold the vote."""
    return [voter_row(one) for one in Voter.objects.filter(roll=roll_id).order_by("number")]


def voter_lines(roll_id: int, *, after: int = 0) -> VoterLines:
    """Return so many voters of a roll with their units, those after a number, for who holds the vote."""
    found = Voter.objects.filter(roll=roll_id, number__gt=after).order_by("number").prefetch_related("units")
    rows = list(found[: PAGE + 1])
    return VoterLines(
        rows=tuple(_line(one) for one in rows[:PAGE]),
        after=rows[PAGE - 1].number if len(rows) > PAGE else 0,
    )


def _line(voter: Voter) -> VoterLine:
    units = sorted(voter.units.all(), key=lambda unit: unit.pk)
    return VoterLine(
        number=voter.number,
        name=voter_row(voter).name,
        units=tuple(unit.unit for unit in units),
        area_cm2=sum(unit.area_cm2 for unit in units),
        is_unsold=any(unit.is_unsold for unit in units),
    )


def roll_total(roll_id: int) -> RollTotal:
    """Return how many units a roll has, and their area."""
    found = OwnedUnit.objects.filter(roll=roll_id).aggregate(units=Count("id"), area=Sum("area_cm2"))
    return RollTotal(units=found["units"], area_cm2=found["area"] or 0)


def voter_row(one: Voter) -> VoterRow:
    """Return a voter with the opened name; "" where it was erased."""
    return VoterRow(
        id=one.pk,
        number=one.number,
        code=one.code,
        ref=one.ref,
        account_key=one.account_key,
        name=keyring.unseal(bytes(one.sealed_name), purpose=PURPOSE) if one.sealed_name else "",
    )


def estates_for(actor: Actor, now: datetime) -> list[EstateRow]:
    """Return the estates whose owners' rolls the actor may make."""
    held = [
        one
        for one in actor.holdings
        if one.kind in ACTIONS[RollVerb.IMPORT].who and one.holds_on(day(now)) and one.area_path
    ]
    found = {
        row.code: row
        for one in held
        for row in (places.estates([one.estate]) if one.estate else places.estates_in(one.area_path))
    }
    return [found[code] for code in sorted(found)]


def rolls_for(actor: Actor, now: datetime) -> list[RollRow]:
    """Return the newest rolls from files in the areas where the actor may hold a vote."""
    here = Q(pk__in=[])
    for one in actor.holdings:
        if one.kind in ACTIONS[RollVerb.IMPORT].who and one.holds_on(day(now)):
            here |= Q(estate=one.estate) if one.estate else Q(area_path__startswith=one.area_path)
    found = Roll.objects.filter(here, source=RollSource.FILE).annotate(size=Count("voters"))
    return [_row(one) for one in found.order_by("-id")[:50]]
