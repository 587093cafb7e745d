"""The check that every door that a pack names is one that an app of this house brings."""

from __future__ import annotations

from collections.abc import Iterator

from yuanba.packs.shapes import nearest
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Pack
from yuanba.rules.pack.pillars import doors_of
from yuanba.web import doors


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each door that no app brings, or that is about a row that the pack does not have."""
    known = doors.doors()
    for place, _row, name in doors_of(pack.pillars):
        code, about = doors.parts_of(name)
        if code not in known:
            yield fault(place, "no_door", name=code, nearest=nearest(code, known))
        elif about and not known[code].of:
            yield fault(place, "door_about_nothing", name=code)
        elif about and about not in getattr(pack, known[code].of):
            yield fault(place, "door_about_unknown", name=about, table=known[code].of)
