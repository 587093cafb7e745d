"""Filters of the pages about people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from django import template

from yuanba.people.queries import AccountRow, PositionRow

T = TypeVar("T")
register = template.Library()


@register.filter
def of(known: Mapping[str, T], key: str) -> T | None:
    """What a mapping says of a key: `{{ names|of:account.key }}`."""
    return known.get(key)


@register.filter
def held(account: AccountRow, today: date) -> list[PositionRow]:
    """The positions held on a day: `{% for position in account|held:today %}`."""
    return [position for position in account.positions if position.holds_on(today)]


@register.filter
def runs(position: PositionRow, today: date) -> bool:
    """Whether a position is held today or will be."""
    return position.until_on is None or position.until_on >= today
