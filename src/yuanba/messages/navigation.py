"""Where pages of this app stand in the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.messages.queries import unread_count
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.web.navigation import Menu, MenuEntry

MESSAGES = Menu(key="messages", order=30, title=_("Messages"))

WAYS = (
    MenuEntry(
        menu=MESSAGES,
        order=10,
        label=_("Inbox"),
        to="messages:inbox",
        icon="bell",
        verbs=(MessageVerb.READ,),
        count=lambda actor, now: unread_count(actor, at=now),
    ),
    MenuEntry(
        menu=MESSAGES,
        order=20,
        label=_("Outbox"),
        to="messages:outbox",
        icon="send",
        verbs=(MessageVerb.RETRY,),
    ),
    MenuEntry(
        menu=MESSAGES,
        order=40,
        label=_("Quiet hours and text messages"),
        to="messages:policy",
        icon="zzz",
        verbs=(MessageVerb.SET_POLICY,),
    ),
)
