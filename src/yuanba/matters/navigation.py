"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.navigation import TABS, Menu, MenuEntry

MATTERS = Menu(key="matters", order=10, title=_("Matters"))

WAYS = (
    MenuEntry(
        menu=TABS,
        order=20,
        label=_("File a matter"),
        to="matters:file",
        icon="message-report",
        what=_("in your own words, in one minute"),
    ),
    MenuEntry(
        menu=TABS,
        order=30,
        label=_("Track progress"),
        to="matters:track",
        icon="file-search",
        what=_("with your receipt number and query code"),
    ),
    MenuEntry(
        menu=MATTERS,
        order=10,
        label=_("Triage"),
        to="matters:triage",
        icon="arrows-split",
        verbs=(MatterVerb.ASSIGN,),
    ),
    MenuEntry(
        menu=MATTERS,
        order=40,
        label=_("My unit's orders"),
        to="matters:orders",
        icon="list-check",
        verbs=(
            MatterVerb.ACCEPT,
            MatterVerb.ANSWER,
        ),
    ),
    MenuEntry(
        menu=MATTERS,
        order=50,
        label=_("Check and decide"),
        to="matters:checks",
        icon="checks",
        verbs=(MatterVerb.CHECK,),
    ),
    MenuEntry(
        menu=MATTERS,
        order=60,
        label=_("All matters"),
        to="matters:list",
        icon="list-details",
        verbs=(MatterVerb.READ,),
    ),
    MenuEntry(
        menu=MATTERS,
        order=70,
        label=_("File for a resident"),
        to="matters:file",
        icon="pencil-plus",
        verbs=(MatterVerb.FILE,),
    ),
    MenuEntry(
        menu=MATTERS,
        order=80,
        label=_("Counter"),
        to="matters:counter",
        icon="users",
        verbs=(MessageVerb.TELL,),
    ),
)
