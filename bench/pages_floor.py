"""The floor of `bench.pages`: one statement by bare psycopg and a ready body, as a WSGI application."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

from bench.house import DISTRICT
from yuanba.server import postgres

BODY = b"x" * int(os.environ.get("BENCH_FLOOR_BYTES", "10000"))
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]
#: The thirty newest public matters, as the list page shows them.
SHOWN = (
    f"select id, title, state, published_at from d_{DISTRICT}.matters_matter"
    " where published_at is not null order by published_at desc, id desc limit 30"
)
_own = threading.local()


def application(
    environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]
) -> Iterable[bytes]:
    """Read thirty rows and answer with the body."""
    if not hasattr(_own, "line"):
        _own.line = psycopg.connect(**postgres.connect_arguments(), autocommit=True)  # type: ignore[arg-type]
    _own.line.execute(SHOWN).fetchall()
    start_response("200 OK", HEADERS)
    return [BODY]
