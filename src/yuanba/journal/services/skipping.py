"""Passes over single entries that cannot be taken, and tries them again later."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog
from django.db import transaction
from django.db.models.functions import Now

from yuanba.districts.services import isolating
from yuanba.journal import queries
from yuanba.journal.models import Skipped

log = structlog.get_logger("yuanba.journal")

#: Where so many entries wait for one reader, it is the reader that is at fault: it stops.
MOST = 100


def skip(*, reader: str, entry_id: int, fault: Exception) -> None:
    """Remember that a reader passed over an entry, with the fault and the moment of the next try.

    Raises the fault itself where too many entries wait already. Called in the transaction that moves on.
    """
    known = Skipped.objects.filter(reader=reader, entry_id=entry_id).first()
    if known is None and Skipped.objects.filter(reader=reader).count() >= MOST:
        raise fault
    tries = known.tries + 1 if known else 1
    again_at = Now() + isolating.wait(tries)
    words = isolating.described(fault)
    if known:
        Skipped.objects.filter(pk=known.pk).update(fault=words, tries=tries, retry_at=again_at)
    else:
        Skipped.objects.create(
            reader=reader, entry_id=entry_id, fault=words, tries=tries, since_at=Now(), retry_at=again_at
        )
    log.error("entry passed over", reader=reader, entry=entry_id, fault=words, tries=tries)


def take_again(reader: str, take: Callable[[Sequence[queries.Recorded]], None]) -> None:
    """Hand a reader the entries that it could not take before and whose next try is due, one by one."""
    for entry_id in queries.skipped_due(reader):
        try:
            with transaction.atomic():
                held = Skipped.objects.select_for_update(skip_locked=True)
                row = held.filter(reader=reader, entry_id=entry_id).first()
                if row is None:
                    continue
                take([queries.placed_entry(entry_id)])
                row.delete()
        except Exception as fault:
            if not isolating.goes_on(fault):
                raise
            with transaction.atomic():
                skip(reader=reader, entry_id=entry_id, fault=fault)


def retry_now() -> int:
    """Let every entry that was passed over be tried at the next round; return how many there are."""
    return Skipped.objects.update(retry_at=Now())
