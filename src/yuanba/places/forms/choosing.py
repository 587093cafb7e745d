"""The fields by which an area or an estate is chosen among very many."""

from __future__ import annotations

from typing import Any

from yuanba.places import queries
from yuanba.places.queries import searching
from yuanba.web.sought import MOST, Found, SoughtField


def areas_like(text: str) -> list[Found]:
    """Return code and label of the current areas that match these words."""
    return [(one.code, one.full_label) for one in searching.search_areas(text, limit=MOST + 1)]


def estates_like(text: str) -> list[Found]:
    """Return code and name, with its area, of the current estates that match these words."""
    found = searching.search_estates(text, limit=MOST + 1)
    return [(one.code, f"{one.name}（{one.area_label}）") for one in found]


class AreaField(SoughtField):
    """The field for one area of the tree, found by its label or code."""

    def __init__(self, **more: Any) -> None:
        super().__init__(ask="places:ask_areas", find=areas_like, named=_area_named, **more)


class EstateField(SoughtField):
    """The field for one estate, found by its name, its code or its area."""

    def __init__(self, **more: Any) -> None:
        super().__init__(ask="places:ask_estates", find=estates_like, named=_estate_named, **more)


def _area_named(code: str) -> str:
    found = queries.area(code)
    return found.full_label if found and found.valid_to is None else ""


def _estate_named(code: str) -> str:
    return next((one.name for one in queries.estates([code])), "")
