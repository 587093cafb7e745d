"""Where places are looked for: areas and estates by their names."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yuanba.places.queries import searching
from yuanba.rules.core.actor import ActorKind
from yuanba.web.search import SearchHit, SearchQuery, SearchSource


def _places(asked: SearchQuery) -> list[SearchHit]:
    areas = searching.search_areas(asked.text, limit=asked.limit)
    estates = searching.search_estates(asked.text, limit=asked.limit)
    found = [
        SearchHit(title=one.label, link=reverse("places:area", args=[one.code]), detail=one.full_label)
        for one in areas
    ]
    found += [
        SearchHit(title=one.name, link=reverse("places:estate", args=[one.code]), detail=one.area_label)
        for one in estates
    ]
    return found[: asked.limit]


SOURCES = (
    SearchSource(
        key="places",
        order=20,
        heading=_("Places"),
        icon="map-pin",
        who=(ActorKind.STAFF,),
        found=_places,
    ),
)
