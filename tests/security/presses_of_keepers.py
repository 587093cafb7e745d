"""Pressing buttons of administrators fifty times at once: areas, units and positions."""

from __future__ import annotations

from datetime import datetime

from tests import cast, make
from tests.security.crowd import Crowd
from tests.security.presses import once
from yuanba.people import services as people
from yuanba.people.services import NewUnit, UnitKind
from yuanba.places import queries as places_queries
from yuanba.places import services as places
from yuanba.places.services import NewArea
from yuanba.rules.core.actor import Actor
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.places.codes import AreaKind
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day


def press_areas(came: Crowd, now: datetime) -> None:
    """A community is added once under its name, ends once, and is reopened once."""
    act = {"actor": make.OPERATOR, "now": now}
    new = [NewArea(name="东门社区居民委员会")]
    kind = AreaKind.COMMUNITY
    once(
        came,
        PlaceVerb.ADD,
        lambda _: places.add(above=cast.DEGAN, kind=kind, areas=new, **act),  # type: ignore[arg-type]
    )
    (code,) = (one.code for one in places_queries.children(cast.DEGAN) if one.name == new[0].name)
    once(came, PlaceVerb.END, lambda _: places.end(codes=[code], **act))  # type: ignore[arg-type]
    once(came, PlaceVerb.REOPEN, lambda _: places.reopen(code=code, **act))  # type: ignore[arg-type]


def press_housing(came: Crowd, now: datetime) -> None:
    """An estate and a building are added once under their name, end once, and are reopened once."""
    act = {"actor": make.OPERATOR, "now": now}
    new = {"area": cast.NANMEN, "names": ["东苑"]}
    once(came, PlaceVerb.ESTATE_ADD, lambda _: places.add_estates(**new, **act))  # type: ignore[arg-type]
    east = f"{cast.NANMEN}-E01"
    once(came, PlaceVerb.ESTATE_END, lambda _: places.end_estates(codes=[east], **act))  # type: ignore[arg-type]
    once(came, PlaceVerb.ESTATE_REOPEN, lambda _: places.reopen_estate(code=east, **act))  # type: ignore[arg-type]
    house = {"area": cast.FIRST_GRID, "names": ["门卫室"]}
    once(came, PlaceVerb.BUILDING_ADD, lambda _: places.add_buildings(**house, **act))  # type: ignore[arg-type]
    code = f"{cast.FIRST_GRID}-B1"
    once(came, PlaceVerb.BUILDING_END, lambda _: places.end_buildings(codes=[code], **act))  # type: ignore[arg-type]
    once(came, PlaceVerb.BUILDING_REOPEN, lambda _: places.reopen_building(code=code, **act))  # type: ignore[arg-type]


def press_units(came: Crowd, now: datetime) -> None:
    """A unit is added once under its name, closed once, and reopened once."""
    act = {"actor": make.OPERATOR, "now": now}
    new = [NewUnit(name="滨江物业", kind=UnitKind.PROPERTY_FIRM)]
    once(came, PeopleVerb.UNIT_ADD, lambda _: people.add_units(units=new, **act))  # type: ignore[arg-type]
    once(came, PeopleVerb.UNIT_CLOSE, lambda _: people.close_unit(code="unit-1", **act))  # type: ignore[arg-type]
    once(came, PeopleVerb.UNIT_REOPEN, lambda _: people.reopen_unit(code="unit-1", **act))  # type: ignore[arg-type]


def press_seats(came: Crowd, guard: Actor, key: str, ended: int, now: datetime) -> None:
    """What ended is restored once; an assignment by mistake is taken back once."""
    act = {"actor": guard, "now": now}
    once(came, PeopleVerb.POSITION_RESTORE, lambda _: people.restore(position_id=ended, **act))  # type: ignore[arg-type]
    wrong = people.appoint(account_key=key, title="handler", unit="jijiang", from_on=day(now), **act)  # type: ignore[arg-type]
    once(came, PeopleVerb.POSITION_TAKE_BACK, lambda _: people.take_back(position_id=wrong, **act))  # type: ignore[arg-type]


def press_reopening(came: Crowd, key: str, now: datetime) -> None:
    """An account that was closed by mistake is reopened once."""
    act = {"actor": make.OPERATOR, "now": now}
    once(came, PeopleVerb.ACCOUNT_REOPEN, lambda _: people.reopen_account(account_key=key, **act))  # type: ignore[arg-type]
