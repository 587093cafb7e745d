"""Adds, changes, ends and reopens estates; what becomes of the buildings of one that ends is said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from yuanba.journal import queries as entries
from yuanba.journal import services as journal
from yuanba.journal.services import Act, NewEntry, Subject, undoing
from yuanba.places import queries
from yuanba.places.models import Area, Building, Estate
from yuanba.places.services.outcomes import changed
from yuanba.places.services.refusals import (
    HeirNeeded,
    NameTaken,
    NotEnded,
    UnknownEstate,
    UnknownParent,
    WrongParent,
)
from yuanba.places.services.successors import lock_present
from yuanba.rules.core import access, undo
from yuanba.rules.core.actor import Actor
from yuanba.rules.pack import Level
from yuanba.rules.places.codes import free_numbers
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day

#: Where an estate may lie, as in files.
LEVELS = frozenset({Level.SUBDISTRICT, Level.COMMUNITY})
#: What apps above say before an estate ends: a refusal of theirs where something is for it.
_HOLDS: list[Callable[[str, date], None]] = []
#: What apps above change when an estate lies elsewhere from now on.
_FOLLOWERS: list[Callable[[str], None]] = []


def hold_estates_with(hold: Callable[[str, date], None]) -> None:
    """Register a function that refuses if the estate with this code is still needed on a day."""
    if hold not in _HOLDS:
        _HOLDS.append(hold)


def follow_estates_with(follow: Callable[[str], None]) -> None:
    """Register a function that is called when the estate with this code was moved to another area."""
    if follow not in _FOLLOWERS:
        _FOLLOWERS.append(follow)


@transaction.atomic
def add_estates(*, actor: Actor, area: str, names: Sequence[str], now: datetime) -> list[str]:
    """Add estates to an area from today on, each with the next free code; return the codes.

    Raises UnknownArea, WrongParent, NameTaken; then nothing is added.
    """
    lying = lock_present([area])[area]

    access.require(actor, PlaceVerb.ESTATE_ADD, access.Facts(area_path=lying.path), at=now)
    _require_level(lying)
    for place, name in enumerate(names):
        if name in names[:place]:
            raise NameTaken(name=name)
    _require_free(lying, names)

    start = f"{area}-E"
    taken = set(Estate.objects.filter(code__startswith=start).values_list("code", flat=True))
    codes = free_numbers(start, taken=taken, count=len(names), digits=2)
    Estate.objects.bulk_create(
        [
            Estate(code=code, name=name, area=lying, is_rural=lying.is_rural, valid_from=day(now))
            for code, name in zip(codes, names, strict=True)
        ]
    )

    journal.record(
        Act(actor, PlaceVerb.ESTATE_ADD, now), Subject(kind="area", key=area), outcome={"estates": codes}
    )
    return codes


@transaction.atomic
def change_estate(
    *, actor: Actor, code: str, name: str, area: str, is_rural: bool, undoes: int = 0, now: datetime
) -> None:
    """Give an estate another name or area, or say that it is rural or is not.

    ``undoes`` is the number of the entry that is undone by it, if any. Raises UnknownEstate, UnknownArea,
    WrongParent, NameTaken, UndoOutdated, UndoTooLate.
    """
    lying = lock_present([area])[area]
    estate = lock_estate(code)

    access.require(actor, PlaceVerb.ESTATE_CHANGE, access.Facts(area_path=estate.area.path), at=now)
    undoing.require_undoable("estate", code, PlaceVerb.ESTATE_CHANGE, undoes, at=now)
    _require_level(lying)
    _require_free(lying, [name], but=estate)

    before: dict[str, str | bool] = {
        "name": estate.name,
        "area": estate.area.code,
        "is_rural": estate.is_rural,
    }
    after: dict[str, str | bool] = {"name": name, "area": area, "is_rural": is_rural}
    estate.name, estate.area, estate.is_rural = name, lying, is_rural
    estate.save(update_fields=["name", "area", "is_rural"])
    for follow in _FOLLOWERS:
        follow(code)

    journal.record(
        Act(actor, PlaceVerb.ESTATE_CHANGE, now),
        Subject(kind="estate", key=code),
        outcome=changed(before, after),
    )


@transaction.atomic
def end_estates(*, actor: Actor, codes: Collection[str], heir: str | None = None, now: datetime) -> None:
    """End estates today. Their buildings go to the estate ``heir``, or with "" to none; None says nothing.

    Raises UnknownEstate, HeirNeeded where an estate has buildings and nothing was said of them, and what the
    apps above say.
    """
    estates = {code: lock_estate(code) for code in sorted({*codes, *filter(None, [heir])})}
    kept = estates.pop(heir) if heir else None
    if kept is not None and kept.code in codes:
        raise UnknownEstate(estate=kept.code)

    buildings: dict[str, list[str]] = {}
    for code, estate in estates.items():
        access.require(actor, PlaceVerb.ESTATE_END, access.Facts(area_path=estate.area.path), at=now)
        standing = Building.objects.filter(estate=estate, valid_to=None).order_by("code")
        buildings[code] = list(standing.values_list("code", flat=True))
        if buildings[code] and heir is None:
            raise HeirNeeded(name=estate.name, buildings=len(buildings[code]))
        for hold in _HOLDS:
            hold(code, day(now))

    for code, estate in estates.items():
        Building.objects.filter(code__in=buildings[code]).update(estate=kept)
        estate.valid_to = day(now)
        estate.save(update_fields=["valid_to"])

    journal.record_all(
        [
            NewEntry(
                Act(actor, PlaceVerb.ESTATE_END, now),
                Subject(kind="estate", key=code),
                outcome={"buildings": list(buildings[code]), "heir": heir or ""},
            )
            for code in estates
        ]
    )


@transaction.atomic
def reopen_estate(*, actor: Actor, code: str, now: datetime) -> None:
    """Reopen an estate on the day on which it ended or the day after, with the buildings that it had.

    A building that was put elsewhere since then stays there. Raises NotEnded, UndoTooLate, UnknownParent,
    NameTaken.
    """
    estate = Estate.objects.select_for_update(of=("self",)).select_related("area").filter(code=code).first()
    ended = entries.last("estate", code, verbs=[PlaceVerb.ESTATE_END])
    if estate is None or estate.valid_to is None or ended is None:
        raise NotEnded(area=code)

    access.require(actor, PlaceVerb.ESTATE_REOPEN, access.Facts(area_path=estate.area.path), at=now)
    undo.require_safe(estate.valid_to, on=day(now))
    lying = queries.lock([estate.area.code])[estate.area.code]
    if lying.valid_to is not None:
        raise UnknownParent(place=estate.name)
    _require_free(lying, [estate.name])

    estate.valid_to = None
    estate.save(update_fields=["valid_to"])
    heir = ended.told.text("heir")
    moved = Building.objects.filter(code__in=ended.told.texts("buildings"), valid_to=None)
    (moved.filter(estate__code=heir) if heir else moved.filter(estate=None)).update(estate=estate)

    journal.record(Act(actor, PlaceVerb.ESTATE_REOPEN, now), Subject(kind="estate", key=code))


def lock_estate(code: str) -> Estate:
    """Return the current estate with this code, its row locked; raise UnknownEstate without one."""
    rows = Estate.objects.select_for_update(of=("self",)).select_related("area")
    estate = rows.filter(code=code, valid_to=None).first()
    if estate is None:
        raise UnknownEstate(estate=code)
    return estate


def _require_level(area: Area) -> None:
    if area.level not in LEVELS:
        raise WrongParent(place=area.label)


def _require_free(area: Area, names: Sequence[str], *, but: Estate | None = None) -> None:
    there = Estate.objects.filter(area=area, name__in=names, valid_to=None)
    found = there.exclude(pk=but.pk).first() if but else there.first()
    if found:
        raise NameTaken(name=found.name)
