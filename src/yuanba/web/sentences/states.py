"""The sign of each step in a matter's story."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy.verbs import PrivacyVerb

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
