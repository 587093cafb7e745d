"""Services of matters: one function per verb of ``rules.matters``."""

from yuanba.matters.services.attachments import Enclosure, attach, prepare, sweep
from yuanba.matters.services.closing import check, close, invite, reopen, undo_close
from yuanba.matters.services.corrections import correct_contact, correct_reporter, hide, note
from yuanba.matters.services.counter import tell
from yuanba.matters.services.erasing import correct_name, empty, empty_old, forget_codes, part_followers
from yuanba.matters.services.filing import Contact, Filed, Once, Outside, file
from yuanba.matters.services.handover import HandedOver, come_back, follow_terms, hand_over
from yuanba.matters.services.helping import contribute, decline, join, split
from yuanba.matters.services.looking import NothingLeft, Unmasked, unmask
from yuanba.matters.services.merging import merge, unmerge
from yuanba.matters.services.orders import accept, answer, give_back
from yuanba.matters.services.picking import PickedMatters, take, take_all
from yuanba.matters.services.reading import publish
from yuanba.matters.services.requests import ask, ask_extend, ask_hold, deny, grant, reply, resume
from yuanba.matters.services.suggesting import read_journal, suggest
from yuanba.matters.services.supervision import escalate, lapse, prioritise, relax, remind, urge
from yuanba.matters.services.triage import assign, guide, object_to, reassign, refuse, settle, withdraw

__all__ = [
    "Contact",
    "Enclosure",
    "Filed",
    "HandedOver",
    "NothingLeft",
    "Once",
    "Outside",
    "PickedMatters",
    "Unmasked",
    "accept",
    "answer",
    "ask",
    "ask_extend",
    "ask_hold",
    "assign",
    "attach",
    "check",
    "close",
    "come_back",
    "contribute",
    "correct_contact",
    "correct_name",
    "correct_reporter",
    "decline",
    "deny",
    "empty",
    "empty_old",
    "escalate",
    "file",
    "follow_terms",
    "forget_codes",
    "give_back",
    "grant",
    "guide",
    "hand_over",
    "hide",
    "invite",
    "join",
    "lapse",
    "merge",
    "note",
    "object_to",
    "part_followers",
    "prepare",
    "prioritise",
    "publish",
    "read_journal",
    "reassign",
    "refuse",
    "relax",
    "remind",
    "reopen",
    "reply",
    "resume",
    "settle",
    "split",
    "suggest",
    "sweep",
    "take",
    "take_all",
    "tell",
    "undo_close",
    "unmask",
    "unmerge",
    "urge",
    "withdraw",
]
