"""Middleware for every request: request number, log line, headers, rate limits, and where it comes from."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from functools import cache

import structlog
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from yuanba.people import services as people
from yuanba.rules.core.actor import ANONYMOUS, Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.server import counts
from yuanba.web.addresses import parts_of
from yuanba.web.answers import failed, is_api
from yuanba.web.entrance import now
from yuanba.web.permissions import permissions
from yuanba.web.proxies import client_address
from yuanba.web.sentences import STATUSES, refusal_sentence

log = structlog.get_logger("yuanba.web")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
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
        request.number = number  # type: ignore[attr-defined]
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
        response.setdefault("Permissions-Policy", permissions())
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
        try:
            if _is_filing(request):
                people.throttle_filing(address=client_address(request), now=now())
            elif limits := _limits(request):
                people.throttle_each(limits=limits, window_seconds=settings.LIMIT_SECONDS, now=now())
        except people.TooMany as refusal:
            return _too_many(request, int(refusal.arguments["retry_after"]))
        return self.get_response(request)


def _is_filing(request: HttpRequest) -> bool:
    """Whether it files a matter, rightly or not: what is refused later costs as much. Programs have keys."""
    return (
        request.method == "POST"
        and request.path_info in FILING
        and hasattr(request, "district")
        and not _by_program(request)
    )


def _by_program(request: HttpRequest) -> str:
    # who comes with a cookie is not asked for here: that would cost statements
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return ""
    return str(getattr(request, "actor", ANONYMOUS).program_key)


def _limits(request: HttpRequest) -> Mapping[str, int]:
    """Under which keys a request is counted, each with its limit; under none, if it is not."""
    if not hasattr(request, "district"):
        return {}
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if key := _by_program(request):
        return {f"all.key:{key}": settings.LIMIT_ACCOUNT}
    if request.method in SAFE_METHODS and not request.path_info.endswith(PAPERS):
        return {}
    if actor.kind is not ActorKind.ANONYMOUS:
        return {f"all.account:{actor.key}": settings.LIMIT_ACCOUNT}
    return {
        f"all.address:{client_address(request)}": settings.LIMIT_ADDRESS,
        "all.district": settings.LIMIT_DISTRICT,
    }


def _too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    said = "请稍后再试 Too many tries, please wait"
    return failed(request, 429, people.TooMany.code, said, retry_after=retry_after)


class OriginMiddleware:
    """Refuse API requests that change data and come from another site's page (CSRF).

    Django does the same for forms. A program sends no Origin; a browser always does where a page of another
    site asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = request.headers.get("Origin")
        if request.method in SAFE_METHODS or origin is None or not is_api(request):
            return self.get_response(request)
        if parts_of(origin).netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS:
            return self.get_response(request)
        return failed(request, 403, "request.forbidden", "不接受其他网站的请求 Not from another site")
