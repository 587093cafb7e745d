"""What is kept of the ways by which somebody is told, and of what they were told; and how it goes."""

from __future__ import annotations

from typing import Any

from yuanba.messages.queries import keeping
from yuanba.messages.services import erasing
from yuanba.rules.privacy import Kept
from yuanba.web.kept import Eraser, Part, Retained, iso


def _contacts(found: Any) -> Any:
    return [
        {
            "about": f"{one.kind}:{one.key}",
            "channel": one.channel,
            "address": one.address,
            "since": iso(one.added_at),
        }
        for one in found
    ]


def _sent(found: Any) -> Any:
    return [{"at": iso(at), "channel": channel, "text": text} for at, channel, text in found]


PARTS = (
    Part(
        name="contacts",
        order=50,
        held=lambda asked: tuple(keeping.contacts_of([asked.key], is_open=asked.is_open)),
        data=_contacts,
        has_words=bool,
    ),
    Part(
        name="sent",
        order=60,
        held=lambda asked: tuple(keeping.sent_to([asked.key])),
        data=_sent,
        field="messages",
    ),
)
ERASERS = (Eraser(name="contacts", order=60, erase=lambda asked: erasing.erase_contacts(owners=[asked.key])),)
RETAINED = (
    Retained(
        kind=Kept.MESSAGES,
        owner="messages",
        count=keeping.old_messages,
        empty=lambda before, now: erasing.empty_messages(before=before),
    ),
    Retained(
        kind=Kept.INBOXES,
        owner="messages",
        count=keeping.old_lines,
        empty=lambda before, now: erasing.forget_read(before=before),
    ),
)
