"""Middleware for every request: request number, log line, headers, rate limits, and unreadable input."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import unquote, urlsplit

import structlog
from csp.utils import build_policy
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render

from yuanba.people import services as people
from yuanba.rules.core.actor import ANONYMOUS, Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.words import plain
from yuanba.server import counts
from yuanba.web.addresses import client_address
from yuanba.web.entrance import now
from yuanba.web.sentences import STATUSES, refusal_sentence

log = structlog.get_logger("yuanba.web")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
#: Asked for by nobody here, so no page, and nothing that is smuggled into one, may use it.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
A_YEAR = 365 * 24 * 3600
#: Kinds of text that are not called so.
COMPRESSED = frozenset({"application/json", "image/svg+xml"})
#: Making one of these papers costs as much as many pages.
PAPERS = (".pdf",)
#: How often an address may show a key that opens nothing.
KEY_TRIES, KEY_TRIES_SECONDS = 30, 900
#: Counted by itself, address and district in one statement: no hour may go without it, so it must be quick.
FILING = frozenset({"/file", "/api/v1/matters"})


class RequestMiddleware:
    """Give each request a number, count it, and log it by its route, never by its URL.

    The address of a story opens it (``/m/<token>``), a query may hold a phone number. A route holds neither.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number, began = secrets.token_hex(6), time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=number)
        try:
            response = self.get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-ID"] = number

        took, route = time.perf_counter() - began, _route(request)
        method = request.method if request.method in {"GET", "HEAD", "POST"} else "OTHER"
        counts.count(str(method), route, response.status_code, took)
        if route != "static":
            log.info(
                "answered",
                request=number,
                district=getattr(getattr(request, "district", None), "code", ""),
                method=method,
                route=route,
                status=response.status_code,
                ms=round(took * 1000, 1),
            )
        return response


def _route(request: HttpRequest) -> str:
    """The pattern that an address matched; of an address that nothing serves, no part."""
    match = request.resolver_match
    if match is not None:
        return f"/{'d/<code>/' if hasattr(request, 'district') else ''}{match.route}"
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"


@cache
def _policy() -> str:
    """The content policy: the same for every answer that brings none of its own, so it is built once."""
    return str(build_policy())


class HeadersMiddleware:
    """Add security and caching headers to every response, beside those that Django sets."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Content-Security-Policy", _policy())
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SECURE:
            response.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}")
        if hasattr(request, "district"):
            # a counter's computer is used by many: what one saw, Back must not show to the next
            is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
            response.setdefault("Cache-Control", "private, no-store" if is_known else "private, no-cache")
        return response


class CompressMiddleware(GZipMiddleware):
    """Compress text responses for clients that accept gzip, with random bytes added to hide exact lengths.

    Pictures, voices and papers are compressed by their kind already, and a browser may ask for a part of one.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        is_text = kind.startswith("text/") or kind in COMPRESSED
        return super().process_response(request, response) if is_text else response


class ProgramMiddleware:
    """Authenticate programs at the JSON API by the key they send: ``Authorization: Bearer yb_…``.

    Nowhere else. A key that opens nothing is refused here, whatever the reason in the same words, and counted
    by address; the right one never waits for what somebody else behind the address tried. Beside a key no
    cookie counts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
        is_api = request.path_info.startswith("/api/") and hasattr(request, "district")
        if scheme.lower() != "bearer" or not is_api:
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        moment = now()
        try:
            try:
                request.actor = people.enter_by_key(shown=shown.strip(), now=moment)  # type: ignore[attr-defined]
            except people.KeyRefused:
                key = f"key.address:{client_address(request)}"
                people.throttle(key=key, limit=KEY_TRIES, window_seconds=KEY_TRIES_SECONDS, now=moment)
                raise
        except (people.KeyRefused, people.TooMany) as refusal:
            response = _refused(refusal)
        else:
            response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response


def _refused(refusal: Refused) -> HttpResponse:
    body = {"code": refusal.code, "message": str(refusal_sentence(refusal))}
    response = JsonResponse({"error": body}, status=STATUSES[refusal.code])
    if isinstance(refusal, people.KeyRefused):
        response["WWW-Authenticate"] = "Bearer"
    else:
        response["Retry-After"] = str(refusal.arguments["retry_after"])
    return response


class LimitMiddleware:
    """Limit the rate of requests that change data, make PDF papers, or come from programs.

    Without an account the network address counts, and all such requests of the district together; with one,
    the account, so that an office behind one address is not in its own way. Of a program every request
    counts, by its key. Counts lie in the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limits = _limits(request)
        if not limits:
            return self.get_response(request)
        try:
            people.throttle_each(limits=limits, window_seconds=settings.LIMIT_SECONDS, now=now())
        except people.TooMany as refusal:
            return _too_many(request, int(refusal.arguments["retry_after"]))
        return self.get_response(request)


