"""Middleware: by https or not, refusals as a page, form uploads sent by script without a redirect."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import ClassVar

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


class OnlyByButton(Refused):
    """Raised when somebody opens an address by hand, or reloads one, that only takes what a button sends."""

    code: ClassVar[str] = "page.only_by_button"


class RefusalMiddleware:
    """Answer a refusal (Refused) with a page that says why, in the reader's language.

    So is an address that takes no GET, which would be an empty page. The API has an answer of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            response.content = response.content or _refused(request, OnlyByButton()).content
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Return the page that explains a refusal, or None where the exception is not a refusal."""
        if not isinstance(fault, Refused):
            return None
        return _refused(request, fault)


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    staff = getattr(request, "actor", ANONYMOUS).kind is ActorKind.STAFF
    return render(
        request,
        "web/refused.html",
        {"refusal": refusal, "base": "web/base_staff.html" if staff else "web/base_resident.html"},
        status=sentences.STATUSES.get(refusal.code, 409),
    )
