"""Where each value of a pack comes from: what its source says, and what was set locally."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yuanba.packs import labels, wording
from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.pack import Escalation, MatterClass, MilestoneRule, Pack
from yuanba.rules.pack.danger import Alarm
from yuanba.rules.pack.pillars import Pillar


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One row of a pack with the code of its source, and what was set locally where no source settles it."""

    title: Text
    ground: str
    assumed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginTable:
    """One table of a pack with the origin of its rows; a single value is a table of one row."""

    title: Text
    rows: tuple[Origin, ...]


def origins(pack: Pack) -> tuple[OriginTable, ...]:
    """Return the origin of every value of a pack that has one, table by table."""
    tables = (
        OriginTable(title=label, rows=tuple(_rows(getattr(pack, name, None), label)))
        for name, label in labels.TABLES.items()
    )
    return tuple(table for table in tables if table.rows)


def _rows(value: object, label: Text) -> Iterator[Origin]:
    if isinstance(value, Mapping):
        value = tuple(value.values())
    for row in value if isinstance(value, tuple) else (value,):
        if isinstance(row, Grounded) and (row.ground or row.assumed):
            yield Origin(title=_title(row, label), ground=row.ground, assumed=row.assumed)
        if isinstance(row, Alarm):
            yield from _rows(row.escalations, label)
        if isinstance(row, Pillar):
            yield from _rows(row.parts, label)
        if isinstance(row, MatterClass):
            yield from _rows(row.milestones, label)


def _title(row: Grounded, label: Text) -> Text:
    if isinstance(row, Escalation):
        return wording.escalation(row)
    if isinstance(row, MilestoneRule):
        return wording.milestone(row)
    title = getattr(row, "title", None)
    return title if isinstance(title, Text) else label
