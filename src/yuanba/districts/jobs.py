"""Background jobs that run inside a district: how they are queued, and how a worker enters it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ClassVar

import structlog
from procrastinate.contrib.django import app

from yuanba.districts import queries
from yuanba.districts.services import isolating
from yuanba.districts.services.isolating import noted
from yuanba.rules.core.refusal import Refused


class NoDistrict(Refused):
    """Raised when a job belongs to a district, but none is named or the one named does not exist."""

    code: ClassVar[str] = "district.unknown"


def defer(name: str, **arguments: str | int | bool | None) -> None:
    """Queue a background job for the current district, which runs only if the running transaction commits.

    The job is named, never imported. Raises NoDistrict outside all districts.
    """
    row = queries.current()
    if row is None:
        raise NoDistrict(job=name)
    app.configure_task(name).defer(district=row.code, **arguments)


def defer_everywhere(name: str, **arguments: str | int | bool | None) -> None:
    """Queue a background job for every district whose schema is up to date; one at fault stops no other."""
    for row in queries.districts():
        if row.head == queries.code_head():
            with isolating.noted(name, district=row.code, raises=False), queries.inside(row):
                defer(name, **arguments)


def task(name: str, *, queue: str = "default") -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that registers a function as the background job with this name.

    The worker enters the job's district, runs the function, and leaves again.
    """

    def register(run: Callable[..., None]) -> Callable[..., None]:
        @wraps(run)
        def in_district(*, district: str, **arguments: str | int | bool | None) -> None:
            row = queries.district(district)
            if row is None:
                raise NoDistrict(job=name)
            told = structlog.contextvars.bound_contextvars(district=district, job=name)
            with queries.inside(row), told, noted(name, key=" ".join(map(str, arguments.values()))):
                run(**arguments)

        app.task(name=name, queue=queue)(in_district)
        return run

    return register
