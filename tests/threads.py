"""Several at once: threads with connections of their own, inside the district that we are in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import connections

from yuanba.districts import queries
from yuanba.rules.core.refusal import Refused

T = TypeVar("T")


def together(count: int, call: Callable[[int], T]) -> list[T | Refused]:
    """What each of so many gets who call at one moment; a refusal is an answer, a fault is raised."""
    row = queries.current()
    assert row, "be inside a district"
    start = threading.Barrier(count)
    answers: dict[int, T | Refused] = {}
    faults: list[BaseException] = []

    def run(number: int) -> None:
        try:
            with queries.inside(row):
                start.wait(timeout=20)
                answers[number] = call(number)
        except Refused as refusal:
            answers[number] = refusal
        except BaseException as fault:  # noqa: BLE001 - raised again by who waits
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive(), "a thread hangs"
    if faults:
        raise faults[0]
    return [answers[number] for number in range(count)]
