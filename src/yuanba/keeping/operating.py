"""Recording in each district's journal what an operator did with the whole installation."""

from __future__ import annotations

from collections.abc import Callable

from yuanba.districts import queries
from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.actor import operator

OPERATOR = operator("cli")


def in_each(note: Callable[[DistrictRow], None], *, only: str = "") -> None:
    """Call `note` inside each district that needs no upgrade, or only inside the district `only`."""
    for row in queries.districts():
        if row.head == queries.code_head() and (not only or row.code == only):
            with queries.inside(row):
                note(row)
