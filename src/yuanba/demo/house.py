"""Creates the demonstration's areas, units, staff and log-ins by calling the services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from yuanba.demo.setting import PASSWORD, Login, Setting, Writers
from yuanba.districts import queries as districts
from yuanba.journal import queries as journal
from yuanba.lists import services as lists
from yuanba.people import queries as people
from yuanba.people import services as people_services
from yuanba.places import queries as places
from yuanba.places import services as places_services
from yuanba.rules.core.access import operator
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.lists import ListEntry
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import Term
from yuanba.sheets.tables import TakenTable

ACTOR = operator("demo")
PLACES = ("areas.csv", "outlines.csv", "grids.csv", "estates.csv")
STAFF = ("staff.csv", "colleagues.csv")
SINCE = date(2025, 1, 1)
#: When directories were issued and lists were made.
ISSUED, DERIVED, REVISED = timedelta(days=130), timedelta(days=120), timedelta(days=20)


class OnlyInDemo(Refused):
    """Raised when an installation for real use is asked to create or delete demonstration data."""

    code: ClassVar[str] = "demo.only_in_demo"


class NotOurs(Refused):
    """Raised when the district holds data that the demonstration did not create."""

    code: ClassVar[str] = "demo.not_ours"


class BadFile(Refused):
    """Raised when rows of a demonstration file are refused by the rules of its district."""

    code: ClassVar[str] = "demo.bad_file"


def is_furnished(setting: Setting) -> bool:
    """Return whether the demonstration has filled this district; raise NotOurs if other data is in it.

    The journal knows who opened the first account: nobody can claim that afterwards.
    """
    row = districts.current()
    if row is None or row.code != setting.code:
        raise NotOurs(district=setting.name)
    key = people.key_of(setting.logins[0].login)
    if key:
        opened = journal.story("account", key)[0]
        if (opened.actor_kind, opened.actor_key) == (ACTOR.kind, ACTOR.key):
            return True
    if key or places.top() or people.units():
        raise NotOurs(district=setting.name)
    return False


def furnish(setting: Setting, *, now: datetime) -> None:
    """Create areas, estates, units, log-ins and staff in the current, empty district."""
    if not settings.DEMO:
        raise OnlyInDemo
    for path in filter(Path.exists, map(setting.path, PLACES)):
        with path.open("rb") as file:
            _check(places_services.import_places(actor=ACTOR, file=file, commit=True, now=now), path.stem)
    with setting.path("units.csv").open("rb") as file:
        _check(people_services.import_units(actor=ACTOR, file=file, commit=True, now=now), "units")
    password = people_services.hashed(PASSWORD)
    for login in setting.logins:
        _open(login, password, now)
    for path in filter(Path.exists, map(setting.path, STAFF)):
        with path.open("rb") as file:
            staff = people_services.import_staff(actor=ACTOR, file=file, commit=True, now=now)
            _check(staff.taken, path.stem)


def write_lists(setting: Setting, pack: Pack, *, now: datetime) -> None:
    """Create some communities' item lists from the directory, then revise them with local differences."""
    who_writes, rows = setting.lists, setting.rows("lists.csv")
    if who_writes is None:
        return
    _issue_directories(setting, who_writes, pack, now=now)
    for community in dict.fromkeys(row["community"] for row in rows):
        who = actor(who_writes.writers.get(community, who_writes.otherwise))
        here = {row["item"]: row for row in rows if row["community"] == community}
        lines = [_line(code, here.get(code), pack) for code in pack.items if code not in who_writes.left_out]
        lists.derive(
            actor=who,
            area_code=community,
            lines=[ListEntry(item_code=one.item_code) for one in lines],
            now=now - DERIVED,
        )
        lists.revise(
            actor=who,
            area_code=community,
            lines=lines,
            reason="居民代表会议后，换成大家平时的叫法，几件小事缩短了时间。",
            since=1,
            now=now - REVISED,
        )


def _issue_directories(setting: Setting, writers: Writers, pack: Pack, *, now: datetime) -> None:
    """What a subdistrict has none of is left out; a few small things get less time."""
    for area, login in writers.issuers.items():
        here = {row["item"]: row for row in setting.rows("directories.csv") if row["area"] == area}
        kept = [code for code in pack.items if code not in writers.left_out]
        lists.issue(
            actor=actor(login),
            area_code=area,
            lines=[_line(code, here.get(code), pack) for code in kept],
            reason="梳理一年的群众诉求后形成；辖区没有的事项不列，几件小事缩短了时间。",
            since=0,
            now=now - ISSUED,
        )


def _line(code: str, row: dict[str, str] | None, pack: Pack) -> ListEntry:
    if row is None:
        return ListEntry(item_code=code)
    unit = pack.term_of(pack.items[code].class_code, code).unit
    return ListEntry(
        item_code=code,
        wording=row["wording"],
        unit=row["unit"],
        post=row["post"],
        term=Term(amount=int(row["amount"]), unit=unit) if row["amount"] else None,
        note=row["note"],
    )


def _check(taken: TakenTable, name: str) -> None:
    if not taken.is_written:
        row = taken.refused[0]
        raise BadFile(file=name, row=row.number)


def _open(login: Login, password: people_services.Hashed, now: datetime) -> None:
    key = people_services.open_account(
        actor=ACTOR, login=login.login, name=login.name, password=password, kind=login.kind, now=now
    )
    for seat in login.seats:
        people_services.appoint(
            actor=ACTOR,
            account_key=key,
            title=seat.title,
            unit=seat.unit,
            area=seat.area,
            from_on=day(now) - timedelta(days=seat.days) if seat.days else SINCE,
            now=now,
        )


def actor(login: str) -> Actor:
    """Return the actor of an existing demonstration log-in."""
    found = people.actor_by_login(login)
    assert found, login
    return found


def workers(setting: Setting, pack: Pack) -> dict[str, list[str]]:
    """Return, for each unit code, the log-ins that may accept its orders; playable roles come first."""
    seats = [(one.login, seat.title, seat.unit) for one in setting.logins for seat in one.seats]
    for name in STAFF:
        seats += [(row["login"], row["position"], row["unit"]) for row in setting.rows(name)]
    found: dict[str, list[str]] = {}
    for login, title, unit in seats:
        if pack.positions[title].kind in ACTIONS[MatterVerb.ACCEPT].who:
            found.setdefault(unit, []).append(login)
    return found
