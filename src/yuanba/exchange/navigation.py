"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.desk.navigation import MATTERS
from yuanba.rules.matters.verbs import MatterVerb
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
