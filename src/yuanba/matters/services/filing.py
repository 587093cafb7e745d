"""Files matters; this is the code path that must be fast."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.districts import jobs
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Matter
from yuanba.matters.services.again import link
from yuanba.matters.services.attachments import Enclosure, enclose
from yuanba.messages import services as messages
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.reading import bigrams
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters import receipt, triage
from yuanba.rules.matters.informing import Informed
from yuanba.rules.matters.naming import Naming
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.privacy import masking
from yuanba.rules.time import span
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

LONGEST_TEXT = 10_000
LONGEST_PLACE = 200
LONGEST_NAME = 40
CODE_DIGITS = 6
#: A receipt number is drawn at random; after so many clashes something else is wrong.
ATTEMPTS = 5


class MatterWithoutWords(Refused):
    """Raised when a matter is filed without any text."""

    code: ClassVar[str] = "matter.no_words"


class WordsTooLong(Refused):
    """Raised when the text, the place or the name of a matter is longer than allowed."""

    code: ClassVar[str] = "matter.too_long"


class UnknownFilingArea(Refused):
    """Raised when a matter names an area that the district does not have."""

    code: ClassVar[str] = "matter.unknown_area"


class UnknownChannel(Refused):
    """Raised when a matter names a channel that the district's rules do not define."""

    code: ClassVar[str] = "matter.unknown_channel"


class SaidLater(Refused):
    """Raised when the time at which a resident reported a matter lies after the time of filing."""

    code: ClassVar[str] = "matter.said_later"


class AlreadyTaken(Refused):
    """Raised when a matter with this external number was already received through this channel."""

    code: ClassVar[str] = "matter.already_taken"


class NoName(Refused):
    """Raised when a resident chooses to be named in public but gives no name."""

    code: ClassVar[str] = "naming.no_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where to send messages about a matter: a channel and an address on that channel."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The number and deadline that another platform gave an external order."""

    number: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """An idempotency key, valid for one client and one URL, with the digest of the request's body."""

    scope: bytes
    body_digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The receipt of a filed matter; its query code is shown once and not stored."""

    receipt: str
    code: str
    token: str
    #: The pack's codes of the dangers that the words speak of: the page says first whom to call.
    dangers: tuple[str, ...] = ()


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
    outside: Outside | None = None,
    name: str = "",
    naming: Naming = Naming.HANDLER,
    phones: str = "",
    enclosures: Sequence[Enclosure] = (),
    again: str = "",
    informed: Informed | None = None,
) -> Filed:
    """File a matter and return its receipt; the matter is on disk when this function returns.

    ``phones``, all of a column, is sealed and read nowhere else; ``again`` is the token of a closed matter,
    ``informed`` how staff told the resident what is kept. The same ``once`` gives the same receipt.
    """
    text, place, name, phones = (part.strip() for part in (text, place, name, phones))
    pack = store.in_force(day(now))
    _check(text, place, name, naming, channel, pack)
    drawn = partial(draft, pack=pack, text=text, place=place, name=name, phones=phones, naming=naming)
    said_at, number = said_at or now, outside.number if outside else ""
    for _ in range(ATTEMPTS):
        try:
            return _file_once(
                actor=actor,
                draft=drawn(channel=channel, actor=actor, said_at=said_at, source_number=number),
                informed=informed,
                enclosures=enclosures,
                area_code=area_code,
                contact=contact,
                pack=pack,
                now=now,
                once=once,
                again=again,
                outside_due_at=span.taken_or_none(outside.due_at) if outside else None,
            )
        except IntegrityError as clash:
            if outside and "matter_source_once" in str(clash):
                raise AlreadyTaken(number=outside.number) from clash
            if "matter_receipt_once" not in str(clash):
                raise
    raise AssertionError("receipt numbers clash again and again")


def _check(text: str, place: str, name: str, naming: Naming, channel: str, pack: Pack) -> None:
    if not text:
        raise MatterWithoutWords
    if len(text) > LONGEST_TEXT or len(place) > LONGEST_PLACE or len(name) > LONGEST_NAME:
        raise WordsTooLong(most=LONGEST_TEXT)
    if naming is Naming.PUBLIC and not name:
        raise NoName
    if channel not in pack.channels:
        raise UnknownChannel(channel=channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A new matter before it is stored: its receipt number, and its text encrypted and masked."""

    filed: Filed
    code_digest: bytes
    owner_key: str
    channel: str
    sealed: bytes
    text: str
    place: str
    naming: Naming
    said_at: datetime
    source_number: str

    @property
    def words(self) -> str:
        """Return the search vector: receipt number, external order number, masked text and place."""
        return bigrams.vector(self.filed.receipt, self.source_number, self.text, self.place)


