"""Where pages of this app stand in the menus, and its door in the picture of the mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from yuanba.events.navigation import EVENTS
from yuanba.packs import store
from yuanba.rules.venues.verbs import BookableVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import FRONT, MenuEntry


def has_rooms(on: date) -> bool:
    """Return whether the rules of the district name anything that can be booked."""
    return bool(store.in_force(on).bookables)


WAYS = (
    MenuEntry(
        menu=FRONT,
        order=57,
        label=_("Centres and rooms"),
        to="venues:list",
        icon="building-community",
        what=_("what each centre is for, and rooms that you can book"),
        where=has_rooms,
    ),
    MenuEntry(
        menu=EVENTS,
        order=30,
        label=_("Centres and rooms"),
        to="venues:desk",
        icon="building-community",
        verbs=(BookableVerb.KEEP,),
        where=has_rooms,
    ),
)


def _booked(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("venues.bookings", _("bookings in the next 30 days"))}


PANORAMA = (
    Door(
        code="centres",
        label=_("Centres and rooms"),
        to="venues:list",
        icon="building-community",
        figures=_booked,
    ),
)
