"""Counting what happens too often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from tests import make
from yuanba.people import services
from yuanba.people.models import Throttle
from yuanba.rules.core.refusal import Refused

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


# --- codes that are proven ------------------------------------------------------------------------------


def tried(now: datetime, *, code: str = "116", asker: str = "192.0.2.7", right: bool = False) -> str:
    """What became of a try at a code: "in", "wrong" or "wait"."""
    try:
        found = services.prove(code=code, asker=asker, limit=3, now=now, check=lambda: right or None)
    except services.TooMany:
        return "wait"
    return "in" if found else "wrong"


def test_right_codes_are_not_counted_however_many_come_from_one_address(morning: datetime) -> None:
    assert [tried(morning, code=f"{number}", right=True) for number in range(40)] == ["in"] * 40
    assert [tried(morning, right=True) for _ in range(40)] == ["in"] * 40
    assert not Throttle.objects.filter(count__gt=0).exists()


def test_a_stranger_who_guesses_locks_out_himself_and_not_the_owner(morning: datetime) -> None:
    assert [tried(morning) for _ in range(5)] == ["wrong", "wrong", "wrong", "wait", "wait"]
    assert tried(morning, right=True) == "wait", "a guess that comes right late is not heard"
    assert tried(morning, asker="198.51.100.9", right=True) == "in"
    assert tried(morning, asker="198.51.100.9", code="117", right=True) == "in"
    assert tried(morning, code="117", right=True) == "in", "a neighbour behind the same address"
    assert tried(morning + timedelta(minutes=10), right=True) == "in"


def test_many_strangers_guess_no_faster_than_a_few_each_a_day(morning: datetime) -> None:
    for number in range(5):
        tried(morning, asker=f"203.0.113.{number}")
    assert [tried(morning, asker="198.51.100.9") for _ in range(3)] == ["wait"] * 3
    assert tried(morning, asker="198.51.100.9", right=True) == "wait"
    later = morning + timedelta(minutes=10)
    for number in range(4):
        tried(later, asker=f"203.0.113.{number}")
    assert tried(later, asker="198.51.100.9", right=True) == "wait", "it had its tries of the day"
    assert tried(later, asker="198.51.100.10", right=True) == "in"


def test_a_customer_with_many_networks_is_one_asker(morning: datetime) -> None:
    for number in range(4):
        tried(morning, asker=f"2001:db8:1:{number:x}::/64")
    assert tried(morning, asker="2001:db8:1:ff::/64", right=True) == "wait"
    assert tried(morning, asker="2001:db8:2:ff::/64", right=True) == "in"


def test_an_address_has_few_wrong_tries_at_all(morning: datetime) -> None:
    assert [tried(morning, code=f"{number}") for number in range(10)] == ["wrong"] * 9 + ["wait"]


def test_what_refuses_a_code_is_a_wrong_try(morning: datetime) -> None:
    class Unknown(Refused):
        code = "unknown"

    def refuse() -> None:
        raise Unknown

    with pytest.raises(Unknown):
        services.prove(code="116", asker="192.0.2.7", limit=3, now=morning, check=refuse)
    assert sorted(Throttle.objects.values_list("count", flat=True)) == [1, 1, 1, 1]


def test_an_office_logs_in_behind_one_address(client: Any, morning: datetime) -> None:
    """Only wrong passwords count for an address."""
    make.staff("zhou", now=morning)
    for _ in range(61):
        browser = Client()
        answer = browser.post("/d/jiangjin/account/login/", {"login": "zhou", "password": make.PASSWORD})
        assert answer.status_code == 302


# --- filing ------------------------------------------------------------------------------------------------


@override_settings(LIMIT_FILING=2)
@pytest.mark.parametrize(
    ("path", "sent", "kind"),
    [
        ("/file", {}, {}),
        ("/file", {"text": "", "phone": "x"}, {}),
        ("/api/v1/matters", "{}", {"content_type": "application/json"}),
        ("/api/v1/matters", "no json", {"content_type": "application/json"}),
    ],
)
def test_what_is_no_filing_counts_as_one(path: str, sent: Any, kind: dict[str, str]) -> None:
    statuses = [Client().post(f"/d/jiangjin{path}", sent, **kind).status_code for _ in range(4)]
    assert statuses[:2] != [429, 429]
    assert statuses[2:] == [429, 429]


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
