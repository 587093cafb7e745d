"""The wording of messages: one row per verb and audience, one frame per channel.

A row has a title, a sentence, and a short form for phones. A Chinese SMS holds 70 characters, an English
one 160, and twice as much (less what joins them) where there is a link: it is always there, because whoever
is told wants to look. The day is left out where it does not fit; nothing is cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yuanba.messages import directory
from yuanba.messages.audiences import Audience as Audience
from yuanba.messages.audiences import Wording as Wording
from yuanba.rules.core.outcome_reader import OutcomeReader
from yuanba.rules.core.registry import put
from yuanba.rules.matters.receipt import spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The title, text and link of one message in one language."""

    title: str
    text: str
    link: str = ""


#: One row for each verb and audience, filled at start: each app brings those of its own verbs.
WORDINGS: dict[tuple[str, Audience], Wording] = {}


def word_with(rows: Mapping[tuple[str, Audience], Wording]) -> None:
    """Register the wordings of messages by action and audience; without a wording no message is sent."""
    for key, wording in rows.items():
        put(WORDINGS, key, wording)


CHANNELS: Mapping[str, Promise] = MappingProxyType(
    {
        "sms": _("SMS"),
        "wechat": _("WeChat"),
        "webhook": _("Interface of another system"),
        "wecom": _("WeCom group"),
        "dingtalk": _("DingTalk group"),
        "email": _("E-mail"),
        "inbox": _("Inbox"),
        "paper": _("On paper"),
        "none": _("No messages wanted"),
    }
)

#: Why a message did not leave, by the code of its fault.
FAULTS: Mapping[str, Promise] = MappingProxyType(
    {
        "channel.not_configured": _("This channel is not set up"),
        "webhook.timeout": _("The other side did not answer in time"),
        "webhook.unreachable": _("The other side could not be reached"),
        "webhook.bad_address": _("The address is not a web address"),
        "webhook.private_target": _("The address is in a private network that is not allowed"),
        "webhook.not_encrypted": _("The address is not encrypted (https)"),
        "contact.dropped": _("Contact deleted"),
        "budget.used_up": _("This month's text messages are used up"),
        "message.faulty": _("The message cannot be read or sent: tell the operator"),
        "robot.host": _("The host of this robot is not allowed any more: tell the operator"),
        "robot.unreadable": _("The platform's answer could not be read"),
        "robot.errcode_45009": _("The platform asked to post more slowly"),
        "robot.errcode_130101": _("The platform asked to post more slowly"),
        "robot.errcode_410100": _("The platform asked to post more slowly"),
        "robot.errcode_93000": _("The address is not valid any more: copy it anew from the group"),
        "robot.errcode_300001": _("The address is not valid any more: copy it anew from the group"),
        "robot.errcode_400101": _("The address is not valid any more: copy it anew from the group"),
        "robot.errcode_400102": _("The robot was switched off in the group"),
        "robot.errcode_400013": _("The group does not exist any more"),
        "robot.errcode_310000": _(
            "DingTalk refused it: check the secret, the keyword or the allowed addresses"
        ),
    }
)

#: What one SMS holds, and what a message with a link may take: two, which phones join again.
SMS_LIMIT = {"zh": 70, "en": 160}
LINKED_LIMIT = {"zh": 134, "en": 306}
_DIGEST_LINES = 40
#: What a leader's week, and the month's text messages, are told by.
FIGURES = ("days", "area", "came_in", "closed", "in_time", "late", "used", "cap")


def channel_label(channel: str) -> str:
    """Return the translated name of a channel."""
    return str(CHANNELS[channel])


def fault_words(code: str) -> str:
    """Return why a message did not leave, in words."""
    if code in FAULTS or not code:
        return str(FAULTS.get(code, ""))
    _kind, is_status, status = code.partition("status_")
    if is_status:
        return gettext("The other side answered with status %(status)s") % {"status": status}
    _kind, is_code, number = code.partition("errcode_")
    if is_code:
        return gettext("The platform answered with the code %(code)s") % {"code": number}
    return code


def audiences(verb: str) -> list[Audience]:
    """Return the audiences that get a message about this kind of journal entry."""
    return [audience for known, audience in WORDINGS if known == verb]


def sentence(verb: str, audience: str, outcome: Mapping[str, Any]) -> Rendered:
    """Return a message's title and full sentence in the active language, without the channel's framing."""
    row, words = WORDINGS[verb, Audience(audience)], _words(outcome)
    title = str(row.title) % words
    if audience != Audience.RESIDENT and OutcomeReader(outcome).texts("dangers"):
        title = gettext("[Danger] %(title)s") % {"title": title}
    return Rendered(title=title, text=_joined(str(row.text) % words, _due(row, words)))


def sms(verb: str, audience: str, outcome: Mapping[str, Any], *, sender: str, link: str) -> Rendered:
    """Return a message as a text message: the sender's name, the sentence, the due day if it fits, the link.

    The link stands in the text, and beside it for channels that show it apart.
    """
    row, words = WORDINGS[verb, Audience(audience)], _words(outcome)
    return Rendered(
        title="", text=_fitting(str(row.short) % words, _due(row, words), link=link, sender=sender), link=link
    )


