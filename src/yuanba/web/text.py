"""What comes in is text, or it is refused: addresses, headers, the fields of forms, the JSON of programs.

A NUL is no text (PostgreSQL holds none), nor is JSON nested deeper than we read. What pages and API get holds
no control characters, no turned directions, no marks of no width, no halves of characters.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser
from ninja.types import DictStrAny

from yuanba.rules.core.words import plain
from yuanba.web.answers import failed, is_api

FORM = "application/x-www-form-urlencoded"
FORMS = frozenset({FORM, "multipart/form-data"})
#: What a form may be written in. Python knows some hundred codecs, and some are no alphabets at all.
ALPHABETS = frozenset({"utf-8", "ascii"})


class TextMiddleware:
    """Remove invisible and control characters from submitted forms; answer 400 to input that is no text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (_settle_alphabet(request) and _is_readable(request)):
            return failed(request, 400, "request.unreadable", "内容无法识别 This is no text")
        if "\\" in request.META.get("HTTP_COOKIE", ""):  # the only way to write a control character there
            _drop_unreadable_cookies(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Clean the fields of a submitted form before its view runs; `JsonParser` cleans what the API gets.

        Inside the form's district, so that one that is too large is refused there.
        """
        if request.method == "POST" and not is_api(request) and request.POST:
            typed = request.POST.copy()
            for name, values in request.POST.lists():
                typed.setlist(name, [plain(value) for value in values])
            typed._mutable = False
            request.POST = typed  # type: ignore[assignment]
        return None


def _settle_alphabet(request: HttpRequest) -> bool:
    """Read a request as UTF-8, whatever it says; False for a form that is written in something else."""
    named = (request.content_params or {}).get("charset")
    if named is None:
        return True
    try:
        name = codecs.lookup(named).name
    except (LookupError, ValueError):
        name = "utf-8"  # Django reads it so, too
    request.encoding = "utf-8"
    return name in ALPHABETS or request.content_type not in FORMS


def _is_readable(request: HttpRequest) -> bool:
    if "\0" in request.path_info or "\0" in unquote(request.META.get("QUERY_STRING", "")):
        return False
    if not (request.META.get("CONTENT_LENGTH") or "0").isdecimal():
        return False
    if any(name.startswith("HTTP_") and "\0" in value for name, value in request.META.items()):
        return False
    return not (request.content_type == FORM and (b"%00" in request.body or b"\0" in request.body))


def _drop_unreadable_cookies(request: HttpRequest) -> None:
    for name, value in list(request.COOKIES.items()):
        if plain(value) != value:
            del request.COOKIES[name]


class JsonParser(Parser):
    """The JSON reader of the API: every body goes through it, whatever its content type says."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """Return what the body says, cleaned; raise ValueError where it is no JSON or holds a NUL."""
        said: DictStrAny = _clean(json.loads(request.body))
        return said


def _clean(said: Any) -> Any:
    if isinstance(said, str):
        if "\0" in said:
            raise ValueError("a NUL is no text")
        return plain(said)
    if isinstance(said, list):
        return [_clean(one) for one in said]
    if isinstance(said, dict):
        return {_clean(name): _clean(value) for name, value in said.items()}
    return said
