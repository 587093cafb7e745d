"""The post in which somebody acted, of several that they hold."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import cast, make
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.journal import services as journaling
from yuanba.journal.services import Act, Subject
from yuanba.people import queries
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb

SUBJECT = Subject(kind="matter", key="17")
COMMUNITY = f"/{cast.DISTRICT}/{cast.JIJIANG}/{cast.TONGTAIMEN}/"


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def qian(people: Cast, morning: datetime) -> Actor:
    """Qian handles for the party committee, works in the planning office, and supervises, the newest post."""
    make.staff("qian", "handler", unit="jijiang", area=cast.JIJIANG, now=morning)
    make.appoint("qian", "handler", unit="jijiang-planning", area=cast.JIJIANG, now=morning)
    return make.appoint("qian", "supervisor", area=cast.JIJIANG, now=morning)


def post(who: Actor, verb: Verb, at: datetime, *, unit: str = "") -> str:
    journaling.record(Act(who, verb, at), SUBJECT, outcome={"unit": unit, "area_path": COMMUNITY})
    step = journal.story("matter", "17")[-1]
    return queries.posts([step])[step.id]


def test_the_unit_of_the_matter_decides(qian: Actor, morning: datetime) -> None:
    assert post(qian, MatterVerb.ACCEPT, morning, unit="jijiang") == "几江街道党工委 · 经办人"
    assert (
        post(qian, MatterVerb.ACCEPT, morning, unit="jijiang-planning")
        == "几江街道规划建设管理环保办公室 · 经办人"
    )


def test_so_does_what_only_one_post_may_do(qian: Actor, morning: datetime) -> None:
    assert post(qian, MatterVerb.PRIORITISE, morning, unit="jijiang").endswith("民主监督员")


def test_a_later_post_renames_no_earlier_act(people: Cast, morning: datetime) -> None:
    before = post(people.zhou, MatterVerb.ACCEPT, morning, unit="jijiang")
    later = morning + timedelta(days=30)
    make.appoint("zhou", "clerk", unit="centre", area=cast.DISTRICT, from_on=later.date(), now=later)

    step = journal.story("matter", "17")[-1]
    assert queries.posts([step])[step.id] == before == "几江街道党工委 · 经办人"


def test_residents_have_none(people: Cast, morning: datetime) -> None:
    journaling.record(Act(people.li, MatterVerb.FILE, morning), SUBJECT, outcome={})
    assert queries.posts(journal.story("matter", "17")) == {}
