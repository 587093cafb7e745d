"""Where the page of this app stands in the menus."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from yuanba.rules.ladders.verbs import LadderVerb

from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import Menu, MenuEntry

WAYS = (
    MenuEntry(
        menu=Menu(key="ladders", order=90, title=_("Ladders")),
        order=10,
        label=_("Ladders that are lent"),
        to="ladders:list",
        icon="list-check",
        verbs=(LadderVerb.LEND,),
    ),
)


def _lent(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("ladders.by_place", _("lent now"))}


PANORAMA = (
    Door(
        code="ladders", label=_("Ladders that are lent"), to="ladders:list", icon="list-check", figures=_lent
    ),
)
