"""matter.raise_alarm: what the words did not say is treated as a danger, and its clocks run from now."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import jobs
from yuanba.matters.services.danger import raise_alarm
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.matters.danger import NoSuchDanger
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.orders import AlreadySo
from yuanba.web import entrance


@pytest.fixture
def matter(people: Cast, morning: datetime) -> Matter:
    return make.a_matter(now=morning, actor=people.li, text="楼道里有一股怪味")


def test_at_the_desk_the_clock_is_that_of_a_danger_and_whoever_is_on_duty_is_called(
    matter: Matter, people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = morning + timedelta(hours=1)
    assert not deeds.row_of(matter).is_in_danger

    deeds.do("raise_alarm", matter, people, at)

    row = deeds.row_of(matter)
    assert (row.dangers, row.is_in_danger, row.until_at) == ("fire", True, at + timedelta(minutes=10))
    step = deeds.last(matter)
    assert (step.words, step.outcome["dangers"]) == ("值班电话里说有煤气味", ["fire"])
    assert "dangers.fire" in step.because
    monkeypatch.setattr(entrance, "_clock", lambda: at)
    jobs.tick_dangers()
    assert deeds.story(matter)[-1] == "alarm"


def test_with_a_unit_the_answer_is_due_in_minutes_from_now(
    matter: Matter, people: Cast, morning: datetime
) -> None:
    deeds.walk(matter, people, "assign accept", morning)
    at = morning + timedelta(hours=5)

    deeds.do("raise_alarm", matter, people, at)

    assert deeds.row_of(matter).due_at == at + timedelta(minutes=120)
    with pytest.raises(AlreadySo):
        deeds.do("raise_alarm", matter, people, at)


def test_what_is_due_sooner_stays_due_sooner(matter: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(matter, people, "assign accept", morning)
    before = deeds.row_of(matter).due_at
    assert before
    at = before - timedelta(minutes=5)

    deeds.do("raise_alarm", matter, people, at)

    after = deeds.row_of(matter).due_at
    assert after
    assert after <= before


def test_only_who_triages_there_and_only_what_the_rules_name(
    matter: Matter, people: Cast, morning: datetime
) -> None:
    for actor in (people.zhou, people.li, people.sun):
        with pytest.raises(NotAllowed):
            deeds.do("raise_alarm", matter, people, morning, actor=actor)
    with pytest.raises(NoSuchDanger):
        deeds.do("raise_alarm", matter, people, morning, danger_code="dragon")
    deeds.walk(matter, people, "assign accept answer", morning)
    with pytest.raises(WrongState):
        raise_alarm(actor=people.chen, matter_id=matter.id, danger_code="fire", reason="有味", now=morning)
