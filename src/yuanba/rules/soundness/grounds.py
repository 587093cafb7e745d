"""Checks that every value of a pack says where it comes from, and that what it cites exists."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Grounded, Pack

#: Tables whose rows may leave their origin unsaid: how words come in is not taken from a text.
UNASKED = ("channels", "calendars")


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each value without an origin, and for each ground that the pack does not have."""
    for name in Pack.model_fields:
        for place, value in grounded(getattr(pack, name), name):
            if not value.ground and not value.assumed and name not in UNASKED:
                yield fault(place, "unsaid")
            if value.ground and value.ground not in pack.grounds:
                yield fault(f"{place}.ground", "no_ground", name=value.ground)


def grounded(value: object, place: str) -> Iterator[tuple[str, Grounded]]:
    """Yield every part of a value that may name its source, with its place, wherever in the pack it lies."""
    if isinstance(value, Grounded):
        yield place, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from grounded(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, Mapping):
        for code, row in value.items():
            yield from grounded(row, f"{place}.{code}")
    elif isinstance(value, tuple):
        for number, row in enumerate(value):
            yield from grounded(row, f"{place}.{number}")
