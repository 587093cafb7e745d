"""Services for neighbours who follow a public matter or an area."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Follower
from yuanba.matters.queries.public import AREA
from yuanba.matters.services.filing import Contact, UnknownFilingArea
from yuanba.messages import queries as contacts
from yuanba.messages import services as messages
from yuanba.messages.queries import following as of_messages
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters.verbs import MatterVerb

#: The kinds of subject under which messages know followers: of another's matter, and of an area.
FOLLOWING = "following"


class NeedsContact(Refused):
    """Raised when somebody wants to follow a matter but has no account, receipt or phone number."""

    code: ClassVar[str] = "follow.needs_contact"


class FollowedNotPublic(Refused):
    """Raised when the matter to follow is not published."""

    code: ClassVar[str] = "follow.not_public"


class NotFollowing(Refused):
    """Raised when somebody wants to stop following a matter that they do not follow."""

    code: ClassVar[str] = "follow.not_following"


class OwnMatter(Refused):
    """Raised when somebody wants to follow a matter that they filed themselves."""

    code: ClassVar[str] = "follow.own"


@transaction.atomic
def follow(*, actor: Actor, matter_id: int, contact: Contact | None = None, now: datetime) -> int:
    """Add a follower to a published matter and to its messages; return the matter's number of followers.

    One account, receipt or browser counts once, and for whom staff write it down one address. Following
    again adds at most the number that was not left before; no further one.
    """
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.FOLLOW, queries.facts_of(matter), now)
    if matter.published_at is None:
        raise FollowedNotPublic
    if actor.key and actor.key == matter.owner_key:
        raise OwnMatter
    key = _key(actor, contact)

    _row, is_new = Follower.objects.get_or_create(matter=matter, key=key, defaults={"since_at": now})
    if contact and (is_new or not of_messages.is_told(FOLLOWING, str(matter.pk), key)):
        _tell(FOLLOWING, str(matter.pk), contact, owner=key, now=now)
    count = matter.followers.count()

    if is_new:
        journal.record(
            Act(actor, MatterVerb.FOLLOW, now),
            queries.subject(matter.pk),
            outcome={
                "receipt": matter.receipt,
                "followers": count,
                **queries.on_behalf(actor.kind is ActorKind.STAFF),
            },
        )
    return count


@transaction.atomic
def unfollow(*, actor: Actor, matter_id: int, contact: Contact | None = None, now: datetime) -> None:
    """Remove a follower from a matter and end the follower's messages; raise NotFollowing if there is none.

    ``contact``: staff name the number of a visitor; nobody else ends another's following.
    """
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.UNFOLLOW, queries.facts_of(matter, with_handlers=True), now)
    key = _key(actor, contact)
    if not matter.followers.filter(key=key).exists():
        raise NotFollowing

    matter.followers.filter(key=key).delete()
    messages.part_from(kind=FOLLOWING, key=str(matter.pk), owner=key)

    journal.record(
        Act(actor, MatterVerb.UNFOLLOW, now),
        queries.subject(matter.pk),
        outcome={
            "receipt": matter.receipt,
            "followers": matter.followers.count(),
            **queries.on_behalf(actor.kind is ActorKind.STAFF),
        },
    )


@transaction.atomic
def follow_area(*, actor: Actor, area_code: str, contact: Contact, now: datetime) -> None:
    """Add a follower to an area; the follower gets messages about publications in the area."""
    area = places.area(area_code)
    if area is None or area.valid_to is not None:
        raise UnknownFilingArea(area=area_code)

    access.require(actor, MatterVerb.AREA_FOLLOW, access.Facts(area_path=area.path), now)

    _tell(AREA, area.code, contact, owner=_key(actor, contact), now=now)

    journal.record(
        Act(actor, MatterVerb.AREA_FOLLOW, now),
        journal.Subject(kind=AREA, key=area.code),
        outcome={"area": area.code, **queries.on_behalf(actor.kind is ActorKind.STAFF)},
    )


@transaction.atomic
def unfollow_area(*, actor: Actor, area_code: str, contact: Contact | None = None, now: datetime) -> None:
    """Remove a follower from an area and end the messages; do nothing if there is no such follower.

    Staff name the number of whoever stands before them.
    """
    area = places.area(area_code)

    facts = access.Facts(owner_key=actor.key, area_path=area.path if area else "")
    access.require(actor, MatterVerb.AREA_UNFOLLOW, facts, now)
    key = _key(actor, contact)

    if messages.part_from(kind=AREA, key=area_code, owner=key):
        journal.record(
            Act(actor, MatterVerb.AREA_UNFOLLOW, now),
            journal.Subject(kind=AREA, key=area_code),
            outcome={"area": area_code, **queries.on_behalf(actor.kind is ActorKind.STAFF)},
        )


def _key(actor: Actor, contact: Contact | None) -> str:
    """By what somebody is counted: their own key, else a digest of the address."""
    if actor.kind is not ActorKind.STAFF and actor.key:
        return actor.key
    if contact is None:
        raise NeedsContact
    channel = messages.MessageChannel(contact.channel)
    plain = contacts.plain_address(channel, contact.address)
    if not plain:
        raise NeedsContact
    if plain.isdigit():  # a number is one person, whether written to or called
        channel = messages.MessageChannel.SMS
    return contacts.follower_key(channel, plain)


def _tell(kind: str, key: str, contact: Contact, *, owner: str, now: datetime) -> None:
    messages.add_contact(
        kind=kind,
        key=key,
        channel=messages.MessageChannel(contact.channel),
        address=contact.address,
        at=now,
        owner=owner,
    )
