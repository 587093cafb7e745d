"""list.revise: the next version, with its reason; the ones before stay."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast
from tests.cast import Cast
from yuanba.journal import queries as journal
from yuanba.lists import queries, services
from yuanba.lists.services import Overtaken
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.lists import ListEntry, NothingRevised
from yuanba.rules.pack.outcome import ReasonMissing

LIGHT, ROAD = ListEntry(item_code="street_light"), ListEntry(item_code="road_repair", note="含院坝里的路面")


@pytest.fixture
def first(secretary: Actor, morning: datetime) -> int:
    return services.derive(actor=secretary, area_code=cast.TONGTAIMEN, lines=[LIGHT], now=morning)


def revise(actor: Actor, now: datetime, *lines: ListEntry, reason: str = "居民提议", since: int = 1) -> int:
    return services.revise(
        actor=actor, area_code=cast.TONGTAIMEN, lines=lines, reason=reason, since=since, now=now
    )


def test_both_versions_can_be_read(first: int, secretary: Actor, morning: datetime) -> None:
    later = morning + timedelta(days=30)
    assert revise(secretary, later, ROAD, LIGHT) == 2

    assert [(one.number, one.size) for one in queries.versions(cast.TONGTAIMEN)] == [(2, 2), (1, 1)]
    assert queries.lines(queries.version(cast.TONGTAIMEN, 1).id) == [LIGHT]
    assert queries.lines_for(cast.GRID_PATH) == {"street_light": LIGHT, "road_repair": ROAD}
    assert queries.newest()[cast.TONGTAIMEN].number == 2
    last = journal.story("list", cast.TONGTAIMEN)[-1]
    assert (last.verb, last.words, last.outcome["number"]) == ("list.revise", "居民提议", 2)


def test_with_a_reason_and_something_new(first: int, secretary: Actor, morning: datetime) -> None:
    with pytest.raises(ReasonMissing):
        revise(secretary, morning, ROAD, reason=" ")
    with pytest.raises(NothingRevised):
        revise(secretary, morning, LIGHT)


def test_who_looked_at_an_older_version_looks_again(first: int, secretary: Actor, morning: datetime) -> None:
    revise(secretary, morning, LIGHT, ROAD)
    with pytest.raises(Overtaken):
        revise(secretary, morning, ROAD, since=1)


def test_by_whom(first: int, people: Cast, morning: datetime) -> None:
    for actor in (people.li, people.zhou, people.sun):
        with pytest.raises(NotAllowed):
            revise(actor, morning, ROAD)
    assert revise(people.chen, morning, ROAD) == 2


def test_a_list_that_is_not_there_is_not_revised(people: Cast, morning: datetime) -> None:
    with pytest.raises(queries.ListNotFound):
        revise(people.chen, morning, ROAD)
