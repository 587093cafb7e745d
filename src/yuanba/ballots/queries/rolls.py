"""Reads rolls and who is on them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import Count, Q

from yuanba.ballots.models import Roll, RollSource, Voter
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.verbs import RollVerb
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.json_form import plainest
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

PURPOSE = "ballots.voter"


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
    """Return whether somebody of this name stands on a roll, in whatever width it is written."""
    digests = keyring.digests(f"{roll_id}:{plainest(name)}", purpose=PURPOSE)
    return Voter.objects.filter(roll=roll_id, name_digest__in=digests).exists()


def voters(roll_id: int) -> list[VoterRow]:
    """Return all voters of a roll with their names, in its order; for those who hold the vote."""
    return [voter_row(one) for one in Voter.objects.filter(roll=roll_id).order_by("number")]


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


def rolls_for(actor: Actor, now: datetime) -> list[RollRow]:
    """Return the newest rolls from files in the areas where the actor may hold a vote."""
    here = Q(pk__in=[])
    for one in actor.holdings:
        if one.kind in ACTIONS[RollVerb.IMPORT].who and one.holds_on(day(now)):
            here |= Q(estate=one.estate) if one.estate else Q(area_path__startswith=one.area_path)
    found = Roll.objects.filter(here, source=RollSource.FILE).annotate(size=Count("voters"))
    return [_row(one) for one in found.order_by("-id")[:50]]
