"""Services beside a matter's life: publishing and hiding it, notes, and corrections."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.services import receipts
from yuanba.matters.services.attachments import release
from yuanba.matters.services.filing import CODE_DIGITS, Contact, Filed, tell_reporter
from yuanba.matters.services.life import record, turn
from yuanba.messages import services as messages
from yuanba.people import queries as people
from yuanba.people.services import UnknownAccount
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters import triage
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack.outcome import filled, need


class NothingPublic(Refused):
    """Raised when somebody tries to unpublish a matter that is not published."""

    code: ClassVar[str] = "matter.not_public"


@transaction.atomic
def correct_reporter(
    *,
    actor: Actor,
    matter_id: int,
    reason: str,
    login: str = "",
    contact: Contact | None = None,
    now: datetime,
) -> Filed:
    """Give a matter to another owner; return its receipt with a new query code, which replaces the old one.

    The old code and QR code open nothing any more, and the wrong person is told nothing more.
    """
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.CORRECT_REPORTER, queries.facts_of(matter), now)
    outcome = triage.correct_reporter(State(matter.state), reason=reason)
    key = people.key_of(login) if login else queries.owner_by_receipt(matter.receipt)
    if not key:
        raise UnknownAccount(login=login)

    messages.part_from(kind=queries.STORY_KIND, key=str(matter.pk), owner=matter.owner_key)
    filed = Filed(
        receipt=matter.receipt,
        code=f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}",
        token=secrets.token_urlsafe(18),
    )
    receipts.release(matter_id=matter.pk)
    matter.owner_key, matter.token = key, filed.token
    matter.code_digest = queries.code_digest(filed.receipt, filed.code)
    turn(matter, outcome, now=now, also=["owner_key", "token", "code_digest"])
    tell_reporter(matter, contact, now)

    record(Act(actor, MatterVerb.CORRECT_REPORTER, now), matter, because=outcome.because, words=reason)
    return filed


@transaction.atomic
def correct_contact(*, actor: Actor, matter_id: int, contact: Contact | None, now: datetime) -> None:
    """Replace the contact for messages to the matter's owner; None stops all messages to the owner."""
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.CORRECT_CONTACT, queries.facts_of(matter), now)
    if State(matter.state) not in ACTIONS[MatterVerb.CORRECT_CONTACT].from_states:
        raise WrongState(state=matter.state, verb=MatterVerb.CORRECT_CONTACT)

    messages.part_from(kind=queries.STORY_KIND, key=str(matter.pk), owner=matter.owner_key)
    tell_reporter(matter, contact, now)

    said: dict[str, Json] = {
        "channel": contact.channel if contact else "none",
        **queries.on_behalf(actor.kind is ActorKind.STAFF),
    }
    record(Act(actor, MatterVerb.CORRECT_CONTACT, now), matter, said=said)


@transaction.atomic
def note(*, actor: Actor, matter_id: int, words: str, now: datetime) -> None:
    """Add an internal note to a matter, which only staff can read."""
    need(words, MatterVerb.NOTE)
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.NOTE, queries.facts_of(matter), now)
    if State(matter.state) not in ACTIONS[MatterVerb.NOTE].from_states:
        raise WrongState(state=matter.state, verb=MatterVerb.NOTE)

    record(Act(actor, MatterVerb.NOTE, now), matter, words=words, said={"internal": True})


@transaction.atomic
def hide(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Remove a matter's title and summary from the public pages, and record the reason."""
    need(reason, MatterVerb.HIDE)
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.HIDE, queries.facts_of(matter), now)
    if matter.published_at is None:
        raise NothingPublic

    matter.published_at = None
    matter.save(update_fields=["published_at"])

    record(Act(actor, MatterVerb.HIDE, now), matter, words=reason)


class ClassIsPrivate(Refused):
    """Raised when a matter cannot be published because its class is private."""

    code: ClassVar[str] = "matter.class_is_private"


class NoTitle(Refused):
    """Raised when the title or the summary for the public is empty."""

    code: ClassVar[str] = "matter.no_title"


@transaction.atomic
def publish(
    *,
    actor: Actor,
    matter_id: int,
    title: str,
    summary: str,
    answer: str | None = None,
    pictures: Sequence[str] | None = None,
    now: datetime,
) -> None:
    """Publish a matter under a title and summary that staff wrote, without the resident's own words.

    ``answer`` says to everyone what was done, ``pictures`` are the keys of those of the answer that everyone
    may see; None leaves either as it is.
    """
    title, summary = title.strip(), summary.strip()
    if not title or not summary:
        raise NoTitle
    filled(f"{title} {summary}")
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.PUBLISH, queries.facts_of(matter), now)
    if matter.state in (State.FILED, State.REFUSED, State.ARCHIVED):
        raise WrongState(state=matter.state, verb=MatterVerb.PUBLISH)
    if not pack.classes[matter.class_code].is_public:
        raise ClassIsPrivate(matter_class=matter.class_code)

    matter.title, matter.summary = title, summary
    matter.published_at = matter.published_at or now
    if answer is not None:
        matter.public_answer = answer.strip()
    matter.save(update_fields=["title", "summary", "public_answer", "published_at"])
    if pictures is not None:
        release(matter, pictures)

    journal.record(
        Act(actor, MatterVerb.PUBLISH, now),
        queries.subject(matter.pk),
        outcome={
            "receipt": matter.receipt,
            "class": matter.class_code,
            "area_path": matter.area_path,
            "pictures": len(pictures or ()),
        },
        because=(f"classes.{matter.class_code}",),
        words="\n".join(part for part in (title, summary, matter.public_answer) if part),
    )
