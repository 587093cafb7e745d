"""Where pages of this app stand in the menus, and its door in the picture of the mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from yuanba.events.navigation import EVENTS
from yuanba.packs import store
from yuanba.rules.activities.verbs import MenuVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import FRONT, MenuEntry


def has_activities(on: date) -> bool:
    """Return whether the rules of the district name any kind of activity."""
    return bool(store.in_force(on).activities)


WAYS = (
    MenuEntry(
        menu=FRONT,
        order=56,
        label=_("This week's menu"),
        to="activities:menu",
        icon="list-details",
        what=_("what takes place in the centres this week, and how to sign up"),
        where=has_activities,
    ),
    MenuEntry(
        menu=EVENTS,
        order=25,
        label=_("Weekly menus"),
        to="activities:desk",
        icon="list-details",
        verbs=(MenuVerb.COMPOSE,),
        where=has_activities,
    ),
)


def _this_week(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("activities.this_week", _("sessions this week"))}


PANORAMA = (
    Door(
        code="menu",
        label=_("This week's menu"),
        to="activities:menu",
        icon="list-details",
        figures=_this_week,
    ),
)
