"""Template tags of the desk: suggestions in words, and how near a deadline is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow, routing
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import State
from yuanba.rules.lists import ListEntry
from yuanba.rules.pack import Item, MatterClass, Pack
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now

register = template.Library()

#: A suggestion is shown if at least this part (one third) of the best one's weight speaks for it.
WEAKEST = 3
#: Later than so many minutes it is told that something is overdue, and no more by how much.
MINUTES_TOLD = 24 * 60
#: From so many minutes on, what is left is told in hours.
HOURS_FROM = 3 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One suggestion of the classifier as readable text: class, item, unit, time to answer and reasons."""

    choice: str
    class_code: str
    matter_class: str
    item: str
    is_local: bool
    body: str
    term: str
    is_guided: bool
    is_public: bool
    is_signed: bool
    dispatched_by: str
    reasons: tuple[tuple[str, str], ...]


def _words(text: Text) -> str:
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


@register.filter
def rules_of(row: MatterRow) -> Pack:
    """Return the rules that bind a matter; one that speaks of a danger has the alarm's clocks."""
    return queries.rules_for(row)


@register.simple_tag
def suggestions(
    row: MatterRow, pack: Pack, local: Mapping[str, ListEntry] | None = None, area_path: str = ""
) -> list[Option]:
    """Return the classifier's suggestions for a matter, best first, without much weaker suggestions.

    ``local`` is what the list of its community says of these rows, ``area_path`` where it is supposed to lie.
    """
    stored = (row.suggestion or {}).get("options", [])
    found = [one for one in stored if one["item"] in (pack.items if one["item"] else ("",))]
    best = max((one["weight"] for one in found), default=0)
    lines = local or {}
    strong = [one for one in found if one["weight"] * WEAKEST >= best]
    return [_option(one, pack, lines.get(one["item"]), _goes_to(row, one, pack, area_path)) for one in strong]


@register.simple_tag
def suggested(row: MatterRow, packs: Mapping[str, Pack]) -> str:
    """Return the item that the classifier suggests first for a matter in the triage queue; "" without one."""
    pack = packs[row.pack_digest]
    found = [one for one in (row.suggestion or {}).get("options", []) if one["item"] in pack.items]
    best = max(found, key=lambda one: one["weight"], default=None)
    return _words(pack.items[best["item"]].title) if best else ""


def _goes_to(row: MatterRow, stored: Mapping[str, Any], pack: Pack, area_path: str) -> str:
    """Who would really get it here: where the body whose duty it is has no unit, that is said."""
    item: Item | None = pack.items.get(stored["item"])
    class_code = item.class_code if item else stored["class"]
    matter_class = pack.classes[class_code]
    if pack.is_guided(class_code, stored["item"]):
        return _words(pack.guidances[item.guidance].title) if item and item.guidance else ""
    path = area_path or row.area_path
    found = routing.destination(row, class_code, stored["item"], now(), area_path=area_path)
    if found is None:
        return _bodies(item, matter_class, pack, path)
    if matter_class.is_picked and item and item.body:
        return f"{found.unit} → {_words(pack.bodies[item.body].title_in(path))}"
    if found.instead_of is None:
        return found.unit
    words = _("%(unit)s (there is no %(body)s here: by the rules it takes it over)")
    return words % {"unit": found.unit, "body": _words(found.instead_of)}


def _option(stored: Mapping[str, Any], pack: Pack, line: ListEntry | None, goes_to: str) -> Option:
    item: Item | None = pack.items.get(stored["item"])
    class_code = item.class_code if item else stored["class"]
    matter_class = pack.classes[class_code]
    term = (line and line.term) or (item and item.answer) or matter_class.answer
    return Option(
        choice=f"{class_code}/{stored['item']}",
        class_code=class_code,
        matter_class=_words(matter_class.title),
        item=(line and line.wording) or _words((item or matter_class).title),
        is_local=line is not None,
        body=goes_to,
        term=_term(term.amount, term.unit.value),
        is_guided=pack.is_guided(class_code, stored["item"]),
        is_public=matter_class.is_public,
        is_signed=bool(matter_class.signed_by),
        dispatched_by=_(", ").join(_words(pack.positions[one].title) for one in matter_class.dispatched_by),
        reasons=tuple((code, word) for code, word in stored["reasons"]),
    )


