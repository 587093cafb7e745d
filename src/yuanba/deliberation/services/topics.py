"""Takes topics in, publishes or declines them, merges them and puts them on a council's agenda."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.deliberation import queries
from yuanba.deliberation.models import Council, Supporter, Topic
from yuanba.deliberation.queries import topics as topic_queries
from yuanba.deliberation.queries.topics import PURPOSE, person_of, topic_subject
from yuanba.deliberation.services import tabling
from yuanba.deliberation.services.councils import CLOCK, require_open
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.messages import services as messages
from yuanba.messages.services import MessageChannel
from yuanba.packs import store
from yuanba.people.queries import phones
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation import councils, topics
from yuanba.rules.deliberation.topics import LONGEST_SUMMARY, LONGEST_TITLE, LONGEST_WORDS, TopicState
from yuanba.rules.deliberation.verbs import TopicVerb
from yuanba.rules.privacy import masking
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring


class NeedsPhone(Refused):
    """Raised when staff raise or second a topic for somebody whose telephone number they do not give."""

    code: ClassVar[str] = "topic.needs_phone"


class AlreadySupported(Refused):
    """Raised when a person seconds a topic that they second already, or that was merged into one."""

    code: ClassVar[str] = "topic.already_supported"


class OwnTopic(Refused):
    """Raised when somebody seconds the topic that they proposed themselves."""

    code: ClassVar[str] = "topic.own"


@transaction.atomic
def propose(*, actor: Actor, council_id: int, words: str, phone: str = "", now: datetime) -> int:
    """Take a topic in for a council and return its id; staff do it for whoever has this phone."""
    words = topics.checked(words, LONGEST_WORDS)
    council = queries.lock_council(council_id)

    access.require(actor, TopicVerb.PROPOSE, _raising(actor, TopicVerb.PROPOSE, council, now), now)
    require_open(council)
    by, is_staff = _account(actor, phone), actor.kind is ActorKind.STAFF

    made = Topic.objects.create(
        council=council,
        by_key=by or person_of(phone=phone),
        taken_by=actor.key if is_staff else "",
        sealed_words=keyring.seal(words, purpose=PURPOSE),
        text=masking.mask(words).text,
        state=TopicState.PROPOSED,
        proposed_at=now,
        moved_at=now,
    )
    _tell(made.pk, by, phone, now)

    journal.record(
        Act(actor, TopicVerb.PROPOSE, now),
        topic_subject(made.pk),
        outcome={"council": council_id, "area_path": council.area_path, **_behalf(is_staff)},
    )
    return made.pk


@transaction.atomic
def publish(*, actor: Actor, topic_id: int, title: str, summary: str, now: datetime) -> None:
    """Publish a topic under a title and summary that name nobody: from now on neighbours may second it."""
    title, summary = topics.checked(title, LONGEST_TITLE), topics.checked(summary, LONGEST_SUMMARY)
    topic = topic_queries.lock_topics(topic_id)[topic_id]

    access.require(actor, TopicVerb.PUBLISH, queries.council_facts(topic.council), now)
    state = topics.move(TopicState(topic.state), TopicVerb.PUBLISH)

    topic.title, topic.summary = title, summary
    _turn(topic, state, now, "title", "summary")

    journal.record(Act(actor, TopicVerb.PUBLISH, now), topic_subject(topic_id), outcome=_outcome(topic))


@transaction.atomic
def decline(*, actor: Actor, topic_id: int, reason: str, now: datetime) -> None:
    """Decline a topic with a reason, which its proposer and its supporters read."""
    reason = topics.checked(reason, LONGEST_SUMMARY)
    topic = topic_queries.lock_topics(topic_id)[topic_id]

    access.require(actor, TopicVerb.DECLINE, queries.council_facts(topic.council), now)
    state = topics.move(TopicState(topic.state), TopicVerb.DECLINE)

    topic.reply = reason
    _turn(topic, state, now, "reply")

    journal.record(
        Act(actor, TopicVerb.DECLINE, now), topic_subject(topic_id), outcome=_outcome(topic), words=reason
    )


@transaction.atomic
def support(*, actor: Actor, topic_id: int, phone: str = "", now: datetime) -> int:
    """Second a topic, for oneself or as staff for whoever has this phone; return the number of supporters.

    A merged topic's supporters second the one into which it was merged. With enough of them, as the pack
    says, it comes on the agenda at once.
    """
    root = topic_queries.topic(topic_id).merged_into_id or topic_id
    topic = topic_queries.lock_topics(root)[root]

    access.require(actor, TopicVerb.SUPPORT, _raising(actor, TopicVerb.SUPPORT, topic.council, now), now)
    topics.move(TopicState(topic.state), TopicVerb.SUPPORT)
    by, is_staff = _account(actor, phone), actor.kind is ActorKind.STAFF
    person = person_of(account_key=by, phone=phone)
    if topic.by_key in {by, person}:
        raise OwnTopic

    try:
        with transaction.atomic():
            Supporter.objects.create(
                topic=topic,
                person=person,
                account_key=by,
                taken_by=actor.key if is_staff else "",
                at=now,
            )
    except IntegrityError as fault:
        raise AlreadySupported from fault
    _tell(root, by, phone, now)
    count = topic.supporters.count()

    journal.record(
        Act(actor, TopicVerb.SUPPORT, now),
        topic_subject(root),
        outcome={**_outcome(topic), "supporters": count, **_behalf(is_staff)},
    )
    _by_rule(topic, count, now)
    return count


@transaction.atomic
def merge_topics(*, actor: Actor, topic_id: int, into_id: int, now: datetime) -> None:
    """Merge a topic into another of its council: whoever seconded either counts once, and all are told.

    A place on an agenda goes over to the topic that stays.
    """
    found = topic_queries.lock_topics(topic_id, into_id)
    topic, into = found[topic_id], found[into_id]

    access.require(actor, TopicVerb.MERGE, queries.council_facts(topic.council), now)
    if topic_id == into_id or topic.council_id != into.council_id:
        raise topics.OtherCouncil
    state = topics.move(TopicState(topic.state), TopicVerb.MERGE)
    topics.move(TopicState(into.state), TopicVerb.SUPPORT)

    has_place = tabling.carry_place(topic, into)
    topic.merged_into = into
    _turn(topic, state, now, "merged_into")
    Topic.objects.filter(merged_into=topic).update(merged_into=into)
    _carry(topic, into, now)

    count = into.supporters.count()
    journal.record(
        Act(actor, TopicVerb.MERGE, now),
        topic_subject(topic_id),
        outcome={**_outcome(topic), "into": into_id, "supporters": count},
    )
    if has_place and into.state == TopicState.OPEN:
        _turn(into, topics.move(TopicState.OPEN, TopicVerb.SCHEDULE), now)
        journal.record(
            Act(actor, TopicVerb.SCHEDULE, now),
            topic_subject(into_id),
            outcome={**_outcome(into), "from": topic_id},
        )
    _by_rule(into, count, now)


@transaction.atomic
def schedule(*, actor: Actor, topic_id: int, reason: str, now: datetime) -> None:
    """Put a topic on its council's agenda on a ground that everybody reads, however many second it."""
    reason = topics.checked(reason, LONGEST_SUMMARY)
    topic = topic_queries.lock_topics(topic_id)[topic_id]

    access.require(actor, TopicVerb.SCHEDULE, queries.council_facts(topic.council), now)
    state = topics.move(TopicState(topic.state), TopicVerb.SCHEDULE)

    topic.reply = reason
    _turn(topic, state, now, "reply")

    journal.record(
        Act(actor, TopicVerb.SCHEDULE, now), topic_subject(topic_id), outcome=_outcome(topic), words=reason
    )


