"""The work table of topics: what waits to be read, for neighbours, for a meeting, and nobody else's."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.cast import Cast
from tests.deliberation.evenings import called
from tests.flat import cost_of
from yuanba.deliberation import services
from yuanba.deliberation.queries.tables import TopicHeap
from yuanba.deliberation.tables import EXPORT, TOPICS
from yuanba.rules.core.actor import Actor
from yuanba.web.tables import TableReader
from yuanba.web.tables.asked import read_text


@pytest.fixture
def topics(council: int, secretary: Actor, people: Cast, morning: datetime) -> list[int]:
    """Four topics: one that nobody read, one that is public, two on the agenda, the last in a meeting."""
    found = []
    for number in range(4):
        words = f"第{number}个议题"
        made = services.propose(actor=people.li, council_id=council, words=words, now=morning)
        found.append(made)
        if number:
            services.publish(actor=secretary, topic_id=made, title=words, summary="楼前。", now=morning)
        if number > 1:
            services.schedule(actor=secretary, topic_id=made, reason="大家关心", now=morning)
    called(council, secretary, morning, topics=[], topic_ids=found[3:])
    return found


def listed(actor: Actor, now: datetime, asked: str) -> list[int]:
    found = TOPICS.rows(TableReader(actor=actor, now=now), read_text(TOPICS, asked), 9)
    return [line.id for line in found.rows]


def test_each_topic_lies_where_it_waits(
    topics: list[int], council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    waits = (TopicHeap.PROPOSED, TopicHeap.OPEN, TopicHeap.ON_AGENDA, TopicHeap.CALLED)
    assert [listed(secretary, morning, f"state={heap}") for heap in waits] == [[one] for one in topics]
    assert listed(secretary, morning, "") == topics[:1], "what nobody read stands first"
    assert listed(secretary, morning, f"state=open&council={council}") == topics[1:2]
    assert listed(secretary, morning, "state=open&council=999") == []
    assert [listed(people.zhou, morning, f"state={heap}") for heap in waits] == [[], [], [], []]


def test_nobody_s_words_leave_before_they_are_public(
    topics: list[int], secretary: Actor, morning: datetime
) -> None:
    reader = TableReader(actor=secretary, now=morning)
    assert EXPORT.may(reader, topics) == frozenset(topics[1:])


def test_more_topics_cost_no_more(
    topics: list[int], council: int, secretary: Actor, people: Cast, morning: datetime
) -> None:
    reader = TableReader(actor=secretary, now=morning)
    before = cost_of(TOPICS, reader)
    for number in range(5):
        services.propose(actor=people.wang, council_id=council, words=f"又一个{number}", now=morning)
    assert cost_of(TOPICS, reader) == before
