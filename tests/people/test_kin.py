"""kin.declare and kin.retract: who must not judge whose work."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.people import queries, services
from yuanba.people.models import KinTie
from yuanba.people.queries import kinship
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.pack.outcome import ReasonMissing


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def guard(people: Cast, morning: datetime) -> Actor:
    """Who keeps the positions."""
    return cast.administrators(now=morning)[1]


def test_a_tie_binds_both(people: Cast, morning: datetime) -> None:
    services.declare(actor=people.chen, account_key=people.chen.key, kin_login="zhou", now=morning)

    assert kinship.kin_of(people.chen.key) == {people.zhou.key}
    assert kinship.kin_of(people.zhou.key) == {people.chen.key}
    chen, zhou = people.chen.key, people.zhou.key
    assert kinship.kin_of_each([chen, zhou, people.sun.key]) == {chen: {zhou}, zhou: {chen}}


def test_only_of_oneself_or_by_who_keeps_the_positions(people: Cast, guard: Actor, morning: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.declare(actor=people.sun, account_key=people.chen.key, kin_login="zhou", now=morning)

    services.declare(actor=guard, account_key=people.chen.key, kin_login="zhou", now=morning)

    assert kinship.kin_of(people.chen.key)


def test_not_twice_nor_the_other_way_round_nor_with_oneself(people: Cast, morning: datetime) -> None:
    services.declare(actor=people.chen, account_key=people.chen.key, kin_login="zhou", now=morning)

    for actor, kin in ((people.chen, "zhou"), (people.zhou, "chen"), (people.sun, "sun")):
        with pytest.raises(services.KinKnown):
            services.declare(actor=actor, account_key=actor.key, kin_login=kin, now=morning)
    with pytest.raises(services.UnknownAccount):
        services.declare(actor=people.chen, account_key=people.chen.key, kin_login="li", now=morning)

    assert KinTie.objects.count() == 1


def test_nobody_retracts_their_own(people: Cast, guard: Actor, morning: datetime) -> None:
    services.declare(actor=people.chen, account_key=people.chen.key, kin_login="zhou", now=morning)

    for actor in (people.chen, people.zhou):
        with pytest.raises(NotAllowed):
            services.retract(
                actor=actor, account_key=people.chen.key, kin_login="zhou", reason="弄错了", now=morning
            )
    with pytest.raises(ReasonMissing):
        services.retract(actor=guard, account_key=people.chen.key, kin_login="zhou", reason="", now=morning)
    services.retract(actor=guard, account_key=people.chen.key, kin_login="zhou", reason="弄错了", now=morning)

    assert not kinship.kin_of(people.zhou.key)
    with pytest.raises(services.KinUnknown):
        services.retract(
            actor=guard, account_key=people.chen.key, kin_login="zhou", reason="又来", now=morning
        )


def test_units_know_everything_above_them(people: Cast) -> None:
    assert queries.superiors({"grid-1", "jijiang", "nobody"}) == {
        "grid-1": {"tongtaimen", "jijiang"},
        "jijiang": set(),
    }
