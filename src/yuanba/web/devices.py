"""Knows a browser again by a random number in a signed cookie, so that it counts once.

It names no person and no address. Whoever deletes it is a new browser, so entrances that count browsers also
bound how many new ones an address brings.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yuanba.rules.core.actor import Actor, ActorKind, bearer
from yuanba.web.entrance import DistrictRequest

NEIGHBOUR = "neighbour"
#: The place that somebody chose in this browser, by its code; no account is needed for it.
PLACE, LONGEST_CODE = "place", 24
A_YEAR = 366 * 24 * 3600
#: How many browsers without account or receipt one address may add to one count in a day. A household has
#: as many; a carrier puts more behind one address: they log in by phone code, or ask at the counter.
NEW_IN_A_DAY, A_DAY = 3, 24 * 3600


def known(request: DistrictRequest, actor: Actor) -> Actor:
    """Return the actor, or for a stranger the actor for their browser if it has been seen before."""
    number = _number(request)
    return device(number) if number and is_stranger(actor) else actor


def place(request: HttpRequest) -> str:
    """Return the code of the area that was chosen in this browser, as it was kept; "" where there is none."""
    code = request.COOKIES.get(PLACE, "")
    return code if code.isascii() and code.isdigit() and len(code) <= LONGEST_CODE else ""


def is_stranger(actor: Actor) -> bool:
    """Return whether somebody has neither an account nor proven a receipt."""
    return actor.kind is ActorKind.ANONYMOUS and not actor.key


def device(number: str) -> Actor:
    """Return the actor that stands for a browser; its key does not tell the number in the cookie."""
    return bearer(f"device:{sha256(number.encode()).hexdigest()[:24]}")


def is_device(actor: Actor) -> bool:
    """Return whether an actor stands for a browser only."""
    return actor.key.startswith("device:")


def number_for(request: DistrictRequest) -> str:
    """Return the number of the browser, a new one if it has none yet; ``keep`` puts it into the answer."""
    return _number(request) or secrets.token_hex(12)


def keep(request: DistrictRequest, response: HttpResponse, number: str) -> None:
    """Store a browser's number in its cookie for a year."""
    response.set_signed_cookie(
        NEIGHBOUR,
        number,
        salt=_salt(request),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )


def _number(request: DistrictRequest) -> str:
    return str(request.get_signed_cookie(NEIGHBOUR, "", salt=_salt(request), max_age=A_YEAR))


def _salt(request: DistrictRequest) -> str:
    return f"{request.district.code}.{NEIGHBOUR}"
