"""How the states of a matter and the steps of its story are shown: words, colours and icons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy.verbs import PrivacyVerb


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a state is shown: its words, colour and icon, so that colour is never the only sign."""

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
        MatterVerb.FILE: "message-report",
        MatterVerb.IMPORT: "file-import",
        MatterVerb.SUGGEST: "bulb",
        MatterVerb.PUBLISH: "speakerphone",
        MatterVerb.HIDE: "eye-off",
        MatterVerb.ASSIGN: "arrows-split",
        MatterVerb.REASSIGN: "arrows-split",
        MatterVerb.REFUSE: "hand-stop",
        MatterVerb.GUIDE: "route",
        MatterVerb.SETTLE: "circle-check",
        MatterVerb.MERGE: "git-merge",
        MatterVerb.UNMERGE: "arrows-split",
        MatterVerb.WITHDRAW: "x",
        MatterVerb.OBJECT: "gavel",
        MatterVerb.ACCEPT: "tool",
        MatterVerb.TAKE: "tool",
        MatterVerb.RETURN: "arrow-back-up",
        MatterVerb.SPLIT: "hierarchy",
        MatterVerb.JOIN: "users",
        MatterVerb.DECLINE: "arrow-back-up",
        MatterVerb.CONTRIBUTE: "plus",
        MatterVerb.ASK: "help-circle",
        MatterVerb.REPLY: "message",
        MatterVerb.ASK_HOLD: "clock",
        MatterVerb.ASK_EXTEND: "calendar",
        MatterVerb.GRANT: "check",
        MatterVerb.DENY: "circle-x",
        MatterVerb.RESUME: "history",
        MatterVerb.URGE: "bell",
        MatterVerb.PRIORITISE: "flag",
        MatterVerb.RELAX: "flag",
        MatterVerb.REMIND: "bell",
        MatterVerb.LAPSE: "clock-exclamation",
        MatterVerb.ESCALATE: "upload",
        MatterVerb.ANSWER: "message-circle",
        MatterVerb.CHECK: "list-check",
        MatterVerb.INVITE: "qrcode",
        MatterVerb.RATE: "star",
        MatterVerb.REOPEN: "refresh",
        MatterVerb.CLOSE: "checks",
        MatterVerb.UNDO_CLOSE: "arrow-back-up",
        MatterVerb.FOLLOW_UP: "phone",
        MatterVerb.CORRECT_REPORTER: "user",
        MatterVerb.CORRECT_CONTACT: "phone",
        MatterVerb.NOTE: "edit",
        MatterVerb.ATTACH: "paperclip",
        MatterVerb.FOLLOW: "users",
        MatterVerb.UNFOLLOW: "x",
        MatterVerb.UNMASK: "eye",
        PrivacyVerb.ERASE: "eye-off",
    }
)
