"""Readers take the journal in order, each entry once, however many workers read for them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime

import pytest

from tests.journal.conftest import ENTRIES, tell
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries, services
from yuanba.journal.models import Reader
from yuanba.journal.queries import Recorded


def test_in_order_and_once(jiangjin: DistrictRow, morning: datetime) -> None:
    taken: list[int] = []

    def take(entries: Sequence[Recorded]) -> None:
        taken.extend(entry.outcome["number"] for entry in entries)

    for number in range(1, ENTRIES + 1):
        tell(number, morning)
    assert services.read(name="points", take=take) == 0, "what has no place yet is not read"
    services.number()
    assert services.read(name="points", take=take, limit=5) == ENTRIES
    assert services.read(name="points", take=take, limit=5) == 0
    tell(13, morning)
    services.number()
    assert services.read(name="points", take=take) == 1

    assert taken == list(range(1, ENTRIES + 2))


def test_each_reader_knows_its_own_place(jiangjin: DistrictRow, morning: datetime) -> None:
    tell(1, morning)
    services.number()

    assert services.read(name="points", take=lambda _: None) == 1
    assert services.read(name="messages", take=lambda _: None) == 1


def test_readers_never_see_words(jiangjin: DistrictRow, morning: datetime) -> None:
    tell(1, morning)
    services.number()
    seen: list[Recorded] = []

    services.read(name="points", take=seen.extend)

    assert [entry.words for entry in seen] == [""]
    assert [entry.words for entry in queries.story("matter", "a")] == ["第1句话"]


def test_a_reader_that_fails_begins_where_it_was(history: list[int]) -> None:
    taken: list[int] = []

    def stumble(entries: Sequence[Recorded]) -> None:
        if taken:
            raise LookupError
        taken.extend(entry.position for entry in entries)

    with pytest.raises(LookupError):
        services.read(name="points", take=stumble, limit=5)

    assert Reader.objects.get(name="points").position == 5
    assert services.read(name="points", take=lambda _: None) == ENTRIES - 5


def test_two_workers_never_take_the_same_entry(own_database: DistrictRow, morning: datetime) -> None:
    for number in range(1, 61):
        tell(number, morning)
    services.number()
    taken: list[int] = []
    mutex = threading.Lock()

    def take(entries: Sequence[Recorded]) -> None:
        with mutex:
            taken.extend(entry.position for entry in entries)

    def work(_: int) -> int:
        return sum(services.read(name="points", take=take, limit=3) for _ in range(30))

    counts = [count for count in together(2, work) if isinstance(count, int)]
    counts.append(services.read(name="points", take=take))

    assert sum(counts) == 60
    assert sorted(taken) == list(range(1, 61))
