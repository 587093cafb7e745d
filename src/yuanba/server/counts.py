"""Counters of answered requests: each process counts for itself, and any of them can give the sum.

A process counts in files of its own (prometheus-client's multi-process mode), so what a killed process
counted stays in the sum. The supervisor names their folder and empties it (``folders.begin_counts``): a sum
never falls while the service runs, and a new start begins at nought, as Prometheus expects of counters.
Without a folder a process tells only what it counted itself.
"""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.multiprocess import MultiProcessCollector

from yuanba.server import folders

#: Upper ends of the classes of durations, in seconds.
BOUNDS = (0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

# when a process began to count says nothing of the service
disable_created_metrics()  # type: ignore[no-untyped-call]
_requests = Counter(
    "yuanba_requests", "Requests that were answered.", ["method", "route", "status"], registry=None
)
_seconds = Histogram(
    "yuanba_request_seconds", "How long answers took.", ["route"], buckets=BOUNDS, registry=None
)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request by method, route, status and duration."""
    _requests.labels(method, route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def registry() -> CollectorRegistry:
    """Return a new registry with all processes' request counters, to which other metrics can be added."""
    told = CollectorRegistry()
    if folders.COUNTS in os.environ:
        MultiProcessCollector(told)  # type: ignore[no-untyped-call]
    else:
        told.register(_requests)
        told.register(_seconds)
    return told


def forget() -> None:
    """Reset the counters of this process."""
    _requests.clear()
    _seconds.clear()
