"""Service that records which matters left the house in a file or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, NewEntry
from yuanba.matters import queries
from yuanba.matters.queries import tables
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.verbs import MatterVerb


class LeavesAs(StrEnum):
    """How matters leave: as rows of a workbook, as printed order sheets, or as a printed list."""

    WORKBOOK = "workbook"
    SHEETS = "sheets"
    PAPER = "paper"


@transaction.atomic
def export(*, actor: Actor, matter_ids: Sequence[int], leaves_as: LeavesAs, now: datetime) -> None:
    """Record, one entry for each matter, that somebody takes these out as a workbook or on paper.

    Raises NotAllowed if there is one among them that the actor may not export; then none is recorded.
    """
    asked = sorted(set(matter_ids))
    rows = tables.by_ids(actor, asked, now)

    may = tables.open_to(actor, MatterVerb.EXPORT, asked, now)
    if not asked or may != set(asked):
        raise NotAllowed(verb=MatterVerb.EXPORT.value)

    act = Act(actor, MatterVerb.EXPORT, now)
    journal.record_all(
        [
            NewEntry(
                act,
                queries.subject(row.id),
                outcome={
                    "receipt": row.receipt,
                    "state": row.state,
                    "unit": row.unit,
                    "area_path": row.area_path,
                    "as": leaves_as,
                    "of": len(asked),
                },
            )
            for row in rows
        ]
    )
