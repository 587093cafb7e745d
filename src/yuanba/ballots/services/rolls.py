"""Draws up rolls, and freezes them."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.ballots import queries
from yuanba.ballots.models import OwnedUnit, Roll, RollSource, Voter
from yuanba.ballots.queries.cast import PHONE
from yuanba.ballots.queries.rolls import PURPOSE
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.ballots.opening import RollKind
from yuanba.rules.ballots.verbs import RollVerb
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.json_form import plainest
from yuanba.rules.core.refusal import Refused
from yuanba.sealing import keyring


class NobodyOnRoll(Refused):
    """Raised when a roll has nobody on it."""

    code: ClassVar[str] = "roll.nobody"


class TwiceOnRoll(Refused):
    """Raised when somebody, or a unit, would stand on a roll twice, in whatever width it is written."""

    code: ClassVar[str] = "roll.twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedPart:
    """One unit of an owner, with its area in cm²."""

    unit: str
    area_cm2: int
    is_unsold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RollPerson:
    """One head that a roll is to have; ``ref`` is what the room above calls them, such as a seat's key."""

    name: str
    ref: str = ""
    account_key: str = ""
    phone: str = ""
    units: tuple[OwnedPart, ...] = ()


@transaction.atomic
def draw_roll(
    *,
    actor: Actor,
    subject_kind: str,
    subject_key: str,
    title: str,
    area_path: str,
    estate: str = "",
    persons: Sequence[RollPerson],
    frozen: bool = True,
    now: datetime,
) -> int:
    """Make a roll of people whom the room above knows, such as the seats of a council today; return its id.

    Frozen at once, unless it is still to be corrected. Raises NobodyOnRoll, TwiceOnRoll, NotAllowed.
    """
    kind = RollKind.OWNERS if any(one.units for one in persons) else RollKind.PERSONS

    access.require(actor, RollVerb.DRAW, access.Facts(area_path=area_path, estate=estate), now)
    if not persons:
        raise NobodyOnRoll

    made = Roll.objects.create(
        subject_kind=subject_kind,
        subject_key=subject_key,
        kind=kind,
        title=title.strip(),
        area_path=area_path,
        estate=estate,
        source=RollSource.GIVEN,
        made_at=now,
        made_by=actor.key,
    )
    write_voters(made, apart(persons))
    if frozen:
        freeze(made, now)

    journal.record(
        Act(actor, RollVerb.DRAW, now),
        queries.roll_subject(made.pk),
        outcome={
            "subject_kind": subject_kind,
            "subject_key": subject_key,
            "kind": str(kind),
            "area_path": area_path,
            "voters": len(persons),
            "digest": made.digest,
        },
    )
    return made.pk


def apart(persons: Sequence[RollPerson]) -> list[RollPerson]:
    """Number people of the same name: a council may seat two, and whoever types ballots must tell them apart.

    Without a `ref` the same name is the same person.

    >>> two = [RollPerson(name="王芳", ref="seat:1"), RollPerson(name="王芳　", ref="seat:2")]
    >>> [one.name for one in apart([*two, RollPerson(name="李强", ref="seat:3")])]
    ['王芳(1)', '王芳(2)', '李强']
    """
    known = Counter(plainest(one.name) for one in persons if one.ref)
    given = Counter[str]()
    told = []
    for one in persons:
        name = plainest(one.name)
        given[name] += 1
        told.append(replace(one, name=f"{name}({given[name]})") if known[name] > 1 else one)
    return told


def write_voters(roll: Roll, persons: Sequence[RollPerson]) -> None:
    """Put people on a roll, each under a random code; what stands on it twice the database finds."""
    voters = [
        Voter(
            roll=roll,
            number=number,
            code=secrets.token_hex(5),
            ref=one.ref,
            account_key=one.account_key,
            sealed_name=keyring.seal(name := plainest(one.name), purpose=PURPOSE),
            name_digest=keyring.digest(f"{roll.pk}:{name}", purpose=PURPOSE),
            sealed_phone=keyring.seal(one.phone, purpose=PHONE) if one.phone else b"",
            phone_digest=keyring.digest(f"{roll.pk}:{one.phone}", purpose=PHONE) if one.phone else None,
        )
        for number, one in enumerate(persons, start=1)
    ]
    try:
        with transaction.atomic():
            Voter.objects.bulk_create(voters)
            OwnedUnit.objects.bulk_create(
                OwnedUnit(
                    roll=roll,
                    voter=voter,
                    unit=plainest(part.unit),
                    area_cm2=part.area_cm2,
                    is_unsold=part.is_unsold,
                )
                for voter, one in zip(voters, persons, strict=True)
                for part in one.units
            )
    except IntegrityError as fault:
        raise TwiceOnRoll from fault


def freeze(roll: Roll, now: datetime) -> None:
    """Let nothing on a roll change any more, with the digest of what stands on it."""
    roll.frozen_at, roll.digest = now, queries.frozen_digest(roll.pk)
    roll.save(update_fields=["frozen_at", "digest"])
