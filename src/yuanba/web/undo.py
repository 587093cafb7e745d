"""A change that may still be undone, as pages offer it: what was done, when, and what reverses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """One button that undoes a change: the action that was done and its moment, and what reverses it.

    ``number`` is that of the entry that tells the change: where somebody has done the same since, it is
    refused. ``said`` are the hidden fields of the form; ``what`` names what was changed, if that is not
    what the page is about.
    """

    done: str
    at: datetime
    verb: str
    url: str
    number: int
    what: str = ""
    said: tuple[tuple[str, str], ...] = ()


def undone(request: HttpRequest) -> int:
    """Return the number of the entry that a request says it undoes; 0 where it undoes none."""
    said = request.POST.get("undoes", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS else 0
