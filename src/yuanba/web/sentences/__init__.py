"""Turns codes into sentences for people: refusals, states, terms and other grounds.

A law test finds a refusal without its sentence, and a sentence without its refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.actions import action_of
from yuanba.rules.core.declared import Text
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.pack.who import Titled
from yuanba.web.sentences.registry import GROUNDS, SENTENCES, STANDINGS, STATUSES, Standing, speak_with

__all__ = [
    "SENTENCES",
    "STANDINGS",
    "STATUSES",
    "Standing",
    "ground_sentence",
    "marked",
    "refusal_sentence",
    "speak_with",
    "term_words",
    "verb_label",
    "words",
]

UNITS: Mapping[str, Promise] = MappingProxyType(
    {
        "minutes": _("%(amount)s minutes, day and night"),
        "urgent_hours": _("%(amount)s hours, day and night"),
        "working_hours": _("%(amount)s working hours"),
        "working_days": _("%(amount)s working days"),
        "calendar_days": _("%(amount)s days"),
    }
)


def words(text: Text) -> str:
    """Return a bilingual text in the reader's language."""
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


def marked(text: Text) -> str:
    """Return a bilingual text in the reader's language, as HTML with `lang` where its English is missing."""
    said = words(text)
    if text.is_chinese_only and not (get_language() or "zh").startswith("zh"):
        return format_html('<span lang="zh">{}</span>', said)
    return said


def verb_label(verb: str) -> str:
    """Return the name that screens show for an action, or the given text where the action is unknown."""
    action = action_of(verb)
    return words(action.label) if action else verb


class _Told(dict[str, object]):
    """Arguments of a refusal; one that is missing leaves a gap instead of breaking the page."""

    def __missing__(self, name: str) -> str:
        return "…"


def refusal_sentence(refusal: Refused) -> str:
    """Return the sentence that explains a refusal, in the reader's language."""
    told = _Told(refusal.arguments)
    if "state" in told and str(told["state"]) in STANDINGS:
        told["state"] = str(STANDINGS[str(told["state"])].label)
    if "verb" in told:
        told["verb"] = verb_label(str(told["verb"]))
    return str(SENTENCES[refusal.code]) % told


def term_words(amount: int, unit: str) -> str:
    """Return a length of time as readable text, such as 5个工作日."""
    return str(UNITS[unit]) % {"amount": amount}


def ground_sentence(code: str, pack: Pack, area_path: str = "") -> str:
    """Return the sentence for a reason of a decision; empty where there is none: nobody reads codes.

    A unit is called what it is called in the area with this path.
    """
    kind, _dot, rest = code.partition(".")
    if code.startswith(f"{pack.district}@"):
        day = code.partition("@")[2]
        with suppress(ValueError):  # whatever was recorded is read
            day = date_format(date.fromisoformat(day))
        return gettext("%(pack)s, in force from %(day)s") % {"pack": words(pack.title), "day": day}
    if kind in {"term", "extension"}:
        amount, _dot, unit = rest.partition(".")
        if not amount.isdecimal() or unit not in UNITS:
            return code
        sentence = gettext("Time allowed: %(term)s") if kind == "term" else gettext("More time: %(term)s")
        return sentence % {"term": term_words(int(amount), unit)}
    if kind == "calendar":
        year, _dot, provisional = rest.partition(".")
        if provisional:
            return gettext("The holidays of %(year)s are not published yet: the day may move") % {
                "year": year
            }
        return gettext("Working days of %(year)s as published by the State Council") % {"year": year}
    known = GROUNDS.get(code) or GROUNDS.get(kind)
    if known is not None:
        return str(known) % {"number": rest.rpartition(".")[2]}
    return _pack_sentence(kind, rest, pack, area_path)


#: Kinds of ground that name a row of the pack: the sentence, and where the row lies.
_TITLED: Mapping[str, tuple[Promise, Callable[[Pack], Mapping[str, object]]]] = {
    "classes": (_("Class: %(title)s"), lambda pack: pack.classes),
    "items": (_("Directory: %(title)s"), lambda pack: pack.items),
    "bodies": (_("Unit in charge: %(title)s"), lambda pack: pack.bodies),
    "evaluators": (_("Who judges: %(title)s"), lambda pack: pack.evaluators),
    "refusals": (_("Not accepted because: %(title)s"), lambda pack: pack.refusals),
    "guidances": (_("Who can help: %(title)s"), lambda pack: pack.guidances),
    "passing": (
        _("Passed up because: %(title)s"),
        lambda pack: pack.passing.grounds if pack.passing else {},
    ),
    "without": (
        _("Judged without: %(title)s (nobody was there who could judge)"),
        lambda pack: pack.evaluators,
    ),
    "dangers": (_("Danger: %(title)s"), lambda pack: pack.dangers),
    "bulletins": (_("Everyday notice: %(title)s"), lambda pack: pack.bulletins),
    "leads": (
        _("Raised to the next level: %(title)s"),
        lambda pack: {str(level): pack.bodies[body] for level, body in pack.leads.items()},
    ),
}


def _pack_sentence(kind: str, code: str, pack: Pack, area_path: str) -> str:
    if kind == "superior" and pack.superior:
        return gettext("Reported to: %(title)s") % {"title": words(pack.superior.title)}
    if kind == "grounds" and code in pack.grounds:
        return words(pack.grounds[code])
    if kind not in _TITLED:
        return ""
    sentence, rows = _TITLED[kind]
    row: Any = rows(pack).get(code)
    if row is None:
        return ""
    title = row.title_in(area_path) if isinstance(row, Titled) else row.title
    return str(sentence) % {"title": words(title)}
