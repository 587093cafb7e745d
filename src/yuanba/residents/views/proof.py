"""Remembers in signed cookies which receipts a browser filed or has proven by query code.

Beside them, the receipts that a resident's account keeps.

Signed cookies, readable by us alone: ``mine`` keeps receipt numbers for half a year, ``linked`` for a day by
which links of messages the browser came. Both stay on this device.
"""

from __future__ import annotations

from dataclasses import replace

from django.core import signing
from django.http import HttpResponse

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.matters.queries.receipts import kept_by, proof_mark, still_proven
from yuanba.matters.services import Filed
from yuanba.matters.views import fresh
from yuanba.matters.views.fresh import salt, set_cookie
from yuanba.messages.queries import links
from yuanba.rules.core.actor import Actor, ActorKind, bearer
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web import devices
from yuanba.web.entrance import DistrictRequest, now
from yuanba.web.own import OwnQuery

MINE, LINKED = "mine", "linked"
HALF_A_YEAR, A_DAY = 183 * 24 * 3600, 24 * 3600
MOST_RECEIPTS = 40
MOST_LINKS = 10
#: What the link of a message lets one do besides looking: what messages ask of a resident.
BY_LINK: frozenset[Verb] = frozenset({MatterVerb.RATE, MatterVerb.REPLY})


def receipts(request: DistrictRequest) -> list[str]:
    """Return the receipt numbers that this browser has proven, then those saved in the account."""
    found = still_proven(_on_device(request))
    if request.actor.kind is ActorKind.RESIDENT:
        found += [number for number in kept_by(request.actor.key) if number not in found]
    return found


def own(request: DistrictRequest) -> OwnQuery:
    """Return the question for what concerns this visitor: by account, proven receipts and browser."""
    known = devices.known(request, request.actor)
    keys = [request.actor.key, known.key, *map(queries.owner_by_receipt, receipts(request))]
    return OwnQuery(keys=tuple(dict.fromkeys(key for key in keys if key)), now=now())


def _on_device(request: DistrictRequest) -> dict[str, str]:
    """What the cookie says: receipts, each with the mark of the proof; the newest first."""
    try:
        found = signing.loads(request.COOKIES.get(MINE, ""), salt=salt(request, MINE), max_age=HALF_A_YEAR)
    except signing.BadSignature:
        return {}
    return {str(one[0]): str(one[1]) for one in found if isinstance(one, list)}


def keep(request: DistrictRequest, response: HttpResponse, receipt: str, token: str) -> None:
    """Store in a cookie that this browser has proven a receipt, until the matter gets another owner."""
    kept = {receipt: proof_mark(token)}
    kept |= {number: mark for number, mark in _on_device(request).items() if number != receipt}
    pairs = list(kept.items())[:MOST_RECEIPTS]
    set_cookie(response, MINE, signing.dumps(pairs, salt=salt(request, MINE)), HALF_A_YEAR)


def keep_filed(request: DistrictRequest, response: HttpResponse, filed: Filed, *, is_own: bool) -> None:
    """Store in cookies the receipt number of a matter just filed and, for an hour, the query code."""
    if is_own:
        keep(request, response, filed.receipt, filed.token)
    fresh.keep(request, response, filed)


def keep_linked(request: DistrictRequest, response: HttpResponse, row: MatterRow, token: str) -> None:
    """Store in a cookie that this browser came by the link of a message about a matter.

    The link is looked at anew on each page, so it opens nothing once it is void.
    """
    kept = {row.receipt: token}
    kept |= {number: one for number, one in _linked(request).items() if number != row.receipt}
    pairs = list(kept.items())[:MOST_LINKS]
    set_cookie(response, LINKED, signing.dumps(pairs, salt=salt(request, LINKED)), A_DAY)


def _linked(request: DistrictRequest) -> dict[str, str]:
    """The links by which this browser came, by receipt; the newest first."""
    try:
        found = signing.loads(request.COOKIES.get(LINKED, ""), salt=salt(request, LINKED), max_age=A_DAY)
    except signing.BadSignature:
        return {}
    return {str(one[0]): str(one[1]) for one in found if isinstance(one, list)}


def has_proven(actor: Actor, row: MatterRow) -> bool:
    """Return whether somebody has proven that a matter is theirs; a message's link proves less."""
    return actor.key == row.owner_key and actor.only is None


def acting(request: DistrictRequest, row: MatterRow) -> Actor:
    """Return the matter's owner as the actor if the visitor has proven the receipt, else the visitor.

    Who came by the link of a message to the owner may do what messages ask for, and nothing else.
    """
    if row.owner_key == request.actor.key:
        return request.actor
    is_proven = _on_device(request).get(row.receipt) == proof_mark(row.token)
    if not is_proven and request.actor.kind is ActorKind.RESIDENT:
        is_proven = row.receipt in kept_by(request.actor.key)
    if is_proven:
        return bearer(row.owner_key)
    return replace(bearer(row.owner_key), only=BY_LINK) if _came_by_link(request, row) else request.actor


def _came_by_link(request: DistrictRequest, row: MatterRow) -> bool:
    """Whether this browser came by a link, still good, that was sent to the matter's owner."""
    token = _linked(request).get(row.receipt)
    to = links.opened(token, now()) if token else None
    return (
        to is not None
        and to.kind == queries.STORY_KIND
        and (to.key, to.owner) == (str(row.id), row.owner_key)
    )


def of_subject(request: DistrictRequest, kind: str, key: str) -> Actor | None:
    """Return the owner of a matter as an actor if this browser has proven its receipt, else None.

    Used for things that are about a matter, such as a notice.
    """
    numbers = receipts(request) if kind == queries.STORY_KIND and not request.actor.key else []
    return bearer(owner) if numbers and (owner := queries.owner_among(int(key), numbers)) else None
