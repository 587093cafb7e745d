"""Figures of districts for machines that watch the service: apps register what they count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yuanba.rules.core.registry import put


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many there are in the present district, by the values of one label."""

    help: str
    label: str
    count: Callable[[], Mapping[str, int]]


_figures: dict[str, Figure] = {}


def count_with(name: str, *, help: str, label: str, count: Callable[[], Mapping[str, int]]) -> None:  # noqa: A002
    """Add a gauge of this name; `count` is asked inside each district when somebody looks."""
    put(_figures, name, Figure(help=help, label=label, count=count))


def figures() -> list[tuple[str, Figure]]:
    """Every figure with its name, in alphabetical order."""
    return sorted(_figures.items())
