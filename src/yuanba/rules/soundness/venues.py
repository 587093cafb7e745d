"""Checks that whatever residents can book is answered by somebody whom the district has."""

from collections.abc import Iterator

from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Pack
from yuanba.rules.venues.actions import WHO_KEEPS


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each kind that waits for an answer which nobody may give."""
    held = {one.kind for one in pack.positions.values()}
    for code, row in pack.bookables.items():
        if row.approved_by and not held.intersection(row.approved_by).intersection(WHO_KEEPS):
            yield fault(f"bookables.{code}.approved_by", "booking_answered_by_nobody")