def phone_digest(*, count: int, subjects: int, sender: str, link: str, is_staffs: bool) -> Rendered:
    """Return a digest as a text message: the number of messages and matters, and where to read them."""
    words = gettext("%(count)s new messages on %(subjects)s matters.")
    if is_staffs:
        words = gettext(
            "%(count)s new messages on %(subjects)s matters today. Please read them at your desk."
        )
    said = words % {"count": count, "subjects": subjects}
    return Rendered(title="", text=_fitting(said, link=link, sender=sender), link=link)


def full_digest(groups: list[tuple[str, list[str]]], *, count: int, is_staffs: bool) -> Rendered:
    """Return a digest as text: one paragraph per subject, newest first, shortened if it is too long."""
    lines: list[str] = []
    for head, told in groups:
        lines += [head, *(f"  · {line}" for line in told)]
    if len(lines) > _DIGEST_LINES:
        more = gettext("… more at your desk.") if is_staffs else gettext("… more on your page.")
        lines = [*lines[:_DIGEST_LINES], more]
    title = gettext("Digest: %(count)s messages on %(subjects)s matters")
    return Rendered(title=title % {"count": count, "subjects": len(groups)}, text="\n".join(lines))


def group_head(receipt: str) -> str:
    """Return the heading for one subject's lines in a digest: the matter's receipt number, or "Other"."""
    return gettext("Matter %(receipt)s") % {"receipt": spoken(receipt)} if receipt else gettext("Other")


def by_mail(rendered: Rendered, *, sender: str) -> Rendered:
    """Return a message framed as an official letter: the sender, the text, the link and a closing note."""
    head = gettext("Message from %(sender)s") % {"sender": sender}
    parts = [
        head,
        rendered.text,
        rendered.link,
        gettext("This address only sends; it does not receive replies."),
    ]
    return Rendered(
        title=f"{rendered.title} · {sender}",
        text="\n\n".join(part for part in parts if part),
        link=rendered.link,
    )


def on_chat(rendered: Rendered, *, sender: str) -> Rendered:
    """Return a message framed as a WeChat service message: the sender's name, the text and one link."""
    head = gettext("Message from %(sender)s") % {"sender": sender}
    return Rendered(title=rendered.title, text=f"{head}\n{rendered.text}", link=rendered.link)


def in_group(title: str, *, link: str, sender: str) -> str:
    """Return what a group chat reads: the sender, a title and the link on a line of its own."""
    text = gettext("[%(sender)s] %(text)s") % {"sender": sender, "text": title}
    return f"{text}\n{link}" if link else text


def sender_name(name: str, name_en: str) -> str:
    """Return the name with which a district signs messages: 院坝 and its own name, in the active language."""
    return gettext("Yuanba %(district)s") % {"district": name if _is_chinese() else name_en}


def _fitting(words: str, more: str = "", *, link: str = "", sender: str) -> str:
    """The sentence in its frame, with what is said more if it fits, and always with the link."""
    text = gettext("[%(sender)s] %(text)s") % {"sender": sender, "text": words}
    limit = (LINKED_LIMIT if link else SMS_LIMIT)["zh" if _is_chinese() else "en"]
    whole = _joined(_joined(text, more), link)
    return whole if len(whole) <= limit else _joined(text, link)


def _joined(first: str, second: str) -> str:
    gap = "" if _is_chinese() and not second.startswith("http") else " "
    return f"{first}{gap}{second}" if second else first


def _due(row: Wording, words: Mapping[str, str]) -> str:
    return str(row.due) % words if row.due and words["due"] else ""


def _words(outcome: Mapping[str, Any]) -> dict[str, str]:
    """What sentences may name. Codes without a name fall back to a general word."""
    told = OutcomeReader(outcome)
    receipt, unit = told.text("receipt"), told.text("unit")
    before = told.text("unit_before") or unit  # who returns has it still
    figures = told.table("figures")
    return {
        **{name: figures.get(name, "-") for name in FIGURES},
        "receipt": spoken(receipt),
        "digits": receipt,
        "unit": directory.name("unit", unit) or gettext("the responsible unit"),
        "unit_before": directory.name("unit", before) or gettext("the unit"),
        "due": _day(told.day("due_on")),
        "part_due": _day(told.day("part_due_on") or told.day("due_on")),
        "meeting": directory.name("meeting", told.text("meeting")) or gettext("at the next meeting"),
        "decision": directory.name("agenda_item", told.text("agenda_item")) or gettext("decided"),
        "what": directory.name("clock", told.text("what")) or gettext("its time is over"),
    }


def _day(on: date | None) -> str:
    if on is None:
        return ""
    return f"{on.month}月{on.day}日" if _is_chinese() else f"{on.day} {on:%B}"


def _is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
