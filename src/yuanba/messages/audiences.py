"""The audiences of messages, and the shape of a message's wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from yuanba.rules.core.actor import Actor
from yuanba.rules.core.audience import Audience as Audience
from yuanba.rules.core.registry import put
from yuanba.rules.core.verb import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The wording of the message that one audience gets about one kind of journal entry.

    ``due`` is added where the entry names a day; ``echoes``: also sent to who did it.
    """

    title: Promise
    text: Promise
    short: Promise
    due: Promise | None = None
    echoes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Readership:
    """The rule for who shares an inbox: all who may do ``verb``; one inbox per area if ``in_area``."""

    verb: Verb
    in_area: bool = True


#: Inboxes of positions by their key, and the inboxes of units under the key ``unit``; filled at start.
READERSHIPS: dict[str, Readership] = {}
UNIT = "unit"


#: How the accounts of staff are found as actors, by their keys; filled at start under one name.
_ACTORS: dict[str, Callable[[Iterable[str]], Mapping[str, Actor]]] = {}


def find_with(actors: Callable[[Iterable[str]], Mapping[str, Actor]]) -> None:
    """Register the function that returns the actors of these accounts, by their keys."""
    put(_ACTORS, "staff", actors)


def actors(keys: Iterable[str]) -> Mapping[str, Actor]:
    """Return the actors of these accounts, by their keys; none where nobody registered how they are found."""
    return _ACTORS["staff"](keys) if "staff" in _ACTORS else {}


def box_with(key: str, verb: Verb, *, in_area: bool = True) -> None:
    """Register the inbox with this key, which all who may perform this action share."""
    put(READERSHIPS, key, Readership(verb=verb, in_area=in_area))
