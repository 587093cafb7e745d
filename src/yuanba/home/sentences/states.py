"""How states and steps of a matter are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.rules.matter import State
from yuanba.rules.verb import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a state is shown: words, tone and sign, so that colour never speaks alone."""

    label: Promise
    tone: str
    icon: str
    meaning: Promise


STANDINGS: Mapping[State, Standing] = MappingProxyType(
    {
        State.FILED: Standing(
            label=_("Received"),
            tone="new",
            icon="inbox",
            meaning=_("We have your words. Somebody is looking who should deal with them."),
        ),
        State.ASSIGNED: Standing(
            label=_("Assigned"),
            tone="doing",
            icon="send",
            meaning=_("A unit has been given this matter."),
        ),
        State.ACCEPTED: Standing(
            label=_("In hand"),
            tone="doing",
            icon="tool",
            meaning=_("The unit is working on it."),
        ),
        State.ANSWERED: Standing(
            label=_("Answered"),
            tone="ask",
            icon="message-circle",
            meaning=_("The unit has answered. Please say whether it is solved."),
        ),
        State.CLOSED: Standing(
            label=_("Closed"),
            tone="done",
            icon="check",
            meaning=_("The matter is done."),
        ),
        State.REFUSED: Standing(
            label=_("Not taken"),
            tone="bad",
            icon="hand-stop",
            meaning=_("We cannot deal with this here; the page says where to go instead."),
        ),
        State.ARCHIVED: Standing(
            label=_("Archive"),
            tone="rest",
            icon="book",
            meaning=_("An older record, kept for reading."),
        ),
    }
)

#: The sign of each step in a matter's story.
SIGNS: Mapping[str, str] = MappingProxyType(
    {
        Verb.FILE: "message-report",
        Verb.IMPORT: "file-import",
        Verb.SUGGEST: "bulb",
        Verb.PUBLISH: "speakerphone",
        Verb.ASSIGN: "arrows-split",
        Verb.REASSIGN: "arrows-split",
        Verb.REFUSE: "hand-stop",
        Verb.ACCEPT: "tool",
        Verb.RETURN: "arrow-back-up",
        Verb.ANSWER: "message-circle",
        Verb.CONFIRM: "checks",
        Verb.REOPEN: "refresh",
        Verb.UNMASK: "eye",
    }
)
