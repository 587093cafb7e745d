"""matter.report_up: what a district body is late with, or asks about, goes to the body above the district."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from tests import deeds, make
from tests.cast import Cast
from tests.make import Matter
from tests.rules.test_pack import changed
from yuanba.matters import jobs
from yuanba.matters.views import story
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.state import State
from yuanba.rules.matters import escalation, upward
from yuanba.rules.matters.escalation import Course
from yuanba.rules.matters.upward import Letter, NoSuperior, NotWithDistrict, OnlyWhenLate
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.superior import Superior
from yuanba.web import entrance

SUPERIOR = {
    "title": {"zh": "市级部门", "en": "Municipality"},
    "contact": {"zh": "书面", "en": "In writing"},
    "assumed": "测试",
}


@pytest.fixture
def matter(people: Cast, morning: datetime) -> Matter:
    """A matter of which the district's joint meeting knows."""
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept escalate", morning)
    return matter


def test_a_letter_and_its_reply_are_recorded_and_the_resident_reads_them(
    matter: Matter, people: Cast, morning: datetime
) -> None:
    deeds.do("report_up", matter, people, morning)
    deeds.do("report_up", matter, people, morning, letter=Letter.REPLY, number="市函5号", words="已列入计划")

    row = deeds.row_of(matter)
    assert (row.state, row.unit) == ("accepted", "jijiang"), "who has it stays answerable"
    ours, reply = story.for_party(row)[-2:]
    assert (ours.letter, ours.number, ours.words) == ("report", "渝信〔2026〕3号", "跨区管线，请市里协调")
    assert (reply.letter, reply.number, reply.words) == ("reply", "市函5号", "已列入计划")
    assert "superior.body" in deeds.last(matter).because


def test_what_the_district_is_late_with_is_reported_by_the_clock_once(
    matter: Matter, people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = (deeds.row_of(matter).due_at or morning) + timedelta(days=30)
    monkeypatch.setattr(entrance, "_clock", lambda: late)
    for _ in range(2):
        jobs.tick()
    done = [verb for verb in deeds.story(matter) if verb == "report_up"]
    assert done == ["report_up"]


def test_nobody_reports_what_the_district_does_not_know_or_what_is_not_theirs(
    people: Cast, morning: datetime
) -> None:
    matter = make.a_matter(now=morning, actor=people.li)
    deeds.walk(matter, people, "assign accept", morning)
    with pytest.raises(NotWithDistrict):
        deeds.do("report_up", matter, people, morning)
    for actor in (people.li, people.zhou, people.sun):
        with pytest.raises(NotAllowed):
            deeds.do("report_up", matter, people, morning, actor=actor)


def pack(**superior: object) -> Pack:
    return changed(superior=Superior.model_validate_json(json.dumps({**SUPERIOR, **superior})))


def test_the_pack_says_when() -> None:
    def report(rules: Pack, *, is_late: bool) -> State:
        return upward.report_up(
            State.ACCEPTED, level=Level.DISTRICT, is_late=is_late, words="请协调", pack=rules
        ).state

    assert report(pack(occasions=["asked"]), is_late=False) is State.ACCEPTED
    assert report(pack(occasions=["late"]), is_late=True) is State.ACCEPTED
    with pytest.raises(OnlyWhenLate):
        report(pack(occasions=["late"]), is_late=False)
    with pytest.raises(NoSuperior):
        report(changed(superior=None), is_late=True)


@pytest.mark.parametrize(
    ("level", "superior", "reported"),
    [
        (Level.DISTRICT, {"occasions": ["late"]}, True),
        (Level.SUBDISTRICT, {"occasions": ["late"]}, False),
        (Level.DISTRICT, {"occasions": ["asked"]}, False),
        (Level.DISTRICT, {"occasions": ["late"], "after": {"amount": 3, "unit": "working_days"}}, False),
    ],
)
def test_the_clock_reports_only_what_the_district_is_late_with(
    level: Level, superior: dict[str, object], reported: bool, morning: datetime
) -> None:
    course = Course(state=State.ACCEPTED, level=level, due_at=morning)
    verbs = [
        deed.verb for deed in escalation.pressing(course, pack(**superior), morning + timedelta(hours=1))
    ]
    assert (MatterVerb.REPORT_UP in verbs) is reported
