"""Asks the database the same question once for each answer: a page that is made of parts asks for itself.

Only while a request is answered that changes nothing; everybody else asks each time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from yuanba.districts import queries as districts

T = TypeVar("T")
_answer = threading.local()


@contextmanager
def one_answer() -> Iterator[None]:
    """Remember during this block, in which one page is made and nothing changes, what `once` asked."""
    _answer.known = {}
    try:
        yield
    finally:
        _answer.known = None


def once(question: Hashable, ask: Callable[[], T]) -> T:
    """Return what ``ask`` finds; within `one_answer`, what it found when this was asked first.

    What it finds must not be changed by who gets it.
    """
    known: dict[Hashable, Any] | None = getattr(_answer, "known", None)
    if known is None:
        return ask()
    key = (districts.connection.schema_name, question)
    if key not in known:
        known[key] = ask()
    found: T = known[key]
    return found
