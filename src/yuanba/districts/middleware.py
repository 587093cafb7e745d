"""The middleware that reads the district from the path ``/d/<code>/…`` before any other code sees it.

The prefix is moved into SCRIPT_NAME.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import set_script_prefix

from yuanba.districts import faults, queries

_KEPT_SECONDS = 5.0
_known: dict[str, tuple[float, queries.DistrictRow | None]] = {}


def _district(code: str) -> queries.DistrictRow | None:
    """The district of a code, asked from the database at most every few seconds."""
    if not (code.isascii() and code.isalnum()):
        return None  # no code of ours; and a NUL must not reach the database
    kept = _known.get(code)
    if kept is None or time.monotonic() - kept[0] > _KEPT_SECONDS:
        if len(_known) > 1000:  # strangers may ask for any code
            _known.clear()
        kept = _known[code] = (time.monotonic(), queries.district(code))
    return kept[1]


def forget() -> None:
    """Empty the cache of districts, so that the next request reads them from the database.

    Called after a district was added or upgraded.
    """
    _known.clear()


class DistrictMiddleware:
    """Enter the district that a request's path names, before its view runs.

    A path of no district gets 404, and a district that waits for its migrations 503. Cookies are limited to
    the district's path.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        faults.drop_lost_connections()
        empty, door, code, *rest = [*request.path_info.split("/", 3), "", "", ""][:4]
        if empty or door != "d" or not code:
            request.urlconf = settings.PUBLIC_URLCONF
            if queries.current():
                queries.leave()
            return self.get_response(request)

        district = _district(code)
        if district is None:
            request.urlconf = settings.PUBLIC_URLCONF
            return render(request, "404.html", status=404)
        prefix = f"/d/{code}"
        request.path_info = "/" + (rest[0] if rest else "")
        request.META["SCRIPT_NAME"] = prefix
        set_script_prefix(prefix)
        request.district = district  # type: ignore[attr-defined]
        if district.head != queries.code_head():
            return render(request, "503.html", {"lagging": True}, status=503)

        structlog.contextvars.bind_contextvars(district=code)
        queries.enter(district)
        response = self.get_response(request)
        for name, cookie in response.cookies.items():
            if name not in settings.LOOK_COOKIES:
                cookie["path"] = prefix + "/"
        return response