def _by_rule(topic: Topic, count: int, now: datetime) -> None:
    """Put an open topic on the agenda where it has as many supporters as the pack asks for."""
    pack = store.in_force(day(now))
    meeting = councils.meeting_of(topic.council.kind, pack)
    if topic.state != TopicState.OPEN or not topics.comes_on_agenda(meeting, count):
        return
    access.require(CLOCK, TopicVerb.SCHEDULE, Facts(), now)
    _turn(topic, topics.move(TopicState.OPEN, TopicVerb.SCHEDULE), now)
    journal.record(
        Act(CLOCK, TopicVerb.SCHEDULE, now),
        topic_subject(topic.pk),
        outcome={**_outcome(topic), "supporters": count},
        because=(pack.name, f"meetings.{topic.council.kind}"),
    )


def _turn(topic: Topic, state: TopicState, now: datetime, *fields: str) -> None:
    topic.state, topic.moved_at = state, now
    topic.save(update_fields=["state", "moved_at", *fields])


def _carry(topic: Topic, into: Topic, now: datetime) -> None:
    """Move the supporters of a merged topic, each once, and its proposer, who seconds the other now."""
    there = set(into.supporters.values_list("person", flat=True)) | {into.by_key}
    moved = list(topic.supporters.all())
    topic.supporters.all().delete()
    proposer = Supporter(person=topic.by_key, account_key="", taken_by=topic.taken_by)
    if not topic.by_key.startswith("phone:"):
        proposer = Supporter(
            person=person_of(account_key=topic.by_key), account_key=topic.by_key, taken_by=topic.taken_by
        )
    for one in (proposer, *moved):
        if one.person in there or one.account_key in {into.by_key} - {""}:
            continue
        there.add(one.person)
        Supporter.objects.create(
            topic=into,
            person=one.person,
            account_key=one.account_key,
            taken_by=one.taken_by,
            at=one.at or now,
        )
    messages.carry_contacts(
        sources=[("topic", str(topic.pk))],
        target=("topic", str(into.pk)),
        besides=("topic", str(into.pk)),
        at=now,
    )


def _raising(actor: Actor, verb: TopicVerb, council: Council, now: datetime) -> Facts:
    return topic_queries.raising_facts(actor, verb, council.area_path, council.estate, now)


def _account(actor: Actor, phone: str) -> str:
    """The account of whom a topic is raised or seconded for; empty for who has none."""
    if actor.kind is not ActorKind.STAFF:
        return actor.key
    if not phone:
        raise NeedsPhone
    found = phones.by_phone(phone)
    return found.key if found else ""


def _tell(topic_id: int, account_key: str, phone: str, now: datetime) -> None:
    """Let whoever raised or seconded a topic hear of it: in their inbox, or by a text message."""
    channel, address = (MessageChannel.INBOX, account_key) if account_key else (MessageChannel.SMS, phone)
    if address:
        messages.add_contact(
            kind="topic", key=str(topic_id), channel=channel, address=address, owner=account_key, at=now
        )


def _outcome(topic: Topic) -> dict[str, str | int]:
    return {"council": topic.council_id, "area_path": topic.council.area_path}


def _behalf(is_staff: bool) -> dict[str, bool]:
    return {"for_owner": True} if is_staff else {}
