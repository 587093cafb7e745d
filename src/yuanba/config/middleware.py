"""Requests that cannot be served: the database is away for a moment, or the words are no text."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


class UnreachableMiddleware:
    """Answer 503 with "try again" while the database restarts; the typed words stay in the browser."""

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
    """Answer 400 to a request with a NUL in its address or its words: PostgreSQL holds none in a text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _has_nul(request):
            return self.get_response(request)
        if "/api/" in request.path:
            body = {"code": "request.unreadable", "message": "内容无法识别 This is no text"}
            return JsonResponse({"error": body}, status=400)
        return render(request, "400.html", status=400)


def _has_nul(request: HttpRequest) -> bool:
    if "\0" in request.path_info or "\0" in unquote(request.META.get("QUERY_STRING", "")):
        return True
    if request.content_type == "application/json":
        return b"\\u0000" in request.body or b"\0" in request.body
    return request.content_type == "application/x-www-form-urlencoded" and b"%00" in request.body
