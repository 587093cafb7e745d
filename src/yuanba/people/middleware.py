"""Who asks: every request gets its actor, and who has a one-time password changes it first."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from yuanba.people import queries
from yuanba.rules.actor import ANONYMOUS, Actor

#: What may be done before a one-time password is changed, by URL name.
_BEFORE_CHANGE = {"account_change_password", "account_logout", "look", "set_language"}


class ActorMiddleware:
    """Put ``request.actor`` there, asked for when it is first used.

    A request without a session cookie is anonymous and costs no statement; one with a session costs
    Django's own two and one more for the positions.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor: object = ANONYMOUS
        if settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "district"):
            actor = SimpleLazyObject(lambda: _actor(request))
        request.actor = actor  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Send who still has a one-time password to the page that changes it."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "district"):
            return None
        if not getattr(request.user, "must_change_password", False):
            return None
        here = request.resolver_match.url_name if request.resolver_match else ""
        return None if here in _BEFORE_CHANGE else redirect("account_change_password")


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return queries.actor_of(request.user)
