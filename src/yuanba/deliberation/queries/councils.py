"""Reads councils, their seats, and the meetings that are due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Length

from yuanba.deliberation.models import (
    Council,
    CouncilMeeting,
    CouncilSeat,
    DueMeeting,
    MatterReferral,
)
from yuanba.journal.services import Subject
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.places.queries import housing
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.deliberation.councils import RUNNING, SeatRole
from yuanba.rules.events.stages import EventState
from yuanba.rules.pack import Pack
from yuanba.rules.pack.meetings import Meeting
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

GUEST, PURPOSE = "guest:", "deliberation.seat"
#: Pages show so many councils at once.
MOST = 100
#: The role that is shown first.
_ORDER = {role: place for place, role in enumerate(("convener", "secretary", "member", "observer"))}


class CouncilNotFound(Refused):
    """Raised when there is no such council or seat."""

    code: ClassVar[str] = "council.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One meeting that a council owes: its period, such as ``2026-03``, and the day on which it is due."""

    id: int
    council_id: int
    period: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRow:
    """One council: its kind with the meeting that the rules in force name, its place, term and open seats."""

    id: int
    kind: str
    meeting: Meeting | None
    area_path: str
    area_label: str
    estate: str
    estate_name: str
    from_on: date
    until_on: date | None
    seated: int
    has_convener: bool
    #: The last day of the newest meeting that its cadence asks for, if it was not called; it may be over.
    next_due_on: date | None
    #: When the next meeting that was called begins.
    meets_at: datetime | None

    @property
    def title(self) -> Text:
        """Return what the council is called in its area, or its code where the rules no longer name it."""
        if self.meeting is None:
            return Text(zh=self.kind, en=self.kind)
        return self.meeting.title_in(self.area_path)

    @property
    def where(self) -> str:
        """Return the estate's name, or the area's label where it is no estate's council."""
        return self.estate_name or self.area_label


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """One seat: role, title in the composition, holder and term; the name only where staff asked for it."""

    id: int
    council_id: int
    holder: str
    role: SeatRole
    title: str
    from_on: date
    term_until_on: date | None
    until_on: date | None
    name: str = ""


def subject(council_id: int) -> Subject:
    """Return the subject (kind and key) under which the journal records a council."""
    return Subject(kind="council", key=str(council_id))


def council(council_id: int, *, pack: Pack) -> CouncilRow:
    """Return one council; raise CouncilNotFound if there is none. Three statements."""
    found = council_rows(_councils().filter(pk=council_id), pack)
    if not found:
        raise CouncilNotFound
    return found[0]


def councils_in(area_path: str, *, pack: Pack, limit: int = MOST) -> list[CouncilRow]:
    """Return the open councils of an area and of all below it, the highest first."""
    found = _open().filter(area_path__startswith=area_path).order_by(Length("area_path"), "area_path", "id")
    return council_rows(found[:limit], pack)


def councils_near(area_path: str, *, pack: Pack, kind: str = "", limit: int = MOST) -> list[CouncilRow]:
    """Return the open councils above an area, of it, and below it, the highest first, perhaps of one kind."""
    near = Q(area_path__startswith=area_path) | Q(area_path__in=places.prefixes(area_path))
    found = _open().filter(near if area_path else Q())
    found = found.filter(kind=kind) if kind else found
    return council_rows(found.order_by(Length("area_path"), "area_path", "id")[:limit], pack)


def councils_by_id(ids: Collection[int], *, pack: Pack) -> dict[int, CouncilRow]:
    """Return councils by their ids, those that were dissolved too. Three statements."""
    return {row.id: row for row in council_rows(_councils().filter(pk__in=ids), pack)}


def seats(council_id: int, on: date, *, with_names: bool = False) -> list[SeatRow]:
    """Return the seats of a council that are held on a day, the convener first."""
    held = Q(until_on=None) | Q(until_on__gte=on)
    return _seats(CouncilSeat.objects.filter(held, council_id=council_id, from_on__lte=on), with_names)


def seats_in_meeting(
    council_id: int, on: date, *, ids: Collection[int] | None, with_names: bool = False
) -> list[SeatRow]:
    """Return the seats that sit in a meeting on a day, or these, which sat in it; the convener first.

    Who was seated that day is among them, and who left that day is not.
    """
    sitting = Q(until_on=None) | Q(until_on__gt=on)
    which = sitting & Q(from_on__lte=on) if ids is None else Q(pk__in=ids)
    return _seats(CouncilSeat.objects.filter(which, council_id=council_id), with_names)


