"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.dashboards.views import WATCHERS
from yuanba.desk.navigation import MATTERS
from yuanba.web.navigation import MenuEntry

WAYS = (
    MenuEntry(
        menu=MATTERS,
        order=30,
        label=_("Late and due"),
        to="dashboards:supervision",
        icon="clock-exclamation",
        who=WATCHERS,
    ),
)
