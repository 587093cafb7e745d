"""What is remembered holds until somebody, in whichever process, changes it."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

import pytest
from django.db import connections, transaction

from tests import cast, make
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.people import queries as people
from yuanba.people.models import Account, Position
from yuanba.places import queries
from yuanba.places.models import Area
from yuanba.web.once import one_answer


@pytest.fixture
def settled(jiangjin: DistrictRow, morning: datetime) -> cast.Cast:
    return cast.assemble(now=morning)


def renamed(code: str, label: str) -> None:
    Area.objects.filter(code=code).update(full_label=label)


@pytest.mark.usefixtures("settled")
def test_it_is_asked_once(django_assert_num_queries: Any) -> None:
    queries.labels([cast.COMMUNITY_PATH, "/nowhere/"])
    with django_assert_num_queries(1), one_answer():
        assert queries.labels([cast.COMMUNITY_PATH]) == {cast.COMMUNITY_PATH: "几江街道 · 通泰门社区"}
        assert queries.labels([]) == {}


@pytest.mark.usefixtures("settled")
def test_what_somebody_made_up_fills_no_memory(django_assert_num_queries: Any) -> None:
    queries.labels([cast.COMMUNITY_PATH, "/nowhere/"])
    with django_assert_num_queries(2), one_answer():
        assert queries.labels(["/nowhere/"]) == {}


@pytest.mark.usefixtures("settled")
def test_a_change_is_seen_at_once_and_its_undoing_too() -> None:
    before = queries.labels([cast.COMMUNITY_PATH])
    with transaction.atomic():
        renamed(cast.TONGTAIMEN, "新名")
        assert queries.labels([cast.COMMUNITY_PATH]) == {cast.COMMUNITY_PATH: "新名"}
        transaction.set_rollback(True)
    assert queries.labels([cast.COMMUNITY_PATH]) == before


def test_positions_that_end_are_no_longer_held(settled: cast.Cast, morning: datetime) -> None:
    account = Account.objects.get(login="zhou")
    (seat, *_) = people.seats_of(account)
    seated = len(people.seats_of(account))
    make.appoint("zhou", "clerk", unit="jijiang", now=morning)
    assert len(people.seats_of(account)) == seated + 1
    assert people.units(["jijiang"])[0].name == seat.row.unit_name
    Position.objects.filter(account=account).delete()
    assert people.seats_of(account) == []
    assert people.actor_of(account).holdings == ()


def test_what_another_thread_changed_is_no_longer_told(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)
    remembered = queries.labels([cast.COMMUNITY_PATH])

    def elsewhere() -> None:
        with districts.inside(own_database):
            assert queries.labels([cast.COMMUNITY_PATH]) == remembered
            renamed(cast.TONGTAIMEN, "新名")
        connections.close_all()

    other = threading.Thread(target=elsewhere)
    other.start()
    other.join(30)
    assert queries.labels([cast.COMMUNITY_PATH]) == {cast.COMMUNITY_PATH: "新名"}
