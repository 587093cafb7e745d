"""Calls meetings of councils, moves and cancels them, begins and ends them, and confirms their minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction

from yuanba.ballots import queries as ballots
from yuanba.ballots.queries import VoteRow
from yuanba.deliberation import queries
from yuanba.deliberation.models import AgendaItem, Council, CouncilMeeting, DueMeeting
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries import reviews
from yuanba.deliberation.services import tabling
from yuanba.deliberation.services.councils import require_open
from yuanba.events import services as events
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.messages import services as messages
from yuanba.messages.services import MessageChannel
from yuanba.packs import store
from yuanba.people.queries import phones
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation import councils, meetings
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.verbs import MeetingVerb
from yuanba.rules.events.stages import EventState
from yuanba.rules.events.verbs import EventVerb
from yuanba.rules.pack.meetings import Meeting
from yuanba.rules.time.calendar import day


class MeetingNotOver(Refused):
    """Raised when minutes would be confirmed of a meeting that has not ended."""

    code: ClassVar[str] = "meeting.not_ended"


class ConfirmedAlready(Refused):
    """Raised when the minutes of a meeting were confirmed by two people already."""

    code: ClassVar[str] = "meeting.confirmed_already"


@transaction.atomic
def call_meeting(
    *,
    actor: Actor,
    council_id: int,
    topics: Sequence[str],
    topic_ids: Sequence[int] = (),
    referral_ids: Sequence[int] = (),
    place: str,
    starts_at: datetime,
    ends_at: datetime,
    urgent_ground: str = "",
    now: datetime,
) -> int:
    """Call a meeting of a council with its agenda, post it, tell the seats, and return its id.

    The agenda: topics of residents, whose supporters are told, matters before it, then what is written here.
    """
    council = queries.lock_council(council_id)
    pack = store.in_force(day(now))
    kind = councils.meeting_of(council.kind, pack)
    days_before = max(kind.days_before, kind.preset.notice_days)

    access.require(actor, MeetingVerb.CALL, queries.council_facts(council), now)
    require_open(council)
    agenda = tabling.take_lines(council, topic_ids, records.referrals_by_id(referral_ids, pack=pack), topics)
    meetings.check_notice(day(now), day(starts_at), days_before=days_before, urgent_ground=urgent_ground)

    when: dict[str, Any] = {"place": place, "starts_at": starts_at, "ends_at": ends_at, "now": now}
    event_id = _planned(actor, council, kind, [one.words for one in agenda], **when)
    made = CouncilMeeting.objects.create(
        event_id=event_id,
        council=council,
        due=_due(council, starts_at, topic_ids),
        pack_digest=pack.digest,
        days_before=days_before,
        posted_on=day(now),
        meets_on=day(starts_at),
        urgent_ground=urgent_ground.strip(),
    )
    tabling.fill(made, agenda, now, by=actor)
    tell_seats(made, now)

    journal.record(
        Act(actor, MeetingVerb.CALL, now),
        held.subject(made.pk),
        outcome={**_outcome(made), "items": len(agenda), "urgent": bool(made.urgent_ground)},
        because=(pack.name, f"meetings.{council.kind}"),
        words=made.urgent_ground,
    )
    return event_id


@transaction.atomic
def move_meeting(
    *,
    actor: Actor,
    meeting_id: int,
    place: str,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    urgent_ground: str = "",
    now: datetime,
) -> None:
    """Move a meeting to another time or place; it is posted anew, as many days before as the first time."""
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.MOVE, queries.council_facts(found.council), now)
    meetings.check_notice(
        day(now), day(starts_at), days_before=found.days_before, urgent_ground=urgent_ground
    )

    events.move(
        actor=actor.stepping(EventVerb.MOVE),
        event_id=meeting_id,
        place=place,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        subject_key=_key(found.council, starts_at),
        now=now,
    )
    found.posted_on, found.meets_on, found.urgent_ground = day(now), day(starts_at), urgent_ground.strip()
    if found.due and found.due.due_on < found.meets_on and not hasattr(found.due, "demand"):
        found.due = _due(found.council, starts_at) or found.due
    found.save(update_fields=["posted_on", "meets_on", "urgent_ground", "due"])
    tabling.tell_day(found, now, by=actor)

    journal.record(
        Act(actor, MeetingVerb.MOVE, now),
        held.subject(meeting_id),
        outcome=_outcome(found),
        words=reason.strip(),
    )


@transaction.atomic
def cancel_meeting(*, actor: Actor, meeting_id: int, reason: str, now: datetime) -> None:
    """Cancel a meeting; what it has decided stays decided, and its other topics wait for the next one.

    What the council owes by its cadence it owes again. Raises HandsWait while hands are not counted.
    """
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.CANCEL, queries.council_facts(found.council), now)
    _take_counts(found, now)

    events.cancel(actor=actor.stepping(EventVerb.CANCEL), event_id=meeting_id, reason=reason, now=now)
    found.due = None
    found.save(update_fields=["due"])
    tabling.put_off(found, now, by=actor)
    tabling.conclude(found, now, by=actor)

    journal.record(
        Act(actor, MeetingVerb.CANCEL, now),
        held.subject(meeting_id),
        outcome=_outcome(found),
        words=reason.strip(),
    )


@transaction.atomic
def begin_meeting(*, actor: Actor, meeting_id: int, now: datetime) -> None:
    """Begin a meeting: its first item that was not dealt with is before it."""
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.BEGIN, queries.council_facts(found.council), now)

    events.begin(actor=actor.stepping(EventVerb.BEGIN), event_id=meeting_id, now=now)
    open_next(found)

    journal.record(Act(actor, MeetingVerb.BEGIN, now), held.subject(meeting_id), outcome=_outcome(found))


@transaction.atomic
def end_meeting(
    *, actor: Actor, meeting_id: int, remarks: str = "", listeners: int = 0, now: datetime
) -> None:
    """End a meeting; what was not settled is put off, and the minutes wait for two people.

    Raises HandsWait while hands are not counted.
    """
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.END, queries.council_facts(found.council), now)
    _take_counts(found, now)

    events.end(actor=actor.stepping(EventVerb.END), event_id=meeting_id, now=now)
    tabling.put_off(found, now, by=actor)
    found.remarks, found.listeners = remarks.strip(), listeners
    found.seat_ids = [one.seat.id for one in held.seats_there(held.meeting(meeting_id))]
    found.save(update_fields=["remarks", "listeners", "seat_ids"])

    journal.record(Act(actor, MeetingVerb.END, now), held.subject(meeting_id), outcome=_outcome(found))


@transaction.atomic
def confirm_minutes(*, actor: Actor, meeting_id: int, now: datetime) -> None:
    """Confirm the minutes of a meeting that has ended; they stand once two people did, who differ.

    From the first on nobody is added to who was there, or taken out.
    """
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.CONFIRM, queries.council_facts(found.council), now)
    if found.event.state != EventState.ENDED:
        raise MeetingNotOver
    if found.second_by:
        raise ConfirmedAlready
    if found.confirmed_by == actor.key:
        raise meetings.SameConfirmer

    if found.confirmed_by:
        found.second_by, found.second_at = actor.key, now
    else:
        found.confirmed_by, found.confirmed_at = actor.key, now
        events.freeze_attendance(meeting_id, now)
        found.figures = _reviewed(meeting_id, now)
    found.save(update_fields=["confirmed_by", "confirmed_at", "second_by", "second_at", "figures"])
    if found.second_by:
        tabling.conclude(found, now, by=actor)

    journal.record(
        Act(actor, MeetingVerb.CONFIRM, now),
        held.subject(meeting_id),
        outcome={**_outcome(found), "by_two": bool(found.second_by)},
    )


def _reviewed(meeting_id: int, now: datetime) -> dict[str, tuple[str, int]]:
    """The figures that the minutes have from now on, whatever happens to what they counted."""
    review = reviews.review_of(held.meeting(meeting_id), now)
    return reviews.kept(review) if review else {}


def open_next(found: CouncilMeeting) -> None:
    """Bring the first waiting item of a locked meeting before it, unless another one is."""
    if not found.items.filter(state__in=meetings.BEFORE_THE_MEETING).exists():
        following = found.items.filter(state=ItemState.WAITING).order_by("number").first()
        if following:
            following.state = ItemState.OPEN
            following.save(update_fields=["state"])


def take_count(item: AgendaItem, vote: VoteRow, now: datetime) -> dict[str, Json]:
    """Make what a counted vote says the decision on its item; return the numbers for the journal."""
    result = ballots.result(vote.id)
    assert result, "it was counted"
    (motion,) = result["motions"]
    item.state = ItemState.PASSED if motion["passed"] else ItemState.FAILED
    item.decided_at = now
    item.save(update_fields=["state", "decided_at"])
    return {name: motion[name]["heads"] for name in ("yes", "no", "abstain")}


def _take_counts(found: CouncilMeeting, now: datetime) -> None:
    """Decide items by votes that were counted among those of the desk; raise HandsWait where one is not."""
    waiting = list(found.items.filter(state=ItemState.VOTING))
    votes = held.votes_on(one.pk for one in waiting)
    for item in waiting:
        vote = votes.get(item.pk)
        if vote is None or vote.counted_at is None:
            raise meetings.HandsWait(item=item.number)
        take_count(item, vote, now)


def _planned(actor: Actor, council: Council, kind: Meeting, titles: Sequence[str], **when: Any) -> int:
    """Put a meeting into the calendar with its topics; seats for listeners are registered for."""
    return events.plan(
        actor=actor.stepping(EventVerb.PLAN),
        subject_kind=held.KIND,
        subject_key=_key(council, when["starts_at"]),
        kind=council.kind,
        title=kind.title_in(council.area_path).zh,
        about="\n".join(f"{number}. {words}" for number, words in enumerate(titles, start=1)),
        area_path=council.area_path,
        estate=council.estate,
        capacity=kind.observer_seats or None,
        registers_until=when["starts_at"] if kind.observer_seats else None,
        **when,
    )


def _key(council: Council, starts_at: datetime) -> str:
    """What an event is for: a council meets once at a time."""
    return f"{council.pk}/{starts_at.isoformat()}"


def _due(council: Council, starts_at: datetime, topic_ids: Sequence[int] = ()) -> DueMeeting | None:
    """The meeting that the council owes: demanded on one of these topics, else by its cadence.

    A demanded one is met late as well; without its topic no meeting stands for it.
    """
    owed = council.due_meetings.filter(meeting=None).order_by("due_on")
    demanded = owed.filter(demand__topic__in=list(topic_ids)).first() if topic_ids else None
    return demanded or owed.filter(demand=None, due_on__gte=day(starts_at)).first()


def tell_seats(made: CouncilMeeting, now: datetime) -> None:
    """Let whoever has a seat and an account be told of this meeting: by their number, else in their inbox."""
    for seat in queries.seats(made.council_id, made.meets_on):
        if seat.holder.startswith(queries.GUEST):
            continue  # whoever has no account reads the board, or is told by the secretary
        number = phones.phone_of(seat.holder)
        messages.add_contact(
            kind=held.KIND,
            key=str(made.pk),
            channel=MessageChannel.SMS if number else MessageChannel.INBOX,
            address=number or seat.holder,
            owner=seat.holder,
            at=now,
        )


def _outcome(found: CouncilMeeting) -> dict[str, Json]:
    return {
        "council": found.council_id,
        "area_path": found.council.area_path,
        "meets_on": found.meets_on.isoformat(),
    }
