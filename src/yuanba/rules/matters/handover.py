"""Handover of work: who takes over somebody's orders while they are away or when their term is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yuanba.rules.core.actor import HEADS, KEEPERS, Holding, PositionKind
from yuanba.rules.core.refusal import Refused


class NotFitting(Refused):
    """Raised when the person named as stand-in has no suitable position, as `fits` decides."""

    code: ClassVar[str] = "handover.not_fitting"


class NothingToHandOver(Refused):
    """Raised when somebody holds no position whose work the actor may hand over."""

    code: ClassVar[str] = "handover.nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """One person who may take over orders: their position in a unit today, and whom they stand in for."""

    key: str
    kind: PositionKind
    unit: str
    stands_in_for: str = ""


def fits(
    seat: Holding, holdings: Iterable[Holding], *, on: date, above: Mapping[str, frozenset[str]]
) -> bool:
    """Return whether somebody with these positions may stand in that day for the holder of position `seat`.

    They need a position of the same kind, or one in the same unit or a unit above. Administrators of the
    system (KEEPERS) never stand in, and nobody for them.
    """
    held = [one for one in holdings if one.holds_on(on)]
    if any(one.kind in KEEPERS for one in held) or seat.kind in KEEPERS:
        return False
    near = {seat.unit, *above.get(seat.unit, ())} - {""}
    return any(one.kind is seat.kind or one.unit in near for one in held)


def heir(unit: str, *, gone: str, kept_for: str, holders: Sequence[Successor], above: Sequence[str]) -> str:
    """Return the account key of whoever takes over an absent person's orders in a unit; "" if nobody can.

    Whom the work was kept for comes first, then who stands in for the one who is gone, then the head of the
    unit, then the head of the nearest unit above.

    >>> lead = Successor(key="lead", kind=PositionKind.UNIT_LEAD, unit="works")
    >>> heir("works", gone="he", kept_for="", holders=[lead], above=[])
    'lead'
    """
    here = [one for one in holders if one.unit == unit and one.key != gone]
    ranked = [
        *(one for one in here if kept_for and one.key == kept_for),
        *(one for one in here if one.stands_in_for == gone),
        *(one for one in here if one.kind in HEADS),
        *(one for up in above for one in holders if one.unit == up and one.kind in HEADS and one.key != gone),
    ]
    return ranked[0].key if ranked else ""
