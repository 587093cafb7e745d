"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.desk.navigation import MATTERS
from yuanba.rules.core.metrics import By
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.doors import Asked, Door, DoorFigure, lately
from yuanba.web.navigation import FRONT, TABS, MenuEntry

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
        menu=FRONT,
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


def _filed(asked: Asked) -> Mapping[str, DoorFigure]:
    words, period = _("reported in the last 30 days"), lately(asked.moment)
    return {"": asked.of_all("matters.came_in", words, by=By.CHANNEL, period=period)}


def _at_counter(asked: Asked) -> Mapping[str, DoorFigure]:
    words, period = _("reported at a counter in the last 30 days"), lately(asked.moment)
    return {"": asked.of_all("matters.came_in", words, by=By.CHANNEL, parts=("counter",), period=period)}


def _in_work(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("matters.open", _("being dealt with now"))}


PANORAMA = (
    Door(code="report", label=_("File a matter"), to="residents:file", icon="message-report", figures=_filed),
    Door(code="track", label=_("Track progress"), to="residents:track", icon="file-search", figures=_in_work),
    Door(code="counter", label=_("Counter"), to="residents:counter", icon="users", figures=_at_counter),
)
