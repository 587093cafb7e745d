"""A refusal that no page has caught becomes a page that says why, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yuanba.rules.core.actor import ANONYMOUS, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.web import sentences


class SentByScriptMiddleware:
    """Tell a script that sends a form with its files where to go next, instead of taking it there.

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
    """Answer a refusal with its sentence and the way back; the API has an answer of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page of a refusal; every other fault goes on to where it is logged."""
        if not isinstance(fault, Refused):
            return None
        staff = getattr(request, "actor", ANONYMOUS).kind is ActorKind.STAFF
        return render(
            request,
            "web/refused.html",
            {"refusal": fault, "base": "web/base_staff.html" if staff else "web/base_resident.html"},
            status=sentences.STATUSES.get(fault.code, 409),
        )
