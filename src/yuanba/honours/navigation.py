"""Where pages of this app stand in the menus, and its door in the picture of the mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from yuanba.packs import store
from yuanba.rules.honours.verbs import SelectionVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import DELIBERATION, FOOT, MenuEntry


def has_selections(on: date) -> bool:
    """Return whether the rules of this day name any selection."""
    return bool(store.in_force(on).selections)


WAYS = (
    MenuEntry(menu=FOOT, order=9, label=_("Selections"), to="honours:selections", where=has_selections),
    MenuEntry(
        menu=DELIBERATION,
        order=70,
        label=_("Selections"),
        to="honours:desk_selections",
        icon="star",
        verbs=(SelectionVerb.OPEN,),
        where=has_selections,
        chairs=True,
    ),
)


def _standing(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("honours.standing", _("honours stand"))}


PANORAMA = (
    Door(
        code="honours",
        label=_("Selections and honours"),
        to="honours:selections",
        icon="star",
        figures=_standing,
    ),
)
