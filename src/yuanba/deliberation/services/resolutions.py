"""Brings matters before councils, and keeps what a council resolved on them."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.deliberation import queries
from yuanba.deliberation.models import Council, MatterReferral, Resolution, UrgentDispatch
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries import tracks
from yuanba.deliberation.services.councils import CLOCK, require_open
from yuanba.deliberation.services.procedure import require_decided
from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject
from yuanba.matters import queries as matters
from yuanba.matters import services as dispatch
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import OPEN
from yuanba.rules.deliberation import resolutions
from yuanba.rules.deliberation.resolutions import NoCouncilAbove, NotBeforeCouncil, NotDeliberated
from yuanba.rules.deliberation.verbs import ResolutionVerb
from yuanba.rules.pack import Pack
from yuanba.rules.pack.outcome import ground
from yuanba.rules.time.calendar import day
from yuanba.works import services as works
from yuanba.works.services import NewProject


class BeforeCouncil(Refused):
    """Raised when a matter is before a council already."""

    code: ClassVar[str] = "resolution.before_council"


class NoUrgentGround(Refused):
    """Raised when a matter is to be dispatched before deliberation without a ground."""

    code: ClassVar[str] = "resolution.no_urgent_ground"


class WaivedAlready(Refused):
    """Raised when it was recorded already why a matter is dispatched before deliberation."""

    code: ClassVar[str] = "resolution.waived_already"


class NoReasonUp(Refused):
    """Raised when a council sends a matter up without saying why."""

    code: ClassVar[str] = "resolution.no_reason"


@transaction.atomic
def refer(*, actor: Actor, matter_id: int, council_id: int, planned_on: date, now: datetime) -> int:
    """Bring a matter before a council that deliberates its class, for a day; return the referral's id."""
    council = queries.lock_council(council_id)
    row, pack = matters.held(matter_id), store.in_force(day(now))

    access.require(actor, ResolutionVerb.REFER, access.Facts(area_path=row.area_path), now)
    require_open(council)
    if council_id not in {one.id for one in records.councils_for(row, pack=pack)}:
        raise NotBeforeCouncil
    because = resolutions.refer(
        pack.meetings.get(council.kind),
        state=row.state,
        class_code=row.class_code,
        planned_on=planned_on,
        on=day(now),
        pack=pack,
    )

    made = _put_before(matter_id, council, pack, planned_on, now)

    journal.record(
        Act(actor, ResolutionVerb.REFER, now),
        queries.subject(council_id),
        outcome={"matter": matter_id, "planned_on": planned_on.isoformat()},
        because=because,
    )
    return made


@transaction.atomic
def pass_resolution(
    *,
    actor: Actor,
    referral_id: int,
    text: str,
    ground: str = "",
    responsible: str,
    due_on: date,
    class_code: str = "",
    item_id: int | None = None,
    project: NewProject | None = None,
    now: datetime,
) -> int:
    """Keep what a council resolved on a matter, how, who carries it out and until when; return its id.

    With an agenda item of the council that was adopted, its count is the ground. With a class the matter goes
    to that class's unit in the same act, and its time for the answer begins. With a project it becomes one.
    """
    referral = records.lock_referral(referral_id)

    access.require(actor, ResolutionVerb.ADOPT, queries.council_facts(referral.council), now)
    if item_id:
        item = tracks.lock_adopted(item_id, referral.council_id, referral_id)
        ground = tracks.ground_of(item.pk)
    resolutions.resolve(text=text, ground=ground, responsible=responsible, due_on=due_on, on=day(now))
    require_decided(referral.council, referral_id=referral_id, now=now)

    made = Resolution.objects.create(
        referral=referral,
        item_id=item_id or None,
        text=text.strip(),
        ground=ground.strip(),
        responsible=responsible.strip(),
        due_on=due_on,
        passed_at=now,
    )
    _end(referral, now)
    if class_code:
        dispatch.assign(actor=actor, matter_id=referral.matter_id, class_code=class_code, now=now)
    else:
        _run_on(referral, now)
    make_project(project, made, actor=actor, now=now)

    journal.record(
        Act(actor, ResolutionVerb.ADOPT, now),
        queries.subject(referral.council_id),
        outcome={"matter": referral.matter_id, "due_on": due_on.isoformat()},
        words=f"{made.text}\n{made.ground}\n{made.responsible}",
    )
    return made.pk


