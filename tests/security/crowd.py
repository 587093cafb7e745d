"""Fifty at once: threads with a connection each, that press at the same moment."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections

from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.refusal import Refused

PRESSES = 50


class Crowd:
    """Fifty threads with a connection each, that wait for the same moment."""

    def __init__(self, row: DistrictRow) -> None:
        self._tasks: list[queue.Queue[Callable[[int], object] | None]] = []
        self._answers: queue.Queue[object] = queue.Queue()
        self._start = threading.Barrier(PRESSES)
        self._threads = [
            threading.Thread(target=self._stand, args=(row, number), daemon=True) for number in range(PRESSES)
        ]
        for thread in self._threads:
            self._tasks.append(queue.Queue())
            thread.start()

    def _stand(self, row: DistrictRow, number: int) -> None:
        try:
            with districts.inside(row):
                while (press := self._tasks[number].get()) is not None:
                    self._start.wait(timeout=60)
                    try:
                        self._answers.put(press(number))
                    except Exception as fault:  # noqa: BLE001 - raised again by who waits
                        self._answers.put(fault)
        finally:
            connections.close_all()

    def press(self, call: Callable[[int], object]) -> list[object]:
        """What each of them gets; a refusal is an answer, a fault is raised."""
        for task in self._tasks:
            task.put(call)
        answers = [self._answers.get(timeout=120) for _ in range(PRESSES)]
        for answer in answers:
            if isinstance(answer, Exception) and not isinstance(answer, Refused):
                raise answer
        return answers

    def go(self) -> None:
        """Send them home."""
        for task in self._tasks:
            task.put(None)
        for thread in self._threads:
            thread.join(timeout=30)


@contextmanager
def crowd() -> Iterator[Crowd]:
    """They come to the district that we are in, and go home at the end."""
    row = districts.current()
    assert row
    came = Crowd(row)
    try:
        yield came
    finally:
        came.go()
