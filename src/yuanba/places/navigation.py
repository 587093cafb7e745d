"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.rules.pack import Level
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import Menu, MenuEntry

PLACES_AND_PEOPLE = Menu(key="places_and_people", order=50, title=_("Places and people"))

WAYS = (
    MenuEntry(
        menu=PLACES_AND_PEOPLE,
        order=10,
        label=_("Areas and estates"),
        to="places:tree",
        icon="map-pin",
        verbs=(PlaceVerb.IMPORT,),
    ),
)


def _grids(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("places.areas", _("grids"), parts=(Level.GRID,))}


PANORAMA = (
    Door(code="places", label=_("Areas and estates"), to="places:tree", icon="map-pin", figures=_grids),
)
