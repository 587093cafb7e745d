"""Books rooms, lecturers and equipment: each atomic part once at a time, whoever presses first."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import IntegrityError, connection, transaction

from yuanba.events.services.persons import masked
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.messages import services as messages
from yuanba.messages.services import MessageChannel
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.queries import phones
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import BookableKind, Pack
from yuanba.rules.time.calendar import day
from yuanba.rules.venues import bookings as rules
from yuanba.rules.venues.bookings import BookingState, TimeSpan
from yuanba.rules.venues.verbs import BookingVerb
from yuanba.sealing import keyring
from yuanba.venues import queries
from yuanba.venues.models import Bookable, Booking, Claim, Repetition
from yuanba.venues.queries import FreeInstead
from yuanba.venues.queries import bookings as stored
from yuanba.venues.queries.entries import lock_bookables
from yuanba.venues.queries.free import claims_over, closures_over

_HOLDERS = 0x76656E75


class Taken(Refused):
    """Raised when somebody has it at that time already; ``free`` says what is free instead."""

    code: ClassVar[str] = "booking.taken"
    free: FreeInstead = FreeInstead()


class Closed(Taken):
    """Raised when it is closed at that time, for a reason that everyone reads."""

    code: ClassVar[str] = "booking.closed"


class UnknownBookableKind(Refused):
    """Raised when the rules in force name no such kind of what can be booked."""

    code: ClassVar[str] = "bookable.unknown_kind"


class NamelessHolder(Refused):
    """Raised when somebody without an account books and leaves no name or no mobile number."""

    code: ClassVar[str] = "booking.no_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenHolder:
    """Somebody who books without an account, or for whom staff book: a name and a number."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A booking as it was made: its id, its address, and whether it holds or waits for an answer."""

    id: int
    token: str
    state: BookingState


@transaction.atomic
def book(
    *,
    actor: Actor,
    bookable_ids: Sequence[int],
    starts_at: datetime,
    ends_at: datetime,
    purpose: str,
    given: GivenHolder | None = None,
    subject: Subject | None = None,
    now: datetime,
) -> Booked:
    """Book these things together for a time, all of them or none: staff for their place or for ``given``.

    A resident's booking waits for an answer where the rules say so, and keeps others out meanwhile. Raises
    what ``rules.venues.bookings.check`` raises, NamelessHolder, Taken and Closed with what is free instead.
    """
    things, span = lock_bookables(bookable_ids), TimeSpan(starts_at, ends_at)

    for one in things:
        access.require(actor, BookingVerb.ASK, queries.facts_of(one), now)
    kinds = kinds_of(things, store.in_force(day(now)))
    is_staff = actor.kind is ActorKind.STAFF
    holder = _holder(actor, given)
    held = _open_of(holder.key, now) if holder.key and not is_staff else 0
    rules.check(span, kinds, is_staff=is_staff, open_now=held, at=now)

    made = _made(
        holder,
        purpose=rules.purpose(purpose),
        starts_at=starts_at,
        ends_at=ends_at,
        area_path=things[0].area_path,
        state=rules.first_state(kinds, is_staff=is_staff),
        subject_kind=subject.kind if subject else "",
        subject_key=subject.key if subject else "",
        asked_at=now,
    )
    claim(made, things, kinds, now)
    _follow(made, holder, now)

    journal.record(
        Act(actor, BookingVerb.ASK, now),
        queries.booking_subject(made.pk),
        outcome={
            **told_of(made),
            "bookables": [one.pk for one in things],
            **({"for_owner": True} if is_staff and holder.key else {}),
        },
    )
    return Booked(id=made.pk, token=made.token, state=BookingState(made.state))


def told_of(booking: Booking) -> dict[str, str]:
    """Return where and from when to when a booking is and how it stands, as the journal keeps it."""
    return {
        "area_path": booking.area_path,
        "state": str(booking.state),
        "starts_at": booking.starts_at.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
    }


def kinds_of(things: Collection[Bookable], pack: Pack) -> list[BookableKind]:
    """Return the kinds of these things by the rules in force; raise UnknownBookableKind."""
    missing = [one for one in things if one.kind not in pack.bookables]
    if missing:
        raise UnknownBookableKind
    return [pack.bookables[one.kind] for one in things]


