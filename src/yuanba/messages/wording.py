"""The wording of messages: one row per verb and audience, one frame per channel.

A row has a title, a sentence, and a short form for phones. A Chinese SMS holds 70 characters, an
English one 160; what does not fit (the day, the link) is left out of it, never cut.
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
from yuanba.messages.doors import DOORS
from yuanba.messages.life import LIFE
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.matters.receipt import spoken
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.privacy.verbs import PrivacyVerb


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The words of one message in one language."""

    title: str
    text: str
    link: str = ""


R, U, B, T, A, F, N, *_OTHERS = Audience  # in the order of their definition
_ANSWERED_BY = _("You will have an answer by %(due)s.")
_ANSWER_BY = _("Please answer by %(due)s.")

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (MatterVerb.FILE, R): Wording(
            title=_("We have your report"),
            text=_(
                "Your report has been received, receipt number %(receipt)s. Keep it to look up the progress."
            ),
            short=_("Your report has been received. Look up its progress with receipt %(digits)s."),
            echoes=True,
        ),
        (MatterVerb.ASSIGN, F): Wording(
            title=_("A matter that you follow has been assigned"),
            text=_("A public matter that you follow has been given to %(unit)s. The public list shows it."),
            short=_("A matter that you follow has been given to the responsible unit."),
        ),
        (MatterVerb.ANSWER, F): Wording(
            title=_("A matter that you follow has been answered"),
            text=_("%(unit)s has dealt with a public matter that you follow. The public list shows it."),
            short=_("A matter that you follow has been dealt with. See the public list."),
        ),
        (MatterVerb.REOPEN, F): Wording(
            title=_("A matter that you follow is worked on again"),
            text=_("A public matter that you follow was not solved; the unit works on it again."),
            short=_("A matter that you follow was not solved; the unit works on it again."),
        ),
        (MatterVerb.CLOSE, F): Wording(
            title=_("A matter that you follow is closed"),
            text=_("A public matter that you follow is closed. The public list shows the result."),
            short=_("A matter that you follow is closed. See the public list."),
        ),
        (MatterVerb.PUBLISH, N): Wording(
            title=_("Something new near you"),
            text=_("A matter in an area that you follow has been made public. The public list shows it."),
            short=_("A matter in an area that you follow was made public. See the public list."),
        ),
        (MatterVerb.FILE, T): Wording(
            title=_("A new matter waits for triage"),
            text=_("Matter %(receipt)s has come in. Please assign it."),
            short=_("New matter %(digits)s waits for triage. Please see to it at your desk."),
        ),
        (MatterVerb.ASSIGN, R): Wording(
            title=_("Your report has been assigned"),
            text=_("Your report %(receipt)s has been given to %(unit)s."),
            short=_("Your report %(digits)s has been given to the responsible unit."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.ASSIGN, U): Wording(
            title=_("A new order for your unit"),
            text=_("Order %(receipt)s has been given to your unit. Please accept it."),
            short=_("New order %(digits)s. Please accept it at your desk."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.REASSIGN, R): Wording(
            title=_("Another unit now deals with your report"),
            text=_("Your report %(receipt)s has been given to %(unit)s instead."),
            short=_("Another unit now deals with your report %(digits)s."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.REASSIGN, U): Wording(
            title=_("An order was moved to your unit"),
            text=_("Order %(receipt)s has been moved to your unit. Please accept it."),
            short=_("Order %(digits)s was moved to you. Please accept it at your desk."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.REASSIGN, B): Wording(
            title=_("An order was taken from your unit"),
            text=_("Order %(receipt)s has been given to another unit. You need do nothing more."),
            short=_("Order %(digits)s went to another unit. You need do nothing more."),
        ),
        (MatterVerb.REFUSE, R): Wording(
            title=_("We cannot take your report"),
            text=_(
                "Your report %(receipt)s was not taken. The reason and where to go instead are on its page."
            ),
            short=_(
                "Your report %(digits)s was not taken. Look it up for the reason and where to go instead."
            ),
        ),
        (MatterVerb.ACCEPT, R): Wording(
            title=_("Work on your report has begun"),
            text=_("%(unit)s has accepted your report %(receipt)s and is working on it."),
            short=_("The unit has accepted your report %(digits)s and is working on it."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.TAKE, R): Wording(
            title=_("The department in charge has taken up your report"),
            text=_("%(unit)s has taken up your report %(receipt)s and is working on it."),
            short=_("The department in charge has taken up your report %(digits)s."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.TAKE, B): Wording(
            title=_("A department took a matter from the pool"),
            text=_("Order %(receipt)s was taken by %(unit)s. You need do nothing more."),
            short=_("Order %(digits)s was taken from the pool. You need do nothing more."),
        ),
        (MatterVerb.RETURN, R): Wording(
            title=_("Your report is being assigned anew"),
            text=_(
                "The unit returned your report %(receipt)s; we are finding the right one. Its page says why."
            ),
            short=_("The unit returned your report %(digits)s; we are finding the right one."),
        ),
        (MatterVerb.RETURN, T): Wording(
            title=_("A unit returned an order"),
            text=_("Order %(receipt)s was returned by %(unit_before)s. Please see why and assign it anew."),
            short=_("Order %(digits)s was returned. Please assign it anew at your desk."),
        ),
        (MatterVerb.ANSWER, R): Wording(
            title=_("Your report has been answered"),
            text=_(
                "%(unit)s has answered your report %(receipt)s. Please read it and say whether it is solved."
            ),
            short=_("Your report %(digits)s has been answered. Please say whether it is solved."),
        ),
        (MatterVerb.REOPEN, R): Wording(
            title=_("Your report was sent back to the unit"),
            text=_("Your report %(receipt)s is not solved and was sent back to %(unit)s."),
            short=_("Your report %(digits)s is not solved and was sent back to the unit."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.REOPEN, U): Wording(
            title=_("An order was sent back: not solved"),
            text=_("Order %(receipt)s is not solved. Please read the reason and deal with it again."),
            short=_("Order %(digits)s is not solved. Please deal with it again."),
            due=_ANSWER_BY,
        ),
        (EvaluationVerb.ASK_TO_JUDGE, R): Wording(
            title=_("Please say whether it is solved"),
            text=_(
                "Matter %(receipt)s has been dealt with. Please say whether it is solved, once, by the link, "
                "on its page, or with the code that the counter prints for you."
            ),
            short=_("Matter %(digits)s is done. Please say whether it is solved: by link, page or counter."),
        ),
        (NoticeVerb.OBJECT, T): Wording(
            title=_("Somebody objects to a notice"),
            text=_("An objection to a public notice has come in. Please answer it in time."),
            short=_("An objection to a notice has come in. Please answer it in time."),
            due=_ANSWER_BY,
        ),
        (NoticeVerb.ANSWER, R): Wording(
            title=_("Your objection has been answered"),
            text=_("Your objection to a public notice has been answered. Its page shows the answer."),
            short=_("Your objection to a public notice has been answered."),
        ),
        (MessageVerb.GIVE_UP, A): Wording(
            title=_("A message could not be delivered"),
            text=_("After several attempts a message was given up. See the outbox for the reason."),
            short=_("A message could not be delivered. See the outbox."),
        ),
        (PrivacyVerb.ASK, Audience.GUARD): Wording(
            title=_("A request about personal data"),
            text=_("Somebody asks about what is kept of them. Please answer it in time, with the reasons."),
            short=_("A request about personal data has come in. Please answer it in time."),
            due=_ANSWER_BY,
        ),
        (PrivacyVerb.ANSWER, R): Wording(
            title=_("Your request about your data has been answered"),
            text=_("What you asked about your data has been answered. “My data” shows the answer."),
            short=_('What you asked about your data has been answered. See "My data".'),
        ),
        (PrivacyVerb.REPORT, Audience.GUARD): Wording(
            title=_("Somebody looked at personal data too often"),
            text=_(
                "A member of staff wanted to see more contacts or original words than a day allows, and "
                "was refused. See who looked, and why."
            ),
            short=_("A member of staff looked at personal data too often and was refused."),
        ),
        **LIFE,
        **DOORS,
    }
)

CHANNELS: Mapping[str, Promise] = MappingProxyType(
    {
        "sms": _("SMS"),
        "wechat": _("WeChat"),
        "webhook": _("Interface of another system"),
        "email": _("E-mail"),
        "inbox": _("Inbox"),
        "paper": _("On paper"),
        "none": _("No messages wanted"),
    }
)

SMS_LIMIT = {"zh": 70, "en": 160}
_DIGEST_LINES = 40


def channel_label(channel: str) -> str:
    """Return the translated name of a channel."""
    return str(CHANNELS[channel])


def audiences(verb: str) -> list[Audience]:
    """Return the audiences that get a message about this verb."""
    return [audience for known, audience in WORDINGS if known == verb]


def sentence(verb: str, audience: str, outcome: Mapping[str, Any]) -> Rendered:
    """Return title and full sentence of a message in the active language, without a channel's frame."""
    row, words = WORDINGS[verb, Audience(audience)], _words(outcome)
    return Rendered(title=str(row.title) % words, text=_joined(str(row.text) % words, _due(row, words)))


def sms(verb: str, audience: str, outcome: Mapping[str, Any], *, sender: str, link: str) -> Rendered:
    """Return a message's short form with the official signature; day and link only if they fit."""
    row, words = WORDINGS[verb, Audience(audience)], _words(outcome)
    parts = [str(row.short) % words, _due(row, words), link]
    return Rendered(title="", text=_fitting(parts, sender=sender))


def phone_digest(*, count: int, subjects: int, sender: str) -> Rendered:
    """Return the digest for a phone: how many messages on how many matters, and where to read them."""
    words = gettext("%(count)s new messages on %(subjects)s matters today. Please read them at your desk.")
    return Rendered(title="", text=_fitting([words % {"count": count, "subjects": subjects}], sender=sender))


def full_digest(groups: list[tuple[str, list[str]]], *, count: int) -> Rendered:
    """Return the digest as text: one paragraph per subject, newest first, shortened if it is too long."""
    lines: list[str] = []
    for head, told in groups:
        lines += [head, *(f"  · {line}" for line in told)]
    if len(lines) > _DIGEST_LINES:
        lines = [*lines[:_DIGEST_LINES], gettext("… more at your desk.")]
    title = gettext("Digest: %(count)s messages on %(subjects)s matters")
    return Rendered(title=title % {"count": count, "subjects": len(groups)}, text="\n".join(lines))


def group_head(receipt: str) -> str:
    """Return the heading of a subject's lines in a digest: the matter's receipt, or "Other"."""
    return gettext("Matter %(receipt)s") % {"receipt": spoken(receipt)} if receipt else gettext("Other")


def by_mail(rendered: Rendered, *, sender: str) -> Rendered:
    """Return a message framed as a letter: who writes, the sentence, and where to read on."""
    head = gettext("Official notice of %(sender)s") % {"sender": sender}
    parts = [head, rendered.text, rendered.link, gettext("This address takes no answers.")]
    return Rendered(
        title=f"{rendered.title} · {sender}",
        text="\n\n".join(part for part in parts if part),
        link=rendered.link,
    )


def on_chat(rendered: Rendered, *, sender: str) -> Rendered:
    """Return a message framed as a WeChat service message: labelled, no salutation, one link."""
    head = gettext("Official notice of %(sender)s") % {"sender": sender}
    return Rendered(title=rendered.title, text=f"{head}\n{rendered.text}", link=rendered.link)


def sender_name(name: str, name_en: str) -> str:
    """Return the name with which a district signs messages: 院坝 and its own name, in the active language."""
    return gettext("Yuanba %(district)s") % {"district": name if _is_chinese() else name_en}


def _fitting(parts: list[str], *, sender: str) -> str:
    text = gettext("[%(sender)s, official] %(text)s") % {"sender": sender, "text": parts[0]}
    limit = SMS_LIMIT["zh" if _is_chinese() else "en"]
    for part in parts[1:]:
        longer = _joined(text, part)
        if part and len(longer) <= limit:
            text = longer
    return text


def _joined(first: str, second: str) -> str:
    gap = "" if _is_chinese() and not second.startswith("http") else " "
    return f"{first}{gap}{second}" if second else first


def _due(row: Wording, words: Mapping[str, str]) -> str:
    return str(row.due) % words if row.due and words["due"] else ""


def _words(outcome: Mapping[str, Any]) -> dict[str, str]:
    """What sentences may name. Codes without a name fall back to a general word."""
    receipt = str(outcome.get("receipt", ""))
    before = str(outcome.get("unit_before") or outcome.get("unit", ""))  # who returns has it still
    return {
        "receipt": spoken(receipt),
        "digits": receipt,
        "unit": directory.name("unit", str(outcome.get("unit", ""))) or gettext("the responsible unit"),
        "unit_before": directory.name("unit", before) or gettext("the unit"),
        "due": _day(str(outcome.get("due_on") or "")),
    }


def _day(iso: str) -> str:
    if not iso:
        return ""
    on = date.fromisoformat(iso[:10])
    return f"{on.month}月{on.day}日" if _is_chinese() else f"{on.day} {on:%B}"


def _is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
