"""The JSON API, version 1: its routers, and one shape for all errors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yuanba.evaluation.api import router as evaluation
from yuanba.exchange.api import router as outside
from yuanba.matters.api import router as matters
from yuanba.matters.api.attachments import router as attachments
from yuanba.matters.api.desk import router as desk
from yuanba.matters.api.residents import router as residents
from yuanba.rules.core.refusal import Refused
from yuanba.web.sentences import STATUSES, refusal_sentence

api = NinjaAPI(
    title="Yuanba 院坝",
    version="1",
    description=(
        "Matters of one district. Errors are `{error: {code, message, fields}}`. A program sends its key as "
        "`Authorization: Bearer yb_…` with every request, also where none is needed: it acts as its account, "
        "for what the key was given (docs/api.md)."
    ),
    urls_namespace="api",
    docs_url=None,
)
api.add_router("", matters)
api.add_router("", attachments)
api.add_router("", desk)
api.add_router("", outside)
api.add_router("", residents)
api.add_router("", evaluation)


def _error(request: HttpRequest, status: int, code: str, message: str, fields: Any = None) -> HttpResponse:
    body: dict[str, Any] = {"code": code, "message": message}
    if fields:
        body["fields"] = fields
    return api.create_response(request, {"error": body}, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Return a refusal as JSON: its code, its sentence, and the HTTP status that pages give too."""
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
