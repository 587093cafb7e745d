"""Faults of a file: a code with arguments and a place; the sentence is made where it is shown."""

from dataclasses import dataclass

from yuanba.rules.core.declared import Text

Argument = str | int | Text | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a pack, a vote or a table: its place, its code and its arguments.

    A place is such as `items.street_light.body` or `ballots[3].voter`; in a table it is row and column.
    """

    place: str
    code: str
    arguments: tuple[tuple[str, Argument], ...] = ()


def fault(place: str, code: str, **arguments: Argument) -> Fault:
    """Return a Fault with this place and code, and with the arguments given by name.

    >>> fault("classes.home.lead", "no_body", name="ghost").arguments
    (('name', 'ghost'),)
    """
    return Fault(place, code, tuple(arguments.items()))
