"""Makes and reads the tokens in messages' links: each is for one contact point, and for a time.

Nothing of a token is stored. It names the contact point and the day, under a keyed digest that also covers
what the contact point follows; so it is void once that is erased, exchanged, or given to another person.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import date, datetime, timedelta
from hmac import compare_digest

from yuanba.messages.models import ContactPoint, MessageChannel
from yuanba.messages.recipients import LinkRecipient
from yuanba.rules.people.phone import REISSUED_AFTER
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

PURPOSE = "messages.link"
#: How long a link opens something. Each message brings a fresh one.
VALID = timedelta(days=90)
#: Days are counted from here; two bytes last until 2204.
FIRST = date(2025, 1, 1)
NUMBER, DAYS, DIGEST = 4, 2, 12


def recipient(contact: ContactPoint) -> LinkRecipient:
    """Return a contact point as the value from which links are made."""
    return LinkRecipient(
        contact_id=contact.pk,
        kind=contact.kind,
        key=contact.key,
        owner=contact.owner,
        carried_from=contact.carried_from,
        added_at=contact.added_at,
        channel=contact.channel,
    )


def is_still_theirs(to: LinkRecipient, at: datetime) -> bool:
    """Return whether an address surely still belongs to who left it: phone numbers get new holders."""
    return to.channel != MessageChannel.SMS or at - to.added_at <= REISSUED_AFTER


def token(to: LinkRecipient, at: datetime) -> str:
    """Return the token of a link in a message of this moment, 24 characters that need no quoting in a URL."""
    head = to.contact_id.to_bytes(NUMBER, "big") + (day(at) - FIRST).days.to_bytes(DAYS, "big")
    body = keyring.digest(_bound(to, head), purpose=PURPOSE)[:DIGEST]
    return urlsafe_b64encode(head + body).decode()


def opened(given: str, now: datetime) -> LinkRecipient | None:
    """Return for whom a link's token was made; None if it is altered, too old, or its contact point gone."""
    try:
        raw = urlsafe_b64decode(given.encode("ascii"))
    except (NotBase64, ValueError):
        return None
    if len(raw) != NUMBER + DAYS + DIGEST:
        return None
    head, body = raw[: NUMBER + DAYS], raw[NUMBER + DAYS :]
    made_on = FIRST + timedelta(days=int.from_bytes(head[NUMBER:], "big"))
    if not made_on <= day(now) <= made_on + VALID:
        return None
    contact = ContactPoint.objects.filter(pk=int.from_bytes(head[:NUMBER], "big")).first()
    if contact is None:
        return None
    to = recipient(contact)
    known = keyring.digests(_bound(to, head), purpose=PURPOSE)
    return to if any(compare_digest(one[:DIGEST], body) for one in known) else None


def _bound(to: LinkRecipient, head: bytes) -> str:
    return "\n".join((head.hex(), to.kind, to.key, to.owner, to.carried_from, to.added_at.isoformat()))
