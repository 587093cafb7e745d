"""matter.suggest: the machine suggests, with reasons; a person decides."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.journal import services as journal
from yuanba.matters import services
from yuanba.matters.services.triage import SUGGESTER
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.state import State


@pytest.fixture
def filed(people: Cast, morning: datetime) -> Matter:
    """A broken street light."""
    return make.a_matter(now=morning)


def suggest(*matters: Matter, now: datetime) -> int:
    return services.suggest(actor=SUGGESTER, matter_ids=[one.id for one in matters], now=now)


def test_classes_with_reasons_are_kept_with_the_matter(
    filed: Matter, people: Cast, morning: datetime
) -> None:
    assert suggest(filed, now=morning) == 1

    row = deeds.row_of(filed)
    assert row.state is State.FILED, "a suggestion decides nothing"
    assert row.class_code == ""
    assert row.suggestion
    best = row.suggestion["options"][0]
    assert (best["class"], best["item"]) == ("public", "street_light")
    assert ["keyword", "路灯"] in best["reasons"] or any("路灯" in word for _, word in best["reasons"])
    assert deeds.last(filed).outcome == row.suggestion


def test_the_journal_is_read_for_what_was_filed(filed: Matter, people: Cast, morning: datetime) -> None:
    journal.number()
    assert services.read_journal() > 0

    assert deeds.row_of(filed).suggestion
    assert deeds.story(filed) == ["file", "suggest"]
    assert deeds.last(filed).at == morning

    journal.number()
    services.read_journal()
    assert services.read_journal() == 0, "nothing new"
    assert deeds.story(filed) == ["file", "suggest"]


def test_many_cost_no_more_statements_than_one(people: Cast, morning: datetime) -> None:
    suggest(make.a_matter(now=morning), now=morning)  # the pack is known now
    counts = []
    for many in (1, 7):
        matters = [make.a_matter(now=morning) for _ in range(many)]
        with CaptureQueriesContext(connection) as asked:
            assert suggest(*matters, now=morning) == many
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_only_the_platform_itself_suggests(filed: Matter, people: Cast, morning: datetime) -> None:
    for actor in (people.li, people.chen, people.zhou):
        with pytest.raises(NotAllowed):
            services.suggest(actor=actor, matter_ids=[filed.id], now=morning)

    assert deeds.row_of(filed).suggestion is None


def test_it_comes_too_late_once_a_person_decided(filed: Matter, people: Cast, morning: datetime) -> None:
    deeds.walk(filed, people, "assign", morning)

    assert suggest(filed, now=morning) == 0

    assert deeds.story(filed) == ["file", "assign"]


def test_twice_is_once(filed: Matter, people: Cast, morning: datetime) -> None:
    assert suggest(filed, now=morning) == 1
    assert suggest(filed, now=morning) == 0

    assert deeds.story(filed) == ["file", "suggest"]


def test_of_no_matter_nothing_is_said(people: Cast, morning: datetime) -> None:
    assert services.suggest(actor=SUGGESTER, matter_ids=[], now=morning) == 0
