"""The few ideas under which a district's own account puts all it does: the spine of the page of its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from yuanba.rules.core.declared import Declared, Grounded, Text
from yuanba.rules.core.fault import Fault, fault


class PillarPart(Grounded):
    """One measure under a pillar, and the rows of the directory (`items`) that belong to it."""

    title: Text
    meaning: Text
    items: tuple[str, ...] = ()


class Pillar(Declared):
    """One pillar of a mechanism: what it is called, what it is for (`aim`), and its measures.

    `holds_steps` says that the way of a matter, step by step, belongs under this one.
    """

    title: Text
    aim: Text | None = None
    parts: tuple[PillarPart, ...] = Field(min_length=1)
    holds_steps: bool = False


def part_of(item: str, pillars: tuple[Pillar, ...]) -> tuple[Pillar, PillarPart] | None:
    """Return the pillar and its measure to which a row of the directory belongs, or None."""
    return next(
        ((pillar, part) for pillar in pillars for part in pillar.parts if item in part.items),
        None,
    )


def faults(pillars: tuple[Pillar, ...], *, items: frozenset[str], has_steps: bool) -> Iterator[Fault]:
    """Yield a fault for each row that is unknown or in two places, and for steps in none or in two."""
    named = Counter(item for pillar in pillars for part in pillar.parts for item in part.items)
    told: set[str] = set()
    holding = [number for number, pillar in enumerate(pillars) if pillar.holds_steps]
    for number, pillar in enumerate(pillars):
        for place, part in enumerate(pillar.parts):
            at = f"pillars.{number}.parts.{place}.items"
            for item in part.items:
                if item not in items:
                    yield fault(at, "no_item", name=item)
                if named[item] > 1 and item in told:
                    yield fault(at, "pillar_item_twice", name=item)
                told.add(item)
    for number in holding[1:]:
        yield fault(f"pillars.{number}.holds_steps", "pillar_steps_twice")
    if holding and not has_steps:
        yield fault(f"pillars.{holding[0]}.holds_steps", "pillar_steps_missing")
