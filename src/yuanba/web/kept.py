"""What apps keep of a person: each registers its part of "my data", how it is erased, and when it goes.

The pages of "my data", the copy to take along, an erasure and the nightly retention read these tables, so an
app that keeps something new of people adds a row here and edits nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yuanba.rules.core.registry import put
from yuanba.rules.privacy import Kept
from yuanba.rules.time.calendar import HERE

#: By whom texts were erased whose time was over, as the journal's words say it; nobody asked for it.
RETENTION = "retention"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldQuery:
    """One request for a person's data: whose, by whom, at what moment, and are contacts shown unmasked.

    `found` are the parts of lower order; to an eraser, the `originals` of the person's matters.
    """

    key: str
    by: str
    is_account: bool
    is_open: bool
    now: datetime
    found: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of data that is kept about a person: how pages get it, and how `data.json` shows it.

    `data` makes the part of the copy for machines, under `field` or else under the part's own name; without
    it the copy leaves the part out. `has_words` says whether anything in words is left of it.
    """

    name: str
    order: int
    held: Callable[[HeldQuery], Any]
    data: Callable[[Any], Any] | None = None
    field: str = ""
    has_words: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eraser:
    """One function that erases a kind of personal data; the person sees its count, unless it `is_silent`."""

    name: str
    order: int
    erase: Callable[[HeldQuery], int]
    is_silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Retained:
    """One kind of data with a retention period, and functions that count and erase its expired entries."""

    kind: Kept
    owner: str
    count: Callable[[datetime], int]
    empty: Callable[[datetime, datetime], int]


_parts: dict[str, Part] = {}
_erasers: dict[str, Eraser] = {}
_retained: dict[tuple[Kept, str], Retained] = {}


def keep_with(
    *, parts: Iterable[Part] = (), erasers: Iterable[Eraser] = (), retained: Iterable[Retained] = ()
) -> None:
    """Register an app's kinds of personal data, its erasers, and its data with a retention period."""
    for part in parts:
        put(_parts, part.name, part)
    for eraser in erasers:
        put(_erasers, eraser.name, eraser)
    for one in retained:
        put(_retained, (one.kind, one.owner), one)


def parts() -> list[Part]:
    """Return the registered kinds of personal data, in the order of the copy that a person can download."""
    return sorted(_parts.values(), key=lambda part: (part.order, part.name))


def erasers() -> list[Eraser]:
    """Return the registered erasers, in the order in which an erasure runs them."""
    return sorted(_erasers.values(), key=lambda eraser: (eraser.order, eraser.name))


def retained(kind: Kept) -> list[Retained]:
    """Return each app's `Retained` entry for one kind of data that has a retention period."""
    return [one for (known, _owner), one in _retained.items() if known is kind]


def iso(at: datetime | None) -> str | None:
    """Return a moment in ISO 8601 with the local offset, as `data.json` has it; None stays None."""
    return at.astimezone(HERE).isoformat(timespec="seconds") if at else None
