"""The report that a command prints about a table it has read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from yuanba.rules.core.refusal import Refused
from yuanba.sheets import tables
from yuanba.sheets.tables import TakenTable

_SHOWN = 50


def report(
    taken: TakenTable, *, sentence: Callable[[Refused], str], as_json: bool, refused_to: Path | None = None
) -> int:
    """Print the result of an import, write its refused rows to a file if asked, and return the exit code.

    0 when all that was asked for happened, 1 when rows were refused and therefore nothing was written.
    """
    if refused_to and taken.refused:
        with refused_to.open("w", encoding="utf-8-sig", newline="") as file:
            tables.write_refused(file, taken.headings, taken.refused)
    faults = [fault for row in taken.refused for fault in row.faults]
    if as_json:
        shown = [
            {
                "row": fault.row,
                "column": fault.column,
                "code": fault.refusal.code,
                "message": sentence(fault.refusal),
            }
            for fault in faults
        ]
        counts = {
            "read": taken.read,
            "accepted": taken.accepted,
            "unchanged": taken.unchanged,
            "refused": len(taken.refused),
            "written": taken.is_written,
        }
        print(json.dumps({**counts, "faults": shown}, ensure_ascii=False))
    else:
        for fault in faults[:_SHOWN]:
            print(f"  {fault.row}: {fault.column}: {sentence(fault.refusal)}", file=sys.stderr)
        if len(faults) > _SHOWN:
            print(f"  … {len(faults) - _SHOWN} more", file=sys.stderr)
        print(
            f"read {taken.read}, accepted {taken.accepted}, of these unchanged {taken.unchanged}, "
            f"refused {len(taken.refused)}: {'written' if taken.is_written else 'nothing written'}"
        )
    return 1 if taken.refused and not taken.is_written else 0
