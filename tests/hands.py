"""Who does what with a matter in the tests: the cast, and people beside it who are called when needed."""

from __future__ import annotations

from datetime import UTC, datetime

from tests import cast, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.matters.services.life import CLOCK
from yuanba.people import queries as accounts
from yuanba.rules.core.actor import Actor

#: When whoever is called to work beside the cast began: before every test.
EARLY = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


def somebody(login: str, *titles: str, unit: str = "", area: str = "") -> Actor:
    """A member of staff beside the cast; called to work when a test first needs them."""
    known = accounts.actor_by_login(login)
    return known or make.staff(login, *titles, unit=unit, area=area, now=EARLY)


def dan(people: Cast, matter: Matter) -> Actor:
    """丹, a democratic supervisor of 几江街道."""
    return somebody("dan", "supervisor", area=cast.JIJIANG)


def ping(people: Cast, matter: Matter) -> Actor:
    """平, who works at the planning office of 几江街道."""
    return somebody("ping", "handler", unit="jijiang-planning", area=cast.JIJIANG)


def gao(people: Cast, matter: Matter) -> Actor:
    """高, who works the first grid."""
    return somebody("gao", "grid_worker", unit="grid-1", area=cast.FIRST_GRID)


def shu(people: Cast, matter: Matter) -> Actor:
    """舒, the secretary of 几江街道, who signs what others submit."""
    return somebody("shu", "subdistrict_secretary", unit="jijiang", area=cast.JIJIANG)


def clock(people: Cast, matter: Matter) -> Actor:
    return CLOCK


def zhou_beside_a_colleague(people: Cast, matter: Matter) -> Actor:
    """Zhou, and somebody who works in the same unit."""
    somebody("handler", "handler", unit="jijiang", area=cast.JIJIANG)
    return people.zhou


def chen(people: Cast, matter: Matter) -> Actor:
    return people.chen


def zhou(people: Cast, matter: Matter) -> Actor:
    return people.zhou


def owner(people: Cast, matter: Matter) -> Actor:
    return matter.owner
