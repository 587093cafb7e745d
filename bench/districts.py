"""Seven districts against one: how long the server takes to start, and what a district costs to make.

    python -m bench districts

Start: from `yuanba serve` until the front page opens, which reads the pack of every district; the database
runs already. The side with one district has a folder of packs with that one alone. Asked: at most 1.3.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.house import DISTRICT, ROOT, RUNS, House, house, report

PACKS = ROOT / "packs"
SHARED = {"base", "calendar"}
ASKED = 1.3


def main() -> None:
    """One district first, then all that have packs."""
    others = sorted(path.parent.name for path in PACKS.glob("*/*.toml") if path.parent.name not in SHARED)
    rest = [code for code in dict.fromkeys(others) if code != DISTRICT]
    with house() as ours:
        fresh = ours.took["upgrade"]
        with _packs_of([DISTRICT]):
            one = _starts(ours)
        added = [_seconds(ours, "district", "add", code, "--name", code, "--name-en", code) for code in rest]
        again = _seconds(ours, "upgrade")
        all_of_them = _starts(ours)
    ratio = round(all_of_them / one, 2)
    print(f"start, median of {RUNS}: one {one:.2f} s, {len(rest) + 1} {all_of_them:.2f} s, ratio {ratio}")
    print(f"all migrations from nothing (shared schema and template): {fresh:.1f} s")
    print(f"a district, by copying: median {statistics.median(added):.2f} s, most {max(added):.2f} s")
    print(f"upgrade of {len(rest) + 1} districts with nothing to do: {again:.1f} s")
    report(
        "districts",
        {
            "start_one": one,
            "start_all": all_of_them,
            "ratio": ratio,
            "asked": ASKED,
            "migrations": fresh,
            "add_median": round(statistics.median(added), 2),
            "upgrade_idle": again,
        },
    )


def _starts(ours: House) -> float:
    """The median, after one start that does not count: it fills the caches of files."""
    _start(ours)
    return round(statistics.median(_start(ours) for _ in range(RUNS)), 2)


def _start(ours: House) -> float:
    started = time.monotonic()
    with ours.serving("--with-worker", path="/"):
        return time.monotonic() - started


def _seconds(ours: House, *words: str) -> float:
    started = time.monotonic()
    ours.run(*words)
    return round(time.monotonic() - started, 2)


@contextmanager
def _packs_of(codes: Sequence[str]) -> Iterator[None]:
    """A folder with the shared packs and those of these districts."""
    with tempfile.TemporaryDirectory() as folder:
        for name in (*SHARED, *codes):
            shutil.copytree(PACKS / name, Path(folder) / name)
        os.environ["YUANBA_PACKS"] = folder
        try:
            yield
        finally:
            del os.environ["YUANBA_PACKS"]


if __name__ == "__main__":
    main()
