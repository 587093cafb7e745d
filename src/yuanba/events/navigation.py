"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.rules.events.verbs import EventVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import FOOT, FRONT, Menu, MenuEntry

EVENTS = Menu(key="events", order=25, title=_("Events and meetings"))
WAYS = (
    MenuEntry(
        menu=FRONT,
        order=55,
        label=_("Calendar"),
        to="events:list",
        icon="calendar-event",
        what=_("activities and meetings near you, and how to register"),
    ),
    MenuEntry(menu=FOOT, order=35, label=_("Calendar"), to="events:list"),
    MenuEntry(
        menu=EVENTS,
        order=20,
        label=_("Events"),
        to="events:desk",
        icon="calendar-event",
        verbs=(EventVerb.PLAN,),
    ),
)


def _coming(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("events.coming", _("in the next 30 days"))}


PANORAMA = (
    Door(code="events", label=_("Calendar"), to="events:list", icon="calendar-event", figures=_coming),
)
