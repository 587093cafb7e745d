"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.desk.navigation import MATTERS
from yuanba.places.navigation import PLACES_AND_PEOPLE
from yuanba.rules.core.metrics import By
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.web.doors import Asked, Door, DoorFigure, lately
from yuanba.web.navigation import MenuEntry

WAYS = (
    MenuEntry(
        menu=MATTERS,
        order=20,
        label=_("My grid"),
        to="duty:grid",
        icon="map-pin",
        verbs=(MatterVerb.PATROL_NOTE,),
    ),
    MenuEntry(
        menu=PLACES_AND_PEOPLE,
        order=60,
        label=_("Leave and handover"),
        to="duty:hand_over",
        icon="refresh",
        verbs=(PeopleVerb.POSITION_HAND_OVER,),
    ),
)


def _noted(asked: Asked) -> Mapping[str, DoorFigure]:
    words, period = _("noted on patrol in the last 30 days"), lately(asked.moment)
    return {"": asked.of_all("matters.came_in", words, by=By.CHANNEL, parts=("patrol",), period=period)}


PANORAMA = (Door(code="grid", label=_("My grid"), to="duty:grid", icon="map-pin", figures=_noted),)
