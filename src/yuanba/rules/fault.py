"""What is wrong with a pack, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where in the pack: `items.street_light.body`."""

    place: str
    message: str