def _limits(request: HttpRequest) -> Mapping[str, int]:
    """Under which keys a request is counted, each with its limit; under none, if it is not."""
    if not hasattr(request, "district"):
        return {}
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    # who comes with a cookie is not asked for here: that would cost statements
    if settings.SESSION_COOKIE_NAME not in request.COOKIES and actor.program_key:
        return {f"all.key:{actor.program_key}": settings.LIMIT_ACCOUNT}
    if request.method in SAFE_METHODS and not request.path_info.endswith(PAPERS):
        return {}
    if request.path_info in FILING:
        return {}
    if actor.kind is not ActorKind.ANONYMOUS:
        return {f"all.account:{actor.key}": settings.LIMIT_ACCOUNT}
    return {
        f"all.address:{client_address(request)}": settings.LIMIT_ADDRESS,
        "all.district": settings.LIMIT_DISTRICT,
    }


def _too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    response: HttpResponse
    if "/api/" in request.path:
        body = {"code": people.TooMany.code, "message": "请稍后再试 Too many tries, please wait"}
        response = JsonResponse({"error": body}, status=429)
    else:
        response = render(request, "429.html", status=429)
    response["Retry-After"] = str(retry_after)
    return response


class OriginMiddleware:
    """Refuse API requests that change data and come from another site's page (CSRF).

    Django does the same for forms. A program sends no Origin; a browser always does where a page of another
    site asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = request.headers.get("Origin")
        if request.method in SAFE_METHODS or origin is None or "/api/" not in request.path:
            return self.get_response(request)
        if urlsplit(origin).netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS:
            return self.get_response(request)
        body = {"code": "request.forbidden", "message": "不接受其他网站的请求 Not from another site"}
        return JsonResponse({"error": body}, status=403)


class UnreachableMiddleware:
    """Answer 503 with "try again" while the database is unreachable.

    The typed words stay in the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, OperationalError | InterfaceError):
            return None
        connections.close_all()
        response: HttpResponse
        if "/api/" in request.path:
            body = {"code": "server.unreachable", "message": "请稍后再试 Try again in a few seconds"}
            response = JsonResponse({"error": body}, status=503)
        else:
            response = render(request, "503.html", {"lagging": False}, status=503)
        response["Retry-After"] = "2"
        return response


class TextMiddleware:
    """Remove invisible and control characters from submitted text; answer 400 to input that is no text.

    A NUL in an address or in JSON is no text (PostgreSQL holds none), nor is JSON nested deeper than we read.
    What the pages and the API get holds no control characters, no turned directions, no marks of no width.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_readable(request):
            return self.get_response(request)
        if "/api/" in request.path:
            body = {"code": "request.unreadable", "message": "内容无法识别 This is no text"}
            return JsonResponse({"error": body}, status=400)
        return render(request, "400.html", status=400)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Remove invisible and control characters from the fields of a submitted form before its view runs.

        Inside the form's district, so that one that is too large is refused there.
        """
        if request.method == "POST" and request.POST:
            typed = request.POST.copy()
            for name, values in request.POST.lists():
                typed.setlist(name, [plain(value) for value in values])
            typed._mutable = False
            request.POST = typed  # type: ignore[assignment]
        return None


def _is_readable(request: HttpRequest) -> bool:
    if "\0" in request.path_info or "\0" in unquote(request.META.get("QUERY_STRING", "")):
        return False
    if request.content_type == "application/json":
        return _is_readable_json(request)
    return not (request.content_type == "application/x-www-form-urlencoded" and b"%00" in request.body)


def _is_readable_json(request: HttpRequest) -> bool:
    """Whether it can be read; words in it are cleaned. What is no JSON is refused by who reads it."""
    if b"\\u0000" in request.body or b"\0" in request.body:
        return False
    try:
        said = json.loads(request.body)
        cleaned = _clean(said)
    except RecursionError:
        return False
    except ValueError:
        return True
    if cleaned != said:
        request._body = json.dumps(cleaned).encode()
    return True


def _clean(said: object) -> object:
    if isinstance(said, str):
        return plain(said)
    if isinstance(said, list):
        return [_clean(one) for one in said]
    if isinstance(said, dict):
        return {plain(name): _clean(value) for name, value in said.items()}
    return said
