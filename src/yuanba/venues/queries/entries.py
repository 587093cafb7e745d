"""Reads centres, their functions, and what can be booked in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import ClassVar, Protocol

from django.db.models import Q, QuerySet

from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.pack.venues import BookableSort
from yuanba.rules.time.calendar import day
from yuanba.venues.models import AtomicPart, Bookable, Centre

#: More than this nobody reads on one page.
MOST = 300
CENTRE, BOOKABLE = "centre", "bookable"


class CentreNotFound(Refused):
    """Raised when there is no such centre."""

    code: ClassVar[str] = "centre.not_found"


class BookableNotFound(Refused):
    """Raised when there is no such room, lecturer or thing, or not any more."""

    code: ClassVar[str] = "bookable.not_found"


class InArea(Protocol):
    """Whatever lies in an area."""

    @property
    def area_path(self) -> str:
        """Return the path of the area in which it lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreRow:
    """One centre as everyone may read it; floor areas in whole square metres."""

    id: int
    title: str
    area_path: str
    area_label: str
    address: str
    hours: str
    phone: str
    floor_m2: int | None
    residents_m2: int | None
    #: Codes of its functions in the rules, each with where and when in words.
    functions: tuple[tuple[str, str], ...]
    merged_into: int | None

    @property
    def share(self) -> Fraction | None:
        """Return the share of its floor area that serves residents; None while nobody measured it."""
        if self.floor_m2 is None or self.residents_m2 is None:
            return None
        return Fraction(self.residents_m2, self.floor_m2)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookableRow:
    """One thing that can be booked, as everyone may read it."""

    id: int
    kind: str
    sort: BookableSort
    title: str
    about: str
    centre_id: int | None
    area_path: str
    capacity: int | None
    is_barrier_free: bool
    within: int | None
    part_ids: frozenset[int]
    gone_at: datetime | None


def centre_subject(centre_id: int) -> Subject:
    """Return the subject under which the journal records a centre."""
    return Subject(kind=CENTRE, key=str(centre_id))


def bookable_subject(bookable_id: int) -> Subject:
    """Return the subject under which the journal records what can be booked."""
    return Subject(kind=BOOKABLE, key=str(bookable_id))


def facts_of(one: InArea, *, owner_key: str = "") -> access.Facts:
    """Return what decides who may act on a centre, on what can be booked, or on a booking of `owner_key`."""
    return access.Facts(area_path=one.area_path, owner_key=owner_key)


def centre_titles(keys: Collection[str]) -> dict[str, str]:
    """Return the titles of centres by their keys, as the journal names them."""
    found = Centre.objects.filter(pk__in=keyed(keys)).values_list("pk", "title")
    return {str(pk): title for pk, title in found}


def bookable_titles(keys: Collection[str]) -> dict[str, str]:
    """Return the titles of what can be booked by their keys; a lecturer's is left to its page."""
    found = Bookable.objects.filter(pk__in=keyed(keys)).exclude(sort=BookableSort.LECTURER)
    return {str(pk): title for pk, title in found.values_list("pk", "title")}


def centres(path: str = "") -> list[CentreRow]:
    """Return the centres of the district, or those in an area and around it, by place and title."""
    found = Centre.objects.filter(merged_into=None)
    if path:
        found = found.filter(Q(area_path__startswith=path) | Q(area_path__in=places.prefixes(path)))
    return _centres(found)


def centre(centre_id: int) -> CentreRow:
    """Return the centre with this id, a merged one too; or raise CentreNotFound."""
    rows = _centres(Centre.objects.filter(pk=centre_id))
    if not rows:
        raise CentreNotFound
    return rows[0]


def lock_centre(centre_id: int) -> Centre:
    """Lock a centre that was not merged until the transaction ends and return it, or raise CentreNotFound."""
    found = Centre.objects.select_for_update(no_key=True).filter(pk=centre_id, merged_into=None).first()
    if found is None:
        raise CentreNotFound
    return found


def bookables(
    *, centre_id: int | None = None, path: str = "", sort: BookableSort | None = None
) -> list[BookableRow]:
    """Return what can be booked: of one centre, or in an area, or everywhere; rooms first."""
    found = Bookable.objects.filter(gone_at=None)
    if centre_id is not None:
        found = found.filter(centre=centre_id)
    if path:
        found = found.filter(area_path__startswith=path)
    if sort is not None:
        found = found.filter(sort=sort)
    return _bookables(found)


def bookable(bookable_id: int) -> BookableRow:
    """Return what can be booked with this id, also what is gone; or raise BookableNotFound."""
    rows = _bookables(Bookable.objects.filter(pk=bookable_id))
    if not rows:
        raise BookableNotFound
    return rows[0]


def lock_bookables(ids: Collection[int]) -> list[Bookable]:
    """Lock these things and all their parts until the transaction ends, and return the things.

    Raises BookableNotFound if one is missing or gone.
    Things first, then parts, each in the order of their ids: so no two wait for each other.
    """
    wanted = sorted(set(ids))
    found = list(Bookable.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    if not wanted or len(found) != len(wanted) or any(one.gone_at for one in found):
        raise BookableNotFound
    parts = Bookable.parts.through.objects.filter(bookable_id__in=wanted).values("atomicpart")
    list(AtomicPart.objects.select_for_update(no_key=True).filter(pk__in=parts).order_by("pk"))
    return found


def kept_by(actor: Actor, verb: Verb, now: datetime) -> Q:
    """Return the database filter for what lies where an actor holds a position that may do this."""
    kinds = {who for who, _scope in ACTIONS[verb].rights if isinstance(who, PositionKind)}
    reached = Q(pk__in=[])
    for one in actor.holdings:
        if one.kind in kinds and one.holds_on(day(now)) and one.area_path and not one.estate:
            reached |= Q(area_path__startswith=one.area_path)
    return reached


def centres_kept_by(actor: Actor, verb: Verb, now: datetime) -> list[CentreRow]:
    """Return the centres that an actor keeps, or at which they do something else."""
    return _centres(Centre.objects.filter(kept_by(actor, verb, now), merged_into=None))


def _centres(found: QuerySet[Centre]) -> list[CentreRow]:
    rows = list(found.prefetch_related("functions").order_by("area_path", "title", "pk")[:MOST])
    labels = places.labels({row.area_path for row in rows}) if rows else {}
    return [
        CentreRow(
            id=row.pk,
            title=row.title,
            area_path=row.area_path,
            area_label=labels.get(row.area_path, ""),
            address=row.address,
            hours=row.hours,
            phone=row.phone,
            floor_m2=row.floor_m2,
            residents_m2=row.residents_m2,
            functions=tuple(sorted((one.code, one.words) for one in row.functions.all())),
            merged_into=row.merged_into_id,
        )
        for row in rows
    ]


def _bookables(found: QuerySet[Bookable]) -> list[BookableRow]:
    order = [BookableSort.ROOM, BookableSort.LECTURER, BookableSort.EQUIPMENT]
    rows = list(found.prefetch_related("parts").order_by("title", "pk")[:MOST])
    rows.sort(key=lambda row: order.index(BookableSort(row.sort)))
    return [
        BookableRow(
            id=row.pk,
            kind=row.kind,
            sort=BookableSort(row.sort),
            title=row.title,
            about=row.about,
            centre_id=row.centre_id,
            area_path=row.area_path,
            capacity=row.capacity,
            is_barrier_free=row.is_barrier_free,
            within=row.within_id,
            part_ids=frozenset(one.pk for one in row.parts.all()),
            gone_at=row.gone_at,
        )
        for row in rows
    ]
