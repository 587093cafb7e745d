"""The grounds of a decision as sentences, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import get_language, gettext

from yuanba.rules.declared import Text
from yuanba.rules.pack import Pack


def words(text: Text) -> str:
    """A pack's text in the reader's language; Chinese where it is any but English."""
    return text.en if (get_language() or "").startswith("en") else text.zh


def sentence(ground: str, pack: Pack) -> str:
    """What a ground code says to a person: `classes.public`, `term.5.working_days`, `calendar.2026`.

    A code that this version does not know is shown as it is: an old decision stays readable.
    """
    kind, _, rest = ground.partition(".")
    if "@" in ground:
        return _pack_sentence(ground, pack)
    make = SENTENCES.get(kind)
    return (make(rest, pack) if make else None) or ground


def _pack_sentence(ground: str, pack: Pack) -> str:
    _, _, day = ground.partition("@")
    return gettext("%(title)s, in force from %(day)s") % {"title": words(pack.title), "day": day}


def _titled(values: Mapping[str, object], code: str) -> str | None:
    title = getattr(values.get(code), "title", None)
    return words(title) if isinstance(title, Text) else None


def _class(code: str, pack: Pack) -> str | None:
    matter_class = pack.classes.get(code)
    if matter_class is None:
        return None
    return gettext("class %(title)s: %(meaning)s") % {
        "title": words(matter_class.title),
        "meaning": words(matter_class.meaning),
    }


def _item(code: str, pack: Pack) -> str | None:
    title = _titled(pack.items, code)
    return title and gettext("item of the directory: %(title)s") % {"title": title}


def _body(code: str, pack: Pack) -> str | None:
    title = _titled(pack.bodies, code)
    return title and gettext("answered by: %(title)s") % {"title": title}


def _refusal(code: str, pack: Pack) -> str | None:
    return _titled(pack.refusals, code)


def _ground(code: str, pack: Pack) -> str | None:
    text = pack.grounds.get(code)
    return words(text) if text else None


def _term(rest: str, pack: Pack) -> str | None:
    amount, _, unit = rest.partition(".")
    units = {
        "urgent_hours": gettext("term: %(amount)s hours, nights and holidays counted"),
        "working_hours": gettext("term: %(amount)s working hours"),
        "working_days": gettext("term: %(amount)s working days"),
        "calendar_days": gettext("term: %(amount)s days"),
    }
    return units[unit] % {"amount": amount} if unit in units else None


def _calendar(rest: str, pack: Pack) -> str | None:
    year, _, provisional = rest.partition(".")
    known = pack.calendars.get(year)
    if provisional:
        return gettext("the calendar of %(year)s is provisional: its notice was not taken in yet") % {
            "year": year
        }
    return known.notice if known else None


SENTENCES: dict[str, Callable[[str, Pack], str | None]] = {
    "classes": _class,
    "items": _item,
    "bodies": _body,
    "refusals": _refusal,
    "grounds": _ground,
    "term": _term,
    "calendar": _calendar,
}
