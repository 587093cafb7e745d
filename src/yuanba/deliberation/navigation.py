"""Where pages of this app stand in the menus, and its door in the picture of the mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from yuanba.packs import store
from yuanba.rules.deliberation.priorities import have_priorities
from yuanba.rules.deliberation.verbs import CouncilVerb, MeetingVerb, PriorityVerb, TopicVerb
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import DELIBERATION, FOOT, FRONT, MenuEntry


def has_priorities(on: date) -> bool:
    """Return whether the rules of this day know priorities of towns."""
    return have_priorities(store.in_force(on))


def has_meetings(on: date) -> bool:
    """Return whether the rules of this day name any kind of meeting."""
    return bool(store.in_force(on).meetings)


WAYS = (
    MenuEntry(menu=FOOT, order=7, label=_("Councils and meetings"), to="deliberation:councils"),
    MenuEntry(
        menu=FRONT,
        order=35,
        label=_("Propose a topic"),
        to="deliberation:topics",
        icon="bulb",
        what=_("what neighbours second comes before the meeting"),
    ),
    MenuEntry(
        menu=DELIBERATION,
        order=5,
        label=_("Topics"),
        to="deliberation:desk_topics",
        icon="bulb",
        verbs=(TopicVerb.PUBLISH,),
        where=has_meetings,
        chairs=True,
    ),
    MenuEntry(
        menu=DELIBERATION,
        order=7,
        label=_("Priorities"),
        to="deliberation:desk_priorities",
        icon="list-check",
        verbs=(PriorityVerb.PUBLISH,),
        where=has_priorities,
    ),
    MenuEntry(
        menu=DELIBERATION,
        order=10,
        label=_("Councils and seats"),
        to="deliberation:desk_councils",
        icon="users",
        verbs=(CouncilVerb.SEAT,),
        where=has_meetings,
        chairs=True,
    ),
    MenuEntry(
        menu=DELIBERATION,
        order=20,
        label=_("Meetings"),
        to="deliberation:desk_meetings",
        icon="calendar-event",
        verbs=(MeetingVerb.CALL,),
        where=has_meetings,
        chairs=True,
    ),
)


def _open(asked: Asked) -> Mapping[str, DoorFigure]:
    words = _("councils that were set up")
    return {
        about: asked.of_all("deliberation.councils", words, parts=(about,) if about else None)
        for about in asked.about or ("",)
    }


def _priorities(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("deliberation.priorities", _("priorities that hold"))}


PANORAMA = (
    Door(
        code="councils",
        label=_("Councils and meetings"),
        to="deliberation:councils",
        icon="users",
        figures=_open,
        of="meetings",
        about="?kind={code}",
    ),
    Door(
        code="priorities",
        label=_("Priorities of the towns"),
        to="deliberation:priorities",
        icon="list-check",
        figures=_priorities,
    ),
)
