"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.desk.navigation import MATTERS
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.navigation import DOORS, TABS, MenuEntry

WAYS = (
    MenuEntry(
        menu=TABS,
        order=20,
        label=_("File a matter"),
        to="residents:file",
        icon="message-report",
        what=_("in your own words, in one minute"),
    ),
    MenuEntry(menu=TABS, order=60, label=_("Mine"), to="residents:track", icon="user-circle"),
    MenuEntry(
        menu=DOORS,
        order=30,
        label=_("Track progress"),
        to="residents:track",
        icon="file-search",
        what=_("with your receipt number and query code"),
    ),
    MenuEntry(
        menu=MATTERS,
        order=70,
        label=_("File for a resident"),
        to="residents:file",
        icon="pencil-plus",
        verbs=(MatterVerb.FILE,),
    ),
    MenuEntry(
        menu=MATTERS,
        order=80,
        label=_("Counter"),
        to="residents:counter",
        icon="users",
        verbs=(MessageVerb.TELL,),
    ),
)
