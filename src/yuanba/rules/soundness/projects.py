"""Checks that every kind of project can come about: a meeting that makes it, and a body that leads it."""

from collections.abc import Iterator

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Pack


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each meeting or body of a kind of project that the rules do not name."""
    for code, row in pack.projects.items():
        place = f"projects.{code}"
        for name in row.meetings:
            if name not in pack.meetings:
                yield fault(f"{place}.meetings", "no_meeting", name=name)
        for name in row.leads:
            if name not in pack.bodies:
                yield fault(f"{place}.leads", "no_body", name=name)
