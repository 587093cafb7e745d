"""Imports an archive: many old matters in one transaction, without starting their clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from psycopg.errors import UniqueViolation

from yuanba.journal import services as journal
from yuanba.matters import queries
from yuanba.matters.services.filing import AlreadyTaken, Draft, UnknownChannel, draft
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day

BATCH = 1_000
_COLUMNS = (
    "id",
    "receipt",
    "token",
    "code_digest",
    "state",
    "channel",
    "source_number",
    "owner_key",
    "sealed",
    "text",
    "place",
    "words",
    "area_code",
    "area_path",
    "subdistrict_code",
    "said_at",
    "filed_at",
    "pack_digest",
    "class_code",
    "item_code",
    "unit",
    "is_provisional",
    "title",
    "summary",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One row of an archive: the old system's number, the words, the place, and when it was said."""

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
    """Import every row as an archived matter, or none; return how many.

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
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence('matters_matter', 'id')) from generate_series(1, %s)",
            [len(batch)],
        )
        ids = [number for (number,) in cursor.fetchall()]
        path = queries.whole_district(pack)
        try:
            with cursor.copy(f"copy matters_matter ({', '.join(_COLUMNS)}) from stdin") as copy:
                for number, row, made in zip(ids, batch, drafts, strict=True):
                    copy.write_row(_columns(number, row, made, channel, path, pack.digest, now))
        except UniqueViolation as clash:
            if clash.diag.constraint_name != "matter_source_once":
                raise
            raise AlreadyTaken from clash  # by another import, since the file was read
    journal.record_all(
        [
            journal.Act(
                actor=actor,
                verb=MatterVerb.IMPORT,
                subject=queries.subject(number),
                at=now,
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
        return draft(pack=pack, text=row.text, place=row.place, channel=channel, actor=actor)

    drafts = {id(row): make(row) for row in batch}
    while clashing := queries.receipts_known([made.filed.receipt for made in drafts.values()]):
        for row in batch:
            if drafts[id(row)].filed.receipt in clashing:
                drafts[id(row)] = make(row)
    return [drafts[id(row)] for row in batch]


def _columns(
    number: int, row: Imported, made: Draft, channel: str, path: str, pack_digest: str, now: datetime
) -> tuple[object, ...]:
    """The values of ``_COLUMNS``."""
    return (
        number,
        made.filed.receipt,
        made.filed.token,
        made.code_digest,
        str(State.ARCHIVED),
        channel,
        row.source_number,
        made.owner_key,
        made.sealed,
        made.text,
        made.place,
        made.words(row.source_number),
        "",
        path,
        "",
        row.said_at,
        now,
        pack_digest,
        "",
        "",
        "",
        False,
        "",
        "",
    )
