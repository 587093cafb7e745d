"""The JSON API, version 1: its routers, and one shape for all errors."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse, RawPostDataException
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yuanba.rules.core.refusal import Refused
from yuanba.web.sentences import STATUSES, refusal_sentence
from yuanba.web.text import JsonParser

api = NinjaAPI(
    title="Yuanba",
    version="1",
    description=(
        "Matters of one district. Errors are `{error: {code, message, fields}}`. A program sends its key as "
        "`Authorization: Bearer yb_…` with every request, also where none is needed: it acts as its account, "
        "for what the key was given (docs/api.md)."
    ),
    urls_namespace="api",
    docs_url=None,
    parser=JsonParser(),
)


def _routers() -> Iterator[Router]:
    """The routers of every installed app: of its module ``api``, and of the modules in it."""
    for app in apps.get_app_configs():
        if not find_spec(f"{app.name}.api"):
            continue
        module = import_module(f"{app.name}.api")
        inside = pkgutil.iter_modules(getattr(module, "__path__", ()), f"{module.__name__}.")
        for part in (module, *(import_module(one.name) for one in inside)):
            if isinstance(getattr(part, "router", None), Router):
                yield part.router


for router in _routers():
    api.add_router("", router)


def _error(request: HttpRequest, status: int, code: str, message: str, fields: Any = None) -> HttpResponse:
    body: dict[str, Any] = {"code": code, "message": message}
    if fields:
        body["fields"] = fields
    return api.create_response(request, {"error": body}, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Return the JSON response for a refusal: code and sentence, with the HTTP status that pages use."""
    response = _error(request, STATUSES.get(refusal.code, 409), refusal.code, str(refusal_sentence(refusal)))
    if "retry_after" in refusal.arguments:
        response["Retry-After"] = str(refusal.arguments["retry_after"])
    return response


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Return a 422 response that names each invalid field and what is wrong with it."""
    fields = [
        {"place": ".".join(str(part) for part in one["loc"]), "message": one["msg"]} for one in fault.errors
    ]
    return _error(request, 422, "request.invalid", "请检查标出的内容 Check the named fields", fields)


@api.exception_handler(AuthenticationError)
def unauthenticated(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    """Return a 401 response for a request without a log-in."""
    return _error(request, 401, "request.unauthenticated", "请先登录 Log in first")


@api.exception_handler(HttpError)
def other(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """Return an error response for a request that the API framework itself refuses."""
    code = {400: "request.unreadable", 403: "request.forbidden", 404: "request.not_found"}
    return _error(request, fault.status_code, code.get(fault.status_code, "request.refused"), str(fault))


@api.exception_handler(RawPostDataException)
def a_form(request: HttpRequest, fault: RawPostDataException) -> HttpResponse:
    """Return a 400 response for a form with files sent where JSON is wanted."""
    return _error(request, 400, "request.unreadable", "这里要的是 JSON This wants JSON")
