"""Every district that can be played: what its files name exists in its pack and among its places."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from functools import cache

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings

from tests.demo.moments import SUNDAY_NIGHT, THURSDAY, all_matters
from yuanba.demo import councils, house, play, stories
from yuanba.demo.declared import files
from yuanba.demo.setting import DemoPosition, NoDemonstration, Setting, setting, settings
from yuanba.districts.queries import DistrictRow
from yuanba.journal.queries.verify import findings
from yuanba.messages import queries as inboxes
from yuanba.packs import load
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.web import navigation

#: What everybody finds in every district.
EVERYWHERE = {
    *("resident", "triager", "handler", "community", "grid", "clerk", "supervisor"),
    *("auditor", "editor", "sysadmin", "secadmin", "auditadmin"),
}
#: Offices that one person holds at a time.
OFFICES = {
    *("street_secretary", "subdistrict_secretary", "township_secretary", "town_secretary"),
    *("community_secretary", "village_secretary", "branch_secretary", "grid_secretary"),
}
SMALL = "panlian"
every = pytest.mark.parametrize("one", settings().values(), ids=list(settings()))


@cache
def pack_of(code: str) -> Pack:
    return load.load(django_settings.PACKS, code, day(THURSDAY))


def places(one: Setting) -> set[str]:
    return {row["code"] for name in house.PLACES for row in one.rows(name)}


def staff(one: Setting) -> list[dict[str, str]]:
    return [row for name in house.STAFF for row in one.rows(name)]


def seats(one: Setting) -> list[DemoPosition]:
    hired = [DemoPosition(title=row["position"], unit=row["unit"], area=row["area"]) for row in staff(one)]
    return [*hired, *(seat for login in one.logins for seat in login.seats)]


def test_there_is_one_for_every_pack() -> None:
    assert set(settings()) == set(load.districts_in(django_settings.PACKS))
    with pytest.raises(NoDemonstration):
        setting("atlantis")


@every
def test_who_can_be_played_has_a_seat_in_the_pack(one: Setting) -> None:
    pack, known = pack_of(one.code), places(one)
    units = {row["code"] for row in one.rows("units.csv")}
    assert one.area == pack.area_code
    assert {login.login for login in one.logins} >= EVERYWHERE
    for seat in seats(one):
        assert seat.title in pack.positions, seat
        assert not seat.unit or seat.unit in units, seat
        assert not seat.area or seat.area in known, seat
    played = {login.login for login in one.logins} | {row["login"] for row in staff(one)}
    assert {*one.lookers, *one.town.lookers, one.town.triager} <= played
    assert one.area + one.town.prefix in known


@every
def test_no_unit_has_two_secretaries(one: Setting) -> None:
    """Whoever is played is the only one: nobody invented beside them holds the same office."""
    held = Counter((seat.title, seat.unit, seat.area) for seat in seats(one) if seat.title in OFFICES)
    assert [office for office, number in held.items() if number > 1] == []


@every
def test_units_embody_bodies_of_the_pack_and_somebody_works_there(one: Setting) -> None:
    pack, known = pack_of(one.code), places(one)
    workers = {
        seat.unit for seat in seats(one) if pack.positions[seat.title].kind in ACTIONS[MatterVerb.ACCEPT].who
    }
    for row in one.rows("units.csv"):
        assert not row["body"] or row["body"] in pack.bodies, row
        assert row["area"] in known, row
    embodied = {row["body"] for row in one.rows("units.csv") if row["code"] in workers}
    wanted = {item.body for item in pack.items.values() if item.body}
    assert wanted - embodied == set(), "an item that nobody would do"


@every
def test_stories_fit_the_place_and_its_mechanism(one: Setting) -> None:
    pack, known = pack_of(one.code), places(one)
    told = stories.stories(one, pack).matter
    writers = {"", *(login.login for login in one.logins), *(row["login"] for row in staff(one))}
    assert len(told) >= 20
    assert len({story.text for story in told}) == len(told), "a text stands twice"
    assert {item.class_code for code, item in pack.items.items() if code in {s.item for s in told}} >= {
        code for code, row in pack.classes.items() if not row.is_guided
    }
    for story in told:
        assert not story.item or story.item in pack.items, story.text
        assert not story.area or one.area + story.area in known, story.text
        assert story.channel in pack.channels, story.text
        assert bool(story.number) == pack.channels[story.channel].is_platform, story.text
        assert story.by in writers, story.text
        assert re.fullmatch(r"(13800\d{6})?", story.phone), story.text


@every
def test_what_happens_is_what_the_engine_and_the_pack_know(one: Setting) -> None:
    pack = pack_of(one.code)
    codes = {"refuse": pack.refusals, "guide": pack.guidances}
    for story in files(one).matter:
        for step in story.then:
            deed, _space, code = step.partition(": ")[0].partition(" ")
            assert deed in {*play.PLAYED, "wait", "later", "soon", stories.OPEN_END}, step
            assert deed not in codes or code in codes[deed], step
    told = stories.stories(one, pack)
    found = stories.events(told, seed=one.seed, now=THURSDAY, calendar=pack.calendar)
    assert all(event.at < THURSDAY for event in found)


@pytest.mark.district(SMALL)
def test_a_small_district_lives(settings: LazySettings, district: DistrictRow) -> None:
    settings.DEMO = True
    one = setting(SMALL)
    assert play.seed(one, now=SUNDAY_NIGHT)
    rows = all_matters(SUNDAY_NIGHT)
    deliberated = sum(len(council.referrals) for council in councils.read(one).council)
    assert len(rows) == len(files(one).matter) + deliberated
    assert {row.state for row in rows} >= {
        *(State.FILED, State.ASSIGNED, State.ACCEPTED, State.NOTICED, State.EVALUATING),
        *(State.CLOSED, State.REFUSED, State.GUIDED),
    }
    assert any(row.is_late(SUNDAY_NIGHT) for row in rows)
    assert any(row.is_prioritised for row in rows)
    assert {row.reworks for row in rows} >= {0, 1}
    assert list(findings()) == []
    assert _ways(one, SUNDAY_NIGHT)
    lines = inboxes.inbox(house.actor("triager"), at=SUNDAY_NIGHT, limit=1000).rows
    assert any(line.is_read for line in lines)
    assert all(line.is_read for line in lines if line.at < SUNDAY_NIGHT - play.UNREAD)


def _ways(one: Setting, now: datetime) -> bool:
    staffed = [login for login in one.logins if login.seats]
    return all(navigation.desk(house.actor(login.login), on=day(now), path="/") for login in staffed)
