"""What is read of a matter: the public's summary, and the sealed words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.districts import keyring
from yuanba.journal import services as journal
from yuanba.matters import queries
from yuanba.messages import queries as messages
from yuanba.packs import store
from yuanba.rules import access, naming
from yuanba.rules.actor import Actor
from yuanba.rules.matter import State, WrongState
from yuanba.rules.naming import Naming
from yuanba.rules.refusal import Refused
from yuanba.rules.triage import ReasonMissing
from yuanba.rules.verb import Verb


class ClassIsPrivate(Refused):
    """Of matters of this class the public reads nothing."""

    code: ClassVar[str] = "matter.class_is_private"


class NoTitle(Refused):
    """The public needs a title and a summary."""

    code: ClassVar[str] = "matter.no_title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasked:
    """The original words, and where the resident wants to be told."""

    text: str
    place: str
    contacts: tuple[tuple[str, str], ...]
    name: str = ""


@transaction.atomic
def publish(*, actor: Actor, matter_id: int, title: str, summary: str, now: datetime) -> None:
    """Show a title and a summary that staff wrote to the public; never the resident's own words."""
    title, summary = title.strip(), summary.strip()
    if not title or not summary:
        raise NoTitle
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)

    access.require(actor, Verb.PUBLISH, queries.facts_of(matter), now)
    if matter.state in (State.FILED, State.REFUSED, State.ARCHIVED):
        raise WrongState(state=matter.state, verb=Verb.PUBLISH)
    if not pack.classes[matter.class_code].is_public:
        raise ClassIsPrivate(matter_class=matter.class_code)

    matter.title, matter.summary = title, summary
    matter.published_at = matter.published_at or now
    matter.save(update_fields=["title", "summary", "published_at"])

    journal.record(
        actor=actor,
        verb=Verb.PUBLISH,
        subject=queries.subject(matter.pk),
        at=now,
        outcome={
            "receipt": matter.receipt,
            "class": matter.class_code,
            "area_path": matter.area_path,
        },
        because=(f"classes.{matter.class_code}",),
        words=f"{title}\n{summary}",
    )


@transaction.atomic
def unmask(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> Unmasked:
    """Show the original words and the contacts to somebody who says why; the journal keeps that."""
    if not reason.strip():
        raise ReasonMissing(verb=Verb.UNMASK)
    matter = queries.lock(matter_id)

    facts = queries.facts_of(matter, with_handlers=True)
    access.require(actor, Verb.UNMASK, facts, now)
    naming.require(Naming(matter.naming), actor, facts, now)

    words = json.loads(keyring.unseal(matter.sealed, purpose="matter.words"))
    contacts = messages.addresses(queries.STORY_KIND, str(matter.pk))
    journal.record(
        actor=actor,
        verb=Verb.UNMASK,
        subject=queries.subject(matter.pk),
        at=now,
        outcome={"receipt": matter.receipt},
        words=reason,
    )
    return Unmasked(
        text=words["text"],
        place=words["place"],
        contacts=tuple(contacts),
        name=words.get("name", ""),
    )
