"""Where the desk looks for what somebody types: receipts, words of matters, and the pages of the menu."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, tables
from yuanba.rules.core import signs
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web import navigation
from yuanba.web.search import SearchHit, SearchQuery, SearchSource


def hits_of(rows: Sequence[MatterRow]) -> list[SearchHit]:
    """Return matters as results of the search, with their places: one statement."""
    names = queries.names_for(rows)
    return [
        SearchHit(
            title=row.text,
            link=reverse("desk:matter", args=[row.id]),
            detail=names.areas.get(row.area_path, ""),
            number=row.receipt,
            state=row.state,
        )
        for row in rows
    ]


def _matters(asked: SearchQuery) -> list[SearchHit]:
    """The matter of a whole receipt number, or those with all of the words; newest first."""
    try:
        number = receipts.parse(asked.text)
        return hits_of([queries.matter_by_receipt(asked.actor, number, asked.now)])
    except Refused:
        found = tables.holding(tables.readable(asked.actor, asked.now), asked.text)
        return hits_of(tables.listed(found, limit=asked.limit).rows)


def _pages(asked: SearchQuery) -> list[SearchHit]:
    words = [signs.alike(word) for word in asked.text.split()]
    menu = navigation.desk(asked.actor, on=day(asked.now), path="")
    named = [(head, step) for head, steps in menu for step in steps]
    fitting = [
        SearchHit(title=step.label, link=step.url, detail=head)
        for head, step in named
        if all(word in signs.alike(f"{step.label} {head}") for word in words)
    ]
    return fitting[: asked.limit]


SOURCES = (
    SearchSource(
        key="matters",
        order=10,
        heading=_("Matters"),
        icon="list-details",
        verbs=(MatterVerb.READ,),
        found=_matters,
    ),
    SearchSource(
        key="pages",
        order=40,
        heading=_("Pages and what you can do there"),
        icon="list",
        who=(ActorKind.STAFF,),
        found=_pages,
    ),
)
