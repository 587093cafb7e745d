"""Reads the attachments of a matter, and decides which of them an actor may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yuanba.matters.models import Attachment
from yuanba.matters.queries.facts import facts_of
from yuanba.matters.queries.rows import MatterNotFound, MatterRow
from yuanba.matters.queries.story import ANSWERS
from yuanba.media.enclosures import MediaKind
from yuanba.notices import queries as notices
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.sealing import files


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """One attachment as pages show it; its random key, not its id, is used in URLs."""

    key: str
    matter_id: int
    kind: MediaKind
    content_type: str
    name: str
    thumbnail: str
    size: int
    width: int
    height: int
    seconds: int
    verb: str
    is_internal: bool
    is_from_owner: bool
    is_released: bool
    added_by: str
    added_at: datetime


def attachments_of(actor: Actor, row: MatterRow, now: datetime) -> list[AttachmentRow]:
    """Return the attachments of a matter that this actor may see, oldest first.

    Staff who may read the matter see everything. Its owner sees all but what is internal; by the link of a
    message also their own pictures, but not their voice. Whoever only holds the receipt sees what staff
    enclosed for the resident, never the resident's own pictures.
    """
    found = Attachment.objects.filter(_seen_by(actor, row, now), matter_id=row.id).order_by("id")
    return [_row(one) for one in found]


def attachment(actor: Actor, row: MatterRow, key: str, now: datetime) -> AttachmentRow:
    """Return one attachment of a matter by its key; raise MatterNotFound if the actor may not see it."""
    found = Attachment.objects.filter(_seen_by(actor, row, now), matter_id=row.id, key=key).first()
    if found is None:
        raise MatterNotFound
    return _row(found)


def released(matter_id: int) -> list[AttachmentRow]:
    """Return the pictures of a public matter that staff released to everyone, oldest first."""
    found = Attachment.objects.filter(matter_id=matter_id, is_released=True).order_by("id")
    return [_row(one) for one in found.exclude(matter__published_at=None)]


def for_release(matter_id: int) -> list[AttachmentRow]:
    """Return the pictures of a matter that staff may release to everyone: those enclosed with its answers."""
    found = Attachment.objects.filter(
        matter_id=matter_id,
        kind=MediaKind.PICTURE,
        is_internal=False,
        is_from_owner=False,
        verb__in=[str(verb) for verb in ANSWERS],
    )
    return [_row(one) for one in found.order_by("id")]


def content_of(row: AttachmentRow, *, is_thumbnail: bool) -> bytes:
    """Return the bytes of an attachment or of its thumbnail; raise FileLost if the stored file is missing."""
    return files.get(row.thumbnail if is_thumbnail and row.thumbnail else row.name)


def number_of(matter_id: int) -> int:
    """Return the number of attachments of a matter."""
    return Attachment.objects.filter(matter_id=matter_id).count()


def names_known(names: Sequence[str]) -> frozenset[str]:
    """Return the given stored file names that are in use by an attachment or a posted notice."""
    rows = Attachment.objects.filter(Q(name__in=names) | Q(thumbnail__in=names))
    own = frozenset(name for pair in rows.values_list("name", "thumbnail") for name in pair)
    return own | notices.names_known(names)


def _seen_by(actor: Actor, row: MatterRow, now: datetime) -> Q:
    if actor.key and actor.key == row.owner_key:
        is_told = Q(is_from_owner=False) | Q(kind=MediaKind.PICTURE)
        return Q(is_internal=False) & (Q() if actor.only is None else is_told)
    if actor.kind is ActorKind.STAFF and access.may(actor, MatterVerb.READ, facts_of(row), now):
        return Q()
    return Q(is_internal=False, is_from_owner=False)


def _row(found: Attachment) -> AttachmentRow:
    names = AttachmentRow.__dataclass_fields__.keys() - {"kind"}
    return AttachmentRow(kind=MediaKind(found.kind), **{name: getattr(found, name) for name in names})
