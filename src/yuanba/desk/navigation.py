"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.state import WITH_UNIT, State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import Menu, MenuEntry

DESK = Menu(key="desk", order=0, title=_("My desk"))
MATTERS = Menu(key="matters", order=10, title=_("Matters"))

WAYS = (
    MenuEntry(
        menu=DESK,
        order=10,
        label=_("To do"),
        to="desk:tasks",
        icon="inbox",
        who=(ActorKind.STAFF,),
    ),
    MenuEntry(
        menu=DESK,
        order=20,
        label=_("Search"),
        to="desk:find",
        icon="search",
        who=(ActorKind.STAFF,),
        key="Ctrl K",
    ),
    MenuEntry(
        menu=MATTERS,
        order=10,
        label=_("Triage"),
        to="desk:triage",
        icon="arrows-split",
        verbs=(MatterVerb.ASSIGN,),
    ),
    MenuEntry(
        menu=MATTERS,
        order=40,
        label=_("My unit's orders"),
        to="desk:orders",
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
        to="desk:checks",
        icon="checks",
        verbs=(MatterVerb.CHECK,),
    ),
    MenuEntry(
        menu=MATTERS,
        order=60,
        label=_("All matters"),
        to="desk:list",
        icon="list-details",
        verbs=(MatterVerb.READ,),
    ),
)


def _to_triage(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("matters.open", _("waiting for triage"), parts=(State.FILED,))}


def _to_pick(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("desk.to_pick", _("waiting to be picked up"))}


def _with_units(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("matters.open", _("with units now"), parts=WITH_UNIT)}


PANORAMA = (
    Door(code="triage", label=_("Triage"), to="desk:triage", icon="arrows-split", figures=_to_triage),
    Door(code="pool", label=_("To be picked up"), to="desk:pool", icon="list-check", figures=_to_pick),
    Door(
        code="orders", label=_("My unit's orders"), to="desk:orders", icon="list-check", figures=_with_units
    ),
)
