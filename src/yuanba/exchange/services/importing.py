"""Imports an archive: many old matters in one transaction, without starting their clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.services.filing import Draft, UnknownChannel, draft, insert_archived
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day

BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One row of an archive file: an old matter's number, text, place, and the time of the report."""

    source_number: str
    text: str
    place: str
    said_at: datetime


@transaction.atomic
def import_archive(
    *,
    actor: Actor,
    rows: Iterable[Imported],
    channel: str,
    now: datetime,
    tell: Callable[[int], object],
) -> int:
    """Import all rows as archived matters, or none of them; return the number of matters.

    ``tell`` is called with the size of each batch. Archived matters can be read and searched; no
    clock of theirs runs. Raises NotAllowed, UnknownChannel.
    """
    pack = store.in_force(day(now))

    access.require(actor, MatterVerb.IMPORT, access.Facts(area_path=queries.whole_district(pack)), now)
    if channel not in pack.channels:
        raise UnknownChannel(channel=channel)

    taken, rest = 0, iter(rows)
    while batch := list(islice(rest, BATCH)):
        _take(actor, batch, channel, pack, now)
        taken += len(batch)
        tell(len(batch))
    return taken


def _take(actor: Actor, batch: Sequence[Imported], channel: str, pack: Pack, now: datetime) -> None:
    drafts = _drafts(actor, batch, channel, pack)
    ids = insert_archived(drafts, pack=pack, path=queries.whole_district(pack), now=now)
    journal.record_all(
        [
            journal.NewEntry(
                Act(actor, MatterVerb.IMPORT, now),
                queries.subject(number),
                outcome={
                    "state": State.ARCHIVED,
                    "receipt": made.filed.receipt,
                    "channel": channel,
                    "pack": pack.digest,
                },
            )
            for number, made in zip(ids, drafts, strict=True)
        ]
    )


def _drafts(actor: Actor, batch: Sequence[Imported], channel: str, pack: Pack) -> list[Draft]:
    """A draft for each row, with receipts that nobody has yet."""

    def make(row: Imported) -> Draft:
        return draft(
            pack=pack,
            text=row.text,
            place=row.place,
            channel=channel,
            actor=actor,
            said_at=row.said_at,
            source_number=row.source_number,
        )

    drafts = {id(row): make(row) for row in batch}
    while clashing := queries.receipts_known([made.filed.receipt for made in drafts.values()]):
        for row in batch:
            if drafts[id(row)].filed.receipt in clashing:
                drafts[id(row)] = make(row)
    return [drafts[id(row)] for row in batch]
