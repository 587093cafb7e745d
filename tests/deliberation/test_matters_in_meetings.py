"""Matters before a council on the agendas of its meetings: what is decided on each, and on no other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.deliberation import courses as paths
from tests.deliberation import evenings
from tests.deliberation.courses import Village
from yuanba.deliberation import services
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries import resolutions as records
from yuanba.deliberation.queries import tracks
from yuanba.deliberation.services import PaperItem, PaperMeeting
from yuanba.districts.queries import DistrictRow
from yuanba.events import services as events
from yuanba.packs import store
from yuanba.rules.deliberation.councils import SeatRole
from yuanba.rules.deliberation.procedure import StepMissing
from yuanba.rules.deliberation.resolutions import ItemNotDecided, OnAgenda
from yuanba.rules.time.calendar import day

pytestmark = pytest.mark.district("fengdu")


@pytest.fixture
def village(district: DistrictRow, morning: datetime) -> Village:
    return paths.village(morning)


@pytest.fixture
def matters(village: Village, morning: datetime) -> tuple[int, int]:
    """Two matters before the council, whose one member is 周."""
    member: dict[str, Any] = {"role": SeatRole.MEMBER, "title": "互助会代表", "name": "周"}
    services.seat(actor=village.gu, council_id=village.council, now=morning, **member)
    return paths.referred(village, morning), paths.referred(village, morning)


def called(village: Village, matters: Sequence[int], begins: datetime, now: datetime) -> int:
    """A meeting in haste, on these matters alone."""
    when: dict[str, Any] = {"starts_at": begins, "ends_at": begins + timedelta(hours=1)}
    about: dict[str, Any] = {"topics": [], "referral_ids": matters, "urgent_ground": "路断了"}
    return evenings.called(village.council, village.gu, now, **about, **when)


def test_a_matter_is_put_on_one_agenda(village: Village, matters: tuple[int, int], morning: datetime) -> None:
    """meeting.call: by its class while it is not public; those whom it concerns see the meeting's day."""
    begins, pack = morning + timedelta(days=2), store.in_force(day(morning))
    assert [one.id for one in records.to_put_on(village.council, pack=pack)] == list(matters)
    meeting = called(village, matters, begins, morning)
    for wrong in (matters[:1], [9999]):
        with pytest.raises(OnAgenda):
            called(village, wrong, begins + timedelta(hours=2), morning)
    assert records.to_put_on(village.council, pack=pack) == []
    assert [one.planned_on for one in records.of_council(village.council, pack=pack)] == [day(begins)] * 2
    assert [one.title for one in held.meeting(meeting).items] == ["一件不公开的事"] * 2

    services.cancel_meeting(actor=village.gu, meeting_id=meeting, reason="停电", now=morning)
    assert [one.id for one in records.to_put_on(village.council, pack=pack)] == list(matters)
    assert [one.is_put_off for one in records.of_council(village.council, pack=pack)] == [True] * 2
    called(village, matters, begins, morning)
    assert [one.is_put_off for one in records.of_council(village.council, pack=pack)] == [False] * 2


def test_a_meeting_decides_the_matter_that_stands_on_its_agenda(
    village: Village, matters: tuple[int, int], morning: datetime
) -> None:
    """meeting.put_to_vote, resolution.adopt: each at its own step, and a resolution on no other matter."""
    mine, other = matters
    begins = morning + timedelta(minutes=1)
    meeting = called(village, matters, begins, morning)
    paper = PaperMeeting(seats=(), listeners=0, items=(PaperItem(number=1, text="修", yes=1),))
    with pytest.raises(StepMissing):
        services.enter_paper(actor=village.gu, meeting_id=meeting, paper=paper, now=begins)
    events.open_door(actor=village.gu, event_id=meeting, now=morning)
    evenings.check_in(meeting, village.gu, morning)
    said: dict[str, Any] = {"actor": village.gu, "meeting_id": meeting, "now": morning}
    services.begin_meeting(**said)
    course = services.begin_course(actor=village.gu, referral_id=mine, now=morning)
    paths.walk(course, village.gu, morning, until=3)
    services.draft(number=1, text="修机耕道", **said)
    services.put_to_vote(number=1, **said)
    services.decide(number=1, yes=1, no=0, abstain=0, **said)
    services.draft(number=2, text="也修", **said)
    with pytest.raises(StepMissing):
        services.put_to_vote(number=2, **said)

    (item,) = [one.item for one in tracks.adopted_items(village.council, mine)]
    assert (item.number, item.referral_id) == (1, mine)
    assert tracks.adopted_items(village.council, other) == []
    paths.walk(course, village.gu, morning, since=4, until=4)
    second = services.begin_course(actor=village.gu, referral_id=other, now=morning)
    paths.walk(second, village.gu, morning, until=4)
    words: dict[str, Any] = {"text": "修机耕道", "responsible": "村委会", "due_on": day(morning)}
    words |= {"actor": village.gu, "item_id": item.id, "now": morning}
    with pytest.raises(ItemNotDecided):
        services.pass_resolution(referral_id=other, **words)
    services.pass_resolution(referral_id=mine, **words)
