"""Services of contact points, the outbox and inboxes: the only code that writes them."""

from yuanba.messages.models import MessageChannel, MessageState, Pace
from yuanba.messages.services.codes import CODE_MINUTES, CodeNotSent, can_send_codes, send_code
from yuanba.messages.services.contacts import (
    NoAddress,
    UnknownContact,
    add_contact,
    carry_contacts,
    drop_contact,
    drop_contacts_of,
    follow_too,
    hold,
    part_from,
    release_contacts,
    set_duty_phone,
    webhook_secret,
)
from yuanba.messages.services.delivery import UnknownMessage, deliver, retry, told
from yuanba.messages.services.digest import digest
from yuanba.messages.services.inbox import UnknownInboxLine, read, read_until
from yuanba.messages.services.reading import read_journal
from yuanba.messages.services.robots import TrialFailed, UnknownRobot, drop_robot, set_robot, try_robot
from yuanba.messages.services.waking import wake
from yuanba.messages.services.wishes import NobodyKnown, set_policy, set_wishes

__all__ = [
    "CODE_MINUTES",
    "CodeNotSent",
    "MessageChannel",
    "MessageState",
    "NoAddress",
    "NobodyKnown",
    "Pace",
    "TrialFailed",
    "UnknownContact",
    "UnknownInboxLine",
    "UnknownMessage",
    "UnknownRobot",
    "add_contact",
    "can_send_codes",
    "carry_contacts",
    "deliver",
    "digest",
    "drop_contact",
    "drop_contacts_of",
    "drop_robot",
    "follow_too",
    "hold",
    "part_from",
    "read",
    "read_journal",
    "read_until",
    "release_contacts",
    "retry",
    "send_code",
    "set_duty_phone",
    "set_policy",
    "set_robot",
    "set_wishes",
    "told",
    "try_robot",
    "wake",
    "webhook_secret",
]
