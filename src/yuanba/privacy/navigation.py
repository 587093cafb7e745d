"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.web.navigation import COUNTER, FOOT, Menu, MenuEntry

PERSONAL_DATA = Menu(key="personal_data", order=40, title=_("Personal data"))

WAYS = (
    MenuEntry(menu=FOOT, order=10, label=_("My data"), to="privacy:mine"),
    MenuEntry(
        menu=COUNTER,
        order=10,
        label=_("“My data” for a resident"),
        to="privacy:counter",
        icon="lock",
        verbs=(PrivacyVerb.ASK,),
    ),
    MenuEntry(
        menu=PERSONAL_DATA,
        order=10,
        label=_("Viewings"),
        to="privacy:looks",
        icon="eye",
        verbs=(PrivacyVerb.WATCH,),
    ),
    MenuEntry(
        menu=PERSONAL_DATA,
        order=20,
        label=_("Retention"),
        to="privacy:retention",
        icon="history",
        verbs=(PrivacyVerb.WATCH,),
    ),
    MenuEntry(
        menu=PERSONAL_DATA,
        order=30,
        label=_("Requests about data"),
        to="privacy:requests",
        icon="message",
        verbs=(PrivacyVerb.WATCH,),
    ),
)
