"""Queries for the editions of a district's rules that were released in the browser."""

from __future__ import annotations

from datetime import date

from yuanba.packs.models import RulesEdition


def editions() -> dict[date, str]:
    """Return the texts of all released editions of the current district by their day, the oldest first.

    Without those that were taken back.
    """
    found = RulesEdition.objects.filter(revoked_at=None).order_by("in_force_from")
    return dict(found.values_list("in_force_from", "text"))
