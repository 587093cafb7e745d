"""Builders: they call services, so that no test starts from an impossible fact."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from yuanba.events import services as events
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.people import queries as people
from yuanba.people import services as people_services
from yuanba.places import services as places_services
from yuanba.rules.core.access import ANONYMOUS, bearer, operator
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.sheets.tables import TakenTable

OPERATOR = operator("test")
PASSWORD = "a long pass phrase"
SINCE = date(2025, 1, 1)


def csv(*lines: str, encoding: str = "utf-8") -> io.BytesIO:
    """A CSV file of these lines."""
    return io.BytesIO(("\n".join(lines) + "\n").encode(encoding))


def places(*lines: str, now: datetime) -> TakenTable:
    """Import these places; all of them must be taken."""
    taken = places_services.import_places(actor=OPERATOR, file=csv(*lines), commit=True, now=now)
    assert taken.is_written, [fault for row in taken.refused for fault in row.faults]
    return taken


def units(*lines: str, now: datetime) -> TakenTable:
    """Import these units; all of them must be taken."""
    taken = people_services.import_units(actor=OPERATOR, file=csv(*lines), commit=True, now=now)
    assert taken.is_written, [fault for row in taken.refused for fault in row.faults]
    return taken


def resident(login: str, *, name: str = "", now: datetime) -> Actor:
    """A resident with an account."""
    people_services.open_account(
        actor=OPERATOR, login=login, name=name, password=PASSWORD, kind=ActorKind.RESIDENT, now=now
    )
    return actor(login)


def staff(
    login: str,
    *positions: str,
    name: str = "",
    unit: str = "",
    area: str = "",
    estate: str = "",
    from_on: date = SINCE,
    until_on: date | None = None,
    now: datetime,
) -> Actor:
    """A member of staff who holds these positions of the pack."""
    people_services.open_account(actor=OPERATOR, login=login, name=name, password=PASSWORD, now=now)
    return _appointed(
        login, positions, unit=unit, area=area, estate=estate, from_on=from_on, until_on=until_on, now=now
    )


def program(
    login: str,
    *positions: str,
    name: str = "程序",
    area: str = "",
    unit: str = "",
    until_on: date | None = None,
    now: datetime,
) -> Actor:
    """The account of a program with these positions; without a key it enters nowhere."""
    people_services.open_account(actor=OPERATOR, login=login, name=name, password=None, now=now)
    return _appointed(login, positions, unit=unit, area=area, from_on=SINCE, until_on=until_on, now=now)


def _appointed(login: str, positions: tuple[str, ...], **seat: Any) -> Actor:
    """The holder of an account, with these positions."""
    key = people.key_of(login)
    for title in positions:
        people_services.appoint(actor=OPERATOR, account_key=key, title=title, **seat)
    return actor(login)


def appoint(
    login: str,
    title: str,
    *,
    unit: str = "",
    area: str = "",
    estate: str = "",
    from_on: date = SINCE,
    until_on: date | None = None,
    now: datetime,
) -> Actor:
    """The holder of an account, with one more position."""
    seat = {
        "unit": unit,
        "area": area,
        "estate": estate,
        "from_on": from_on,
        "until_on": until_on,
        "now": now,
    }
    return _appointed(login, (title,), **seat)


def actor(login: str) -> Actor:
    """Who acts under this log-in name, with today's positions."""
    found = people.actor_by_login(login)
    assert found, login
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter that was filed: what its receipt says, and who can prove it."""

    id: int
    receipt: str
    code: str
    token: str
    owner: Actor


def a_matter(
    *,
    now: datetime,
    actor: Actor = ANONYMOUS,
    text: str = "滨江花园一栋门口的路灯坏了三天，没有人修。",
    place: str = "滨江花园1栋",
    area_code: str = "500116001006001",
    **more: object,
) -> Matter:
    """A matter in the first grid, filed through the service."""
    filed = matters_services.file(
        actor=actor,
        text=text,
        place=place,
        area_code=area_code,
        now=now,
        **more,  # type: ignore[arg-type]
    )
    row = matters.matter_by_token(filed.token)
    return Matter(
        id=row.id,
        receipt=filed.receipt,
        code=filed.code,
        token=filed.token,
        owner=actor if actor.kind is ActorKind.RESIDENT else bearer(row.owner_key),
    )


def an_evening(begins: datetime) -> dict[str, Any]:
    """Where and when something takes place, for an hour."""
    return {"place": "社区活动室", "starts_at": begins, "ends_at": begins + timedelta(hours=1)}


def an_event(*, now: datetime, **changed: Any) -> int:
    """An event in the first grid, in three days: whoever wants registers until it begins; two seats."""
    begins = now + timedelta(days=3)
    usual = {
        "title": "院坝义诊",
        "area_path": "/500116/500116001/500116001006/500116001006001/",
        "place": "滨江花园院坝",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "registers_until": begins,
        "capacity": 2,
    }
    return events.plan(**{"now": now, **usual, **changed})  # type: ignore[arg-type]


def a_water_cut(*, now: datetime, **changed: Any) -> dict[str, Any]:
    """What is said to publish an everyday notice: the water is cut off in an hour, for three hours."""
    usual = {
        "kind": "water_cut",
        "area_code": "500116001006001",
        "place": "3栋",
        "from_at": now + timedelta(hours=1),
        "until_at": now + timedelta(hours=4),
        "to_do": "请存水",
        "call_name": "社区值班室",
        "call_number": "023-47520003",
    }
    return {"now": now, **usual, **changed}
