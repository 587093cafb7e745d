"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import DELIBERATION, FRONT, MenuEntry

WAYS = (
    MenuEntry(
        menu=FRONT,
        order=56,
        label=_("Consultations"),
        to="opinions:list",
        icon="message-circle",
        what=_("agree or disagree, and say what you think"),
    ),
    MenuEntry(
        menu=DELIBERATION,
        order=60,
        label=_("Consultations"),
        to="opinions:desk_list",
        icon="message-circle",
        verbs=(OpinionVerb.OPEN,),
    ),
)


def _running(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("opinions.running", _("consultations running"))}


PANORAMA = (
    Door(
        code="consultations",
        label=_("Consultations"),
        to="opinions:list",
        icon="message-circle",
        figures=_running,
    ),
)
