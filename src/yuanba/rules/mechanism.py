"""Further parts of a mechanism: what a source names, what it tells apart, what it counts."""

from pydantic import Field

from yuanba.rules.declared import Grounded, Text


class Slot(Grounded):
    """Words that a source names and does not explain. `text` stays empty until the district fills it in."""

    title: Text
    text: Text | None = None


class AreaType(Grounded):
    """A type of community, and the programme by which communities of this type are governed."""

    title: Text
    meaning: Text
    programme: tuple[Text, ...] = Field(min_length=1)
