"""A week in Jiangjin's Tongtaimen, for the walks of all pages and services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from tests.venues import hall
from yuanba.activities import queries, services
from yuanba.activities.services import OfferingEntry
from yuanba.rules.activities.menus import monday_of
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day

ENTRY = OfferingEntry(
    kind="culture", crowd="elders", title="书画班", begins=time(9), ends=time(11), cutoff_hours=1
)


def things(clerk: Actor, centre: int, now: datetime) -> dict[str, object]:
    """Make a drafted week after the next and a published one, and return their numbers."""
    offered = services.keep_offering(actor=clerk, entry=ENTRY, centre_id=centre, now=now)
    made = {}
    for name, weeks in (("out", 1), ("menu", 2)):
        monday = monday_of(day(now)) + timedelta(weeks=weeks)
        made[name] = services.compose(actor=clerk, centre_id=centre, monday=monday, now=now)
        services.add(actor=clerk, menu_id=made[name], offering_id=offered, now=now, **hours(now, weeks))
    services.publish(actor=clerk, menu_id=made["out"], now=now)
    return {
        "menu_id": made["out"],
        "draft_id": made["menu"],
        "offering_id": offered,
        "session_id": queries.menu(made["menu"]).sessions[0].id,
    }


def with_rooms(clerk: Actor, now: datetime) -> dict[str, object]:
    """Make a centre with its bookings, and its weeks."""
    made = hall.things(clerk, now)
    return made | things(clerk, int(str(made["centre_id"])), now)


def hours(now: datetime, weeks: int, *, days: int = 3) -> dict[str, Any]:
    """A morning in a later week."""
    on = monday_of(day(now)) + timedelta(weeks=weeks, days=days)
    return {"on": on, "begins": time(9), "ends": time(11)}


def calls(made: Mapping[str, object], now: datetime) -> dict[str, dict[str, Any]]:
    """What somebody who may would say to the services of weekly menus."""
    return {
        "activities.keep_offering": {"entry": ENTRY, "centre_id": made["centre_id"]},
        "activities.compose": {"monday": monday_of(day(now)) + timedelta(weeks=3)},
        "activities.add": hours(now, 2, days=4),
    }
