"""Where pages of this app stand in the menus, and its door in the picture of the mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from yuanba.packs import store
from yuanba.rules.works.verbs import ProjectVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import DELIBERATION, FOOT, MenuEntry


def has_projects(on: date) -> bool:
    """Return whether the rules of the district name any kind of project."""
    return bool(store.in_force(on).projects)


WAYS = (
    MenuEntry(menu=FOOT, order=9, label=_("Projects"), to="works:list", where=has_projects),
    MenuEntry(
        menu=DELIBERATION,
        order=70,
        label=_("Projects"),
        to="works:desk_projects",
        icon="list-check",
        verbs=(ProjectVerb.SHAPE,),
        where=has_projects,
    ),
)


def _under_way(asked: Asked) -> Mapping[str, DoorFigure]:
    words = _("projects under way")
    return {
        about: asked.of_all("works.open", words, parts=(about,) if about else None)
        for about in asked.about or ("",)
    }


PANORAMA = (
    Door(
        code="projects",
        label=_("Projects"),
        to="works:list",
        icon="list-check",
        figures=_under_way,
        of="projects",
        about="?kind={code}",
    ),
)
