"""centre.keep, bookable.keep: the entry of a centre, its functions, its rooms (K1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from functools import partial

import pytest

from tests.venues.house import OTHER_PATH, PATH, House
from tests.venues.test_bookings import booked, refused
from yuanba.rules.core.access import NotAllowed
from yuanba.venues import queries, services
from yuanba.venues.queries import numbers
from yuanba.venues.services import BookableEntry, CentreEntry
from yuanba.venues.services.booking import UnknownBookableKind
from yuanba.venues.services.erasing import drop_old_holders, erase_holders, old_holders
from yuanba.venues.services.keeping import (
    BadFloor,
    CentreAlready,
    CentreUntitled,
    NoSuchHall,
    UnknownFunction,
)

pytestmark = pytest.mark.district("kaizhou")
ENTRY = CentreEntry(
    title="迎宾社区共享客厅", floor_m2=900, residents_m2=600, functions={"meals": "一楼，11:00起"}
)


def test_an_entry_is_written_and_changed(house: House, morning: datetime) -> None:
    row = queries.centre(house.centre)
    assert (row.share, dict(row.functions)["riders"]) == (Fraction(17, 20), "门口，24小时")
    keep = partial(services.keep_centre, centre_id=house.centre, now=morning)
    refused(NotAllowed, keep, actor=house.jian, entry=ENTRY)
    refused(NotAllowed, keep, actor=house.he, entry=ENTRY)
    for error, wrong in (
        (CentreUntitled, {"title": " "}),
        (BadFloor, {"residents_m2": 901}),
        (BadFloor, {"floor_m2": None}),
        (UnknownFunction, {"functions": {"casino": ""}}),
    ):
        refused(error, keep, actor=house.luo, entry=replace(ENTRY, **wrong))
    keep(actor=house.luo, entry=ENTRY)
    row = queries.centre(house.centre)
    assert (row.share, row.functions) == (Fraction(2, 3), (("meals", "一楼，11:00起"),))
    new = partial(services.keep_centre, actor=house.boss, area_path=PATH, now=morning)
    refused(CentreAlready, new, entry=ENTRY)
    refused(
        NotAllowed,
        partial(services.keep_centre, actor=house.luo, area_path=OTHER_PATH, now=morning),
        entry=ENTRY,
    )
    assert queries.centre(new(entry=CentreEntry(title="迎宾社区二号点"))).share is None


def test_rooms_and_their_halls(house: House, morning: datetime) -> None:
    keep = partial(services.keep_bookable, actor=house.luo, centre_id=house.centre, now=morning)
    entry = BookableEntry(kind="room", title="舞蹈室", capacity=30)
    refused(NotAllowed, keep, actor=house.tang, entry=entry)
    refused(UnknownBookableKind, keep, entry=replace(entry, kind="pool"))
    refused(CentreUntitled, keep, entry=replace(entry, title=""))
    refused(CentreAlready, keep, entry=replace(entry, title="读书室"))
    for wrong in (house.east, house.far, house.projector):
        refused(NoSuchHall, keep, entry=replace(entry, within=wrong))
    made = keep(entry=replace(entry, within=house.hall))
    assert queries.bookable(made).within == house.hall
    assert queries.bookable(house.hall).part_ids > queries.bookable(made).part_ids
    services.keep_bookable(
        actor=house.luo, bookable_id=made, entry=replace(entry, title="练功房", capacity=25), now=morning
    )
    row = queries.bookable(made)
    assert (row.title, row.capacity, row.within) == ("练功房", 25, house.hall)


def test_who_asks_to_be_erased_leaves_no_name(house: House, morning: datetime) -> None:
    made = booked(house, house.room, now=morning, actor=house.he)
    assert [row.id for row in queries.bookings_of([house.he.key])] == [made.id]
    assert erase_holders(keys=[house.he.key], now=morning) == 1
    row = queries.booking(made.id)
    assert (row.holder, row.masked, row.purpose, row.state) == ("", "", "", "cancelled")
    booked(house, house.room, now=morning)

    later = booked(house, house.east, now=morning, actor=house.tang)
    assert old_holders(row.ends_at).count() == 0
    assert drop_old_holders(before=row.ends_at.replace(year=2027)) == 1
    assert queries.booking(later.id).holder == ""


def test_how_much_rooms_are_used(house: House, morning: datetime) -> None:
    """K1: two rooms for two hours each; what waits for an answer counts for nothing."""
    booked(house, house.east, now=morning)
    booked(house, house.room, now=morning)
    booked(house, house.west, now=morning, actor=house.he)
    from_at, until_at = morning, morning + timedelta(days=7)
    used, minutes = numbers.minutes_used(from_at, until_at, PATH, centre_id=house.centre)
    assert (used, minutes) == (240, 4 * 7 * 810), "a hall, its halves and a room: 13½ hours a day each"
    assert numbers.minutes_used(from_at, until_at, OTHER_PATH)[0] == 0
