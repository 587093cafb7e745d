"""Figures of districts for machines that watch the service: apps register what they count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yuanba.rules.core.registry import put


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One gauge of the metrics: the number of things in the current district for each value of one label."""

    help: str
    label: str
    count: Callable[[], Mapping[str, int]]


_figures: dict[str, Figure] = {}


def count_with(name: str, *, help: str, label: str, count: Callable[[], Mapping[str, int]]) -> None:  # noqa: A002
    """Register a gauge whose `count` is called inside each district whenever the metrics are read."""
    put(_figures, name, Figure(help=help, label=label, count=count))


def figures() -> list[tuple[str, Figure]]:
    """Return every registered gauge with its name, in alphabetical order."""
    return sorted(_figures.items())
