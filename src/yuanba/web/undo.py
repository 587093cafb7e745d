"""A change that may still be undone, as pages offer it: what was done, when, and what reverses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """One button that undoes a change: the action that was done and its moment, and what reverses it.

    ``said`` are the hidden fields of the form; ``what`` names what was changed, if not the page's own.
    """

    done: str
    at: datetime
    verb: str
    url: str
    what: str = ""
    said: tuple[tuple[str, str], ...] = ()
