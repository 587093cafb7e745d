"""Reminds whoever sits in a council, and whoever registered, of a meeting that is near, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.deliberation import queries
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.services.councils import CLOCK
from yuanba.deliberation.services.meetings import tell_seats
from yuanba.events import services as events
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.deliberation.verbs import MeetingVerb
from yuanba.rules.time.calendar import day


def remind_of_meetings(*, now: datetime) -> int:
    """Remind of all meetings that are near; return of how many."""
    return sum(_remind(one, now) for one in held.not_reminded(day(now)))


@transaction.atomic
def _remind(meeting_id: int, now: datetime) -> bool:
    """Remind of one meeting, as many days before as its rules say; whether it was done.

    Whoever was seated since it was called hears of it too, and whoever left does not.
    """
    found = held.lock_meeting(meeting_id)
    pack = store.pack_of(found.pack_digest)
    days = pack.meetings[found.council.kind].reminded_before

    access.require(CLOCK, MeetingVerb.REMIND, queries.council_facts(found.council), now)
    if found.posted_on == day(now) or not events.remind(event_id=meeting_id, days=days, now=now):
        return False

    tell_seats(found, now)

    journal.record(
        Act(CLOCK, MeetingVerb.REMIND, now),
        held.subject(meeting_id),
        outcome={
            "council": found.council_id,
            "area_path": found.council.area_path,
            "meets_on": found.meets_on.isoformat(),
        },
        because=(pack.name, f"meetings.{found.council.kind}"),
    )
    return True
