"""Appoints accounts to positions, ends positions, and names stand-ins."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Q

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.packs import store
from yuanba.people.models import Position, Unit
from yuanba.people.services.accounts import OfProgram, lock, open_account
from yuanba.people.services.units import UnknownUnit
from yuanba.places import queries as places
from yuanba.places.services import UnknownArea, UnknownEstate, hold_present
from yuanba.rules.core import access
from yuanba.rules.core.actor import KEEPERS, Actor, ActorKind, PositionKind, kept_apart
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time import span
from yuanba.rules.time.calendar import day


class UnknownTitle(Refused):
    """Raised when the rules of the district define no position with this code or title."""

    code: ClassVar[str] = "position.unknown_title"


class UnknownPosition(Refused):
    """Raised when no position has the given id."""

    code: ClassVar[str] = "position.unknown"


class NotForResidents(Refused):
    """Raised when a resident's account would get a position; only staff accounts hold them."""

    code: ClassVar[str] = "position.not_for_residents"


class TermBackwards(Refused):
    """Raised when a term ends before it begins."""

    code: ClassVar[str] = "position.term_backwards"


class AlreadyEnds(Refused):
    """Raised when a position would end on or after the day on which it already ends."""

    code: ClassVar[str] = "position.already_ends"


class Overlaps(Refused):
    """Raised when an account would hold the same position twice on one day."""

    code: ClassVar[str] = "position.overlaps"


class OutsideTerm(Refused):
    """Raised when a stand-in's term is not within the term of the position."""

    code: ClassVar[str] = "position.outside_term"


class StandsInForSelf(Refused):
    """Raised when an account would stand in for itself."""

    code: ClassVar[str] = "position.stands_in_for_self"


class KeptApart(Refused):
    """Raised when one account would hold an administrator's position and any other position (三员分立)."""

    code: ClassVar[str] = "position.kept_apart"


class FirstExists(Refused):
    """Raised when a first administrator of a kind is to be appointed but there is one already."""

    code: ClassVar[str] = "account.first_exists"


@transaction.atomic
def first_account(*, actor: Actor, login: str, name: str, password: str, title: str, now: datetime) -> str:
    """Open and appoint the account of a district's first administrator of one kind; return its key."""
    for verb in (PeopleVerb.ACCOUNT_OPEN, PeopleVerb.POSITION_APPOINT):
        access.require(actor, verb, access.Facts(), at=now)
    declared = store.in_force(on=day(now)).positions.get(title)
    if declared is None:
        raise UnknownTitle(title=title)
    today = day(now)
    holding = Position.objects.filter(kind=declared.kind, account__is_active=True)
    if holding.filter(Q(until_on=None) | Q(until_on__gte=today)).exists():
        raise FirstExists

    key = open_account(actor=actor, login=login, name=name, password=password, now=now)
    appoint(actor=actor, account_key=key, title=title, area=_top(), from_on=today, now=now)
    return key


def _top() -> str:
    district = places.top()
    return district.code if district else ""


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    account_key: str,
    title: str,
    unit: str = "",
    area: str = "",
    estate: str = "",
    from_on: date,
    until_on: date | None = None,
    now: datetime,
) -> int:
    """Appoint an account to a position, defined in the rules, for a term; return the position's id.

    ``title`` is the position's code in the pack.

    Without an area the position reaches as far as its unit's area.
    """
    account = lock(account_key)
    unit_id, area_id, estate_id = hold_seat(unit=unit, area=area, estate=estate)
    draft = Position(
        account=account,
        unit_id=unit_id,
        area_id=area_id,
        estate_id=estate_id,
        from_on=from_on,
        until_on=until_on,
    )
    declared = store.in_force(on=day(now)).positions.get(title)
    if declared is None:
        raise UnknownTitle(title=title)
    draft.kind, draft.title = declared.kind, declared.title_in(_path_of(draft)).zh

    access.require(actor, PeopleVerb.POSITION_APPOINT, access.Facts(owner_key=account.key), at=now)
    check_term(draft)

    draft.save(force_insert=True)

    journal.record(
        Act(actor, PeopleVerb.POSITION_APPOINT, now),
        Subject(kind="account", key=account.key),
        outcome=outcome_of(draft, unit=unit, area=area, estate=estate),
        because=(f"positions.{title}",),
    )
    return draft.pk


@transaction.atomic
def end(*, actor: Actor, position_id: int, until_on: date, reason: str, now: datetime) -> None:
    """End a position, and the positions of its stand-ins, with ``until_on`` as the last day.

    A term is only made shorter: pressed twice it is refused (AlreadyEnds), and so is a later day.
    """
    position = lock_position(position_id)

    owner = position.account.key
    access.require(actor, PeopleVerb.POSITION_END, access.Facts(owner_key=owner), at=now)
    if span.taken(until_on) < position.from_on:
        raise TermBackwards
    if position.until_on and position.until_on <= until_on:
        raise AlreadyEnds(on=position.until_on.isoformat())

    before = _told_day(position.until_on)
    position.until_on = until_on
    position.save(update_fields=["until_on"])
    still = Q(until_on=None) | Q(until_on__gt=until_on)
    stand_ins = Position.objects.filter(still, stands_in_for=position, from_on__lte=until_on)
    shortened = {str(one.pk): _told_day(one.until_on) for one in stand_ins}
    stand_ins.update(until_on=until_on)

    journal.record(
        Act(actor, PeopleVerb.POSITION_END, now),
        Subject(kind="account", key=owner),
        outcome={
            "position": position.pk,
            "until_on": until_on.isoformat(),
            "until_before": before,
            "stand_ins": shortened,
        },
        words=reason,
    )


