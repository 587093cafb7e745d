"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.desk.navigation import MATTERS
from yuanba.rules.core.metrics import By
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.doors import Asked, Door, DoorFigure, lately
from yuanba.web.navigation import MenuEntry

WAYS = (
    MenuEntry(
        menu=MATTERS,
        order=90,
        label=_("From a WeChat group"),
        to="exchange:chat",
        icon="message-circle",
        verbs=(MatterVerb.FILE,),
    ),
    MenuEntry(
        menu=MATTERS,
        order=100,
        label=_("Orders from 12345 or 141"),
        to="exchange:import_orders",
        icon="file-import",
        verbs=(MatterVerb.IMPORT_ORDERS,),
    ),
)


def _taken_over(asked: Asked) -> Mapping[str, DoorFigure]:
    platforms = [code for code, row in asked.pack.channels.items() if row.is_platform]
    words, period = _("taken over in the last 30 days"), lately(asked.moment)
    return {"": asked.of_all("matters.came_in", words, by=By.CHANNEL, parts=platforms, period=period)}


def _from_groups(asked: Asked) -> Mapping[str, DoorFigure]:
    words, period = _("from groups in the last 30 days"), lately(asked.moment)
    return {"": asked.of_all("matters.came_in", words, by=By.CHANNEL, parts=("wechat",), period=period)}


PANORAMA = (
    Door(
        code="outside",
        label=_("Orders from 12345 or 141"),
        to="exchange:import_orders",
        icon="file-import",
        figures=_taken_over,
    ),
    Door(
        code="groups",
        label=_("From a WeChat group"),
        to="exchange:chat",
        icon="message-circle",
        figures=_from_groups,
    ),
)
