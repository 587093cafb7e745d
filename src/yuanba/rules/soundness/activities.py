"""Checks that every kind of activity is for crowds that the rules name."""

from collections.abc import Iterator

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Pack


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each crowd of a kind of activity that the rules do not name."""
    for code, row in pack.activities.items():
        for name in row.crowds:
            if name not in pack.crowds:
                yield fault(f"activities.{code}.crowds", "no_crowd", name=name)
