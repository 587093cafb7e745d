"""Template tags of matters that come in by chat: moments of a form, and texts to copy back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuanba.matters.services import Filed
from yuanba.rules.matters.receipt import spoken
from yuanba.rules.privacy import masking
from yuanba.rules.time import span
from yuanba.rules.time.calendar import HERE

register = template.Library()
_HEAD = 18


@register.simple_tag
def said(at: str | datetime) -> str:
    """Return a moment as short readable text, such as 03-02 09:00; nothing for what is no moment in range.

    What a form brings back may be anything: the form says what is wrong with it.
    """
    try:
        moment = span.taken(at if isinstance(at, datetime) else _aware(at))
    except (ValueError, span.OutOfRange):
        return ""
    return f"{moment.astimezone(HERE):%m-%d %H:%M}"


def _aware(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=HERE)


@register.simple_tag(takes_context=True)
def chat_card(context: Any, filed: list[tuple[dict[str, Any], Filed]]) -> str:
    """Return the text to post in the group chat: each report's author, text and receipt number."""
    track = context["request"].build_absolute_uri(reverse("residents:track"))
    lines = [
        ngettext(
            "%(n)s report from the group was filed:", "%(n)s reports from the group were filed:", len(filed)
        )
        % {"n": len(filed)}
    ]
    lines += [f"@{said['name']} {_head(said['text'])} {spoken(one.receipt)}".strip() for said, one in filed]
    lines.append(_("Progress: %(url)s (your query code comes to you alone)") % {"url": track})
    return "\n".join(line.removeprefix("@ ") for line in lines)


@register.simple_tag(takes_context=True)
def own_card(context: Any, said: dict[str, Any], one: Filed) -> str:
    """Return the text to send to one reporter: receipt number, query code, and the URL of the matter."""
    story = context["request"].build_absolute_uri(reverse("residents:story", args=[one.token]))
    told = _("“%(words)s” was filed. Receipt %(receipt)s, query code %(code)s. %(url)s")
    words = {"words": _head(said["text"]), "receipt": spoken(one.receipt), "code": one.code, "url": story}
    return f"{said['name']} {told % words}".strip()


def _head(text: str) -> str:
    """The beginning of the words, without numbers and names."""
    line = " ".join(masking.mask(text).text.split())
    return line if len(line) <= _HEAD else f"{line[:_HEAD]}…"
