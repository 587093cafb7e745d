"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.places.navigation import PLACES_AND_PEOPLE
from yuanba.rules.lists.verbs import ListVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import MenuEntry

WAYS = (
    MenuEntry(
        menu=PLACES_AND_PEOPLE,
        order=20,
        label=_("Lists of the communities"),
        to="lists:desk",
        icon="list-check",
        verbs=(ListVerb.DERIVE,),
    ),
)


def _derived(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("lists.places", _("places that have their own list"))}


PANORAMA = (
    Door(
        code="lists",
        label=_("Lists of the communities"),
        to="lists:communities",
        icon="list-check",
        figures=_derived,
    ),
)
