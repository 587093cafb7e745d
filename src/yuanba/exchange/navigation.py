"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.desk.navigation import MATTERS
from yuanba.matters.queries import totals
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.doors import Asked, Door, DoorFigure
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
    found = totals.filed_lately("channel", asked.moment)
    number = sum(found.get(code, 0) for code, row in asked.pack.channels.items() if row.is_platform)
    return {"": DoorFigure(value=number, words=_("taken over in the last 30 days"))}


def _from_groups(asked: Asked) -> Mapping[str, DoorFigure]:
    number = totals.filed_lately("channel", asked.moment).get("wechat", 0)
    return {"": DoorFigure(value=number, words=_("from groups in the last 30 days"))}


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
