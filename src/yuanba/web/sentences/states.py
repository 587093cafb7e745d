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
        State.WAITING: Standing(
            label=_("Waiting for the resident"),
            tone="ask",
            icon="help-circle",
            meaning=_("The unit has a question. Once you reply, the clock runs on."),
        ),
        State.HELD: Standing(
            label=_("On hold"),
            tone="rest",
            icon="zzz",
            meaning=_("It has to wait; the page says why, and until when."),
        ),
        State.ANSWERED: Standing(
            label=_("Answered"),
            tone="ask",
            icon="message-circle",
            meaning=_("The unit has answered. Please say whether it is solved."),
        ),
        State.NOTICED: Standing(
            label=_("On public notice"),
            tone="doing",
            icon="speakerphone",
            meaning=_(
                "The result has been checked and is posted. You may object or say whether it is solved."
            ),
        ),
        State.EVALUATING: Standing(
            label=_("Being evaluated"),
            tone="ask",
            icon="star",
            meaning=_("Those concerned and the supervisors say whether it is solved."),
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
        State.GUIDED: Standing(
            label=_("Guided"),
            tone="rest",
            icon="route",
            meaning=_("This is your own affair; the page says who can help."),
        ),
        State.WITHDRAWN: Standing(
            label=_("Withdrawn"),
            tone="rest",
            icon="x",
            meaning=_("It was taken back by who brought it."),
        ),
        State.MERGED: Standing(
            label=_("Merged"),
            tone="rest",
            icon="git-merge",
            meaning=_("It goes on together with another report of the same thing."),
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
        Verb.HIDE: "eye-off",
        Verb.ASSIGN: "arrows-split",
        Verb.REASSIGN: "arrows-split",
        Verb.REFUSE: "hand-stop",
        Verb.GUIDE: "route",
        Verb.SETTLE: "circle-check",
        Verb.MERGE: "git-merge",
        Verb.UNMERGE: "arrows-split",
        Verb.WITHDRAW: "x",
        Verb.OBJECT: "gavel",
        Verb.ACCEPT: "tool",
        Verb.TAKE: "tool",
        Verb.RETURN: "arrow-back-up",
        Verb.SPLIT: "hierarchy",
        Verb.JOIN: "users",
        Verb.DECLINE: "arrow-back-up",
        Verb.CONTRIBUTE: "plus",
        Verb.ASK: "help-circle",
        Verb.REPLY: "message",
        Verb.ASK_HOLD: "clock",
        Verb.ASK_EXTEND: "calendar",
        Verb.GRANT: "check",
        Verb.DENY: "circle-x",
        Verb.RESUME: "history",
        Verb.URGE: "bell",
        Verb.PRIORITISE: "flag",
        Verb.RELAX: "flag",
        Verb.REMIND: "bell",
        Verb.LAPSE: "clock-exclamation",
        Verb.ESCALATE: "upload",
        Verb.ANSWER: "message-circle",
        Verb.CHECK: "list-check",
        Verb.INVITE: "qrcode",
        Verb.RATE: "star",
        Verb.REOPEN: "refresh",
        Verb.CLOSE: "checks",
        Verb.UNDO_CLOSE: "arrow-back-up",
        Verb.FOLLOW_UP: "phone",
        Verb.CORRECT_REPORTER: "user",
        Verb.CORRECT_CONTACT: "phone",
        Verb.NOTE: "edit",
        Verb.ATTACH: "paperclip",
        Verb.FOLLOW: "users",
        Verb.UNFOLLOW: "x",
        Verb.UNMASK: "eye",
        Verb.PRIVACY_ERASE: "eye-off",
    }
)
