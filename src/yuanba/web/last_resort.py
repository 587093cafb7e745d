"""What stands around all of Django: an answer where none was made."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from django.utils.http import parse_header_parameters

from yuanba.districts.faults import is_passing
from yuanba.web.permissions import permissions

log = structlog.get_logger("yuanba.faults")

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]
#: What a response that no middleware saw must say itself.
HEADERS = {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": permissions(),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class LastResort:
    """The WSGI application around Django: answers what breaks before the first middleware or after the last.

    Such as a header that Django cannot take apart, or an error page that cannot be made. With a request
    number and all headers, and in words that need no template.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        try:
            _forget_unreadable_kind(environ)
            return self.application(environ, start_response)
        except Exception as fault:
            number = secrets.token_hex(6)
            log.exception("unanswered", request=number)
            headers = [*HEADERS.items(), ("X-Request-ID", number)]
            if is_passing(fault):
                start_response("503 Service Unavailable", [*headers, ("Retry-After", "2")])
            else:
                start_response("500 Internal Server Error", headers)
            return [f"系统出了问题，请稍后再试 Something broke, try again later ({number})\n".encode()]


def _forget_unreadable_kind(environ: dict[str, Any]) -> None:
    """Forget a Content-Type that Django cannot take apart, such as ``text/plain; name*=no-alphabet''x``."""
    kind = environ.get("CONTENT_TYPE", "")
    if "*" not in kind:
        return
    try:
        parse_header_parameters(kind)
    except (LookupError, ValueError):
        environ["CONTENT_TYPE"] = ""