def claim(booking: Booking, things: Sequence[Bookable], kinds: Sequence[BookableKind], now: datetime) -> None:
    """Take each part of locked things for a booking, buffers included; raise Taken or Closed."""
    span = TimeSpan(booking.starts_at, booking.ends_at)
    held = rules.held(span, [kind.buffer_minutes for kind in kinds])
    parts = {part: thing for thing in things for part in sorted(part_ids(thing))}
    refuse_closed(things, span, now)
    if claims_over(parts, held).exists():
        raise _with_free(Taken(), things, span, now)
    rows = [
        Claim(booking=booking, bookable=thing, part_id=part, from_at=held.from_at, until_at=held.until_at)
        for part, thing in sorted(parts.items())
    ]
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(rows)
    except IntegrityError as fault:
        raise _with_free(Taken(), things, span, now) from fault


def part_ids(thing: Bookable) -> set[int]:
    """Return the ids of the atomic parts of a thing."""
    return set(thing.parts.values_list("pk", flat=True))


def refuse_closed(things: Sequence[Bookable], span: TimeSpan, now: datetime) -> None:
    """Raise Closed where one of these things, or what it shares a part with, is closed at a time."""
    parts = {part for thing in things for part in part_ids(thing)}
    closed = closures_over(parts, span).order_by("from_at").first()
    if closed:
        raise _with_free(Closed(reason=closed.reason), things, span, now)


def _with_free(refusal: Taken, things: Sequence[Bookable], span: TimeSpan, now: datetime) -> Taken:
    wanted = queries.bookable(things[0].pk)
    refusal.free = queries.instead(wanted, span, pack=store.in_force(day(now)), now=now)
    return refusal


@dataclass(frozen=True, slots=True)
class _Holder:
    key: str = ""
    name: str = ""
    masked: str = ""
    phone: str = ""


def _made(holder: _Holder, **columns: Any) -> Booking:
    return Booking.objects.create(
        holder=holder.key,
        sealed_name=keyring.seal(holder.name, purpose=stored.HOLDER) if holder.name else b"",
        masked=holder.masked,
        token=secrets.token_urlsafe(18),
        **columns,
    )


def _holder(actor: Actor, given: GivenHolder | None) -> _Holder:
    """Who holds the booking: the staff of the place, an account, or who left name and number."""
    is_staff = actor.kind is ActorKind.STAFF
    if given is not None and given.name.strip() and (given.phone or is_staff):
        name = given.name.strip()
        plain = "".join(unicodedata.normalize("NFKC", name).split())
        key = f"guest:{keyring.digest(f'{given.phone} {plain}', purpose='venues.guest').hex()[:32]}"
        return _Holder(key, name, masked(name, given.phone), given.phone)
    if is_staff or actor.kind is ActorKind.SYSTEM:
        return _Holder()
    if actor.kind is not ActorKind.RESIDENT or not actor.key:
        raise NamelessHolder
    name = people.names([actor.key]).get(actor.key, "")
    phone = phones.phone_of(actor.key)
    return _Holder(actor.key, name, masked(name, phone), phone)


def _open_of(holder: str, now: datetime) -> int:
    """How many bookings to come somebody holds; nobody adds one of theirs until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(%s, hashtext(current_schema() || %s))", [_HOLDERS, holder]
        )
    return stored.open_of(holder, now)


def _follow(made: Booking, holder: _Holder, now: datetime) -> None:
    """Tell whoever holds it by the number they left or their account has, else in the account's inbox."""
    if not holder.key or (not holder.phone and holder.key.startswith("guest:")):
        return
    messages.add_contact(
        kind=stored.BOOKING,
        key=str(made.pk),
        channel=MessageChannel.SMS if holder.phone else MessageChannel.INBOX,
        address=holder.phone or holder.key,
        owner=holder.key,
        at=now,
    )


def claim_series(
    repetition: Repetition,
    things: Sequence[Bookable],
    kinds: Sequence[BookableKind],
    spans: Sequence[TimeSpan],
    now: datetime,
) -> list[Booking]:
    """Make the bookings of a repeated one, each with its claims; return them. Raises Taken."""
    made = [
        Booking(
            purpose=repetition.purpose,
            starts_at=span.from_at,
            ends_at=span.until_at,
            area_path=repetition.area_path,
            state=BookingState.CONFIRMED,
            token=secrets.token_urlsafe(18),
            repetition=repetition,
            asked_at=now,
        )
        for span in spans
    ]
    made = Booking.objects.bulk_create(made)
    parts = {part: thing for thing in things for part in sorted(part_ids(thing))}
    buffers = [kind.buffer_minutes for kind in kinds]
    rows = []
    for one in made:
        held = rules.held(TimeSpan(one.starts_at, one.ends_at), buffers)
        rows += [
            Claim(booking=one, bookable=thing, part_id=part, from_at=held.from_at, until_at=held.until_at)
            for part, thing in sorted(parts.items())
        ]
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(rows)
    except IntegrityError as fault:
        raise Taken from fault
    return made
