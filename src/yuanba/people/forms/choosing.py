"""The fields by which a unit or a member of staff is chosen among very many."""

from __future__ import annotations

from typing import Any

from yuanba.people import queries
from yuanba.web.sought import MOST, Found, SoughtField


def units_like(text: str) -> list[Found]:
    """Return code and name of the active units that match these words."""
    return [(one.code, one.name) for one in queries.search_units(text, limit=MOST + 1)]


class UnitField(SoughtField):
    """The field for one active unit, found by its name, its code or its area."""

    def __init__(self, **more: Any) -> None:
        super().__init__(ask="people:ask_units", find=units_like, named=_unit_named, **more)


def _unit_named(code: str) -> str:
    found = queries.unit(code)
    return found.name if found and found.is_active else ""


def staff_like(text: str) -> list[Found]:
    """Return username and name of the open staff accounts that match; without words those without a post."""
    return queries.staff_like(text, limit=MOST + 1)


def _staff_named(login: str) -> str:
    return queries.staff_named(login)


class StaffField(SoughtField):
    """The field for one member of staff, found by name or username."""

    def __init__(self, **more: Any) -> None:
        super().__init__(ask="people:ask_staff", find=staff_like, named=_staff_named, **more)
