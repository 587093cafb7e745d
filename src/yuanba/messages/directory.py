"""What messages ask of apps above them: where a subject is shown, and what a code is called.

Those apps register at start, in their ``AppConfig.ready``; messages never import them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Told = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a kind of subject is shown. Both take its key and give an address, or nothing.

    ``resident`` gives a whole address with an opaque token, for a phone; ``staff`` a path of the desk.
    """

    resident: Told
    staff: Told


_places: dict[str, Place] = {}
_names: dict[str, Told] = {}


def place_at(kind: str, *, resident: Told, staff: Told) -> None:
    """Say where subjects of this kind are shown."""
    _places[kind] = Place(resident=resident, staff=staff)


def name_with(kind: str, name: Told) -> None:
    """Say what codes of this kind (``unit``) are called, in the language of the moment."""
    _names[kind] = name


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


def name(kind: str, code: str) -> str:
    """What a code is called, or nothing."""
    return _names[kind](code) if code and kind in _names else ""
