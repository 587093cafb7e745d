"""Reads which matters are before which council, what was resolved, and how far it is carried out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from yuanba.deliberation.models import (
    AgendaItem,
    Council,
    CouncilSeat,
    MatterReferral,
    Resolution,
    UrgentDispatch,
)
from yuanba.deliberation.queries.councils import CouncilRow, councils_by_id, councils_near, reach
from yuanba.deliberation.queries.procedure import finished
from yuanba.matters.queries import MatterRow
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.procedure import CourseOutcome
from yuanba.rules.deliberation.resolutions import OnAgenda, takes
from yuanba.rules.deliberation.verbs import ResolutionVerb
from yuanba.rules.pack import MatterClass, Pack
from yuanba.rules.time.calendar import day

SHOWN = 50
#: States in which what a matter asked for is done, or is judged by those whom its class names.
DONE = (State.ANSWERED, State.NOTICED, State.EVALUATING, State.CLOSED)


class NoReferral(Refused):
    """Raised when no matter is before a council under this number, or not any more."""

    code: ClassVar[str] = "resolution.no_referral"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """One matter before a council, and what came of it; `title` is that of a public matter alone."""

    id: int
    matter_id: int
    council: CouncilRow
    planned_on: date
    #: Whether the meeting of that day was cancelled, or ended before its turn: the day is not known now.
    is_put_off: bool
    referred_at: datetime
    ended_at: datetime | None
    state: State
    area_path: str
    title: str
    receipt: str
    #: What an agenda that everybody reads says of it: its public title, else its class.
    agenda_words: str
    text: str = ""
    ground: str = ""
    responsible: str = ""
    due_on: date | None = None
    passed_at: datetime | None = None
    #: Whether its council's procedure, where it has one, was gone through to the published result.
    went_through: bool = True
    taken_off: str = ""
    #: Until when the clock waits for the council at the longest; None where it goes on.
    waits_until: datetime | None = None
    done_at: datetime | None = None
    token: str = ""
    public_answer: str = ""

    @property
    def off_state(self) -> str:
        """Return the state in which its matter ended elsewhere, where that took it off; else ""."""
        return self.taken_off if self.taken_off in set(State) else ""

    def ran_on(self, now: datetime) -> bool:
        """Return whether the time that it could wait for the council is over."""
        return self.waits_until is not None and self.waits_until <= now

    @property
    def is_done(self) -> bool:
        """Return whether the matter was answered, and its result published where a procedure asks for it."""
        return self.state in DONE and self.went_through


def lock_referral(referral_id: int) -> MatterReferral:
    """Lock an open referral until the transaction ends and return it; raise NoReferral."""
    found = MatterReferral.objects.select_for_update(of=("self",)).filter(pk=referral_id).first()
    if found is None or found.ended_at is not None:
        raise NoReferral
    return found


def referral(referral_id: int, *, pack: Pack) -> ReferralRow:
    """Return an open referral; raise NoReferral where there is none."""
    rows = _rows(MatterReferral.objects.filter(pk=referral_id, ended_at=None), pack)
    if not rows:
        raise NoReferral
    return rows[0]


def referrals_of(matter_id: int, *, pack: Pack) -> list[ReferralRow]:
    """Return the councils before which a matter came, the last one first."""
    return _rows(MatterReferral.objects.filter(matter=matter_id).order_by("-id"), pack)


def referrals_by_id(ids: Collection[int], *, pack: Pack) -> list[ReferralRow]:
    """Return these referrals, the first first; one that does not exist is an OnAgenda refusal."""
    rows = _rows(MatterReferral.objects.filter(pk__in=ids).order_by("pk"), pack) if ids else []
    if len(rows) != len(set(ids)):
        raise OnAgenda
    return rows


def to_put_on(council_id: int, *, pack: Pack) -> list[ReferralRow]:
    """Return the matters before a council that are on the agenda of no meeting, the day named first first."""
    there = AgendaItem.objects.filter(meeting__council_id=council_id, referral__isnull=False)
    known = there.exclude(state=ItemState.DEFERRED).values("referral")
    found = MatterReferral.objects.filter(council=council_id, ended_at=None).exclude(pk__in=known)
    return _rows(found.order_by("planned_on", "pk")[:SHOWN], pack)


def to_deliberate(actor: Actor, now: datetime, *, pack: Pack) -> list[ReferralRow]:
    """Return the matters before the councils that an actor runs whose day has come or whose clock runs again.

    Those whose clock waited longest stand first.
    """
    mine = Council.objects.filter(reach(actor, ResolutionVerb.ADOPT, now), until_on=None).values("pk")
    found = MatterReferral.objects.filter(council__in=mine, ended_at=None)
    pressing = Q(planned_on__lte=day(now)) | Q(waits_until__lte=now)
    return _rows(found.filter(pressing).order_by(F("waits_until").asc(nulls_last=True), "pk")[:SHOWN], pack)


def of_item(item_id: int, *, pack: Pack) -> ReferralRow | None:
    """Return what rests on an agenda item, with the matter that carries it out; None without one."""
    return next(iter(_rows(MatterReferral.objects.filter(resolution__item=item_id), pack)), None)


def of_council(council_id: int, *, pack: Pack) -> list[ReferralRow]:
    """Return the matters before a council and what it resolved, the last one first."""
    return _rows(MatterReferral.objects.filter(council=council_id).order_by("-id")[:SHOWN], pack)


def councils_for(row: MatterRow, *, pack: Pack) -> list[CouncilRow]:
    """Return the councils that may deliberate a matter: where it lies or above, of a kind for its class.

    The nearest stands first: what it cannot settle goes up from there.
    """
    near = reversed(councils_near(row.area_path, pack=pack))
    above = {row.area_path, *places.prefixes(row.area_path)}
    return [
        one
        for one in near
        if one.area_path in above and one.meeting is not None and takes(one.meeting, row.class_code, pack)
    ]


def council_above(row: CouncilRow, *, pack: Pack) -> CouncilRow | None:
    """Return the council that takes what this one cannot settle, or None."""
    kind = row.meeting.unsettled if row.meeting else ""
    if not kind:
        return None
    above = {row.area_path, *places.prefixes(row.area_path)}
    near = councils_near(row.area_path, pack=pack, kind=kind)
    return next((one for one in near if one.area_path in above), None)


def urgent_ground(matter_id: int) -> str:
    """Return why a matter was dispatched before it was deliberated; empty where it was not."""
    found = UrgentDispatch.objects.filter(matter=matter_id).values_list("ground", flat=True)
    return found.first() or ""


def is_resolved(matter_id: int) -> bool:
    """Return whether a council resolved on a matter."""
    return Resolution.objects.filter(referral__matter=matter_id).exists()


def sat_on(matter_id: int) -> frozenset[str]:
    """Return the accounts that sat in a council when it resolved on this matter, or while it is before it."""
    found = MatterReferral.objects.filter(matter=matter_id).values_list("council", "ended_at")
    sat = Q(pk__in=[])
    for council, ended_at in found:
        here = Q(council=council)
        if ended_at is not None:
            on = day(ended_at)
            here &= Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))
        else:
            here &= Q(until_on=None)
        sat |= here
    return frozenset(CouncilSeat.objects.filter(sat).values_list("holder", flat=True))


def carried_out(area_path: str = "") -> dict[str, tuple[int, int]]:
    """Return by kind of council how many resolutions were carried out, and how many there are."""
    found = Resolution.objects.filter(referral__council__area_path__startswith=area_path)
    answered = Q(referral__matter__state__in=[str(one) for one in DONE])
    done = Count("id", filter=answered & finished("referral__"), distinct=True)
    rows = found.values("referral__council__kind").annotate(done=done, all=Count("id", distinct=True))
    return {one["referral__council__kind"]: (one["done"], one["all"]) for one in rows}


def _rows(found: QuerySet[MatterReferral], pack: Pack) -> list[ReferralRow]:
    last = AgendaItem.objects.filter(referral=OuterRef("pk")).order_by("-pk").values("state")[:1]
    found = found.select_related("matter", "resolution").prefetch_related("courses")
    rows = list(found.annotate(last_state=Subquery(last)))
    councils = councils_by_id({one.council_id for one in rows}, pack=pack)
    return [
        _row(
            one, councils[one.council_id], pack.classes, is_put_off=one.last_state == str(ItemState.DEFERRED)
        )
        for one in rows
    ]


def _row(
    one: MatterReferral, council: CouncilRow, classes: Mapping[str, MatterClass], *, is_put_off: bool
) -> ReferralRow:
    resolution = getattr(one, "resolution", None)
    outcomes = [course.outcome for course in one.courses.all()]
    public = one.matter.title if one.matter.published_at else ""
    told = (
        {
            "text": resolution.text,
            "ground": resolution.ground,
            "responsible": resolution.responsible,
            "due_on": resolution.due_on,
            "passed_at": resolution.passed_at,
            "done_at": resolution.done_at,
        }
        if resolution
        else {}
    )
    return ReferralRow(
        id=one.pk,
        matter_id=one.matter_id,
        council=council,
        planned_on=one.planned_on,
        is_put_off=is_put_off,
        referred_at=one.referred_at,
        ended_at=one.ended_at,
        state=State(one.matter.state),
        area_path=one.matter.area_path,
        title=public,
        receipt=one.matter.receipt,
        agenda_words=public or _of_class(classes, one.matter.class_code),
        went_through=not outcomes or CourseOutcome.DONE in outcomes,
        taken_off=one.taken_off,
        waits_until=one.waits_until,
        token=one.matter.token,
        public_answer=one.matter.public_answer if one.matter.published_at else "",
        **told,
    )


def _of_class(classes: Mapping[str, MatterClass], code: str) -> str:
    """What is said of a matter that is not public: its class at most."""
    row = classes.get(code)
    return f"{row.title.zh}（不公开的一件事）" if row else "一件不公开的事"
