"""Gives what a meeting adopted on a topic a task, or says why it needs none, and follows it to its result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from yuanba.deliberation import queries
from yuanba.deliberation.models import AgendaItem, Council, MatterReferral, Resolution, Topic
from yuanba.deliberation.queries import tracks
from yuanba.deliberation.queries.topics import lock_topics, person_of, topic_subject
from yuanba.deliberation.services.councils import CLOCK
from yuanba.deliberation.services.procedure import require_decided
from yuanba.deliberation.services.resolutions import make_project
from yuanba.journal import services as journal
from yuanba.journal.queries import Recorded
from yuanba.journal.services import Act
from yuanba.matters import queries as matters
from yuanba.matters import services as dispatch
from yuanba.matters.services import Contact
from yuanba.messages import queries as messages
from yuanba.people.queries import phones
from yuanba.places.queries import housing
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import ENDS, State
from yuanba.rules.deliberation import meetings, resolutions, topics
from yuanba.rules.deliberation.topics import LONGEST_SUMMARY, TopicState
from yuanba.rules.deliberation.verbs import ResolutionVerb, TopicVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.works.services import NewProject

READER = "deliberation"
#: After these a matter's answer stands, or the matter is over.
FOLLOWED = frozenset(
    {MatterVerb.CHECK, MatterVerb.CLOSE, MatterVerb.WITHDRAW, MatterVerb.MERGE}
    | {MatterVerb.REFUSE, MatterVerb.GUIDE, MatterVerb.SETTLE}
)
#: In these states the answer was accepted.
ACCEPTED = frozenset({State.NOTICED, State.EVALUATING, State.CLOSED})


class NothingToDo(Refused):
    """Raised when a task would be given for a topic that was not adopted, or that has one or needs none."""

    code: ClassVar[str] = "topic.nothing_to_do"


@transaction.atomic
def give_task(
    *,
    actor: Actor,
    topic_id: int,
    text: str,
    responsible: str,
    due_on: date,
    class_code: str = "",
    project: NewProject | None = None,
    now: datetime,
) -> int:
    """Make what a meeting adopted on a topic a matter, which its proposer follows and judges; return its id.

    The resolution rests on the count. With a class the matter goes to that class's unit in the same act, and
    with a project it is one from then on. Raises NothingToDo, StepMissing.
    """
    topic = lock_topics(topic_id)[topic_id]

    access.require(actor, TopicVerb.TASK, queries.council_facts(topic.council), now)
    item = _adopted(topic, TopicVerb.TASK)
    require_decided(topic.council, topic_id=topic_id, now=now)
    ground = tracks.ground_of(item.pk)
    resolutions.resolve(text=text, ground=ground, responsible=responsible, due_on=due_on, on=day(now))

    matter_id = _filed(actor, topic, text, now)
    made = Resolution.objects.create(
        referral=_before(item, matter_id, now),
        item=item,
        text=text.strip(),
        ground=ground,
        responsible=responsible.strip(),
        due_on=due_on,
        passed_at=now,
    )
    if class_code:
        said = {"title": topic.title, "summary": topic.summary}
        dispatch.assign(actor=actor, matter_id=matter_id, class_code=class_code, now=now, **said)
    make_project(project, made, actor=actor, now=now)

    words = f"{made.text}\n{made.responsible}"
    _record(actor, TopicVerb.TASK, topic, now, words=words, matter=matter_id, due_on=due_on.isoformat())
    return matter_id


@transaction.atomic
def settle_topic(*, actor: Actor, topic_id: int, reason: str, now: datetime) -> None:
    """End a topic that was adopted and needs no task, with the reason, which everybody reads."""
    reason = topics.checked(reason, LONGEST_SUMMARY)
    topic = lock_topics(topic_id)[topic_id]

    access.require(actor, TopicVerb.SETTLE, queries.council_facts(topic.council), now)
    _adopted(topic, TopicVerb.SETTLE)

    topic.without_task = reason
    topic.save(update_fields=["without_task"])

    _record(actor, TopicVerb.SETTLE, topic, now, words=reason)


def _record(actor: Actor, verb: TopicVerb, topic: Topic, now: datetime, *, words: str, **said: Json) -> None:
    journal.record(
        Act(actor, verb, now),
        topic_subject(topic.pk),
        outcome={"council": topic.council_id, "area_path": topic.council.area_path, **said},
        because=("meetings",) if verb is TopicVerb.TASK else (),
        words=words,
    )


def read_journal() -> int:
    """Bring results of matters back to councils and topics, and take off what is over; return the number."""
    return journal.read(name=READER, take=_take, verbs=FOLLOWED)


def _take(entries: Sequence[Recorded]) -> None:
    for entry in entries:
        if entry.kind == matters.STORY_KIND:
            _follow(int(entry.key), entry.at)


@transaction.atomic
def _follow(matter_id: int, at: datetime) -> None:
    state = matters.held(matter_id).state
    if state in ENDS:
        for referral in MatterReferral.objects.select_for_update().filter(matter=matter_id, ended_at=None):
            _over(referral, state, at)
    if state in ACCEPTED:
        found = Resolution.objects.select_for_update(of=("self",)).select_related("item", "referral__council")
        for one in found.filter(referral__matter=matter_id, done_at=None):
            _done(one, at)


def _over(referral: MatterReferral, state: State, at: datetime) -> None:
    """Take a matter that ended elsewhere off what its council deliberates."""
    access.require(CLOCK, ResolutionVerb.TAKE_OFF, queries.council_facts(referral.council), at)
    referral.taken_off, referral.ended_at = str(state), at
    referral.save(update_fields=["taken_off", "ended_at"])
    journal.record(
        Act(CLOCK, ResolutionVerb.TAKE_OFF, at),
        queries.subject(referral.council_id),
        outcome={"matter": referral.matter_id, "state": str(state)},
    )


def _done(resolution: Resolution, at: datetime) -> None:
    """Keep when a resolution was carried out, and tell whoever raised or seconded its topic."""
    resolution.done_at = at
    resolution.save(update_fields=["done_at"])
    item = resolution.item
    if item is None or item.topic_id is None:
        return
    council = resolution.referral.council
    access.require(CLOCK, TopicVerb.RESULT, queries.council_facts(council), at)
    journal.record(
        Act(CLOCK, TopicVerb.RESULT, at),
        topic_subject(item.topic_id),
        outcome={
            "council": council.pk,
            "area_path": council.area_path,
            "matter": resolution.referral.matter_id,
        },
    )


def _before(item: AgendaItem, matter_id: int, now: datetime) -> MatterReferral:
    """The way of a matter through the council whose meeting has decided on it already."""
    return MatterReferral.objects.create(
        matter_id=matter_id,
        council_id=item.meeting.council_id,
        planned_on=item.meeting.meets_on,
        referred_at=now,
        ended_at=now,
    )


def _adopted(topic: Topic, verb: TopicVerb) -> AgendaItem:
    """The item in which a locked topic was adopted; raise NothingToDo where nothing is to be done of it."""
    topics.move(TopicState(topic.state), verb)
    item = topic.items.select_related("meeting").filter(state__in=meetings.ADOPTED).first()
    if item is None or topic.without_task or Resolution.objects.filter(item=item).exists():
        raise NothingToDo
    return item


def _filed(actor: Actor, topic: Topic, text: str, now: datetime) -> int:
    """File the matter of a topic, with its proposer's number or inbox for what is said of it."""
    filed = dispatch.file(
        actor=actor.stepping(MatterVerb.FILE),
        text=f"{topic.title}\n{text.strip()}",
        area_code=_place(topic.council).strip("/").rpartition("/")[2],
        channel="counter",
        contact=_contact(topic),
        said_at=topic.proposed_at,
        now=now,
    )
    row = matters.matter_by_code(filed.receipt, filed.code)
    assert row, "it was filed a line above"
    return row.id


def _place(council: Council) -> str:
    """The path of the area in which a council's matters lie: an estate's grid, where it lies in one alone."""
    grids = {one.area_path for one in housing.buildings_of(council.estate)} if council.estate else set()
    return grids.pop() if len(grids) == 1 else council.area_path


def _contact(topic: Topic) -> Contact | None:
    """How its proposer is reached: the number of their account, or the one that staff took down."""
    if not topic.by_key.startswith("phone:"):
        number = phones.phone_of(topic.by_key)
        if number:
            return Contact(channel="sms", address=number)
        return Contact(channel="inbox", address=topic.by_key) if topic.by_key else None
    followers = messages.addresses("topic", str(topic.pk))
    found = (address for _channel, address in followers if person_of(phone=address) == topic.by_key)
    return next((Contact(channel="sms", address=address) for address in found), None)