def _bodies(item: Item | None, matter_class: MatterClass, pack: Pack, path: str) -> str:
    """Who would get it, in town and in the country; or through whose pool."""
    lead, rural = matter_class.lead, matter_class.rural_lead
    body = item.body if item else ""
    if matter_class.is_picked and body:
        return " → ".join(_words(pack.bodies[one].title_in(path)) for one in (lead, body))
    bodies = [body] if body else [lead, *([rural] if rural else [])]
    return "／".join(_words(pack.bodies[body].title_in(path)) for body in bodies)


def _term(amount: int, unit: str) -> str:
    names = {
        "minutes": ngettext("%(n)s minute, day and night", "%(n)s minutes, day and night", amount),
        "urgent_hours": ngettext("%(n)s hour, day and night", "%(n)s hours, day and night", amount),
        "working_hours": ngettext("%(n)s working hour", "%(n)s working hours", amount),
        "working_days": ngettext("%(n)s working day", "%(n)s working days", amount),
        "calendar_days": ngettext("%(n)s day", "%(n)s days", amount),
    }
    return names[unit] % {"n": amount}


@register.simple_tag
def class_of(row: MatterRow, packs: Mapping[str, Pack]) -> str:
    """Return the title of the matter's item, or of its class if it has no item; a dash before triage."""
    pack = packs[row.pack_digest]
    if not row.class_code:
        return "—"
    item = pack.items.get(row.item_code)
    return _words(item.title) if item else _words(pack.classes[row.class_code].title)


#: What the moment of a state is called.
UNTIL = {
    State.FILED: gettext_lazy("Triage by"),
    State.ASSIGNED: gettext_lazy("Accept by"),
    State.WAITING: gettext_lazy("Reply by"),
    State.HELD: gettext_lazy("On hold until"),
    State.ANSWERED: gettext_lazy("Check by"),
    State.NOTICED: gettext_lazy("On notice until"),
    State.EVALUATING: gettext_lazy("Rate by"),
}


@register.simple_tag
def until_label(row: MatterRow) -> str:
    """Return the label of the deadline of the matter's present state."""
    return str(UNTIL.get(row.state, _("Until")))


@register.simple_tag
def time_left(row: MatterRow) -> SafeString:
    """Return an HTML badge for the clock of a matter in danger: the minutes left, or overdue by how many."""
    ends_at = row.due_at if row.state is State.ACCEPTED else row.until_at
    if ends_at is None:
        return SafeString("")
    minutes = int((ends_at - now()).total_seconds() // 60)
    if minutes >= HOURS_FROM:
        tone, told = (
            "ask",
            ngettext("%(n)s hour left", "%(n)s hours left", minutes // 60) % {"n": minutes // 60},
        )
    elif minutes >= 0:
        tone, told = "ask", ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}
    elif minutes > -MINUTES_TOLD:
        told = ngettext("%(n)s minute overdue", "%(n)s minutes overdue", -minutes) % {"n": -minutes}
        tone = "bad"
    else:
        tone, told = "bad", _("overdue")
    return format_html('<span class="yb-badge yb-badge--{}">{}</span>', tone, told)


@register.simple_tag
def due_left(row: MatterRow) -> SafeString:
    """Return an HTML badge for the matter's deadline: overdue, due today, or the number of days left."""
    if row.due_at is None:
        return SafeString("")
    return _left(row.due_at, is_late=row.is_late(now()))


@register.simple_tag
def part_left(due_at: datetime) -> SafeString:
    """Return an HTML badge for a helping unit's part: overdue, due today, or the number of days left."""
    return _left(due_at, is_late=due_at < now())


def _left(due_at: datetime, *, is_late: bool) -> SafeString:
    left = (day(due_at) - day(now())).days
    if is_late:
        tone, told = "bad", _("overdue")
    elif left == 0:
        tone, told = "ask", _("due today")
    else:
        tone = "doing" if left == 1 else "rest"
        told = ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
    return format_html('<span class="yb-badge yb-badge--{}">{}</span>', tone, told)
