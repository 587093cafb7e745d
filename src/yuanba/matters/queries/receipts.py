"""Reads matters by receipt or phone: those proven by a browser, saved in an account, found at a counter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from yuanba.matters import queries
from yuanba.matters.models import KeptReceipt, Matter
from yuanba.matters.queries.rows import STORY_KIND, MatterRow
from yuanba.messages import queries as messages
from yuanba.people.queries import phones
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.naming import Naming
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.people.phone import REISSUED_AFTER


def kept_by(account_key: str) -> list[str]:
    """Return the receipt numbers saved in an account, newest first."""
    found = KeptReceipt.objects.filter(account_key=account_key).order_by("-id")
    return list(found.values_list("matter__receipt", flat=True))


def proof_mark(token: str) -> str:
    """Return the value that a browser keeps in a cookie as evidence that its user has proven a receipt.

    It is void once the token of the matter's page changes.
    """
    return sha256(token.encode()).hexdigest()[:16]


def still_proven(marks: Mapping[str, str]) -> list[str]:
    """Return the given receipts whose proof in the cookie is valid, in order; at most one SQL statement."""
    found = Matter.objects.filter(receipt__in=list(marks)).values_list("receipt", "token") if marks else []
    held = {receipt for receipt, token in found if marks[receipt] == proof_mark(token)}
    return [receipt for receipt in marks if receipt in held]


SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """A message that staff must give to a resident in person, with the matter that it is about."""

    message_id: int
    matter: MatterRow
    at: datetime
    masked: str
    text: str


def to_tell(actor: Actor, now: datetime) -> list[ToTell]:
    """Return the messages that staff must give to residents in person in the actor's areas, oldest first."""
    waiting = messages.on_paper(STORY_KIND)
    found = Matter.objects.filter(
        queries.reach(actor, MessageVerb.TELL, now), pk__in={int(one.key) for one in waiting}
    )
    rows = {matter.pk: queries.row_of(matter) for matter in found}
    return [
        ToTell(message_id=one.id, matter=rows[int(one.key)], at=one.at, masked=one.masked, text=one.text)
        for one in waiting
        if int(one.key) in rows
    ][:SHOWN]


def to_tell_count(actor: Actor, now: datetime) -> int:
    """Return how many messages staff must give to residents in person in the actor's areas, unopened."""
    keys = messages.keys_on_paper(STORY_KIND)
    found = Matter.objects.filter(
        queries.reach(actor, MessageVerb.TELL, now), pk__in={int(key) for key in keys}
    )
    mine = set(found.values_list("pk", flat=True))
    return sum(int(key) in mine for key in keys)


def by_phone(actor: Actor, phone: str, now: datetime) -> Sequence[MatterRow]:
    """Return the matters with this contact phone number that the actor may read, newest first.

    Whoever says the number that they left has shown that the matter is theirs; no address is opened.
    """
    found = Matter.objects.filter(queries.reach(actor, MatterVerb.READ, now))
    return [queries.row_of(matter) for matter in _left_with(phone, found)]


def to_keep(account_key: str, now: datetime) -> Sequence[MatterRow]:
    """Return the matters that an account may take in because its proven phone number was left with them.

    Not those of another account, not those kept already, and none whose reporter wished to stay unknown even
    to the unit: a phone is often a family's, so such a matter is found with number and query code alone.
    What is older than it takes a number to get another holder is found with them alone, too.
    """
    number = phones.phone_of(account_key)
    if not number:
        return []
    found = Matter.objects.filter(
        emptied_at=None,
        owner_key__startswith=queries.owner_by_receipt(""),
        filed_at__gt=now - REISSUED_AFTER,
    ).exclude(naming=str(Naming.SECRET))
    found = found.exclude(kept__account_key=account_key)
    return [queries.row_of(matter) for matter in _left_with(number, found)]


def _left_with(number: str, found: QuerySet[Matter]) -> list[Matter]:
    """Those with which their own reporter left this number, newest first."""
    owners = {(int(key), owner) for key, owner in messages.left_by(STORY_KIND, number)}
    rows = found.filter(pk__in={key for key, _owner in owners}).order_by("-id")
    return [matter for matter in rows if (matter.pk, matter.owner_key) in owners][:SHOWN]
