"""Takes signatures under a demand for a meeting; with enough of them the convener owes it."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from django.db import IntegrityError, transaction

from yuanba.deliberation import queries
from yuanba.deliberation.models import CouncilSeat, DemandSignature, DueMeeting, MeetingDemand, Topic
from yuanba.deliberation.queries import demands as read
from yuanba.deliberation.queries.meetings import VOTING, seat_key
from yuanba.deliberation.queries.topics import lock_topics, person_of, topic_subject
from yuanba.deliberation.services.councils import CLOCK, require_open
from yuanba.deliberation.services.topics import NeedsPhone
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import store
from yuanba.people.queries import phones
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.deliberation import councils, demands, topics
from yuanba.rules.deliberation.demands import AlreadySigned, DemandMet, NoDemand, Signers
from yuanba.rules.deliberation.topics import PUBLIC, TopicState
from yuanba.rules.deliberation.verbs import CouncilVerb, DemandVerb, TopicVerb
from yuanba.rules.time.calendar import day


@transaction.atomic
def sign_demand(
    *,
    actor: Actor,
    topic_id: int,
    signers: Signers,
    phone: str = "",
    seat_id: int | None = None,
    now: datetime,
) -> int:
    """Sign the demand for a meeting on a topic, once, and return how many signed; staff do it for somebody.

    With enough of them the meeting is owed and the topic is on the agenda. Raises NoDemand, AlreadySigned,
    NeedsPhone, and DemandMet once it is owed.
    """
    topic = lock_topics(topic_id)[topic_id]
    council = topic.council

    access.require(actor, DemandVerb.SIGN, Facts(area_path=council.area_path), now)
    require_open(council)
    if topic.state not in PUBLIC:
        raise NoDemand
    demand = _demand(topic, signers, now)
    person = _person(actor, topic, signers, phone, seat_id)
    if demand.reached_at:
        raise DemandMet
    is_staff = actor.kind is ActorKind.STAFF
    try:
        with transaction.atomic():
            DemandSignature.objects.create(
                demand=demand, person=person, taken_by=actor.key if is_staff else "", at=now
            )
    except IntegrityError as fault:
        raise AlreadySigned from fault
    count = demand.signatures.count()

    journal.record(
        Act(actor, DemandVerb.SIGN, now),
        topic_subject(topic_id),
        outcome={"signers": signers.value, "signed": count, **({"for_owner": True} if is_staff else {})},
    )
    _owe(demand, topic, now)
    return count


@transaction.atomic
def count_voters(*, actor: Actor, topic_id: int, voters: int, source: str, now: datetime) -> None:
    """Say how many vote where a topic's council is, and where the number comes from; it may be enough now."""
    topic = lock_topics(topic_id)[topic_id]

    access.require(actor, DemandVerb.COUNT, queries.council_facts(topic.council), now)
    demand = _demand(topic, Signers.VOTERS, now)
    if not 0 < voters <= demands.MOST_VOTERS or not source.strip():
        raise demands.BadVoters
    if demand.reached_at:
        raise DemandMet
    demand.whole, demand.source = voters, source.strip()
    demand.save(update_fields=["whole", "source"])

    journal.record(
        Act(actor, DemandVerb.COUNT, now),
        topic_subject(topic_id),
        outcome={"voters": voters},
        words=source.strip(),
    )
    _owe(demand, topic, now)


def _demand(topic: Topic, signers: Signers, now: datetime) -> MeetingDemand:
    """The demand on a locked topic, which begins with the share of the rules in force; raise NoDemand."""
    found = MeetingDemand.objects.filter(topic=topic, signers=signers).first()
    if found:
        return found
    part = demands.share(councils.meeting_of(topic.council.kind, store.in_force(day(now))), signers)
    return MeetingDemand.objects.create(
        topic=topic, signers=signers, share=f"{part.numerator}/{part.denominator}", began_at=now
    )


def _owe(demand: MeetingDemand, topic: Topic, now: datetime) -> None:
    """Make the meeting due, and put its topic on the agenda, where enough have signed."""
    council, pack = topic.council, store.in_force(day(now))
    signers = Signers(demand.signers)
    part = Fraction(demand.share)
    whole = demand.whole if signers is Signers.VOTERS else read.representatives(council.pk)
    if not demands.is_reached(part, demand.signatures.count(), whole):
        return
    access.require(CLOCK, CouncilVerb.FALL_DUE, Facts(), now)
    due = DueMeeting.objects.create(
        council=council, period=f"D-{demand.pk}", due_on=demands.held_until(day(now))
    )
    demand.whole, demand.reached_at, demand.due = whole, now, due
    demand.save(update_fields=["whole", "reached_at", "due"])
    journal.record(
        Act(CLOCK, CouncilVerb.FALL_DUE, now),
        queries.subject(council.pk),
        outcome={"topic": topic.pk, "due_on": due.due_on.isoformat(), "signed": demand.signatures.count()},
        because=(pack.name, f"meetings.{council.kind}"),
    )
    if topic.state == TopicState.OPEN:
        access.require(CLOCK, TopicVerb.SCHEDULE, Facts(), now)
        topic.state, topic.moved_at = topics.move(TopicState.OPEN, TopicVerb.SCHEDULE), now
        topic.save(update_fields=["state", "moved_at"])
        journal.record(
            Act(CLOCK, TopicVerb.SCHEDULE, now),
            topic_subject(topic.pk),
            outcome={"council": council.pk, "area_path": council.area_path},
            because=(pack.name, f"meetings.{council.kind}"),
        )


def _person(actor: Actor, topic: Topic, signers: Signers, phone: str, seat_id: int | None) -> str:
    """By what whoever signs counts once: their seat, or their number or account."""
    is_staff = actor.kind is ActorKind.STAFF
    if signers is Signers.REPRESENTATIVES:
        seats = CouncilSeat.objects.filter(
            council=topic.council_id, until_on=None, role__in=[str(one) for one in VOTING]
        )
        found = seats.filter(pk=seat_id or 0) if is_staff else seats.filter(holder=actor.key)
        seat = found.first()
        if seat is None:
            raise NoDemand
        return seat_key(seat.pk)
    if not is_staff:
        return person_of(account_key=actor.key)
    if not phone:
        raise NeedsPhone
    account = phones.by_phone(phone)
    return person_of(account_key=account.key if account else "", phone=phone)
