"""Services of the counter for residents without a phone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.messages import services as messages
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.messages.verbs import MessageVerb


@transaction.atomic
def tell(*, actor: Actor, matter_id: int, message_id: int, now: datetime) -> None:
    """Record that the resident was told a message in person or by phone."""
    matter = queries.lock(matter_id)

    access.require(actor, MessageVerb.TELL, queries.facts_of(matter), now)

    messages.told(message_id=message_id, kind=queries.STORY_KIND, key=str(matter.pk), now=now)

    journal.record(
        Act(actor, MessageVerb.TELL, now),
        queries.subject(matter.pk),
        outcome={"receipt": matter.receipt, "message": message_id},
    )
