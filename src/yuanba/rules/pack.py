"""A mechanism as data: what one district decides about its matters, from one day on.

A key is here only because something reads it. Each value may name its `ground` (a code in
`sources` or `laws`); what the source leaves open says so in `assumed`.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from pydantic import ConfigDict, Field

from yuanba.rules.actor import PositionKind
from yuanba.rules.calendar import Calendar, CalendarYear, Shift, calendar_of
from yuanba.rules.deadline import Term
from yuanba.rules.declared import Declared, Text

CODE = r"^[a-z][a-z0-9_]*$"


class Level(StrEnum):
    """The levels of the area tree. A town is a subdistrict here."""

    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    GRID = "grid"
    MICRO_GRID = "micro_grid"


class Grounded(Declared):
    """A value that says where it comes from: a row of the source, or our own assumption."""

    ground: str = ""
    assumed: str = ""


class Body(Grounded):
    """An organ that answers for matters, at its level of the tree."""

    title: Text
    level: Level


class Evaluator(Grounded):
    """Who judges a result."""

    title: Text


class MatterClass(Grounded):
    """A class of matter: who leads it, how long the answer may take, who evaluates it."""

    title: Text
    meaning: Text
    lead: str
    answer: Term
    evaluators: tuple[str, ...] = Field(min_length=1)
    is_public: bool


class Item(Grounded):
    """A row of the directory: a thing that residents bring, and who does it in what time.

    Without a body the class's lead does it; without a term the class's term holds.
    """

    model_config = ConfigDict(validate_by_alias=True, validate_by_name=True, serialize_by_alias=True)

    class_code: str = Field(alias="class")
    title: Text
    body: str = ""
    answer: Term | None = None
    keywords: tuple[str, ...] = Field(min_length=3)
    examples: tuple[str, ...] = Field(min_length=1)


class Position(Grounded):
    """A local title and the kind of position that it is."""

    title: Text
    kind: PositionKind


class Channel(Grounded):
    """A way by which residents' words come in."""

    title: Text


class Redirection(Grounded):
    """A lawful ground for not taking a matter, and where its owner should go instead."""

    title: Text
    instead: Text


class Receipt(Grounded):
    """How receipt numbers of this district begin."""

    prefix: str = Field(pattern=r"^[0-9]{3}$")


class Limits(Grounded):
    """The floor set by law: no class or item may take longer."""

    answer_days: int = Field(gt=0)


class Pack(Declared):
    """The resolved mechanism of one district: its own file over `base`, with the calendars."""

    district: str = Field(pattern=CODE)
    area_code: str = Field(pattern=r"^[0-9]{6}$")
    in_force_from: date
    title: Text
    sources: Mapping[str, Text]
    laws: Mapping[str, Text]
    classes: Mapping[str, MatterClass]
    bodies: Mapping[str, Body]
    evaluators: Mapping[str, Evaluator]
    items: Mapping[str, Item]
    positions: Mapping[str, Position]
    channels: Mapping[str, Channel]
    refusals: Mapping[str, Redirection]
    receipt: Receipt
    limits: Limits
    hours: tuple[Shift, ...] = Field(min_length=1)
    calendars: Mapping[str, CalendarYear]

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar that terms of this pack count by."""
        return calendar_of(self.calendars, self.hours)

    @property
    def grounds(self) -> dict[str, Text]:
        """What a value of this pack may rest on: the laws, and the descriptions of the mechanism."""
        return {**self.laws, **self.sources}

    @property
    def name(self) -> str:
        """How grounds cite this pack."""
        return f"{self.district}@{self.in_force_from}"

    @cached_property
    def canonical(self) -> str:
        """The text that is stored and hashed. What a pack leaves at its default is left out, so
        that a later version of this code finds the same digest."""
        return self.model_dump_json(by_alias=True, exclude_defaults=True)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text: which mechanism a matter was filed under."""
        return sha256(self.canonical.encode()).hexdigest()

    def items_of(self, class_code: str) -> dict[str, Item]:
        """The directory of one class."""
        return {code: item for code, item in self.items.items() if item.class_code == class_code}
