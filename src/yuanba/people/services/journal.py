"""Exports a part of the journal for an audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from yuanba.journal import queries as entries
from yuanba.journal import services as journal
from yuanba.journal.queries import Recorded, Sought
from yuanba.journal.services import Act, Subject
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.people.verbs import PeopleVerb

MOST = 50_000


def export_journal(*, actor: Actor, sought: Sought, now: datetime) -> list[Recorded]:
    """Return the entries that match an auditor's search, newest first, and journal the export."""
    access.require(actor, PeopleVerb.JOURNAL_EXPORT, access.Facts(), now)

    found = entries.sought(sought, limit=MOST)

    said: Mapping[str, Json] = {
        "from_on": sought.from_on.isoformat(),
        "until_on": sought.until_on.isoformat(),
        "verb": sought.verb,
        "of": sought.key,
        "matter": sought.matter,
        "entries": len(found),
    }
    journal.record(
        Act(actor, PeopleVerb.JOURNAL_EXPORT, now), Subject(kind="account", key=actor.key), outcome=said
    )
    return found
