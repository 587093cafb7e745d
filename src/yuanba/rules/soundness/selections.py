"""Checks that every selection can be decided: by councils that the pack names, and a rule that fits them."""

from collections.abc import Iterator

from yuanba.rules.ballots.presets import PRESETS
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.pack import Pack


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each selection that no council can decide, or whose rule asks who is there."""
    for code, row in pack.selections.items():
        place = f"selections.{code}"
        for one in row.councils:
            if one not in pack.meetings:
                yield fault(f"{place}.councils", "no_meeting", name=one)
        preset = PRESETS[row.rule]
        if preset.by_area or preset.needs_presence:
            yield fault(f"{place}.rule", "selection_by_heads")
