"""Where pages of this app stand in the menus, and its door in the picture of the mechanism."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.rules.compacts.verbs import CompactVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import DELIBERATION, FOOT, MenuEntry

WAYS = (
    MenuEntry(menu=FOOT, order=8, label=_("Compacts"), to="compacts:list"),
    MenuEntry(
        menu=DELIBERATION,
        order=65,
        label=_("Compacts"),
        to="compacts:desk_compacts",
        icon="scale",
        verbs=(CompactVerb.DRAFT,),
    ),
)


def _in_force(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("compacts.in_force", _("compacts in force"))}


PANORAMA = (Door(code="compacts", label=_("Compacts"), to="compacts:list", icon="scale", figures=_in_force),)
