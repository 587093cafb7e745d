"""Codes turned into sentences for people: refusals, states, terms and other grounds.

A law test finds a refusal without its sentence here, and a sentence without its refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yuanba.rules.actions import ACTIONS
from yuanba.rules.declared import Text
from yuanba.rules.matter import State
from yuanba.rules.pack import Pack
from yuanba.rules.refusal import Refused
from yuanba.rules.verb import Verb

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "access.not_allowed": _("Your account or position may not do this here."),
        "matter.wrong_state": _("This cannot be done while the matter is “%(state)s”."),
        "triage.unknown_class": _("There is no such class in the rules of this district."),
        "triage.unknown_item": _("The directory has no such item in this class."),
        "triage.unknown_refusal": _("The rules of this district do not name this ground for refusing."),
        "triage.reason_missing": _("Please write a reason: the people concerned will read it."),
        "district.unknown": _("There is no such district."),
        "district.exists": _("There is a district with this code already."),
        "district.bad_code": _("A district's code is 2 to 30 small letters and digits."),
        "keyring.seal_broken": _("These words cannot be opened with the present key. Tell the system's operator."),
        "request.key_used_otherwise": _("This request number was used for something else. Send with a new one."),
        "journal.bad_checkpoint": _("This checkpoint is damaged or was not signed by this system."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "access.not_allowed": 403,
        "district.unknown": 404,
        "matter.unknown": 404,
        "access.too_many": 429,
    }
)


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

UNITS: Mapping[str, Promise] = MappingProxyType(
    {
        "urgent_hours": _("%(amount)s hours, day and night"),
        "working_hours": _("%(amount)s working hours"),
        "working_days": _("%(amount)s working days"),
        "calendar_days": _("%(amount)s days"),
    }
)


def words(text: Text) -> str:
    """A text of a pack in the reader's language."""
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


def verb_label(verb: str) -> str:
    """What an action is called on screens."""
    return words(ACTIONS[Verb(verb)].label) if verb in set(Verb) else verb


def refusal_sentence(refusal: Refused) -> str:
    """Why somebody may not do this, for the person who wanted to."""
    told: dict[str, object] = dict(refusal.arguments)
    if "state" in told and told["state"] in set(State):
        told["state"] = str(STANDINGS[State(str(told["state"]))].label)
    if "verb" in told:
        told["verb"] = verb_label(str(told["verb"]))
    return str(SENTENCES[refusal.code]) % told


def term_words(amount: int, unit: str) -> str:
    """How long somebody has: 5个工作日."""
    return str(UNITS[unit]) % {"amount": amount}


def ground_sentence(code: str, pack: Pack) -> str:
    """The ground of a decision in words; a code that this pack does not explain is shown as it is."""
    kind, _dot, rest = code.partition(".")
    if code.startswith(f"{pack.district}@"):
        day = code.partition("@")[2]
        return gettext("%(pack)s, in force from %(day)s") % {"pack": words(pack.title), "day": day}
    if kind == "term":
        amount, _dot, unit = rest.partition(".")
        return gettext("Time allowed: %(term)s") % {"term": term_words(int(amount), unit)}
    if kind == "calendar":
        year, _dot, provisional = rest.partition(".")
        if provisional:
            return gettext("The holidays of %(year)s are not published yet: the day may move") % {"year": year}
        return gettext("Working days of %(year)s as published by the State Council") % {"year": year}
    return _pack_sentence(kind, rest, pack) or code


def _pack_sentence(kind: str, code: str, pack: Pack) -> str:
    titled = {
        "classes": (gettext("Class: %(title)s"), pack.classes),
        "items": (gettext("Directory: %(title)s"), pack.items),
        "bodies": (gettext("Answers for it: %(title)s"), pack.bodies),
        "refusals": (gettext("Not taken because: %(title)s"), pack.refusals),
    }
    if kind == "grounds" and code in pack.grounds:
        return words(pack.grounds[code])
    if kind in titled and code in titled[kind][1]:
        sentence, rows = titled[kind]
        return sentence % {"title": words(rows[code].title)}
    return ""
