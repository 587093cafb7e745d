"""Several at one moment: one seat, one log-in name, and counts that nobody escapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from tests import cast, make
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.people import jobs, queries, services
from yuanba.people.models import Throttle
from yuanba.people.services import NewUnit, UnitKind
from yuanba.places import services as places
from yuanba.rules.core.refusal import Refused
from yuanba.rules.places.codes import AreaKind

#: Two places in which nobody works.
VILLAGE, COMMUNITY = "500116001205", "500116002001"


def keep_what_somebody_works_for(people: cast.Cast, now: datetime) -> None:
    """What ends or closes while somebody begins to work for it: one of the two is refused."""
    act: dict[str, Any] = {"actor": make.OPERATOR, "now": now}
    seat = {**act, "account_key": people.zhou.key, "title": "clerk", "from_on": date(2026, 3, 1)}
    (east,) = places.add_estates(area=cast.TONGTAIMEN, names=["东苑"], **act)
    (grid,) = places.add(above=COMMUNITY, kind=AreaKind.GRID, areas=[places.NewArea(name="第一网格")], **act)
    firm = NewUnit(name="石墙物业", kind=UnitKind.PROPERTY_FIRM, area=VILLAGE)
    (code,) = services.add_units(units=[replace(firm, area=cast.NANMEN)], **act)
    pairs: list[tuple[Callable[[], object], Callable[[], object]]] = [
        (
            lambda: places.end(codes=[VILLAGE], **act),
            lambda: services.add_units(units=[firm], **act),
        ),
        (
            lambda: places.end_estates(codes=[east], **act),
            lambda: services.appoint(unit="jijiang", estate=east, **seat),
        ),
        (
            lambda: services.close_unit(code=code, **act),
            lambda: services.appoint(unit=code, **seat),
        ),
        (
            lambda: places.end(codes=[COMMUNITY], **act),
            lambda: services.appoint(unit="degan", area=grid, **seat),
        ),
    ]
    for pair in pairs:
        answers = together(2, partial(_pressed, pair))
        assert sum(isinstance(answer, Refused) for answer in answers) == 1, answers


def _pressed(calls: Sequence[Callable[[], object]], number: int) -> object:
    return calls[number]()


def test_at_once(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)

    def appoint(_: int) -> int:
        return services.appoint(
            actor=make.OPERATOR,
            account_key=people.zhou.key,
            title="clerk",
            unit="jijiang",
            from_on=date(2026, 3, 1),
            now=morning,
        )

    answers = together(6, appoint)
    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, Refused)} == {"position.overlaps"}

    keep_what_somebody_works_for(people, morning)

    def open_account(_: int) -> str:
        return services.open_account(
            actor=make.OPERATOR, login="wumin", name="", password=make.PASSWORD, now=morning
        )

    answers_opened = together(6, open_account)
    assert sum(isinstance(answer, str) for answer in answers_opened) == 1
    assert queries.actor_by_login("wumin")

    def count(_: int) -> None:
        services.throttle(key="filing:192.0.2.7", limit=5, window_seconds=3600, now=morning)

    counted = together(8, count)
    assert sum(answer is None for answer in counted) == 5

    jobs.sweep()
    assert Throttle.objects.count() == 0
