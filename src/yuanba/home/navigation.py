"""Where pages of this app stand in the menus."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.metrics import By
from yuanba.web.doors import Asked, Door, DoorFigure, lately
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
    period, words = lately(asked.moment), _("made public in the last 30 days")
    return {
        code: asked.of_all(
            "matters.made_public", words, by=By.CLASS, parts=(code,) if code else None, period=period
        )
        for code in asked.about
    }


def _in_class(asked: Asked) -> Mapping[str, DoorFigure]:
    """How much of a class is in work; of one that is only guided, how many kinds of it are known."""
    kinds = _("kinds of matter in the directory")
    figures = {}
    for code in asked.about:
        if code and not asked.pack.classes[code].is_guided:
            words = _("being dealt with now")
            figures[code] = asked.of_all("matters.open", words, by=By.CLASS, parts=(code,))
        else:
            chosen = (code,) if code else None
            figures[code] = asked.of_all("rules.items", kinds, by=By.CLASS, parts=chosen)
    return figures


def _met(asked: Asked) -> Mapping[str, DoorFigure]:
    if asked.pack.meetings:
        return {"": asked.of_all("rules.open_meetings", _("meetings that residents may watch"))}
    return {"": asked.of_all("rules.classes", _("kinds of matter, each with its standard"))}


def _of_type(asked: Asked) -> Mapping[str, DoorFigure]:
    words = _("communities of this type")
    return {
        code: asked.of_all("places.typed", words, parts=(code,) if code else None) for code in asked.about
    }


def _dangers(asked: Asked) -> Mapping[str, DoorFigure]:
    return {"": asked.of_all("rules.dangers", _("kinds of danger, each with whom to call"))}


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