def make_project(project: NewProject | None, made: Resolution, *, actor: Actor, now: datetime) -> None:
    """Make a resolution a project, where it is to be one."""
    if project:
        works.plan(
            actor=actor,
            matter_id=made.referral.matter_id,
            project=project,
            text=made.text,
            due_on=made.due_on,
            at=queries.council_facts(made.referral.council),
            now=now,
        )


@transaction.atomic
def send_up(*, actor: Actor, referral_id: int, planned_on: date, reason: str, now: datetime) -> int:
    """Bring what a council cannot settle before the one that the rules name above it; return the new id."""
    referral = records.lock_referral(referral_id)
    pack = store.in_force(day(now))

    access.require(actor, ResolutionVerb.SEND_UP, queries.council_facts(referral.council), now)
    if not reason.strip():
        raise NoReasonUp
    above = records.council_above(queries.council(referral.council_id, pack=pack), pack=pack)
    if above is None:
        raise NoCouncilAbove
    if planned_on < day(now):
        raise resolutions.BadResolutionDay

    _end(referral, now)
    _run_on(referral, now)
    made = _put_before(referral.matter_id, queries.lock_council(above.id), pack, planned_on, now)

    journal.record(
        Act(actor, ResolutionVerb.SEND_UP, now),
        queries.subject(referral.council_id),
        outcome={"matter": referral.matter_id, "to": above.id, "planned_on": planned_on.isoformat()},
        because=("meetings",),
        words=reason.strip(),
    )
    return made


@transaction.atomic
def take_off(*, actor: Actor, referral_id: int, reason: str, now: datetime) -> None:
    """Take a matter off what a council deliberates, with the reason; it goes on without a resolution."""
    referral = records.lock_referral(referral_id)

    access.require(actor, ResolutionVerb.TAKE_OFF, queries.council_facts(referral.council), now)
    if not reason.strip():
        raise NoReasonUp

    referral.taken_off = reason.strip()[:300]
    referral.save(update_fields=["taken_off"])
    _end(referral, now)
    _run_on(referral, now)

    journal.record(
        Act(actor, ResolutionVerb.TAKE_OFF, now),
        queries.subject(referral.council_id),
        outcome={"matter": referral.matter_id},
        words=reason.strip(),
    )


@transaction.atomic
def waive(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Record why a matter is dispatched before its council resolved on it; everybody concerned reads it."""
    row = matters.held(matter_id)

    access.require(actor, ResolutionVerb.WAIVE, access.Facts(area_path=row.area_path), now)
    if not reason.strip():
        raise NoUrgentGround
    if row.state not in OPEN:
        raise NotBeforeCouncil

    try:
        with transaction.atomic():
            UrgentDispatch.objects.create(
                matter_id=matter_id, ground=reason.strip()[:200], by=actor.key, at=now
            )
    except IntegrityError as fault:
        raise WaivedAlready from fault

    journal.record(
        Act(actor, ResolutionVerb.WAIVE, now),
        Subject(kind="urgent_dispatch", key=str(matter_id)),
        outcome={"matter": matter_id, "area_path": row.area_path},
        because=("classes",),
        words=reason.strip(),
    )


def require_deliberated(matter_id: int, class_code: str, pack: Pack) -> None:
    """Raise NotDeliberated for a class that is deliberated first, without resolution or urgent ground."""
    row = pack.classes.get(class_code)
    if row is None or not row.deliberates_first:
        return
    if not records.is_resolved(matter_id) and not records.urgent_ground(matter_id):
        raise NotDeliberated


def _put_before(matter_id: int, council: Council, pack: Pack, planned_on: date, now: datetime) -> int:
    """Put a matter before a council, and let its clock wait where the council's rules say so."""
    try:
        with transaction.atomic():
            made = MatterReferral.objects.create(
                matter_id=matter_id, council=council, planned_on=planned_on, referred_at=now
            )
    except IntegrityError as fault:
        raise BeforeCouncil from fault
    meeting = pack.meetings.get(council.kind)
    if meeting and meeting.clock_waits:
        because = ("meetings", *ground(meeting))
        made.waits_until = dispatch.deliberate(
            actor=CLOCK, matter_id=matter_id, waits=meeting.clock_waits, because=because, now=now
        )
        made.save(update_fields=["waits_until"])
    return made.pk


def _run_on(referral: MatterReferral, now: datetime) -> None:
    """Let the clock of a matter that waited for a council run again: it is before it no more."""
    if referral.waits_until:
        dispatch.deliberate(
            actor=CLOCK, matter_id=referral.matter_id, waits=None, because=("meetings",), now=now
        )


def _end(referral: MatterReferral, now: datetime) -> None:
    referral.ended_at = now
    referral.save(update_fields=["ended_at"])
