"""Answers that are the same for everybody: drawn once, kept for a moment, and never shown when they are old.

Whoever asks has just read from the database what the answer shows (one or two statements); only when that is
what was drawn before is the drawing given out again. So a change ends it at once, in every process, and
nothing has to be told to forget. Who comes with a cookie that says who they are gets a drawing of their own.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import get_conditional_response

from yuanba.rules.time.calendar import day
from yuanba.web.context import look_of
from yuanba.web.entrance import DistrictRequest, now

#: No drawing is given out for longer, whatever it shows.
KEPT_SECONDS = 30
MOST_KEPT = 200
#: What stands for the token against forged forms in a drawing: each reader gets their own.
TOKEN_PLACE = secrets.token_urlsafe(48)
#: Cookies that say nothing of who reads.
_OF_NOBODY = settings.LOOK_COOKIES | {settings.CSRF_COOKIE_NAME}

#: Makes the answer; what it is given goes into the template.
Draw = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One answer as it was drawn: what it shows, and its bytes, cut where a reader's own token belongs."""

    shown: object
    until: float
    pieces: tuple[bytes, ...]
    kind: str
    digest: str


_kept: OrderedDict[Hashable, Drawing] = OrderedDict()
_lock = threading.Lock()


def for_everyone(
    request: DistrictRequest, shown: object, draw: Draw, *, beside: frozenset[str] = frozenset()
) -> HttpResponse:
    """Return an answer that shows this and nothing else of the database, with an ETag; drawn if need be.

    ``draw`` is given the template's variable for the token. ``beside`` are more cookies that it does not
    depend on. Whoever may be known by a cookie gets a drawing of their own, without an ETag.
    """
    if not request.COOKIES.keys() <= _OF_NOBODY | beside or request.actor.key:
        return draw()
    key = _key(request)
    found = _kept.get(key)
    if found is None or found.shown != shown or found.until < time.monotonic():
        answer = draw(csrf_token=TOKEN_PLACE)
        if answer.status_code != 200:
            return answer
        found = _keep(key, shown, answer)
    return _given(request, found)


def _key(request: DistrictRequest) -> Hashable:
    """By what drawings of the same differ: address, language, size, light, and the day that is today."""
    return (request.get_full_path(), look_of(request), day(now()), request.method, settings.DEMO)


def _keep(key: Hashable, shown: object, answer: HttpResponse) -> Drawing:
    body = answer.content
    found = Drawing(
        shown=shown,
        until=time.monotonic() + KEPT_SECONDS,
        pieces=tuple(body.split(TOKEN_PLACE.encode())),
        kind=answer.headers["Content-Type"],
        digest=sha256(body).hexdigest(),
    )
    with _lock:
        _kept[key] = found
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def _given(request: DistrictRequest, found: Drawing) -> HttpResponse:
    """The drawing with this reader's token, or nothing where their browser has it already."""
    token = get_token(request) if len(found.pieces) > 1 else ""
    own = request.META["CSRF_COOKIE"] if token else ""  # a new one makes the forms of an older copy void
    etag = f'W/"{sha256(f"{found.digest}{own}".encode()).hexdigest()[:32]}"'
    answer = HttpResponse(token.encode().join(found.pieces), content_type=found.kind)
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer) or answer
