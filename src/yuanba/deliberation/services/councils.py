"""Sets councils up from the pack's template, dissolves them, and makes the meetings due that they owe."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.deliberation import queries
from yuanba.deliberation.models import Council, DueMeeting
from yuanba.deliberation.services import tabling
from yuanba.deliberation.services.erasing import end_seats
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.places.queries import housing
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation import councils
from yuanba.rules.deliberation.verbs import CouncilVerb
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day

CLOCK = system("deliberation.clock")
#: So many councils get their coming meeting in one transaction.
_BATCH = 500


class AlreadySetUp(Refused):
    """Raised when there is an open council of this kind in the area or estate."""

    code: ClassVar[str] = "council.already_there"


class NoEstate(Refused):
    """Raised when a council of an estate is set up for one that is not there or has ended."""

    code: ClassVar[str] = "council.no_estate"


class Dissolved(Refused):
    """Raised when something is done to a council that is no longer there."""

    code: ClassVar[str] = "council.dissolved"


class StillAtWork(Refused):
    """Raised when a council would be dissolved that is to meet, or that has matters before it."""

    code: ClassVar[str] = "council.still_at_work"


@transaction.atomic
def set_up(*, actor: Actor, kind: str, area_code: str = "", estate: str = "", now: datetime) -> int:
    """Set a council of this kind up in an area or an estate, and return its id; the meeting it owes is due.

    Raises UnknownKind, WrongPlace, NoEstate, AlreadySetUp, NotAllowed.
    """
    area_path, level = _place(area_code, estate)
    pack = store.in_force(day(now))

    access.require(actor, CouncilVerb.SET_UP, access.Facts(area_path=area_path, estate=estate), now)
    because = councils.set_up(kind, level=level, has_estate=bool(estate), pack=pack)

    try:
        with transaction.atomic():
            made = Council.objects.create(
                kind=kind, area_path=area_path, estate=estate, pack_digest=pack.digest, from_on=day(now)
            )
    except IntegrityError as fault:
        raise AlreadySetUp from fault

    journal.record(
        Act(actor, CouncilVerb.SET_UP, now),
        queries.subject(made.pk),
        outcome={"kind": kind, "area_path": area_path, **({"estate": estate} if estate else {})},
        because=because,
    )
    _owe(made.pk, kind, now)
    return made.pk


@transaction.atomic
def dissolve(*, actor: Actor, council_id: int, reason: str, now: datetime) -> None:
    """Dissolve a council with a reason: its seats and open topics end today, and it owes no meeting any more.

    Raises StillAtWork while a meeting is to come or a matter is before it.
    """
    council = queries.lock_council(council_id)
    today = day(now)

    access.require(actor, CouncilVerb.DISSOLVE, queries.council_facts(council), now)
    require_open(council)
    meetings, matters = queries.unfinished(council_id)
    if meetings or matters:
        raise StillAtWork(meetings=meetings, matters=matters)

    tabling.lapse(council, reason, now, by=actor)
    council.until_on = today
    council.save(update_fields=["until_on"])
    end_seats(council.seats.filter(until_on=None), on=today)
    DueMeeting.objects.filter(council=council, due_on__gt=today, meeting=None, demand=None).delete()

    journal.record(
        Act(actor, CouncilVerb.DISSOLVE, now),
        queries.subject(council_id),
        outcome={"kind": council.kind, "area_path": council.area_path},
        words=reason.strip(),
    )


def fall_due(*, now: datetime) -> int:
    """Make the coming meeting of each council due that has a cadence; return how many were made.

    Once for each council and period, however often it is asked: the database refuses a second one.
    """
    pack, today = store.in_force(day(now)), day(now)
    periods = {}
    for kind, meeting in pack.meetings.items():
        if period := councils.coming(meeting, today, pack.calendar):
            periods[kind] = period.key
    wanted = queries.lacking_a_period(periods, limit=_BATCH)
    return sum(_owe(council_id, kind, now) for council_id, kind in wanted)


def require_open(council: Council) -> None:
    """Raise Dissolved where the council was dissolved."""
    if council.until_on is not None:
        raise Dissolved


@transaction.atomic
def _owe(council_id: int, kind: str, now: datetime) -> bool:
    """Make the coming meeting of a council due, where its kind has a cadence; whether it was not there."""
    council = queries.lock_council(council_id)
    pack, today = store.in_force(day(now)), day(now)

    access.require(CLOCK, CouncilVerb.FALL_DUE, queries.council_facts(council), now)
    period = councils.coming(councils.meeting_of(kind, pack), today, pack.calendar)
    if period is None or council.until_on is not None:
        return False

    _row, is_new = DueMeeting.objects.get_or_create(
        council=council, period=period.key, defaults={"due_on": period.due_on}
    )

    if is_new:
        journal.record(
            Act(CLOCK, CouncilVerb.FALL_DUE, now),
            queries.subject(council_id),
            outcome={"period": period.key, "due_on": period.due_on.isoformat()},
            because=(pack.name, f"meetings.{kind}"),
        )
    return is_new


def _place(area_code: str, estate: str) -> tuple[str, Level]:
    """The path and level of the place of a council; of an estate those of the area in which it lies."""
    if estate:
        found = housing.estate(estate)
        if found is None or found.valid_to is not None:
            raise NoEstate
        return found.area_path, Level.GRID
    path = places.path_of(area_code)
    area = places.area(area_code)
    assert area, "it has a path"
    return path, Level(area.level)
