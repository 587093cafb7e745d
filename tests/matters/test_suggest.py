"""matter.suggest: the machine suggests, with reasons; a person decides."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters import jobs, queries, services
from yuanba.rules.access import NotAllowed, system
from yuanba.rules.matter import State, WrongState

READER = system("matters.suggest_class")


@pytest.fixture
def filed(people: Cast, morning: datetime) -> Matter:
    """A broken street light."""
    return make.a_matter(now=morning)


def test_classes_with_reasons_are_kept_with_the_matter(
    filed: Matter, people: Cast, morning: datetime
) -> None:
    services.suggest(actor=READER, matter_id=filed.id, now=morning)

    row = deeds.row_of(filed)
    assert row.state is State.FILED, "a suggestion decides nothing"
    assert row.class_code == ""
    assert row.suggestion
    best = row.suggestion["options"][0]
    assert (best["class"], best["item"]) == ("public", "street_light")
    assert ["keyword", "路灯"] in best["reasons"] or any("路灯" in word for _, word in best["reasons"])
    assert deeds.last(filed).outcome == row.suggestion


def test_only_the_platform_itself_suggests(filed: Matter, people: Cast, morning: datetime) -> None:
    for actor in (people.li, people.chen, people.zhou):
        with pytest.raises(NotAllowed):
            services.suggest(actor=actor, matter_id=filed.id, now=morning)

    assert deeds.row_of(filed).suggestion is None


def test_it_comes_too_late_once_a_person_decided(filed: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(filed, people, "assign", morning)

    with pytest.raises(WrongState):
        services.suggest(actor=READER, matter_id=filed.id, now=morning)
    jobs.suggest_class(matter_id=filed.id)  # the job takes that as done

    assert deeds.story(filed) == ["file", "assign"]


def test_twice_keeps_the_newer(filed: Matter, people: Cast, morning: datetime) -> None:
    services.suggest(actor=READER, matter_id=filed.id, now=morning)
    services.suggest(actor=READER, matter_id=filed.id, now=morning)

    assert deeds.story(filed) == ["file", "suggest", "suggest"]


def test_of_a_matter_that_is_not_there(people: Cast, morning: datetime) -> None:
    with pytest.raises(queries.NotFound):
        services.suggest(actor=READER, matter_id=0, now=morning)
