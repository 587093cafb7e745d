"""The rows of the work tables of matters, with every name that a cell shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, handling, heaps, waiting
from yuanba.matters.queries.heaps import Behind
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules.pack import Pack
from yuanba.web.sentences import words
from yuanba.web.tables import TableReader

#: The columns whose cells ask the database for more than the matter itself.
BEHIND, HAND = "clock", "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """One matter of a work table with the names that its cells show, and what lies behind its deadline."""

    row: MatterRow
    area: str
    unit: str
    matter_class: str
    item: str
    channel: str
    hand: str
    #: When the part of the reader's unit is due, where it only helps.
    part_due_at: datetime | None
    behind: Behind = field(default_factory=Behind)

    @property
    def id(self) -> int:
        """Return the matter's number."""
        return self.row.id

    @property
    def due_at(self) -> datetime | None:
        """Return when the reader's unit has to answer, or to hand in its part."""
        return self.part_due_at or self.row.due_at


def lines(
    reader: TableReader, rows: Sequence[MatterRow], columns: Collection[str], *, is_own: bool = False
) -> list[MatterLine]:
    """Return the rows of a page; what only some columns show is asked for only where they stand.

    ``is_own`` says that these are the orders of the reader's units, of which some only help.
    """
    ids, names = [row.id for row in rows], queries.names_for(rows)
    behind = heaps.behind(ids) if BEHIND in columns else {}
    hands = _hands(reader, rows) if HAND in columns else {}
    parts = waiting.parts_asked(reader.actor, reader.now) if is_own else {}
    packs = {digest: store.pack_of(digest) for digest in {row.pack_digest for row in rows}}
    return [
        MatterLine(
            row=row,
            area=names.areas.get(row.area_path, ""),
            unit=names.units.get(row.unit, ""),
            hand=hands.get(row.id, ""),
            part_due_at=parts.get(row.id),
            behind=behind.get(row.id) or Behind(),
            **_titles(row, packs[row.pack_digest]),
        )
        for row in rows
    ]


def _titles(row: MatterRow, pack: Pack) -> Mapping[str, str]:
    item, matter_class = pack.items.get(row.item_code), pack.classes.get(row.class_code)
    channel = pack.channels.get(row.channel)
    return {
        "matter_class": words(matter_class.title) if matter_class else "",
        "item": words(item.title) if item else "",
        "channel": words(channel.title) if channel else row.channel,
    }


def _hands(reader: TableReader, rows: Sequence[MatterRow]) -> dict[int, str]:
    """Who has each of the matters of the reader's own units in hand: of others nobody is named."""
    own = frozenset(queries.units_worked_in(reader.actor, reader.now))
    having = handling.in_hand_of([row.id for row in rows if row.unit in own])
    names = people.names(having.values()) if having else {}
    return {matter_id: names.get(key, "") for matter_id, key in having.items()}
