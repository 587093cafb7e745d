"""Template tags of matters: look-ups in the rules, and the intervals of a deadline's clock in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from yuanba.matters.queries import MatterRow
from yuanba.matters.queries.milestones import MilestoneRow
from yuanba.rules.core.declared import Text
from yuanba.rules.core.state import OPEN
from yuanba.rules.matters.milestones import KeptShare
from yuanba.rules.pack import MatterClass, Pack
from yuanba.rules.pack.mechanism import place_of
from yuanba.rules.time.calendar import HERE
from yuanba.rules.time.deadline import Interval, StretchKind, Why
from yuanba.web import shared

register = template.Library()


def _words(text: Text) -> str:
    return text.zh if (get_language() or "zh").startswith("zh") else text.en


@register.filter
def at(table: Mapping[Any, Any] | None, key: Any) -> Any:
    """Return a mapping's value for a key, or None: ``{{ names.units|at:matter.unit }}``."""
    return table.get(key) if table else None


@register.filter
def title_of(value: Any) -> str:
    """Return the title of a class, item or other entry of the rules in the reader's language, or a dash."""
    return _words(value.title) if value is not None else "—"


@register.filter
def milestone_words(named: tuple[str, str], pack: Pack) -> str:
    """Return the title of a milestone, named by class and code; the code where the pack has none."""
    return _milestone(*named, pack)


@register.simple_tag
def milestone_of(share: KeptShare, pack: Pack) -> str:
    """Return the title of the milestone of which a figure counts how often it was in time."""
    return _milestone(share.class_code, share.code, pack)


def _milestone(class_code: str, code: str, pack: Pack) -> str:
    rules = pack.classes[class_code].milestones if class_code in pack.classes else {}
    return _words(rules[code].title) if code in rules else code


@register.filter
def is_late(row: MilestoneRow, at: datetime) -> bool:
    """Return whether progress was not told, or not told in time, by a moment."""
    return row.is_late(at)


@register.simple_tag(takes_context=True)
def loop(context: template.Context, row: MatterRow, pack: Pack) -> SafeString:
    """Draw the district's process steps with the matter's step, and how often it was sent back to be redone.

    What was sent back begins anew, and says so. Where no step covers the matter, no steps are shown.
    """
    place, reworks = place_of(row.state, pack.steps), row.reworks if row.state in OPEN else 0
    given = {"steps": pack.steps if place is not None else (), "place": place, "reworks": reworks}
    name, of = "matters/loop.html", {"of": row.pack_digest, "in": f"{row.state} {reworks}"}
    return shared.part(context["request"], context, name, given=given, places={}, **of)


@register.filter
def is_public(value: MatterClass | None) -> bool:
    """Return whether matters of this class may be public; False for None."""
    return value is not None and value.is_public


KINDS = {
    StretchKind.FIRST_DAY: gettext_lazy("Day of assignment, not counted"),
    StretchKind.RUNNING: gettext_lazy("Counts"),
    StretchKind.MAKE_UP: gettext_lazy("Make-up working day, counts"),
    StretchKind.PAUSED: gettext_lazy("Clock stopped"),
    StretchKind.WEEKEND: gettext_lazy("Weekend"),
    StretchKind.HOLIDAY: gettext_lazy("Holiday"),
    StretchKind.CLOSED: gettext_lazy("Offices closed"),
}
WHY = {
    Why.ASKED: gettext_lazy("the resident was asked"),
    Why.HELD: gettext_lazy("hold granted"),
    Why.COUNCIL: gettext_lazy("before a council"),
}


@register.filter
def kind_label(interval: Interval) -> str:
    """Return readable text for an interval of the deadline clock: running, holiday, or why it is paused."""
    told = str(KINDS[interval.kind])
    if interval.title:
        told = f"{told} ({_words(interval.title)})"
    return f"{told} ({WHY[interval.why]})" if interval.why else told


@register.filter
def kind_name(kind: StretchKind) -> str:
    """Return the name of a kind of clock interval, such as running or paused, for a legend."""
    return str(KINDS[kind])


@register.filter
def unlocalised(number: float) -> str:
    """Return a number with two decimals and a decimal point in every language, for an SVG drawing."""
    return f"{number:.2f}"


@register.filter
def clock_time(at: datetime) -> str:
    """Return a moment as date, weekday and time of day in local time."""
    here = at.astimezone(HERE)
    return f"{date_format(here)} {date_format(here, 'D')} {here:%H:%M}"
