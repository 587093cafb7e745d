"""A topic in meetings: on one agenda, put off, decided once two confirm; its people are told of each turn.

Named here by what they do: topic.table, topic.put_back, topic.conclude, topic.lapse.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests import cast, make
from tests.cast import Cast
from tests.deliberation.evenings import DAY, called, check_in, seat_members
from tests.deliberation.test_councils import BASE, entered
from tests.deliberation.test_topics import opened
from yuanba.deliberation import queries, services
from yuanba.deliberation.models import AgendaItem
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import topics, tracks
from yuanba.deliberation.services import tabling
from yuanba.events import services as events
from yuanba.journal import queries as journal
from yuanba.journal import services as journal_services
from yuanba.messages import services as messages
from yuanba.messages import wording
from yuanba.messages.models import InboxItem
from yuanba.messages.queries import addresses
from yuanba.rules.core.actor import Actor
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.topics import OnMeetings, OtherCouncil, TopicMoved, TopicState

SEATED = ("甲大爷", "乙大妈", "丙师傅")


@pytest.fixture
def other(people: Cast, morning: datetime) -> Actor:
    """胡, who confirms minutes beside 郭."""
    return make.staff("hu", "clerk", area=cast.TONGTAIMEN, now=morning)


def on_agenda(council: int, secretary: Actor, by: Actor, now: datetime, title: str = "修晾衣杆") -> int:
    """A topic that waits for a meeting."""
    made = opened(council, secretary, by, now, title)
    services.schedule(actor=secretary, topic_id=made, reason="大家都关心", now=now)
    return made


def told(topic: int) -> list[tuple[str, str]]:
    """Who was told what of a topic."""
    journal_services.number()
    messages.read_journal()
    return sorted(InboxItem.objects.filter(kind="topic", key=str(topic)).values_list("verb", "box_key"))


def said_of(verb: str, to: Actor) -> str:
    """What an inbox says of a topic."""
    (line,) = InboxItem.objects.filter(verb=verb, box_key=to.key)
    return wording.sentence(verb, "resident", line.outcome).text


def sit(meeting: int, by: Actor, now: datetime, *, yes: int, no: int) -> None:
    """The first item is voted on by a council of three."""
    said: dict[str, Any] = {"actor": by, "meeting_id": meeting, "now": now}
    events.open_door(actor=by, event_id=meeting, now=now)
    check_in(meeting, by, now)
    services.begin_meeting(**said)
    services.draft(number=1, text="换成不锈钢的。", **said)
    services.put_to_vote(number=1, **said)
    services.decide(number=1, yes=yes, no=no, abstain=0, **said)
    services.end_meeting(**said)


def test_a_topic_goes_through_a_meeting_to_a_decision_and_its_people_hear_of_it(
    council: int, secretary: Actor, other: Actor, people: Cast, morning: datetime
) -> None:
    seat_members(council, secretary, morning, *SEATED)
    topic = on_agenda(council, secretary, people.li, morning)
    services.support(actor=people.wang, topic_id=topic, now=morning)
    assert [one.id for one in held.to_put_on(council)] == [topic]

    meeting = called(council, secretary, morning, topic_ids=[topic], topics=["院坝停车"])

    assert held.to_put_on(council) == []
    row = held.meeting(meeting)
    assert [(one.title, one.topic_id, one.supporters) for one in row.items] == [
        ("修晾衣杆", topic, 1),
        ("院坝停车", None, 0),
    ]
    assert "1人附议" in Client().get(f"{BASE}/meetings/{meeting}").content.decode()
    assert ("topic.table", people.wang.key) in told(topic)
    assert "社区会议室" in said_of("topic.table", people.wang)

    evening = morning + 4 * DAY
    sit(meeting, secretary, evening, yes=2, no=1)
    assert topics.topic(topic).state is TopicState.ON_AGENDA, "the minutes are not confirmed"
    services.confirm_minutes(actor=secretary, meeting_id=meeting, now=evening)
    assert topics.topic(topic).state is TopicState.ON_AGENDA
    services.confirm_minutes(actor=other, meeting_id=meeting, now=evening)

    assert topics.topic(topic).state is TopicState.DECIDED
    assert {("topic.conclude", people.li.key), ("topic.conclude", people.wang.key)} <= set(told(topic))
    assert "应到3人，实到3人：同意2" in said_of("topic.conclude", people.li)
    with pytest.raises(TopicMoved):
        services.support(actor=people.wang, topic_id=topic, now=evening)
    page = Client().get(f"{BASE}/topics/{topic}").content.decode()
    for words in ("换成不锈钢的。", "同意2", "有结果了"):
        assert words in page
    assert "修晾衣杆" in Client().get(f"{BASE}/topics").content.decode()
    assert "有结果了" in entered("li").get(f"{BASE}/track").content.decode()


def test_what_is_put_off_or_cancelled_waits_for_the_next_meeting(
    council: int, secretary: Actor, other: Actor, people: Cast, morning: datetime
) -> None:
    topic = on_agenda(council, secretary, people.li, morning)
    first = called(council, secretary, morning, topic_ids=[topic], topics=[])
    with pytest.raises(OnMeetings):
        called(council, secretary, morning, topic_ids=[topic])
    moving = {"place": "院坝", "starts_at": morning + 5 * DAY, "ends_at": morning + 6 * DAY}
    services.move_meeting(actor=secretary, meeting_id=first, reason="下雨", now=morning, **moving)  # type: ignore[arg-type]
    assert [one.verb for one in journal.story("topic", str(topic))].count("topic.table") == 2

    services.cancel_meeting(actor=secretary, meeting_id=first, reason="停电", now=morning)

    assert [one.id for one in held.to_put_on(council)] == [topic]
    second = called(council, secretary, morning, topic_ids=[topic], topics=[])
    evening = morning + 4 * DAY
    events.open_door(actor=secretary, event_id=second, now=evening)
    said: dict[str, Any] = {"actor": secretary, "meeting_id": second, "now": evening}
    services.begin_meeting(**said)
    services.settle(number=1, outcome=ItemState.DEFERRED, **said)
    with pytest.raises(OnMeetings):  # the meeting may take it up again
        called(council, secretary, morning, topic_ids=[topic])
    services.end_meeting(**said)
    assert [one.item.state for one in tracks.sittings(topic)] == ["deferred", "deferred"]
    services.confirm_minutes(**said)
    services.confirm_minutes(**said | {"actor": other})
    assert topics.topic(topic).state is TopicState.ON_AGENDA
    assert [verb for verb, _box in told(topic)].count("topic.put_back") == 2
    assert "下次会议" in Client().get(f"{BASE}/topics/{topic}").content.decode()


def test_a_merged_topic_leaves_its_place_to_the_one_that_stays(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """A visitor without an account, who gave a number, hears of the one that stays too."""
    clerk = make.staff("wu", "clerk", area=cast.TONGTAIMEN, now=morning)
    goes = on_agenda(council, secretary, people.li, morning)
    stays = opened(council, secretary, people.wang, morning, title="换晾衣杆")
    services.support(actor=clerk, topic_id=goes, phone="13900139000", now=morning)
    meeting = called(council, secretary, morning, topic_ids=[goes], topics=[])

    services.merge_topics(actor=secretary, topic_id=goes, into_id=stays, now=morning)

    assert topics.topic(stays).state is TopicState.ON_AGENDA
    assert [one.topic_id for one in held.meeting(meeting).items] == [stays]
    channels = sorted(channel for channel, _address in addresses("topic", str(stays)))
    assert channels == ["收件箱", "收件箱", "短信"]
    third = on_agenda(council, secretary, people.li, morning, title="修晾晒架")
    with pytest.raises(OnMeetings):
        called(council, secretary, morning, topic_ids=[third, stays])
    called(council, secretary, morning + DAY, topic_ids=[third], topics=[])
    with pytest.raises(OnMeetings):
        services.merge_topics(actor=secretary, topic_id=third, into_id=stays, now=morning)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(topic=third).update(topic=stays)


def test_a_place_without_a_meeting_goes_over_too(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    goes = on_agenda(council, secretary, people.li, morning)
    stays = opened(council, secretary, people.wang, morning, title="换晾衣杆")
    services.merge_topics(actor=secretary, topic_id=goes, into_id=stays, now=morning)
    assert [one.id for one in held.to_put_on(council)] == [stays]


def test_only_topics_of_the_council_that_wait_are_called(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    not_yet = opened(council, secretary, people.li, morning)
    with pytest.raises(TopicMoved):
        called(council, secretary, morning, topic_ids=[not_yet])
    leader = make.staff("shi", "subdistrict_secretary", area=cast.JIJIANG, now=morning)
    street = services.set_up(actor=leader, kind="subdistrict", area_code=cast.JIJIANG, now=morning)
    theirs = on_agenda(street, leader, people.li, morning)
    with pytest.raises(OtherCouncil):
        called(council, secretary, morning, topic_ids=[theirs])


def test_topics_end_with_their_council(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    """topic.lapse: with the reason as its answer; not while a meeting has one before it."""
    topic = on_agenda(council, secretary, people.li, morning)
    meeting = called(council, secretary, morning, topic_ids=[topic])
    with pytest.raises(OnMeetings):
        tabling.lapse(queries.lock_council(council), "社区合并", morning, by=secretary)
    services.cancel_meeting(actor=secretary, meeting_id=meeting, reason="停电", now=morning)
    services.dissolve(actor=secretary, council_id=council, reason="社区合并", now=morning)
    assert (topics.topic(topic).state, topics.topic(topic).reply) == (TopicState.DECLINED, "社区合并")
    assert ("topic.lapse", people.li.key) in told(topic)


def test_the_form_offers_what_residents_raised(
    council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    topic = on_agenda(council, secretary, people.li, morning)
    guo, address = entered("guo"), f"{BASE}/desk/councils/{council}/call"
    form = guo.get(address).context["form"]
    assert form["topic_ids"].value() == [topic]
    begins = make.an_evening(datetime(2199, 1, 1, tzinfo=morning.tzinfo))
    sent = {"place": "社区会议室", "starts_at": begins["starts_at"].strftime("%Y-%m-%dT%H:%M")}
    sent["ends_at"] = begins["ends_at"].strftime("%Y-%m-%dT%H:%M")
    assert guo.post(address, sent).status_code == 422, "nothing to deliberate"
    assert guo.post(address, {**sent, "topic_ids": "999999"}).status_code == 422
    assert guo.post(address, {**sent, "topic_ids": str(topic)}).status_code == 302
    assert "topic_ids" not in guo.get(address).context["form"].fields
