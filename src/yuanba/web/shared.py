"""Answers that are the same for everybody: drawn once, kept for a moment, and never shown when they are old.

Whoever asks has just read from the database what the answer shows (one or two statements); only when that is
what was drawn before is the drawing given out again. So a change ends it at once, in every process, and
nothing has to be told to forget. Who comes with a cookie that says who they are gets a drawing of their own.

So are the parts of every page that show nothing of the database: head and foot.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from yuanba.rules.time.calendar import day
from yuanba.web import navigation
from yuanba.web.context import look_of
from yuanba.web.entrance import DistrictRequest, now

#: No drawing is given out for longer, whatever it shows.
KEPT_SECONDS = 30
MOST_KEPT = 200
#: Parts differ by district, language, size, light, and which entry of the menus is open.
MOST_PARTS = 1000
#: What stands for the token against forged forms in a drawing: each reader gets their own.
TOKEN_PLACE = secrets.token_urlsafe(48)
#: What stands for the address of the page, to which a form of a part leads back.
PAGE_PLACE = secrets.token_urlsafe(24)
#: Cookies that say nothing of who reads.
_OF_NOBODY = settings.LOOK_COOKIES | {settings.CSRF_COOKIE_NAME}

V = TypeVar("V")
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
_parts: OrderedDict[Hashable, str] = OrderedDict()
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
    _put(_kept, key, found, MOST_KEPT)
    return found


def _put(kept: OrderedDict[Hashable, V], key: Hashable, value: V, most: int) -> None:
    """Keep a value; of more than so many, those that were kept first go."""
    with _lock:
        kept[key] = value
        kept.move_to_end(key)
        while len(kept) > most:
            kept.popitem(last=False)


def _given(request: DistrictRequest, found: Drawing) -> HttpResponse:
    """The drawing with this reader's token, or nothing where their browser has it already."""
    token = get_token(request) if len(found.pieces) > 1 else ""
    own = request.META["CSRF_COOKIE"] if token else ""  # a new one makes the forms of an older copy void
    etag = f'W/"{sha256(f"{found.digest}{own}".encode()).hexdigest()[:32]}"'
    answer = HttpResponse(token.encode().join(found.pieces), content_type=found.kind)
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer) or answer


def part(
    request: HttpRequest,
    context: Context,
    name: str,
    *,
    given: Mapping[str, object],
    places: Mapping[str, str],
    **more: str,
) -> SafeString:
    """Return a part of a page that is the same for all who look alike, drawn once in this process.

    Its template may show district, look, kind of reader, menus and form tokens, what ``more`` says, what is
    ``given`` (the same wherever ``more`` is the same), and by its name what each reader has in ``places``.
    """
    look, district, actor = look_of(request), context.get("district"), context["actor"]
    root = str(context["root"])
    here = request.path if request.path in navigation.menu_addresses(root) else ""
    key = (name, district, look, actor.kind, root, here, *more.items())
    html = _parts.get(key)
    if html is None:
        shown = {
            "request": request,
            "look": look,
            "district": district,
            "actor": actor,
            "root": root,
            "csrf_token": TOKEN_PLACE,
            "back_to": PAGE_PLACE,
            **{place: _stand_in(place) for place in places},
            **given,
            **more,
        }
        html = render_to_string(name, shown)
        _put(_parts, key, html, MOST_PARTS)
    html = html.replace(TOKEN_PLACE, str(context.get("csrf_token", "")))
    html = html.replace(PAGE_PLACE, escape(request.get_full_path()))
    for place, value in places.items():
        html = html.replace(_stand_in(place), escape(value))
    return mark_safe(html)  # noqa: S308  (as it was drawn)


@cache
def _stand_in(place: str) -> str:
    """What stands in a drawing where each reader has something of their own."""
    return secrets.token_urlsafe(24)