def _told_day(on: date | None) -> str:
    return on.isoformat() if on else ""


@transaction.atomic
def stand_in(
    *,
    actor: Actor,
    position_id: int,
    account_key: str,
    from_on: date,
    until_on: date,
    now: datetime,
) -> int:
    """Appoint a stand-in for a position, for a term within it; return the new position's id."""
    position = lock_position(position_id)
    account = lock(account_key)

    access.require(actor, PeopleVerb.POSITION_STAND_IN, access.Facts(owner_key=account.key), at=now)
    if account.pk == position.account_id:
        raise StandsInForSelf
    if from_on < position.from_on or (position.until_on and until_on > position.until_on):
        raise OutsideTerm
    draft = Position(
        account=account,
        kind=position.kind,
        title=position.title,
        unit_id=position.unit_id,
        area_id=position.area_id,
        estate_id=position.estate_id,
        from_on=from_on,
        until_on=until_on,
        stands_in_for=position,
    )
    check_term(draft)

    draft.save(force_insert=True)

    journal.record(
        Act(actor, PeopleVerb.POSITION_STAND_IN, now),
        Subject(kind="account", key=account.key),
        outcome={**outcome_of(draft, **codes_of(position)), "stands_in_for": position.account.key},
    )
    return draft.pk


def check_term(draft: Position) -> None:
    """Raise a refusal if a position is not allowed: of its days, its account, or one held beside it.

    Raises span.OutOfRange, NotForResidents, OfProgram, TermBackwards, Overlaps, KeptApart.

    The database enforces the last two again.
    """
    span.taken(draft.from_on)
    span.taken_or_none(draft.until_on)
    if draft.account.kind != ActorKind.STAFF:
        raise NotForResidents
    if draft.account.is_program and (draft.kind in KEEPERS or draft.stands_in_for):
        raise OfProgram
    if draft.until_on and draft.until_on < draft.from_on:
        raise TermBackwards
    others = Position.objects.exclude(pk=draft.pk)
    same = others.filter(
        Q(until_on=None) | Q(until_on__gte=draft.from_on),
        account=draft.account,
        kind=draft.kind,
        unit=draft.unit_id,
        area=draft.area_id,
        estate=draft.estate_id,
    )
    if draft.until_on:
        same = same.filter(from_on__lte=draft.until_on)
    if same.exists():
        raise Overlaps
    beside = others.filter(Q(until_on=None) | Q(until_on__gte=draft.from_on), account=draft.account)
    if draft.until_on:
        beside = beside.filter(from_on__lte=draft.until_on)
    kinds = map(PositionKind, beside.values_list("kind", flat=True))
    if any(kept_apart(PositionKind(draft.kind), kind) for kind in kinds):
        raise KeptApart


def overlap(one: Position, other: Position) -> bool:
    """Return whether the terms of two positions share a day."""
    return one.from_on <= (other.until_on or date.max) and other.from_on <= (one.until_on or date.max)


def outcome_of(position: Position, *, unit: str, area: str, estate: str) -> dict[str, Json]:
    """Return the journal fields for an appointment as a dict: position, place and term."""
    return {
        "position": position.pk,
        "kind": str(position.kind),
        "unit": unit,
        "area": area,
        "estate": estate,
        "from_on": position.from_on.isoformat(),
        "until_on": _told_day(position.until_on),
    }


def codes_of(position: Position) -> dict[str, str]:
    """Return the codes of the unit, area and estate of a position."""
    return {
        "unit": position.unit.code if position.unit else "",
        "area": position.area.code if position.area else "",
        "estate": position.estate.code if position.estate else "",
    }


def lock_position(position_id: int) -> Position:
    """Return the position with this id and what it is for, its row locked; raise UnknownPosition."""
    position = (
        Position.objects.select_for_update(of=("self",))
        .select_related("account", "unit", "area", "estate")
        .filter(pk=position_id)
        .first()
    )
    if position is None:
        raise UnknownPosition
    return position


def _path_of(draft: Position) -> str:
    """Where the position is held, by which its title is said; empty without a place."""
    area = draft.area or (draft.unit.area if draft.unit else None)
    return area.path if area else ""


def hold_seat(*, unit: str, area: str, estate: str) -> tuple[int | None, int | None, int | None]:
    """Return the ids of a position's unit, area and estate; until the transaction ends none closes or ends.

    Raises UnknownUnit, UnknownArea, UnknownEstate.
    """
    held = hold_present(areas=filter(None, [area]), estates=filter(None, [estate]))
    works = Unit.objects.select_for_update(no_key=True).filter(code=unit, is_active=True).first()
    if unit and works is None:
        raise UnknownUnit(unit=unit)
    if area and area not in held.areas:
        raise UnknownArea(area=area)
    if estate and estate not in held.estates:
        raise UnknownEstate(estate=estate)
    return (
        works.pk if works else None,
        held.areas[area].id if area else None,
        held.estates[estate].id if estate else None,
    )
