"""Where pages of votes stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.rules.ballots.verbs import VoteVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import DELIBERATION, FRONT, MenuEntry

WAYS = (
    MenuEntry(
        menu=FRONT,
        order=50,
        label=_("Votes"),
        to="ballots:votes",
        icon="list-check",
        what=_("what is decided together, and how it came out"),
    ),
    MenuEntry(
        menu=DELIBERATION,
        order=40,
        label=_("Votes"),
        to="ballots:desk_votes",
        icon="list-check",
        verbs=(VoteVerb.ENTER,),
    ),
)


def _open(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("ballots.open", _("votes open"))}


PANORAMA = (Door(code="votes", label=_("Votes"), to="ballots:votes", icon="list-check", figures=_open),)
