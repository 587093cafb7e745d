"""Counting what happens too often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from yuanba.people import services
from yuanba.people.models import Throttle

pytestmark = pytest.mark.usefixtures("jiangjin")
HOUR = 3600


def count(now: datetime, *, key: str = "filing:192.0.2.7", limit: int = 3) -> None:
    services.throttle(key=key, limit=limit, window_seconds=HOUR, now=now)


def test_the_fourth_is_refused_until_the_window_ends(morning: datetime) -> None:
    at = morning + timedelta(minutes=20)
    for _ in range(3):
        count(at)
    with pytest.raises(services.TooMany) as refusal:
        count(at)
    assert refusal.value.arguments == {"retry_after": 40 * 60}
    with pytest.raises(services.TooMany):
        count(morning + timedelta(minutes=59, seconds=59))
    count(morning + timedelta(hours=1))
    assert Throttle.objects.count() == 1


def test_others_are_not_counted_along(morning: datetime) -> None:
    for _ in range(3):
        count(morning)
    count(morning, key="filing:192.0.2.8")
    assert Throttle.objects.count() == 2


def test_forgiven(morning: datetime) -> None:
    for _ in range(3):
        count(morning)
    services.forgive(key="filing:192.0.2.7")
    assert not Throttle.objects.exists()
    count(morning)


def test_no_address_is_stored(morning: datetime) -> None:
    count(morning)
    (row,) = Throttle.objects.all()
    assert b"192.0.2.7" not in bytes(row.key)
    assert len(bytes(row.key)) == 32


def test_one_statement(django_assert_num_queries: Any, morning: datetime) -> None:
    count(morning)
    with django_assert_num_queries(1):
        count(morning)


def test_old_counts_are_dropped(morning: datetime) -> None:
    count(morning)
    count(morning + timedelta(hours=5), key="another")
    assert services.forget_throttles(before=morning + timedelta(hours=1)) == 1
    assert Throttle.objects.get().window_at == datetime(2026, 3, 2, 6, tzinfo=UTC)


def test_counting_waits_for_no_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select relpersistence from pg_class where oid = 'people_throttle'::regclass")
        assert cursor.fetchone() == ("u",)


@override_settings(LIMIT_FILING=2, LIMIT_DISTRICT=3)
def test_filing_is_counted_by_address_and_for_the_whole_district(morning: datetime) -> None:
    def filed(address: str) -> bool:
        try:
            services.throttle_filing(address=address, now=morning)
        except services.TooMany:
            return False
        return True

    assert [filed("192.0.2.7") for _ in range(3)] == [True, True, False]
    assert filed("192.0.2.8") is False, "three of the district have been counted"
