"""Taking a resident's words in: the one hot path."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.districts import jobs, keyring
from yuanba.journal import services as journal
from yuanba.matters import queries
from yuanba.matters.models import Matter
from yuanba.messages import services as messages
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules import access, masking, receipt
from yuanba.rules.actor import Actor, ActorKind
from yuanba.rules.calendar import day
from yuanba.rules.matter import State
from yuanba.rules.pack import Pack
from yuanba.rules.refusal import Refused
from yuanba.rules.verb import Verb

LONGEST_TEXT = 10_000
LONGEST_PLACE = 200
CODE_DIGITS = 6
#: A receipt number is drawn at random; after so many clashes something else is wrong.
ATTEMPTS = 5


class NoWords(Refused):
    """A matter needs words."""

    code: ClassVar[str] = "matter.no_words"


class TooLong(Refused):
    """The words are longer than we take."""

    code: ClassVar[str] = "matter.too_long"


class UnknownArea(Refused):
    """There is no such area in this district."""

    code: ClassVar[str] = "matter.unknown_area"


class UnknownChannel(Refused):
    """The pack knows no such channel."""

    code: ClassVar[str] = "matter.unknown_channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where somebody wants to be told: a channel and an address on it."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """An idempotency key, already scoped to its client and route, with the digest of what was sent."""

    scope: bytes
    body_digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What the resident takes home. The code is shown now and never again."""

    receipt: str
    code: str
    token: str


def file(
    *,
    actor: Actor,
    text: str,
    now: datetime,
    place: str = "",
    area_code: str = "",
    channel: str = "web",
    contact: Contact | None = None,
    said_at: datetime | None = None,
    once: Once | None = None,
) -> Filed:
    """Take a matter in and give its receipt; when this returns, it is on disk.

    The same ``once`` gives the same receipt again. Raises NoWords, TooLong, UnknownArea,
    UnknownChannel, access.NotAllowed, journal.KeyUsedOtherwise.
    """
    text, place = text.strip(), place.strip()
    _check_words(text, place)
    pack = store.in_force(day(now))
    if channel not in pack.channels:
        raise UnknownChannel(channel=channel)
    for _ in range(ATTEMPTS):
        try:
            return _file_once(
                actor=actor,
                draft=draft(pack=pack, text=text, place=place, channel=channel, actor=actor),
                area_code=area_code,
                contact=contact,
                pack=pack,
                said_at=said_at or now,
                now=now,
                once=once,
            )
        except IntegrityError as clash:
            if "matter_receipt_once" not in str(clash):
                raise
    raise AssertionError("receipt numbers clash again and again")


def _check_words(text: str, place: str) -> None:
    if not text:
        raise NoWords
    if len(text) > LONGEST_TEXT or len(place) > LONGEST_PLACE:
        raise TooLong(most=LONGEST_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything about a new matter that needs no database: numbers drawn, words sealed and masked."""

    filed: Filed
    code_digest: bytes
    owner_key: str
    channel: str
    sealed: bytes
    text: str
    place: str


def draft(*, pack: Pack, text: str, place: str, channel: str, actor: Actor) -> Draft:
    """Draw the receipt, seal the words, and mask the working copy."""
    number = receipt.receipt(pack.receipt.prefix, secrets.randbelow(receipt.SPACE))
    filed = Filed(
        receipt=number,
        code=f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}",
        token=secrets.token_urlsafe(18),
    )
    owner = actor.key if actor.kind is ActorKind.RESIDENT else queries.owner_by_receipt(number)
    words = json.dumps({"text": text, "place": place}, ensure_ascii=False)
    return Draft(
        filed=filed,
        code_digest=queries.code_digest(number, filed.code),
        owner_key=owner,
        channel=channel,
        sealed=keyring.seal(words, purpose="matter.words"),
        text=masking.mask(text).text,
        place=masking.mask(place).text,
    )


@transaction.atomic
def _file_once(
    *,
    actor: Actor,
    draft: Draft,
    area_code: str,
    contact: Contact | None,
    pack: Pack,
    said_at: datetime,
    now: datetime,
    once: Once | None,
) -> Filed:
    area = places.area(area_code) if area_code else None
    if area_code and area is None:
        raise UnknownArea(area=area_code)
    if once and (earlier := _acknowledge(once, draft.filed, now)):
        return earlier

    path = area.path if area else queries.whole_district(pack)
    access.require(actor, Verb.FILE, access.Facts(area_path=path), now)

    matter = _insert(draft, area_code=area_code, path=path, pack=pack, said_at=said_at, now=now)
    if contact:
        messages.add_contact(
            kind=queries.STORY_KIND,
            key=str(matter.pk),
            channel=messages.Channel(contact.channel),
            address=contact.address,
            at=now,
            owner=draft.owner_key,
        )
    jobs.defer("matters.suggest_class", matter_id=matter.pk)

    journal.record(
        actor=actor,
        verb=Verb.FILE,
        subject=queries.subject(matter.pk),
        at=now,
        outcome={
            "state": State.FILED,
            "receipt": matter.receipt,
            "channel": draft.channel,
            "area": area_code,
            "area_path": path,
            "pack": pack.digest,
        },
    )
    return draft.filed


def _insert(
    draft: Draft, *, area_code: str, path: str, pack: Pack, said_at: datetime, now: datetime
) -> Matter:
    return Matter.objects.create(
        receipt=draft.filed.receipt,
        token=draft.filed.token,
        code_digest=draft.code_digest,
        state=State.FILED,
        channel=draft.channel,
        owner_key=draft.owner_key,
        sealed=draft.sealed,
        text=draft.text,
        place=draft.place,
        area_code=area_code,
        area_path=path,
        subdistrict_code=queries.subdistrict_of(path),
        said_at=said_at,
        filed_at=now,
        pack_digest=pack.digest,
    )


def _acknowledge(once: Once, filed: Filed, now: datetime) -> Filed | None:
    """The receipt that this key was given before, or nothing the first time."""
    reply = json.dumps({"receipt": filed.receipt, "code": filed.code, "token": filed.token})
    earlier = journal.acknowledge(scope=once.scope, body_digest=once.body_digest, reply=reply, at=now)
    return Filed(**json.loads(earlier)) if earlier else None
