"""Prepares the filing of a new matter from a closed one that is broken again (又坏了)."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.residents.views import proof
from yuanba.rules.core.state import State
from yuanba.web.entrance import DistrictRequest


def prefilled(request: DistrictRequest) -> Mapping[str, str]:
    """Return the first values of the filing form where ``?again=`` names a closed matter: its place."""
    old = closed(request.GET.get("again", ""))
    if old is None:
        return {}
    codes = old.area_path.strip("/").split("/")
    town, area, grid = (*codes[1:4], "", "", "")[:3]
    return {"again": old.token, "place": old.place, "town": town, "area": area, "grid": grid}


def closed(token: str) -> MatterRow | None:
    """Return the closed matter with this token, or None: only what is closed can be broken again."""
    try:
        row = queries.matter_by_token(token) if token else None
    except queries.MatterNotFound:
        return None
    return row if row and row.state is State.CLOSED else None


def linked(request: DistrictRequest, row: MatterRow) -> list[tuple[MatterRow, str]]:
    """Return the matters before and after this one that are linked to it, with their pages if they are one's.

    Whoever only holds the receipt of one learns that the other exists, and gets no way to its page.
    """
    return [
        (one, _story(one) if proof.has_proven(proof.acting(request, one), one) else "")
        for one in queries.again_linked(row)
    ]


def _story(row: MatterRow) -> str:
    return reverse("residents:story", args=[row.token])
