"""A centre in Jiangjin's Tongtaimen with bookings in every state, for the walks of all pages and services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from tests import cast
from yuanba.rules.core.access import ANONYMOUS
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day
from yuanba.rules.venues.repeating import Repeat, Rhythm
from yuanba.venues import queries, services
from yuanba.venues.models import Closure, OfferedFunction
from yuanba.venues.services import BookableEntry, CentreEntry, GivenHolder

PATH = cast.COMMUNITY_PATH
ENTRY = CentreEntry(title="通泰门社区客厅", floor_m2=800, residents_m2=640)
ROOM = BookableEntry(kind="room", title="排练室", capacity=20)


def evening(now: datetime, days: int) -> dict[str, Any]:
    """Two hours, so many days from now."""
    begins = now + timedelta(days=days)
    return {"starts_at": begins, "ends_at": begins + timedelta(hours=2)}


def weekly(today: date) -> Repeat:
    """Once a week from next month on."""
    return Repeat(
        rhythm=Rhythm.WEEKLY,
        from_on=today + timedelta(days=40),
        until_on=today + timedelta(days=75),
        begins=time(9),
        ends=time(10),
        skips_holidays=False,
    )


def things(clerk: Actor, now: datetime) -> dict[str, object]:
    """Make the centre and return its numbers, as addresses and services name them."""
    centre = services.keep_centre(actor=clerk, entry=ENTRY, area_path=PATH, now=now)
    hall = services.keep_bookable(
        actor=clerk, entry=BookableEntry(kind="hall", title="大厅"), centre_id=centre, now=now
    )
    half = BookableEntry(kind="hall", title="大厅西半", within=hall)
    west = services.keep_bookable(actor=clerk, entry=half, centre_id=centre, now=now)
    shut = services.keep_bookable(
        actor=clerk, entry=BookableEntry(kind="room", title="旧活动室"), centre_id=centre, now=now
    )
    until = now + timedelta(days=9)
    services.close(actor=clerk, bookable_ids=[shut], from_at=now, until_at=until, reason="检修", now=now)
    OfferedFunction.objects.create(centre_id=centre, code="reading", words="二楼")
    given = GivenHolder(name="周大妈", phone="13900001111")
    asked = services.book(
        actor=ANONYMOUS, bookable_ids=[west], purpose="排练", given=given, now=now, **evening(now, 3)
    )
    choir = services.repeat(
        actor=clerk, bookable_ids=[hall], repeat=weekly(day(now)), purpose="合唱队", now=now
    )
    other = services.keep_centre(
        actor=clerk, entry=CentreEntry(title="通泰门二号点"), area_path=PATH, now=now
    )
    return {
        "other_centre_id": other,
        "shut_id": shut,
        "centre_id": centre,
        "bookable_id": hall,
        "bookable_ids": [hall],
        "booking_id": asked.id,
        "booking_token": queries.booking(asked.id).token,
        "repetition_id": choir,
        "closure_id": Closure.objects.latest("pk").pk,
    }


def calls(made: Mapping[str, object], now: datetime) -> dict[str, dict[str, Any]]:
    """What somebody who may would say to the services of centres and bookings."""
    return {
        "venues.keep_centre": {"entry": ENTRY, "area_path": PATH, "centre_id": None},
        "venues.keep_bookable": {"entry": ROOM, "centre_id": made["centre_id"]},
        "venues.merge": {"into_id": made["other_centre_id"]},
        "venues.close": {"from_at": now, "until_at": now + timedelta(days=1), "reason": "检修"},
        "venues.book": {
            "purpose": "排练",
            "given": GivenHolder(name="周大妈", phone="13900001111"),
            **evening(now, 5),
        },
        "venues.decline": {"reason": "检修"},
        "venues.cancel": {"reason": "检修"},
        "venues.move": evening(now, 7),
        "venues.repeat": {"repeat": weekly(day(now) + timedelta(days=1)), "purpose": "棋友"},
        "venues.stop_repeating": {"from_on": day(now), "reason": "停办"},
    }
