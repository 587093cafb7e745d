"""Where staff and units are looked for, by who manages them; names stay sealed and are not searched."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.people import queries
from yuanba.rules.core.actor import KEEPERS
from yuanba.web.search import SearchHit, SearchQuery, SearchSource


def _staff(asked: SearchQuery) -> list[SearchHit]:
    rows = queries.staff(asked.text, limit=asked.limit)
    labels = queries.labels(row.key for row in rows)
    return [
        SearchHit(
            title=row.login, link=reverse("people:person", args=[row.key]), detail=labels.get(row.key, "")
        )
        for row in rows
    ]


def _units(asked: SearchQuery) -> list[SearchHit]:
    return [
        SearchHit(title=one.name, link=reverse("people:unit", args=[one.code]), detail=one.area_label)
        for one in queries.search_units(asked.text, limit=asked.limit)
    ]


SOURCES = (
    SearchSource(
        key="staff", order=30, heading=_("Staff"), icon="users", who=tuple(sorted(KEEPERS)), found=_staff
    ),
    SearchSource(
        key="units", order=31, heading=_("Units"), icon="building", who=tuple(sorted(KEEPERS)), found=_units
    ),
)
