"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.places.verbs import PlaceVerb
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
