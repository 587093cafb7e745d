"""Plays invented offerings and weekly menus: what was held, who came, and next week's draft."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from pydantic import Field

from yuanba.activities import queries, services
from yuanba.activities.services import OfferingEntry
from yuanba.demo.house import actor
from yuanba.demo.setting import Setting
from yuanba.events import services as events
from yuanba.events.services import GivenPerson
from yuanba.rules.activities.menus import monday_of
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.declared import Declared
from yuanba.rules.events.stages import CheckInWay
from yuanba.rules.time.calendar import day, moment
from yuanba.venues import queries as venues

FILE = "menus.toml"
#: How many weeks before this one were held.
HELD = 2


class PlayedOffering(Declared):
    """One offering; `came` are those who come to each session that is over, by invented names."""

    kind: str
    crowd: str
    title: str
    weekday: int | None = Field(default=None, ge=0, le=6)
    begins: time
    ends: time
    room: str = ""
    about: str = ""
    provider: str = ""
    fee: str = "免费"
    capacity: int | None = None
    came: tuple[str, ...] = ()


class PlayedMenu(Declared):
    """What one centre offers, by whom it is composed."""

    centre: str
    by: str
    offerings: tuple[PlayedOffering, ...] = Field(min_length=1)


def publish(setting: Setting, *, now: datetime) -> None:
    """Play the weekly menus of a district; its centres are there."""
    path = setting.path(FILE)
    told = tomllib.loads(path.read_text(encoding="utf-8"))["menu"] if path.exists() else ()
    for row in told:
        _compose(PlayedMenu.model_validate(row, strict=False), now=now)


def _compose(told: PlayedMenu, *, now: datetime) -> None:
    by = actor(told.by)
    centre = next(row for row in venues.centres() if row.title == told.centre)
    rooms = {row.title: row.id for row in venues.bookables(centre_id=centre.id)}
    this_week = monday_of(day(now))
    since = moment(this_week - timedelta(weeks=HELD, days=3), time(9))
    for one in told.offerings:
        entry = OfferingEntry(
            kind=one.kind,
            crowd=one.crowd,
            title=one.title,
            weekday=one.weekday,
            begins=one.begins,
            ends=one.ends,
            room_id=rooms[one.room] if one.room else None,
            about=one.about,
            provider=one.provider,
            fee=one.fee,
            capacity=one.capacity,
        )
        services.keep_offering(actor=by, entry=entry, centre_id=centre.id, now=since)
    who = {one.title: one.came for one in told.offerings}
    for weeks in range(-HELD, 2):
        monday = this_week + timedelta(weeks=weeks)
        at = min(moment(monday - timedelta(days=3), time(16)), now)
        made = services.compose(actor=by, centre_id=centre.id, monday=monday, now=at)
        if weeks < 1:
            services.publish(actor=by, menu_id=made, now=at)
            _hold(made, who, by, now=now)


def _hold(menu_id: int, who: Mapping[str, tuple[str, ...]], by: Actor, *, now: datetime) -> None:
    """The sessions of a published week that are over: people came, by the list."""
    for one in queries.menu(menu_id).sessions:
        if one.event is None or one.ends_at >= now:
            continue
        event = one.event.id
        events.open_door(actor=by, event_id=event, now=one.starts_at)
        for name in who[one.offering.title]:
            given = GivenPerson(name=name)
            events.check_in(actor=by, event_id=event, how=CheckInWay.LIST, given=given, now=one.starts_at)
        events.begin(actor=by, event_id=event, now=one.starts_at)
        events.end(actor=by, event_id=event, now=one.ends_at)
