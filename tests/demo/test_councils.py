"""The councils and votes of every demonstration: meetings, topics and votes in each state."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest
from django.conf import LazySettings

from tests.demo.moments import SUNDAY_NIGHT, THURSDAY
from yuanba.ballots import queries as ballots
from yuanba.ballots.models import CastBallot, HeldVote, Roll
from yuanba.ballots.services import may_open
from yuanba.deliberation.models import AgendaItem, Council, CouncilMeeting, MatterReferral, Resolution, Topic
from yuanba.demo import councils, house
from yuanba.demo.setting import setting
from yuanba.demo.setting import settings as known
from yuanba.demo.told_councils import PlayedMeeting
from yuanba.districts.queries import DistrictRow
from yuanba.events.models import Event
from yuanba.matters import queries as matters
from yuanba.rules.core.state import State
from yuanba.works import queries as projects

WHICH = ("ago", "coming")
EVERY = [pytest.param(one, marks=pytest.mark.district(one)) for one in known()]


@pytest.mark.parametrize("code", EVERY)
def test_councils_are_at_work_and_owners_vote(
    code: str, settings: LazySettings, district: DistrictRow
) -> None:
    settings.DEMO = True
    now: datetime = THURSDAY if len(code) % 2 else SUNDAY_NIGHT
    house.furnish(setting(code), now=now)
    councils.hold(setting(code), now=now)

    meetings = CouncilMeeting.objects.select_related("event")
    states = Counter(str(one.event.state) for one in meetings)
    assert states["ended"] == states["begun"] == 1
    assert states["planned"] >= 1
    (finished,) = [one for one in meetings if one.event.state == "ended"]
    assert finished.confirmed_by
    assert finished.second_by
    assert finished.confirmed_by != finished.second_by
    assert all(one.event.starts_at > now for one in meetings if one.event.state == "planned")
    assert not Event.objects.filter(starts_at__gt=now).exclude(state__in=("planned", "door_open")).exists()
    assert AgendaItem.objects.filter(state="passed").count() >= 2
    assert {"proposed", "open", "on_agenda", "declined", "decided"} <= set(
        Topic.objects.values_list("state", flat=True)
    )

    built = {one.title: one for one in projects.projects(now.date())}
    assert len(built) == (2 if code == "zhucheng" else 0)
    if code == "zhucheng":
        assert Counter(one.state for one in built.values()) == {"running": 1, "done": 1}
        assert {one.reached for one in built.values()} == {2, 3}

    by_state = Counter(
        "over" if one.counted_at else "open" for one in HeldVote.objects.filter(subject_kind="roll")
    )
    assert by_state == {"over": 1, "open": 1}
    assert CastBallot.objects.filter(motion__vote__closed_at=None).exists()
    (waiting,) = Roll.objects.filter(source="file", frozen_at=None)
    assert not may_open(ballots.roll(waiting.pk), now), "people may still object"

    resolution = Resolution.objects.first()
    assert resolution
    row = matters.held(resolution.referral.matter_id)
    assert row.state in {State.ASSIGNED, State.ACCEPTED}, "it is being carried out"
    assert resolution.due_on > now.date()
    assert Council.objects.filter(until_on=None).count() >= 2


@pytest.mark.district("jiangjin")
def test_what_a_grid_cannot_settle_is_before_the_joint_meeting(
    settings: LazySettings, district: DistrictRow
) -> None:
    settings.DEMO = True
    house.furnish(setting("jiangjin"), now=THURSDAY)
    councils.hold(setting("jiangjin"), now=THURSDAY)
    way = MatterReferral.objects.filter(council__kind__in=("grid", "subdistrict", "community"))
    counted = Counter(one.matter_id for one in way)
    ((matter, times),) = counted.most_common(1)
    assert times == 3
    last = way.filter(matter_id=matter).order_by("id").last()
    assert last
    assert last.council.kind == "subdistrict"


@pytest.mark.district("chenghua")
def test_a_day_of_each_month_is_kept(settings: LazySettings, district: DistrictRow) -> None:
    """C4 is the twentieth, whatever day it is today."""
    settings.DEMO = True
    house.furnish(setting("chenghua"), now=THURSDAY)
    councils.hold(setting("chenghua"), now=THURSDAY)
    of_the_day = CouncilMeeting.objects.filter(council__kind="neighbours")
    assert {one.meets_on.day for one in of_the_day} == {20}
    assert of_the_day.count() == 2


@pytest.mark.parametrize(
    ("today", "last", "following"),
    [
        (date(2026, 3, 20), date(2026, 2, 20), date(2026, 4, 20)),
        (date(2026, 3, 21), date(2026, 3, 20), date(2026, 4, 20)),
        (date(2026, 1, 19), date(2025, 12, 20), date(2026, 1, 20)),
    ],
)
def test_the_last_and_the_next_day_of_a_month(today: date, last: date, following: date) -> None:
    item = {"items": [{"title": "院门"}], "place": "院里", "on": 20}
    ago, coming = (PlayedMeeting.model_validate({**item, which: 1}, strict=False) for which in WHICH)
    assert (councils.day_of(ago, today), councils.day_of(coming, today)) == (last, following)
