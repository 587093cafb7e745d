"""Jobs that know their district: one way to defer, one wrapper that enters and leaves it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ClassVar

import structlog
from procrastinate.contrib.django import app

from yuanba.districts import queries
from yuanba.rules.core.refusal import Refused


class NoDistrict(Refused):
    """The work belongs to a district, and none was named or it is not known."""

    code: ClassVar[str] = "district.unknown"


def defer(name: str, **arguments: str | int | bool | None) -> None:
    """Put a job on the list inside the running transaction; it runs only if that commits.

    The job is named, never imported, and carries the current district.
    """
    row = queries.current()
    if row is None:
        raise NoDistrict(job=name)
    app.configure_task(name).defer(district=row.code, **arguments)


def task(name: str, *, queue: str = "default") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a job: the worker enters the district, runs it, and leaves again."""

    def register(run: Callable[..., None]) -> Callable[..., None]:
        @wraps(run)
        def in_district(*, district: str, **arguments: str | int | bool | None) -> None:
            row = queries.district(district)
            if row is None:
                raise NoDistrict(job=name)
            told = structlog.contextvars.bound_contextvars(district=district, job=name)
            with queries.inside(row), told:
                run(**arguments)

        app.task(name=name, queue=queue)(in_district)
        return run

    return register
