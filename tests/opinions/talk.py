"""A consultation on parking with two camps, and people who speak in it by the keys of browsers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests import cast, make
from yuanba.opinions import services
from yuanba.opinions.queries import statements
from yuanba.rules.core.actor import Actor, bearer
from yuanba.rules.time.calendar import day

#: Two sides, and one thing on which both agree.
FIRST = ("车位按先来后到", "车位固定到户", "外来车辆要登记", "白天可以给商户用", "要收停车费", "先划消防通道")
#: What somebody of each camp says of them.
CAMPS = ((1, -1, -1, 1, -1, 1), (-1, 1, 1, -1, 1, 1))


def a_question(*, actor: Actor, now: datetime, **changed: Any) -> dict[str, Any]:
    """What is said to open a consultation for Tongtaimen, for two weeks."""
    usual = {
        "actor": actor,
        "question": "小区的车位怎么停更合理？",
        "background": "现有车位86个，登记车辆131辆。",
        "statements": FIRST,
        "area_code": cast.TONGTAIMEN,
        "until_on": day(now) + timedelta(days=14),
        "now": now,
    }
    return {**usual, **changed}


def asker(now: datetime) -> Actor:
    """何, who leads Tongtaimen."""
    return make.staff("he", "community_secretary", area=cast.TONGTAIMEN, now=now)


def somebody(number: int) -> Actor:
    """A neighbour who is known by a browser alone."""
    return bearer(f"device:{number:024}")


def speak(consultation: int, *, camps: tuple[int, ...], now: datetime, first: int = 0) -> None:
    """So many of each camp say what they think of each statement."""
    shown = statements.shown(consultation)
    people = [camp for camp, number in enumerate(camps) for _one in range(number)]
    for number, camp in enumerate(people, start=first):
        for statement, value in zip(shown, CAMPS[camp], strict=False):
            services.take_stance(actor=somebody(number), statement_id=statement.id, value=value, now=now)
