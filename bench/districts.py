"""Seven districts against one: how long the server takes to start, and what a district costs to make.

    python -m bench districts

Start: from `yuanba serve` until the front page opens, which reads the pack of every district; the database
runs already. The side with one district lists that one, and its pack lies alone in the folder. The sides take
turns. Asked: at most 1.3.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.house import DISTRICT, ROOT, RUNS, House, house, report

PACKS = ROOT / "packs"
SHARED = {"base", "calendar"}
ASKED = 1.3


def main() -> None:
    """Make all that have packs, then start in turns with all and with one."""
    codes = sorted({path.parent.name for path in PACKS.glob("*/*.toml")} - SHARED - {DISTRICT})
    with house() as ours:
        fresh = ours.took["upgrade"]
        added = [_seconds(ours, "district", "add", code, "--name", code, "--name-en", code) for code in codes]
        again = _seconds(ours, "upgrade")
        one, every = _starts(ours)
    number, ratio = len(codes) + 1, round(every / one, 2)
    print(f"start, median of {RUNS}: one {one:.2f} s, {number} {every:.2f} s, ratio {ratio}")
    print(f"all migrations from nothing (shared schema and template): {fresh:.1f} s")
    print(f"a district, by copying: median {statistics.median(added):.2f} s, most {max(added):.2f} s")
    print(f"upgrade of {number} districts with nothing to do: {again:.1f} s")
    report(
        "districts",
        {
            "start_one": one,
            "start_all": every,
            "ratio": ratio,
            "asked": ASKED,
            "migrations": fresh,
            "add_median": round(statistics.median(added), 2),
            "upgrade_idle": again,
        },
    )


def _starts(ours: House) -> tuple[float, float]:
    """The medians with one and with all, after a start that does not count: it fills the caches of files."""
    _start(ours)
    one, every = [], []
    for _ in range(RUNS):
        every.append(_start(ours))
        with _alone(ours):
            one.append(_start(ours))
    return round(statistics.median(one), 2), round(statistics.median(every), 2)


def _start(ours: House) -> float:
    started = time.monotonic()
    with ours.serving("--with-worker", path="/"):
        return time.monotonic() - started


def _seconds(ours: House, *words: str) -> float:
    started = time.monotonic()
    ours.run(*words)
    return round(time.monotonic() - started, 2)


@contextmanager
def _alone(ours: House) -> Iterator[None]:
    """One district is listed, and its pack alone lies in the folder."""
    with tempfile.TemporaryDirectory() as folder:
        every = os.environ["YUANBA_PACKS"]
        for name in (*SHARED, DISTRICT):
            shutil.copytree(Path(every) / name, Path(folder) / name)
        os.environ["YUANBA_PACKS"] = folder
        with ours.cluster.connect("postgres") as connection:
            connection.execute("create table others as table districts_district")
            connection.execute("delete from districts_district where code <> %s", [DISTRICT])
        try:
            yield
        finally:
            os.environ["YUANBA_PACKS"] = every
            with ours.cluster.connect("postgres") as connection:
                connection.execute(
                    "insert into districts_district select * from others where code <> %s", [DISTRICT]
                )
                connection.execute("drop table others")


if __name__ == "__main__":
    main()
