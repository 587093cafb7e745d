"""Fills the seats of councils and ends them."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.deliberation import queries
from yuanba.deliberation.models import Council, CouncilSeat
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries.councils import GUEST, PURPOSE
from yuanba.deliberation.services.chairs import note_chairs
from yuanba.deliberation.services.councils import require_open
from yuanba.deliberation.services.erasing import end_seats
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.messages import services as messages
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation import councils
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.verbs import CouncilVerb
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring


class NobodyNamed(Refused):
    """Raised when a seat is filled with neither an account nor a name, or with both."""

    code: ClassVar[str] = "council.nobody_named"


class AlreadySeated(Refused):
    """Raised when the person has an open seat in this council."""

    code: ClassVar[str] = "council.already_seated"


class ConvenerThere(Refused):
    """Raised when a second convener would be seated."""

    code: ClassVar[str] = "council.convener_there"


class SeatEnded(Refused):
    """Raised when a seat is ended that has ended."""

    code: ClassVar[str] = "council.seat_ended"


@transaction.atomic
def seat(
    *,
    actor: Actor,
    council_id: int,
    role: SeatRole,
    title: str = "",
    login: str = "",
    name: str = "",
    until_on: date | None = None,
    now: datetime,
) -> int:
    """CouncilSeat a colleague, by username, or somebody without an account, by name; return the seat's id.

    Raises NoSuchTitle, NobodyNamed, AlreadySeated, ConvenerThere, Dissolved, NotAllowed.
    """
    council = queries.lock_council(council_id)
    pack = store.in_force(day(now))

    access.require(actor, CouncilVerb.SEAT, queries.council_facts(council), now)
    require_open(council)
    councils.check_title(title, councils.meeting_of(council.kind, pack), role)
    holder = _holder(login, name.strip())
    _check_free(council, holder, role)

    try:
        with transaction.atomic():
            made = CouncilSeat.objects.create(
                council=council,
                holder=holder,
                sealed_name=keyring.seal(name.strip(), purpose=PURPOSE) if holder.startswith(GUEST) else b"",
                role=role,
                title=title,
                from_on=day(now),
                term_until_on=until_on,
            )
    except IntegrityError as fault:
        raise AlreadySeated from fault
    note_chairs([holder])

    journal.record(
        Act(actor, CouncilVerb.SEAT, now),
        queries.subject(council_id),
        outcome={"seat": made.pk, "role": role.value, **({"title": title} if title else {})},
        because=(pack.name, f"meetings.{council.kind}.members"),
    )
    return made.pk


@transaction.atomic
def unseat(*, actor: Actor, seat_id: int, now: datetime) -> None:
    """End a seat today; the name of somebody without an account is no longer kept."""
    found = queries.lock_seat(seat_id)

    access.require(actor, CouncilVerb.UNSEAT, queries.council_facts(found.council), now)
    if found.until_on is not None:
        raise SeatEnded

    end_seats(found.council.seats.filter(pk=seat_id), on=day(now))
    for one in held.coming_of(found.council_id):
        messages.part_from(kind=held.KIND, key=str(one), owner=found.holder)

    journal.record(
        Act(actor, CouncilVerb.UNSEAT, now),
        queries.subject(found.council_id),
        outcome={"seat": seat_id, "role": found.role, **({"title": found.title} if found.title else {})},
    )


def _holder(login: str, name: str) -> str:
    """Whose the seat is: an account's key, or a digest of the name of who has none."""
    if bool(login) == bool(name):
        raise NobodyNamed
    if login:
        key = people.key_of(login)
        if not key:
            raise NobodyNamed
        return key
    return f"{GUEST}{keyring.digest(name, purpose=PURPOSE).hex()[:32]}"


def _check_free(council: Council, holder: str, role: SeatRole) -> None:
    if council.seats.filter(holder=holder, until_on=None).exists():
        raise AlreadySeated
    if role is SeatRole.CONVENER and council.seats.filter(role=role, until_on=None).exists():
        raise ConvenerThere
