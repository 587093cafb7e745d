"""The audiences of messages, and the shape of a message's wording."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from yuanba.rules.core.audience import Audience as Audience
from yuanba.rules.core.registry import put
from yuanba.rules.core.verb import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The title, text and short form of one verb's message to one audience.

    ``due`` is added where the entry names a day; ``echoes``: also sent to who did it.
    """

    title: Promise
    text: Promise
    short: Promise
    due: Promise | None = None
    echoes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Readership:
    """Who reads an inbox together: whoever may do the verb, there `in_area` of their position."""

    verb: Verb
    in_area: bool = True


#: Inboxes of positions by their key, and the inboxes of units under the key ``unit``; filled at start.
READERSHIPS: dict[str, Readership] = {}
UNIT = "unit"


def box_with(key: str, verb: Verb, *, in_area: bool = True) -> None:
    """Register the verb whose holders read the inbox with this key together."""
    put(READERSHIPS, key, Readership(verb=verb, in_area=in_area))
