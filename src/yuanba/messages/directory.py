"""Registry of what messages need from higher apps: links of subjects, and names of codes.

Those apps register at start, in their ``AppConfig.ready``; messages never import them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from yuanba.messages.recipients import LinkRecipient as LinkRecipient
from yuanba.rules.core.outcome_reader import OutcomeReader
from yuanba.rules.core.registry import put

Told = Callable[[str], str]
Linked = Callable[[LinkRecipient, datetime], str]
Within = Callable[[OutcomeReader], str]
Named = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectPlace:
    """The two functions that turn a subject's key into its links for residents and for staff.

    ``resident`` gives a whole URL for who gets a message of that moment; ``staff`` a path of the desk.
    Both give an empty string where there is none. ``within`` gives what ends the path for one message, such
    as the week that it tells of.
    """

    resident: Linked
    staff: Told
    within: Within | None = None


_places: dict[str, SubjectPlace] = {}
_names: dict[str, Named] = {}
#: What was asked for at once, by kind and code.
_asked: ContextVar[Mapping[tuple[str, str], str]] = ContextVar("asked")


def place_at(kind: str, *, resident: Linked, staff: Told, within: Within | None = None) -> None:
    """Register the functions that return a subject's links, for subjects of this kind."""
    put(_places, kind, SubjectPlace(resident=resident, staff=staff, within=within))


def name_with(kind: str, names: Named) -> None:
    """Register the function that returns the names for codes of this kind, such as ``unit``."""
    put(_names, kind, names)


def forget() -> None:
    """Clear all registered functions; used between tests."""
    _places.clear()
    _names.clear()


def resident_link(to: LinkRecipient, at: datetime) -> str:
    """Return the URL under which the receiver of a message opens what it is about, or an empty string."""
    return _places[to.kind].resident(to, at) if to.kind in _places else ""


def staff_link(kind: str, key: str, told: OutcomeReader | None = None) -> str:
    """Return the path of the staff page about this subject, as of what was told; or an empty string."""
    if kind not in _places:
        return ""
    place = _places[kind]
    return place.staff(key) + (place.within(told) if place.within and told else "")


@contextmanager
def at_once(kind: str, codes: Collection[str]) -> Iterator[None]:
    """Load the names of these codes with one call, for every use of ``name`` within the ``with`` block."""
    wanted = {code for code in codes if code}
    found = _names[kind](wanted) if wanted and kind in _names else {}
    before = _asked.set({**_asked.get({}), **{(kind, code): found.get(code, "") for code in wanted}})
    try:
        yield
    finally:
        _asked.reset(before)


def name(kind: str, code: str) -> str:
    """Return the registered name for a code of this kind, or an empty string if it is unknown."""
    if not code or kind not in _names:
        return ""
    asked = _asked.get({})
    return asked[kind, code] if (kind, code) in asked else _names[kind]([code]).get(code, "")
