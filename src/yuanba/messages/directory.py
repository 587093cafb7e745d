"""What messages ask of apps above them: where a subject is shown, and what a code is called.

Those apps register at start, in their ``AppConfig.ready``; messages never import them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from yuanba.rules.core.registry import put

Told = Callable[[str], str]
Named = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a kind of subject is shown. Both take its key and give an address, or nothing.

    ``resident`` gives a whole address with an opaque token, for a phone; ``staff`` a path of the desk.
    """

    resident: Told
    staff: Told


_places: dict[str, Place] = {}
_names: dict[str, Named] = {}
#: What was asked for at once, by kind and code.
_asked: ContextVar[Mapping[tuple[str, str], str]] = ContextVar("asked")


def place_at(kind: str, *, resident: Told, staff: Told) -> None:
    """Say where subjects of this kind are shown."""
    put(_places, kind, Place(resident=resident, staff=staff))


def name_with(kind: str, names: Named) -> None:
    """Say what codes of this kind (``unit``) are called, in the language of the moment."""
    put(_names, kind, names)


def forget() -> None:
    """Know nothing again (between tests)."""
    _places.clear()
    _names.clear()


def resident_link(kind: str, key: str) -> str:
    """The address that a follower opens on a phone, or nothing."""
    return _places[kind].resident(key) if kind in _places else ""


def staff_link(kind: str, key: str) -> str:
    """The path on the desk, or nothing."""
    return _places[kind].staff(key) if kind in _places else ""


@contextmanager
def at_once(kind: str, codes: Collection[str]) -> Iterator[None]:
    """Ask for all these names in one question; inside the block ``name`` knows them."""
    wanted = {code for code in codes if code}
    found = _names[kind](wanted) if wanted and kind in _names else {}
    before = _asked.set({(kind, code): found.get(code, "") for code in wanted})
    try:
        yield
    finally:
        _asked.reset(before)


def name(kind: str, code: str) -> str:
    """What a code is called, or nothing."""
    if not code or kind not in _names:
        return ""
    asked = _asked.get({})
    return asked[kind, code] if (kind, code) in asked else _names[kind]([code]).get(code, "")
