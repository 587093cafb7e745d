"""Attaches pictures, voice clips and documents: first the file on disk, then the row in a transaction."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Attachment, Matter
from yuanba.matters.queries import attachments as questions
from yuanba.media import enclosures
from yuanba.media.enclosures import MediaKind
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.sealing import files

#: What one act may enclose, and one matter in all.
MOST = {MediaKind.PICTURE: 4, MediaKind.VOICE: 1, MediaKind.DOCUMENT: 2}
MOST_IN_ALL = 40
FROM_RESIDENTS = frozenset({MediaKind.PICTURE, MediaKind.VOICE})
FROM_STAFF = frozenset(MediaKind)


class TooManyAttachments(Refused):
    """Raised when one upload or one matter would have more attachments than allowed."""

    code: ClassVar[str] = "attachment.too_many"


class NothingAttached(Refused):
    """Raised when an upload holds no file."""

    code: ClassVar[str] = "attachment.nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A checked and stored file that is not attached to a matter yet."""

    kind: MediaKind
    content_type: str
    name: str
    thumbnail: str
    size: int
    width: int
    height: int
    seconds: int


def prepare(contents: Sequence[bytes], *, allowed: frozenset[MediaKind]) -> tuple[Enclosure, ...]:
    """Check uploaded files, remove their metadata and store them; return the stored files, not yet attached.

    Call it before the transaction. Files that nothing refers to are deleted after a day. Raises
    TooManyAttachments and what ``enclosures.read`` raises.
    """
    if len(contents) > sum(MOST[kind] for kind in allowed):
        raise TooManyAttachments(most=sum(MOST[kind] for kind in allowed))
    read = [enclosures.read(content, allowed=allowed) for content in contents]
    for kind, number in Counter(one.kind for one in read).items():
        if number > MOST[kind]:
            raise TooManyAttachments(most=MOST[kind])
    return tuple(
        Enclosure(
            kind=one.kind,
            content_type=one.content_type,
            name=files.put(one.content),
            thumbnail=files.put(one.thumbnail) if one.thumbnail else "",
            size=len(one.content),
            width=one.width,
            height=one.height,
            seconds=one.seconds,
        )
        for one in read
    )


def enclose(
    *,
    matter: Matter,
    enclosures: Sequence[Enclosure],
    verb: Verb,
    actor: Actor,
    now: datetime,
    is_internal: bool = False,
    is_from_owner: bool = False,
) -> dict[str, int]:
    """Attach stored files to a matter; return the fields that describe them for the journal entry."""
    if not enclosures:
        return {}
    if questions.number_of(matter.pk) + len(enclosures) > MOST_IN_ALL:
        raise TooManyAttachments(most=MOST_IN_ALL)
    Attachment.objects.bulk_create(
        Attachment(
            key=secrets.token_urlsafe(16),
            matter=matter,
            kind=one.kind,
            content_type=one.content_type,
            name=one.name,
            thumbnail=one.thumbnail,
            size=one.size,
            width=one.width,
            height=one.height,
            seconds=one.seconds,
            verb=verb,
            is_internal=is_internal,
            is_from_owner=is_from_owner,
            added_by=actor.key,
            added_at=now,
        )
        for one in enclosures
    )
    return {"attachments": len(enclosures)}


@transaction.atomic
def attach(
    *,
    actor: Actor,
    matter_id: int,
    enclosures: Sequence[Enclosure],
    for_owner: bool = False,
    now: datetime,
) -> None:
    """Attach files to a matter: its owner's files are shown to the owner and staff, others only to staff.

    ``for_owner``: staff enclose what the resident brought to the counter.
    """
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.ATTACH, queries.facts_of(matter), now)
    if not enclosures:
        raise NothingAttached
    is_own = actor.key == matter.owner_key

    said = enclose(
        matter=matter,
        enclosures=enclosures,
        verb=MatterVerb.ATTACH,
        actor=actor,
        now=now,
        is_internal=not (is_own or for_owner),
        is_from_owner=is_own or for_owner,
    )

    journal.record(
        Act(actor, MatterVerb.ATTACH, now),
        queries.subject(matter.pk),
        outcome={"receipt": matter.receipt, **said, **({} if is_own else queries.on_behalf(for_owner))},
    )


def release(matter: Matter, keys: Sequence[str]) -> None:
    """Show to everyone exactly these of the pictures that came with a matter's answers; others are ignored.

    Called within the caller's act, which checks access and journals.
    """
    may = [one.key for one in questions.for_release(matter.pk) if one.key in keys]
    Attachment.objects.filter(matter=matter, is_released=True).exclude(key__in=may).update(is_released=False)
    Attachment.objects.filter(matter=matter, key__in=may).update(is_released=True)


def sweep(*, now: datetime) -> int:
    """Delete stored files older than a day that nothing refers to; return the number of deleted files."""
    return files.sweep(known=questions.names_known, now=now)
