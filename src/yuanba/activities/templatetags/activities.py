"""Tags for weekly menus: hours as on a wall, and the weekday of a fixed offering."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise

from yuanba.activities.queries import OfferingRow, SessionRow
from yuanba.activities.sentences import WEEKDAYS
from yuanba.rules.time.calendar import HERE

register = template.Library()


@register.filter
def hours(row: SessionRow) -> str:
    """Return from when to when a session is: 19:00–21:00."""
    begins, ends = (one.astimezone(HERE) for one in (row.starts_at, row.ends_at))
    return f"{begins:%H:%M}–{ends:%H:%M}"


@register.filter
def weekday(row: OfferingRow) -> Promise | str:
    """Return on which weekday an offering is fixed; empty where it is not."""
    return WEEKDAYS[row.weekday] if row.weekday is not None else ""


@register.filter
def among(titles: dict[str, str], code: str) -> str:
    """Return the title of a crowd by its code: `{{ crowds|among:offering.crowd }}`."""
    return titles.get(code, "")
