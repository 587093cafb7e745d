"""What is wrong with a pack, and where: a code with arguments; the words are found where they are shown."""

from dataclasses import dataclass

from yuanba.rules.core.declared import Text

Argument = str | int | Text | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where in the pack: `items.street_light.body`."""

    place: str
    code: str
    arguments: tuple[tuple[str, Argument], ...] = ()


def fault(place: str, code: str, **arguments: Argument) -> Fault:
    """A fault with its arguments by name.

    >>> fault("classes.home.lead", "no_body", name="ghost").arguments
    (('name', 'ghost'),)
    """
    return Fault(place, code, tuple(arguments.items()))
