"""Responses for requests that failed: JSON of one shape for the API, a page for everybody else.

They ask the database nothing, because it may be the database that failed.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from yuanba.web.context import look_of


def is_api(request: HttpRequest) -> bool:
    """Return whether a request came to the JSON API, inside a district or where none was found."""
    return "/api/" in request.path


def failed(
    request: HttpRequest,
    status: int,
    code: str,
    message: str,
    *,
    template: str = "",
    retry_after: int | None = None,
    **context: object,
) -> HttpResponse:
    """Return the response for a failed request: JSON with code and message, or the page of this status.

    With ``retry_after`` it says in how many seconds to try again.
    """
    response: HttpResponse
    if is_api(request):
        response = JsonResponse({"error": {"code": code, "message": message}}, status=status)
    else:
        shown = {
            **context,
            "look": look_of(request),
            "root": request.META.get("SCRIPT_NAME", "") + "/",
            "number": getattr(request, "number", ""),
        }
        response = HttpResponse(render_to_string(template or f"{status}.html", shown), status=status)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response
