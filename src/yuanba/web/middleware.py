"""Middleware: by https or not, refusals as a page, form uploads sent by script without a redirect."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba.rules.core.actor import ANONYMOUS, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.web import sentences
from yuanba.web.proxies import client_scheme


class SchemeMiddleware:
    """Let a request be one by https where the proxy that ends TLS says so, in Forwarded (RFC 7239).

    What forms and cookies of other sites may do is decided by it. Django's own setting for that reads a
    header of its own, whose name would have two spellings.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = client_scheme(request)
        if told:
            request.META["wsgi.url_scheme"] = told  # where Django looks
        return self.get_response(request)


class SentByScriptMiddleware:
    """Replace a redirect by a header (X-Next) with the same address, where a script sent the form.

    A script that followed the redirect itself would use up what the next page has to say.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "X-Sent-By-Script" in request.headers and response.status_code in (302, 303):
            response["X-Next"] = response["Location"]
            del response["Location"]
            response.status_code = 204
        return response


class RefusalMiddleware:
    """Answer a refusal (Refused) with a page that says why, in the reader's language.

    The API has an answer of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Return the page that explains a refusal, or None where the exception is not a refusal."""
        if not isinstance(fault, Refused):
            return None
        staff = getattr(request, "actor", ANONYMOUS).kind is ActorKind.STAFF
        return render(
            request,
            "web/refused.html",
            {"refusal": fault, "base": "web/base_staff.html" if staff else "web/base_resident.html"},
            status=sentences.STATUSES.get(fault.code, 409),
        )
