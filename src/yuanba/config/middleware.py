"""What a person sees when the database is away for a moment."""

from __future__ import annotations

from collections.abc import Callable

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