def ended_seats(council_id: int, on: date, *, limit: int = 20) -> list[SeatRow]:
    """Return the seats of a council that ended before this day, the last first."""
    found = CouncilSeat.objects.filter(council_id=council_id, until_on__lt=on).order_by("-until_on", "-id")
    return [_seat(one) for one in found[:limit]]


def seats_of_holder(keys: Iterable[str], on: date, *, pack: Pack) -> list[tuple[SeatRow, CouncilRow]]:
    """Return the seats that these accounts hold on a day, each with its council."""
    held = Q(until_on=None) | Q(until_on__gte=on)
    found = list(CouncilSeat.objects.filter(held, holder__in=list(keys), from_on__lte=on).order_by("id"))
    rows = council_rows(_open().filter(pk__in={one.council_id for one in found}), pack)
    by_id = {row.id: row for row in rows}
    return [(_seat(one), by_id[one.council_id]) for one in found if one.council_id in by_id]


def due_meeting(council_id: int, on: date) -> DueRow | None:
    """Return the next meeting that a council owes from this day on, or None."""
    return _due_row(DueMeeting.objects.filter(council_id=council_id, due_on__gte=on))


def owed_meeting(council_id: int, on: date) -> DueRow | None:
    """Return the next meeting due by the cadence from this day on that was not called yet, or None."""
    owed = DueMeeting.objects.filter(council_id=council_id, due_on__gte=on, meeting=None, demand=None)
    return _due_row(owed)


def _due_row(owed: QuerySet[DueMeeting]) -> DueRow | None:
    found = owed.order_by("due_on").first()
    if found is None:
        return None
    return DueRow(id=found.pk, council_id=found.council_id, period=found.period, due_on=found.due_on)


def lacking_a_period(periods: Mapping[str, str], *, limit: int) -> list[tuple[int, str]]:
    """Return the id and kind of open councils that have no meeting due in the period of their kind."""
    found: list[tuple[int, str]] = []
    for kind, period in periods.items():
        there = DueMeeting.objects.filter(council=OuterRef("pk"), period=period)
        wanted = Council.objects.filter(~Exists(there), kind=kind, until_on=None)
        found += [(pk, kind) for pk in wanted.order_by("id").values_list("pk", flat=True)[:limit]]
    return found


def council_facts(council: Council | CouncilRow) -> Facts:
    """Return the facts about a council that decide who may act on it: its place, and who runs it."""
    running = CouncilSeat.objects.filter(
        council_id=council.id, until_on=None, role__in=[str(one) for one in RUNNING]
    )
    return Facts(
        area_path=council.area_path,
        estate=council.estate,
        seat_keys=frozenset(running.values_list("holder", flat=True)),
    )


def reach(actor: Actor, verb: Verb, now: datetime) -> Q:
    """Return the database filter for the councils on which an actor may act, by their areas or a seat."""
    today, rights = day(now), ACTIONS[verb].rights
    kinds = {who for who, _scope in rights if isinstance(who, PositionKind)}
    everywhere = {who for who, scope in rights if scope == "district"}
    reached = Q(seats__holder=actor.key, seats__until_on=None, seats__role__in=[str(one) for one in RUNNING])
    for holding in actor.holdings:
        if holding.kind not in kinds or not holding.holds_on(today):
            continue
        if holding.kind in everywhere:
            return Q()
        if holding.estate:
            reached |= Q(estate=holding.estate)
        elif holding.area_path:
            reached |= Q(area_path__startswith=holding.area_path)
    return reached


def run_by(actor: Actor, verb: Verb, now: datetime, *, pack: Pack, limit: int = MOST) -> list[CouncilRow]:
    """Return the open councils on which an actor may act, the highest first."""
    mine = Council.objects.filter(reach(actor, verb, now), until_on=None).values("pk")
    found = _open().filter(pk__in=mine).order_by(Length("area_path"), "area_path", "id")
    return council_rows(found[:limit], pack)


def named(keys: Collection[str]) -> Mapping[str, str]:
    """Return what councils are called, by their keys: place and title of the kind."""
    numbers = [int(key) for key in keys if key.isdigit()]
    found = list(Council.objects.filter(pk__in=numbers).values("pk", "kind", "area_path", "pack_digest"))
    labels = places.labels(one["area_path"] for one in found)
    told = {}
    for one in found:
        meeting = store.pack_of(one["pack_digest"]).meetings.get(one["kind"])
        title = meeting.title_in(one["area_path"]).zh if meeting else one["kind"]
        told[str(one["pk"])] = f"{labels.get(one['area_path'], '')} {title}".strip()
    return told


