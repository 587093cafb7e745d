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
from yuanba.journal.models import Reader, Waiting
from yuanba.journal.queries import Recorded
from yuanba.journal.services import skipping


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


def test_a_reader_passes_over_what_it_cannot_take_and_comes_back_to_it(history: list[int]) -> None:
    taken: list[int] = []

    def stumble(entries: Sequence[Recorded]) -> None:
        for entry in entries:
            if entry.position == 7:
                raise LookupError
            taken.append(entry.position)

    assert services.read(name="points", take=stumble, limit=5) == ENTRIES
    assert sorted(set(taken)) == [place for place in range(1, ENTRIES + 1) if place != 7]
    (fault,) = queries.faults()
    assert (fault.part, fault.tries, fault.fault.split()[0]) == ("points", 1, "LookupError")
    assert services.read(name="points", take=lambda _: None) == 0, "it waits before it is tried again"

    assert skipping.retry_now() == 1
    services.read(name="points", take=lambda entries: taken.extend(entry.position for entry in entries))
    assert taken[-1] == 7
    assert queries.faults() == []


def test_a_reader_that_can_take_nothing_stops(history: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skipping, "MOST", 3)

    def fail(entries: Sequence[Recorded]) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        services.read(name="points", take=fail, limit=5)

    assert Reader.objects.get(name="points").position == 3
    assert services.read(name="points", take=lambda _: None) == ENTRIES - 3


@pytest.mark.parametrize("how", ["no such entry", "numbered already"])
def test_one_bad_row_that_waits_for_its_number_stops_no_other(
    jiangjin: DistrictRow, morning: datetime, how: str
) -> None:
    tell(1, morning)
    services.number()
    entry_id = 10**12 if how == "no such entry" else queries.entry_at(1)
    Waiting.objects.create(entry_id=entry_id)
    for number in range(2, 5):
        tell(number, morning)

    assert services.number() == 3
    (fault,) = queries.faults()
    assert (fault.part, fault.key) == ("journal.number", f"entry {entry_id}")
    tell(5, morning)
    assert services.number() == 1, "and it stops none that comes later"
    skipping.retry_now()
    assert services.number() == 0
    assert queries.faults()[0].tries == 2


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
