"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import TABS, Menu, MenuEntry

RESULTS = Menu(key="results", order=20, title=_("Results"))

WAYS = (
    MenuEntry(
        menu=TABS,
        order=50,
        label=_("Public notices"),
        to="notices:list",
        icon="file-text",
        what=_("results on public notice, open to objections"),
    ),
    MenuEntry(
        menu=RESULTS,
        order=30,
        label=_("Everyday notices"),
        to="notices:desk_bulletins",
        icon="speakerphone",
        verbs=(NoticeVerb.ANNOUNCE,),
    ),
    MenuEntry(
        menu=RESULTS,
        order=35,
        label=_("Notices in my area"),
        to="notices:desk_notices",
        icon="file-text",
        verbs=(NoticeVerb.PROVE, NoticeVerb.ANSWER, NoticeVerb.END),
    ),
    MenuEntry(
        menu=RESULTS,
        order=40,
        label=_("To be posted"),
        to="notices:boards",
        icon="flag",
        verbs=(NoticeVerb.PROVE,),
    ),
    MenuEntry(
        menu=RESULTS,
        order=50,
        label=_("Objections to answer"),
        to="notices:objections",
        icon="hand-stop",
        verbs=(NoticeVerb.ANSWER,),
    ),
)


def _up(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("notices.posted", _("on public notice now"))}


PANORAMA = (
    Door(code="notices", label=_("Public notices"), to="notices:list", icon="file-text", figures=_up),
)
