"""Middleware that sets each request's actor, ends sessions, and enforces pending log-in steps.

First the one-time password is changed, then the second factor is set up where a position needs one.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yuanba.people import queries, timeout
from yuanba.people.queries import factors
from yuanba.rules.core.actor import ANONYMOUS, Actor, ActorKind
from yuanba.rules.core.rights import needs_second_factor
from yuanba.rules.time.calendar import day
from yuanba.web.answers import failed, is_api
from yuanba.web.entrance import back_to, go, log_in_first, now
from yuanba.web.once import one_answer

_ALWAYS = {"account_logout", "look"}
#: What may be done before a one-time password is changed, and before a second factor is shown, by URL name.
_BEFORE_CHANGE = {"account_change_password", *_ALWAYS}
_BEFORE_FACTOR = {"mfa_activate_totp", "mfa_reauthenticate", "account_reauthenticate", *_ALWAYS}
_SAFE = {"GET", "HEAD", "OPTIONS"}


class ActorMiddleware:
    """The middleware that sets ``request.actor``; the actor is loaded when it is first used.

    A request without a session cookie is anonymous and costs no statement; one with a session costs
    Django's own two and a look whether the positions are still as they are remembered, which also serves
    all names on the page: a request that changes nothing asks the same once (``web.once``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor: object = ANONYMOUS
        if settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "district"):
            actor = SimpleLazyObject(lambda: _actor(request))
        request.actor = actor  # type: ignore[attr-defined]
        if request.method not in _SAFE:
            return self.get_response(request)
        with one_answer():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """End an expired session, and redirect to a pending password change or second factor set-up."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "district"):
            return None
        if not request.user.is_authenticated:
            return None
        here = (request.resolver_match.url_name if request.resolver_match else "") or ""
        if timeout.is_over(request.session, request.user.kind, at=now()):
            return _ended(request, view, here)
        if not getattr(view, "is_unattended", False):
            timeout.see(request.session, request.user.kind, at=now())
        if request.user.must_change_password:
            way = reverse("account_change_password")
            return None if here in _BEFORE_CHANGE else _elsewhere(request, way, "account.one_time_password")
        if here not in _BEFORE_FACTOR and _lacks_factor(request):
            return _elsewhere(request, _to_factor(request, request.user.key), "account.second_factor")
        return None


def _ended(request: HttpRequest, view: object, here: str) -> HttpResponse | None:
    """Nobody is logged in any more; what anyone may see is shown, for the rest there is the log-in."""
    request.session.flush()
    request.user = AnonymousUser()
    request.actor = ANONYMOUS  # type: ignore[attr-defined]
    if is_api(request):
        return failed(request, 401, "session.ended", "登录已过期 The session has ended, log in again")
    messages.info(
        request,
        _(
            "You were logged out after a while without activity. Please log in again; what you were "
            "writing is still on this phone or computer."
        ),
    )
    if here in {"account_login", *_ALWAYS}:
        return None
    if request.method in _SAFE and ActorKind.ANONYMOUS in getattr(view, "open_to", ()):
        return None
    return log_in_first(request)


def _lacks_factor(request: HttpRequest) -> bool:
    """Whether a position asks for a second factor that this session has not shown."""
    if not settings.SECOND_FACTOR:
        return False
    if any(one.get("method") == "mfa" for one in get_authentication_records(request, request.user)):
        return False
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return needs_second_factor(actor, on=day(now()))


def _to_factor(request: HttpRequest, key: str) -> str:
    if not factors.has_factor(key):
        return reverse("mfa_activate_totp")
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back_to(request)})}"


def _elsewhere(request: HttpRequest, way: str, code: str) -> HttpResponse:
    if is_api(request):
        return failed(
            request, 403, code, "请先在网页上完成登录设置 First finish setting up your log-in, on the pages"
        )
    return go(request, way)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return queries.actor_of(request.user)