def unfinished(council_id: int) -> tuple[int, int]:
    """Return how many meetings of a council are to come or running, and how many matters are before it."""
    over = [str(EventState.ENDED), str(EventState.CANCELLED)]
    coming = CouncilMeeting.objects.filter(council_id=council_id).exclude(event__state__in=over)
    return coming.count(), MatterReferral.objects.filter(council_id=council_id, ended_at=None).count()


def open_by_kind() -> dict[str, int]:
    """Return the number of open councils by kind, leaving out kinds of which there is none."""
    found = Council.objects.filter(until_on=None).values("kind").annotate(number=Count("id"))
    return {one["kind"]: one["number"] for one in found}


def lock_council(council_id: int) -> Council:
    """Lock a council until the end of the transaction; raise CouncilNotFound if there is none."""
    found = Council.objects.select_for_update().filter(pk=council_id).first()
    if found is None:
        raise CouncilNotFound
    return found


def lock_seat(seat_id: int) -> CouncilSeat:
    """Lock a seat and its council until the end of the transaction; raise CouncilNotFound without one."""
    found = CouncilSeat.objects.select_for_update().select_related("council").filter(pk=seat_id).first()
    if found is None:
        raise CouncilNotFound
    return found


def _open() -> QuerySet[Council]:
    return _councils().filter(until_on=None)


def _councils() -> QuerySet[Council]:
    lasts = Q(seats__until_on=None, seats__id__isnull=False)
    convener = CouncilSeat.objects.filter(council=OuterRef("pk"), until_on=None, role=str(SeatRole.CONVENER))
    newest = DueMeeting.objects.filter(council=OuterRef("pk")).order_by("-due_on")
    owed = newest.annotate(owed_on=Case(When(meeting=None, then="due_on"))).values("owed_on")
    called = CouncilMeeting.objects.filter(council=OuterRef("pk"), event__state=EventState.PLANNED)
    return Council.objects.annotate(
        seated=Count("seats", filter=lasts),
        has_convener=Exists(convener),
        next_due_on=Subquery(owed[:1]),
        meets_at=Subquery(called.order_by("event__starts_at").values("event__starts_at")[:1]),
    )


def council_rows(found: QuerySet[Council] | Sequence[Council], pack: Pack) -> list[CouncilRow]:
    """Return councils with the labels of their places and what the rules say of them. Three statements."""
    rows = list(found)
    labels = places.labels(one.area_path for one in rows)
    estates = housing.estate_names({one.estate for one in rows if one.estate})
    return [
        CouncilRow(
            id=one.pk,
            kind=one.kind,
            meeting=pack.meetings.get(one.kind),
            area_path=one.area_path,
            area_label=labels.get(one.area_path, ""),
            estate=one.estate,
            estate_name=estates.get(one.estate, ""),
            from_on=one.from_on,
            until_on=one.until_on,
            seated=one.seated,  # type: ignore[attr-defined]
            has_convener=one.has_convener,  # type: ignore[attr-defined]
            next_due_on=one.next_due_on,  # type: ignore[attr-defined]
            meets_at=one.meets_at,  # type: ignore[attr-defined]
        )
        for one in rows
    ]


def _seats(found: QuerySet[CouncilSeat], with_names: bool) -> list[SeatRow]:
    held = list(found.order_by("id"))
    names = _names(held) if with_names else {}
    rows = [_seat(one, names.get(one.holder, "")) for one in held]
    return sorted(rows, key=lambda row: (_ORDER[row.role], row.id))


def _seat(one: CouncilSeat, name: str = "") -> SeatRow:
    return SeatRow(
        id=one.pk,
        council_id=one.council_id,
        holder=one.holder,
        role=SeatRole(one.role),
        title=one.title,
        from_on=one.from_on,
        term_until_on=one.term_until_on,
        until_on=one.until_on,
        name=name,
    )


def _names(found: Iterable[CouncilSeat]) -> dict[str, str]:
    """What the holders are called: of an account its name, of others what was written."""
    rows = list(found)
    names = people.names(one.holder for one in rows if not one.holder.startswith(GUEST))
    for one in rows:
        if one.sealed_name:
            names[one.holder] = keyring.unseal(one.sealed_name, purpose=PURPOSE)
    return names
