"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.web.navigation import DESK_FOOT, FOOT, TABS, MenuEntry

WAYS = (
    MenuEntry(menu=TABS, order=10, label=_("Home"), to="home:front", icon="home"),
    MenuEntry(menu=FOOT, order=20, label=_("Privacy"), to="home:privacy"),
    MenuEntry(menu=FOOT, order=30, label=_("Accessibility"), to="home:accessibility"),
    MenuEntry(menu=FOOT, order=40, label=_("Complaints and suggestions"), to="home:suggestions"),
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
