"""What keeps a unit open: positions in it, units under it, and what apps above say."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import ClassVar

from yuanba.people.models import Position, Unit
from yuanba.rules.core.refusal import Refused

#: What apps above say before a unit closes: a refusal of theirs where it is still needed.
_HOLDS: list[Callable[[str], None]] = []


def hold_units_with(hold: Callable[[str], None]) -> None:
    """Register a function that raises a refusal if the unit with this code is still needed."""
    if hold not in _HOLDS:
        _HOLDS.append(hold)


class UnitNeeded(Refused):
    """Raised when a unit would close in which somebody holds a position, or that has units under it."""

    code: ClassVar[str] = "unit.needed"


def require_unneeded(unit: Unit, *, on: date, closing: Collection[str] = ()) -> None:
    """Raise a refusal if a unit is needed on a day; the units with the codes ``closing`` close with it.

    Raises UnitNeeded, and what the apps above say.
    """
    held = Position.objects.filter(unit=unit).exclude(until_on__lt=on).count()
    below = unit.children.filter(is_active=True).exclude(code__in=closing).count()
    if held or below:
        raise UnitNeeded(positions=held, units=below)
    for hold in _HOLDS:
        hold(unit.code)
