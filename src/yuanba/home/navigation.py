"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.matters.queries import totals
from yuanba.places import queries as places
from yuanba.web.doors import Asked, Door, DoorFigure
from yuanba.web.navigation import DESK_FOOT, FOOT, TABS, MenuEntry

WAYS = (
    MenuEntry(menu=TABS, order=10, label=_("Home"), to="home:front", icon="home"),
    MenuEntry(menu=FOOT, order=5, label=_("The whole mechanism"), to="home:panorama"),
    MenuEntry(menu=FOOT, order=20, label=_("Privacy"), to="home:privacy"),
    MenuEntry(menu=FOOT, order=30, label=_("Accessibility"), to="home:accessibility"),
    MenuEntry(menu=FOOT, order=40, label=_("Complaints and suggestions"), to="home:suggestions"),
    MenuEntry(menu=DESK_FOOT, order=5, label=_("The whole mechanism"), to="home:panorama"),
    MenuEntry(menu=DESK_FOOT, order=10, label=_("Accessibility"), to="home:accessibility"),
    MenuEntry(menu=DESK_FOOT, order=20, label=_("Complaints and suggestions"), to="home:suggestions"),
    MenuEntry(
        menu=TABS,
        order=40,
        label=_("Public matters"),
        to="home:public",
        icon="speakerphone",
        what=_("what neighbours reported"),
    ),
)


def _published(asked: Asked) -> Mapping[str, DoorFigure]:
    found = totals.published_lately(asked.moment)
    return {
        code: DoorFigure(
            value=found.get(code, 0) if code else sum(found.values()),
            words=_("made public in the last 30 days"),
        )
        for code in asked.about
    }


def _in_class(asked: Asked) -> Mapping[str, DoorFigure]:
    """How much of a class is in work; of one that is only guided, how many kinds of it are known."""
    found = totals.living_by_class()
    kinds = Counter(item.class_code for item in asked.pack.items.values())
    figures = {"": DoorFigure(value=len(asked.pack.items), words=_("kinds of matter in the directory"))}
    for code, row in asked.pack.classes.items():
        figures[code] = (
            DoorFigure(value=kinds[code], words=_("kinds of matter in the directory"))
            if row.is_guided
            else DoorFigure(value=found.get(code, 0), words=_("being dealt with now"))
        )
    return figures


def _met(asked: Asked) -> Mapping[str, DoorFigure]:
    open_to_all = sum(meeting.observers is not None for meeting in asked.pack.meetings.values())
    if not asked.pack.meetings:
        return {
            "": DoorFigure(value=len(asked.pack.classes), words=_("kinds of matter, each with its standard"))
        }
    return {"": DoorFigure(value=open_to_all, words=_("meetings that residents may watch"))}


def _of_type(asked: Asked) -> Mapping[str, DoorFigure]:
    found = places.by_type()
    return {
        code: DoorFigure(
            value=found.get(code, 0) if code else sum(found.values()), words=_("communities of this type")
        )
        for code in asked.about
    }


def _dangers(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": DoorFigure(value=len(asked.pack.dangers), words=_("kinds of danger, each with whom to call"))}


PANORAMA = (
    Door(
        code="public",
        label=_("Public matters"),
        to="home:public",
        icon="speakerphone",
        figures=_published,
        of="classes",
        about="?class={code}",
    ),
    Door(
        code="rules",
        label=_("How it is dealt with"),
        to="home:rules",
        icon="scale",
        figures=_in_class,
        of="classes",
        about="#class-{code}",
    ),
    Door(
        code="standards", label=_("Standards and open seats"), to="home:standards", icon="users", figures=_met
    ),
    Door(
        code="types",
        label=_("Types of community"),
        to="home:rules",
        icon="building-community",
        figures=_of_type,
        of="area_types",
        about="#type-{code}",
    ),
    Door(
        code="emergency",
        label=_("In an emergency"),
        to="home:rules",
        anchor="emergency",
        icon="phone",
        figures=_dangers,
    ),
)
