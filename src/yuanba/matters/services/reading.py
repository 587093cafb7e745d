"""Publishes matters with a title and summary that staff wrote."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.verbs import MatterVerb


class ClassIsPrivate(Refused):
    """Raised when matters of this class are never published."""

    code: ClassVar[str] = "matter.class_is_private"


class NoTitle(Refused):
    """Raised when the title or the summary for the public is empty."""

    code: ClassVar[str] = "matter.no_title"


@transaction.atomic
def publish(*, actor: Actor, matter_id: int, title: str, summary: str, now: datetime) -> None:
    """Publish a title and summary that staff wrote; never the resident's own words."""
    title, summary = title.strip(), summary.strip()
    if not title or not summary:
        raise NoTitle
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)

    access.require(actor, MatterVerb.PUBLISH, queries.facts_of(matter), now)
    if matter.state in (State.FILED, State.REFUSED, State.ARCHIVED):
        raise WrongState(state=matter.state, verb=MatterVerb.PUBLISH)
    if not pack.classes[matter.class_code].is_public:
        raise ClassIsPrivate(matter_class=matter.class_code)

    matter.title, matter.summary = title, summary
    matter.published_at = matter.published_at or now
    matter.save(update_fields=["title", "summary", "published_at"])

    journal.record(
        Act(actor, MatterVerb.PUBLISH, now),
        queries.subject(matter.pk),
        outcome={
            "receipt": matter.receipt,
            "class": matter.class_code,
            "area_path": matter.area_path,
        },
        because=(f"classes.{matter.class_code}",),
        words=f"{title}\n{summary}",
    )
