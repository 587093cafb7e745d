"""What is answered when something failed that no view foresaw: the one place for pages and API.

``server_error`` is Django's handler of every uncaught exception, in views as in any middleware, so that an
outage is told from a fault of ours wherever it strikes.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from django.db import connections
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from yuanba.districts.faults import Trouble, close, trouble_of
from yuanba.web.answers import failed
from yuanba.web.entrance import page_seen

log = structlog.get_logger("yuanba.faults")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What is said of one kind of trouble, and in how many seconds to come back."""

    code: str
    message: str
    retry_after: int


_PASSING: Mapping[Trouble, _Said] = {
    Trouble.AWAY: _Said(
        code="server.unreachable", message="请稍后再试 Try again in a few seconds", retry_after=2
    ),
    Trouble.READ_ONLY: _Said(
        code="server.read_only",
        message="现在只能查看，请过几分钟再提交 Nothing can be saved now, try again in a few minutes",
        retry_after=30,
    ),
    Trouble.REFUSED: _Said(
        code="server.refused",
        message="系统正在维护，请过几分钟再试 Under maintenance, try again in a few minutes",
        retry_after=30,
    ),
    Trouble.BUSY: _Said(
        code="server.busy", message="现在忙，请再试一次 Busy just now, try once more", retry_after=1
    ),
}
_UNFIT = "有一项内容存不进去：太长、超出范围，或刚被别人改过 Too long, out of range, or changed meanwhile"
_BROKEN = "系统出了问题，已经记录下来 Something broke on our side and was recorded"


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the response for the exception that is being handled, for a page or for the API.

    An outage is 503 with Retry-After, a value that the database refuses is 422 where the request brought one,
    a request that broke off is 400, and all else is 500.
    """
    fault = sys.exc_info()[1]
    if isinstance(fault, UnreadablePostError):
        return failed(request, 400, "request.unreadable", "请求没有传完 The request broke off")
    trouble = trouble_of(fault) if fault else None
    if trouble and trouble in _PASSING:
        return _later(request, trouble)
    if trouble is Trouble.UNFIT and (
        request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING")
    ):
        log.error("database.unfit", exc_info=fault)
        return failed(request, 422, "request.unfit", _UNFIT)
    return failed(request, 500, "server.broken", _BROKEN)


def _later(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Answer 503; the next request connects anew, perhaps to another server."""
    log.error(f"database.{trouble}")
    if trouble is not Trouble.BUSY:
        for alias in connections:
            close(alias)
    said = _PASSING[trouble]
    return failed(
        request,
        503,
        said.code,
        said.message,
        retry_after=said.retry_after,
        trouble=str(trouble),
        again=page_seen(request),
    )
