"""Stores the classifier's suggestions as a reader of the journal, so that filing need not wait."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from yuanba.journal import services as journal
from yuanba.journal.queries import Recorded
from yuanba.journal.services import Act, NewEntry
from yuanba.matters import queries
from yuanba.packs import store
from yuanba.reading import suggest as reader
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.matters.verbs import MatterVerb

READER = "matters.suggest"
SUGGESTER = system(READER)
_KEEP = """
update matters_matter set suggestion = given.suggestion
from unnest(%s::bigint[], %s::jsonb[]) as given(id, suggestion) where matters_matter.id = given.id
"""


def read_journal() -> int:
    """Store suggestions for newly filed matters; return how many journal entries were read."""
    return journal.read(name=READER, take=_take, verbs={MatterVerb.FILE})


def _take(entries: Sequence[Recorded]) -> None:
    suggest(actor=SUGGESTER, matter_ids=[int(entry.key) for entry in entries], now=entries[-1].at)


@transaction.atomic
def suggest(*, actor: Actor, matter_ids: Sequence[int], now: datetime) -> int:
    """Store suggested classes and items with reasons; return for how many matters. A person decides.

    It comes too late where somebody has decided, and once is enough: those are passed over. Four
    statements for any number of matters.
    """
    undecided = queries.lock_unread(matter_ids)

    found = {}
    for matter in undecided:
        access.require(actor, MatterVerb.SUGGEST, queries.facts_of(matter), now)
        options = reader.reader_of(store.pack_of(matter.pack_digest)).suggest(matter.text)
        found[matter.pk] = queries.stored_suggestion(options)

    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [list(found), [json.dumps(one, ensure_ascii=False) for one in found.values()]])

    journal.record_all(
        [
            NewEntry(Act(actor, MatterVerb.SUGGEST, now), queries.subject(key), outcome=outcome)
            for key, outcome in found.items()
        ]
    )
    return len(found)
