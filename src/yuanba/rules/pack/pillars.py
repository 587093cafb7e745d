"""The structure of a mechanism as its source tells it: how it is drawn, its pillars, parts and doors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from yuanba.rules.core.declared import Declared, Grounded, Text
from yuanba.rules.core.fault import Fault, fault

#: A door that a room brings, such as `notices`, or one of its rooms' rows, such as `public:major`.
DoorName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(:[a-z][a-z0-9_]*)?$")]


class PanoramaShape(StrEnum):
    """How the pillars of a mechanism are drawn.

    `hearts`: a heart (the aim) over what carries it; `threads`: stitched lines; `quarters`: around a centre;
    `tiers`: rows that grow; `lanes`: columns whose rows belong together; `rings`: rings that hold each other;
    `house`: pillars under a roof.
    """

    HEARTS = "hearts"
    THREADS = "threads"
    QUARTERS = "quarters"
    TIERS = "tiers"
    LANES = "lanes"
    RINGS = "rings"
    HOUSE = "house"


class Stands(StrEnum):
    """Where a pillar stands in the drawing: beside the others, over all, or under all."""

    BESIDE = "beside"
    OVER = "over"
    UNDER = "under"


class Panorama(Declared):
    """What the whole mechanism is called, what it is for, and how its pillars are drawn (机制全景)."""

    title: Text
    meaning: Text
    shape: PanoramaShape


class Piece(Declared):
    """One of the things that a part names, such as each of three meetings; perhaps with a door of its own."""

    title: Text
    meaning: Text | None = None
    door: DoorName = ""


class PillarPart(Grounded):
    """One part under a pillar: what the source tells, the row of the source (`ground`), and its doors.

    `items` are the rows of the directory that belong to it. Without a door it is told, and leads nowhere.
    """

    title: Text
    meaning: Text
    items: tuple[str, ...] = ()
    doors: tuple[DoorName, ...] = ()
    pieces: tuple[Piece, ...] = ()

    @property
    def every_door(self) -> tuple[str, ...]:
        """Return the names of the part's doors and of those of its pieces."""
        return (*self.doors, *(piece.door for piece in self.pieces if piece.door))


class Pillar(Declared):
    """One pillar of a mechanism: what it is called, what it is for (`aim`), and its parts.

    `shown` stands in the drawing, where it is not the titles of the parts. `holds_steps` says that the way of
    a matter, step by step, belongs under this one.
    """

    title: Text
    aim: Text | None = None
    parts: tuple[PillarPart, ...] = Field(min_length=1)
    shown: tuple[Text, ...] = ()
    stands: Stands = Stands.BESIDE
    holds_steps: bool = False

    @property
    def names(self) -> tuple[Text, ...]:
        """Return what the drawing names under this pillar."""
        return self.shown or tuple(part.title for part in self.parts)


def part_of(item: str, pillars: tuple[Pillar, ...]) -> tuple[Pillar, PillarPart] | None:
    """Return the pillar and its part to which a row of the directory belongs, or None."""
    return next(
        ((pillar, part) for pillar in pillars for part in pillar.parts if item in part.items),
        None,
    )


def doors_of(pillars: tuple[Pillar, ...]) -> Iterator[tuple[str, str, str]]:
    """Yield each door with its place in the pack and the row of the source to which its part belongs."""
    for number, pillar in enumerate(pillars):
        for place, part in enumerate(pillar.parts):
            at = f"pillars.{number}.parts.{place}"
            for door in part.doors:
                yield f"{at}.doors", part.ground, door
            for index, piece in enumerate(part.pieces):
                if piece.door:
                    yield f"{at}.pieces.{index}.door", part.ground, piece.door


def faults(
    pillars: tuple[Pillar, ...],
    panorama: Panorama | None,
    *,
    items: frozenset[str],
    sources: frozenset[str],
    has_steps: bool,
) -> Iterator[Fault]:
    """Yield a fault for each row that is unknown or in two places, and for steps in none or in two.

    Also for pillars that nothing draws, a drawing without pillars, and parts that no source tells of.
    """
    yield from _item_faults(pillars, items)
    if pillars and panorama is None:
        yield fault("pillars", "pillars_undrawn")
    if panorama and not any(pillar.stands is Stands.BESIDE for pillar in pillars):
        yield fault("panorama.shape", "panorama_empty")
    for number, pillar in enumerate(pillars):
        for place, part in enumerate(pillar.parts):
            if part.ground not in sources:
                yield fault(f"pillars.{number}.parts.{place}.ground", "part_without_source")
    holding = [number for number, pillar in enumerate(pillars) if pillar.holds_steps]
    for number in holding[1:]:
        yield fault(f"pillars.{number}.holds_steps", "pillar_steps_twice")
    if holding and not has_steps:
        yield fault(f"pillars.{holding[0]}.holds_steps", "pillar_steps_missing")


def _item_faults(pillars: tuple[Pillar, ...], items: frozenset[str]) -> Iterator[Fault]:
    named = Counter(item for pillar in pillars for part in pillar.parts for item in part.items)
    told: set[str] = set()
    for number, pillar in enumerate(pillars):
        for place, part in enumerate(pillar.parts):
            at = f"pillars.{number}.parts.{place}.items"
            for item in part.items:
                if item not in items:
                    yield fault(at, "no_item", name=item)
                if named[item] > 1 and item in told:
                    yield fault(at, "pillar_item_twice", name=item)
                told.add(item)
