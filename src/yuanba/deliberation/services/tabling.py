"""Takes topics through meetings: on an agenda, back for the next one, to what was decided, or to an end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from yuanba.deliberation import queries
from yuanba.deliberation.models import AgendaItem, Council, CouncilMeeting, MatterReferral, Topic
from yuanba.deliberation.queries.resolutions import ReferralRow
from yuanba.deliberation.queries.topics import lock_topics, topic_subject
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.deliberation import meetings, topics
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.resolutions import OnAgenda
from yuanba.rules.deliberation.topics import TopicState
from yuanba.rules.deliberation.verbs import TopicVerb
from yuanba.rules.events.stages import EventState

OVER = (EventState.ENDED, EventState.CANCELLED)
#: An item of which the meeting has not said anything yet.
UNDECIDED = (ItemState.WAITING, *meetings.BEFORE_THE_MEETING)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One line of an agenda that is written: its words, and the topic or matter that it is about, if any."""

    words: str
    topic: Topic | None = None
    referral: MatterReferral | None = None


def take_lines(
    council: Council, ids: Sequence[int], matters: Sequence[ReferralRow], written: Iterable[str]
) -> list[AgendaLine]:
    """Return the agenda of a meeting: topics that residents raised, matters before it, then what is written.

    Topics and matters are locked. Raises OtherCouncil, TopicMoved, OnMeetings, OnAgenda, NoTopics.
    """
    lines = _topics(council, ids) + _matters(council, matters)
    lines += [AgendaLine(words=words) for one in written if (words := one.strip())]
    if not lines:
        raise meetings.NoTopics
    return lines


def _topics(council: Council, ids: Sequence[int]) -> list[AgendaLine]:
    found = lock_topics(*ids)
    for one in found.values():
        if one.council_id != council.pk:
            raise topics.OtherCouncil
        topics.move(TopicState(one.state), TopicVerb.TABLE)
    there = AgendaItem.objects.filter(topic__in=found)
    if there.exclude(state=ItemState.DEFERRED, meeting__event__state__in=OVER).exists():
        raise topics.OnMeetings
    return [AgendaLine(words=found[one].title, topic=found[one]) for one in dict.fromkeys(ids)]


def _matters(council: Council, rows: Sequence[ReferralRow]) -> list[AgendaLine]:
    """The lines of matters, which are locked; each must be before this council, and wait for a meeting."""
    asked = {row.id: row for row in rows}
    mine = MatterReferral.objects.select_for_update().filter(council=council, ended_at=None)
    found = {one.pk: one for one in mine.filter(pk__in=asked).order_by("pk")}
    there = AgendaItem.objects.filter(referral__in=found)
    taken = there.exclude(state=ItemState.DEFERRED, meeting__event__state__in=OVER)
    if set(found) != set(asked) or taken.exists():
        raise OnAgenda
    return [AgendaLine(words=row.agenda_words, referral=found[key]) for key, row in asked.items()]


def fill(made: CouncilMeeting, agenda: Iterable[AgendaLine], now: datetime, *, by: Actor) -> None:
    """Write the agenda of a meeting down, and tell its day to whoever raised or seconded the topics."""
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=made, number=number, title=one.words[:120], topic=one.topic, referral=one.referral)
        for number, one in enumerate(agenda, start=1)
    )
    tell_day(made, now, by=by)


def tell_day(found: CouncilMeeting, now: datetime, *, by: Actor) -> None:
    """Record, and so tell, when and where the topics of a locked meeting are deliberated, and the matters."""
    MatterReferral.objects.filter(ended_at=None, items__in=found.items.filter(state__in=UNDECIDED)).update(
        planned_on=found.meets_on
    )
    for one in _waiting(found):
        _record(TopicVerb.TABLE, one, found, now, by)


def put_off(found: CouncilMeeting, now: datetime, *, by: Actor) -> None:
    """Put off what a locked meeting that is over has not decided; its topics wait for the next meeting."""
    back = list(found.items.exclude(state__in=meetings.DECIDED).values_list("topic", flat=True))
    locked = lock_topics(*sorted({one for one in back if one}))
    found.items.filter(state__in=UNDECIDED).update(state=ItemState.DEFERRED, decided_at=now)
    for one in locked.values():
        _record(TopicVerb.PUT_BACK, one, found, now, by)


def conclude(found: CouncilMeeting, now: datetime, *, by: Actor) -> None:
    """Conclude the topics on which a meeting decided whose minutes two people confirmed."""
    items = {one.topic_id: one for one in found.items.filter(state__in=meetings.DECIDED, topic__isnull=False)}
    for key, one in lock_topics(*sorted(key for key in items if key)).items():
        item = items[key]
        _record(TopicVerb.CONCLUDE, one, found, now, by, agenda_item=item.pk, state=item.state)


def lapse(council: Council, reason: str, now: datetime, *, by: Actor) -> None:
    """End the open topics of a locked council that is dissolved, with the reason as its answer.

    Raises OnMeetings where a meeting that is not over has one of them before it.
    """
    open_ones = Topic.objects.filter(council=council, state__in=topics.MOVES[TopicVerb.LAPSE])
    found = lock_topics(*open_ones.order_by("pk").values_list("pk", flat=True))
    if AgendaItem.objects.filter(topic__in=found, state__in=[*UNDECIDED, *meetings.DECIDED]).exists():
        raise topics.OnMeetings
    access.require(by, TopicVerb.LAPSE, queries.council_facts(council), now)
    for one in found.values():
        one.state, one.moved_at = topics.move(TopicState(one.state), TopicVerb.LAPSE), now
        one.reply = reason.strip()[: topics.LONGEST_SUMMARY]
        one.save(update_fields=["state", "reply", "moved_at"])
        journal.record(
            Act(by, TopicVerb.LAPSE, now),
            topic_subject(one.pk),
            outcome={"council": council.pk, "area_path": council.area_path},
            words=one.reply,
        )


def carry_place(topic: Topic, into: Topic) -> bool:
    """Give a locked topic that stays the place of the one merged into it; whether that one had a place.

    Raises OnMeetings where a meeting deliberates the merged one already, or both are called to meetings.
    """
    mine = topic.items.select_for_update().exclude(state=ItemState.DEFERRED).first()
    if mine is None:
        return topic.state == TopicState.ON_AGENDA
    if mine.state != ItemState.WAITING or into.items.exclude(state=ItemState.DEFERRED).exists():
        raise topics.OnMeetings
    mine.topic = into
    mine.save(update_fields=["topic"])
    return True


def _waiting(found: CouncilMeeting) -> list[Topic]:
    keys = found.items.filter(state__in=UNDECIDED, topic__isnull=False).values_list("topic", flat=True)
    return list(lock_topics(*sorted(key for key in keys if key)).values())


def _record(
    verb: TopicVerb, topic: Topic, found: CouncilMeeting, now: datetime, by: Actor, **more: Json
) -> None:
    """Take a locked topic one step on, with the meeting in which that was."""
    access.require(by, verb, queries.council_facts(found.council), now)

    topic.state, topic.moved_at = topics.move(TopicState(topic.state), verb), now
    topic.save(update_fields=["state", "moved_at"])

    journal.record(
        Act(by, verb, now),
        topic_subject(topic.pk),
        outcome={
            "council": found.council_id,
            "area_path": found.council.area_path,
            "meeting": found.pk,
            "due_on": found.meets_on.isoformat(),
            **more,
        },
    )