def draft(
    *,
    pack: Pack,
    text: str,
    place: str,
    channel: str,
    actor: Actor,
    said_at: datetime,
    source_number: str = "",
    name: str = "",
    naming: Naming = Naming.HANDLER,
    phones: str = "",
) -> Draft:
    """Return a new matter that is not stored yet, with its receipt number, encrypted text and masked copy."""
    number = receipt.receipt(pack.receipt.prefix, secrets.randbelow(receipt.SPACE))
    filed = Filed(
        receipt=number,
        code=f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}",
        token=secrets.token_urlsafe(18),
        dangers=triage.dangers(text, pack=pack),
    )
    owner = actor.key if actor.kind is ActorKind.RESIDENT else queries.owner_by_receipt(number)
    label = "\n联系电话：" if phones else ""
    words = {"text": f"{text}{label}{phones}", "place": place, **({"name": name} if name else {})}
    return Draft(
        filed=filed,
        code_digest=queries.code_digest(number, filed.code),
        owner_key=owner,
        channel=channel,
        sealed=keyring.seal(json.dumps(words, ensure_ascii=False), purpose="matter.words"),
        text=f"{masking.mask(text).text}{label}{masking.hide(phones)}",
        place=masking.mask(place).text,
        naming=naming,
        said_at=span.taken(said_at),
        source_number=source_number,
    )


@transaction.atomic
def _file_once(
    *,
    actor: Actor,
    draft: Draft,
    enclosures: Sequence[Enclosure],
    area_code: str,
    contact: Contact | None,
    pack: Pack,
    now: datetime,
    once: Once | None,
    again: str,
    informed: Informed | None,
    outside_due_at: datetime | None,
) -> Filed:
    path = _path(area_code, pack)
    if once and (earlier := _acknowledge(once, draft.filed, now)):
        return earlier

    access.require(actor, MatterVerb.FILE, access.Facts(area_path=path), now)
    outcome = triage.file(pack=pack.in_danger if draft.filed.dangers else pack, at=now)

    matter = _row(draft, state=outcome.state, pack=pack, path=path, now=now)
    matter.until_at, matter.outside_due_at, matter.area_code = outcome.until_at, outside_due_at, area_code
    matter.dangers, matter.subdistrict_code = " ".join(draft.filed.dangers), queries.subdistrict_of(path)
    linked = link(matter, again)
    matter.save(force_insert=True)
    said = linked | enclose(
        matter=matter, enclosures=enclosures, verb=MatterVerb.FILE, actor=actor, now=now, is_from_owner=True
    )
    tell_reporter(matter, contact, now)
    if matter.dangers:
        jobs.defer("matters.press", matter_id=matter.pk)

    journal.record(
        Act(actor, MatterVerb.FILE, now),
        queries.subject(matter.pk),
        outcome={
            "state": State.FILED,
            "receipt": matter.receipt,
            "channel": draft.channel,
            "area": area_code,
            "area_path": path,
            "pack": pack.digest,
            "dangers": list(draft.filed.dangers),
            **said,
            **_of_collection(actor, pack, informed),
        },
        because=outcome.because,
    )
    return draft.filed


def _of_collection(actor: Actor, pack: Pack, informed: Informed | None) -> dict[str, str | bool]:
    """Which notice of collection held, whether staff filed it, and how they told the resident of that."""
    version = pack.collection.version.isoformat() if pack.collection else ""
    told = {"informed": str(informed)} if informed else {}
    return {"collection": version, **told, **queries.on_behalf(actor.kind is ActorKind.STAFF)}


def _path(area_code: str, pack: Pack) -> str:
    """The path of the place that was named, or that of the whole district."""
    path = places.path_of(area_code) if area_code else queries.whole_district(pack)
    if not path:
        raise UnknownFilingArea(area=area_code)
    return path


def _row(draft: Draft, *, state: State, pack: Pack, path: str, now: datetime) -> Matter:
    """The row of a draft, not yet written."""
    return Matter(
        receipt=draft.filed.receipt,
        token=draft.filed.token,
        code_digest=draft.code_digest,
        state=str(state),
        channel=draft.channel,
        owner_key=draft.owner_key,
        sealed=draft.sealed,
        text=draft.text,
        place=draft.place,
        words=draft.words,
        source_number=draft.source_number,
        area_path=path,
        said_at=draft.said_at,
        filed_at=now,
        pack_digest=pack.digest,
        naming=str(draft.naming),
    )


def insert_archived(drafts: Sequence[Draft], *, pack: Pack, path: str, now: datetime) -> list[int]:
    """Store drafts as archived matters, which have no deadline; return their ids in the same order.

    Raises AlreadyTaken.
    """
    rows = [_row(draft, state=State.ARCHIVED, pack=pack, path=path, now=now) for draft in drafts]
    try:
        return [matter.pk for matter in Matter.objects.bulk_create(rows)]
    except IntegrityError as clash:
        if "matter_source_once" not in str(clash):
            raise
        raise AlreadyTaken from clash  # by another import, since the file was read


def tell_reporter(matter: Matter, contact: Contact | None, now: datetime) -> None:
    """Register the reporter's contact for messages about the matter; do nothing if none is given."""
    if contact:
        messages.add_contact(
            kind=queries.STORY_KIND,
            key=str(matter.pk),
            channel=messages.MessageChannel(contact.channel),
            address=contact.address,
            at=now,
            owner=matter.owner_key,
        )


def _acknowledge(once: Once, filed: Filed, now: datetime) -> Filed | None:
    """The receipt that this key was given before, or nothing the first time."""
    reply = json.dumps(asdict(filed))
    earlier = journal.acknowledge(scope=once.scope, body_digest=once.body_digest, reply=reply, at=now)
    if not earlier:
        return None
    kept = json.loads(earlier)
    return Filed(**{**kept, "dangers": tuple(kept.get("dangers", ()))})
