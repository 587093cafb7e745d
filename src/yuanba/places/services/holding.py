"""Holds places for whoever writes what is for them, so that none of them ends meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yuanba.places import queries
from yuanba.places.models import Area, Estate
from yuanba.places.queries import AreaRow, EstateRow


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPlaces:
    """Current areas and estates by their codes, none of which ends before the transaction does."""

    areas: Mapping[str, AreaRow]
    estates: Mapping[str, EstateRow]


def hold_present(*, areas: Iterable[str] = (), estates: Iterable[str] = ()) -> HeldPlaces:
    """Return those of these areas and estates that are current; until the transaction ends none of them ends.

    Areas are locked before estates, estates before units, and each kind in the order of its codes, as by
    whoever ends them: no two wait for each other. Rows that refer to a place can still be added by others.
    """
    found = Area.objects.select_for_update(no_key=True).filter(valid_to=None, code__in=set(areas))
    held = {area.code: queries.row_of(area) for area in found.order_by("code")}
    wanted = Estate.objects.select_for_update(no_key=True).filter(valid_to=None, code__in=set(estates))
    codes = list(wanted.order_by("code").values_list("code", flat=True))
    return HeldPlaces(areas=held, estates={one.code: one for one in queries.estates(codes)} if codes else {})
