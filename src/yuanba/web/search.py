"""The search over everything (Ctrl-K): each app registers where it looks, and for whom.

What is typed may be somebody's telephone number, so it is sent in the body of a request, never in an address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from yuanba.rules.core.action import Who
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.registry import put
from yuanba.rules.core.verb import Verb
from yuanba.rules.time.calendar import day

#: A longer text is cut before it is looked for.
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """One search: by whom, for what text, when, and how many results of a kind are shown."""

    actor: Actor
    text: str
    now: datetime
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One result: what it is (masked), where it opens, and what tells it from others of its kind.

    `number` is what it is called by, such as a receipt; `state` that of a matter.
    """

    title: str
    link: str
    detail: str = ""
    number: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSource:
    """One place to look: the heading of its results, and who may look there, by their actions or by `who`.

    A source answers with a bounded number of results and a fixed number of statements.
    """

    key: str
    order: int
    heading: Promise
    icon: str
    found: Callable[[SearchQuery], Sequence[SearchHit]]
    verbs: tuple[Verb, ...] = ()
    who: tuple[Who, ...] = ()


_sources: dict[str, SearchSource] = {}


def search_with(sources: Iterable[SearchSource]) -> None:
    """Register the places in which an app looks for what somebody types."""
    for source in sources:
        put(_sources, source.key, source)


def found(asked: SearchQuery) -> list[tuple[SearchSource, Sequence[SearchHit]]]:
    """Return the results by the place where they were found, leaving out the places without any."""
    on = day(asked.now)
    kinds = {asked.actor.kind, *(one.kind for one in asked.actor.holdings if one.holds_on(on))}
    there = [
        source
        for source in sorted(_sources.values(), key=lambda one: (one.order, one.key))
        if kinds & frozenset(source.who).union(*(ACTIONS[verb].who for verb in source.verbs))
    ]
    hits = [(source, source.found(asked)) for source in there] if asked.text else []
    return [(source, rows) for source, rows in hits if rows]
