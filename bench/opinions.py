"""How fast groups of opinion are found, against reading the table and finding its plane alone.

    python -m bench.opinions [FILE]

10,000 people on 200 statements in four camps, a third of the votes cast; with FILE a table of Polis instead
(`participants-votes.csv`). The floor reads the same table with numpy and decomposes its covariance.
Smaller: BENCH_PEOPLE=1000. Needs no database.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
from pathlib import Path

import numpy as np

from bench.house import RUNS, report, timed
from yuanba.reading import opinion_votes, opinions

PEOPLE, STATEMENTS, CAMPS = int(os.environ.get("BENCH_PEOPLE", "10000")), 200, 4


def table() -> str:
    """A conversation drawn with a fixed seed: each camp leans its own way on each statement."""
    dice = random.Random(2026)
    leaning = [[dice.random() for _statement in range(STATEMENTS)] for _camp in range(CAMPS)]
    lines = [",".join(["participant", *map(str, range(STATEMENTS))])]
    for person in range(PEOPLE):
        camp = leaning[person % CAMPS]
        cells = ((("1" if dice.random() < lean else "-1") if dice.random() < 1 / 3 else "") for lean in camp)
        lines.append(",".join([str(person), *cells]))
    return "\n".join(lines)


def floor(text: str) -> int:
    """Read, fill with means, decompose; return how many people there are."""
    votes = np.genfromtxt(text.splitlines()[1:], delimiter=",")
    votes = votes[:, votes.shape[1] - STATEMENTS :]
    centred = np.nan_to_num(votes - np.nanmean(votes, axis=0))
    np.linalg.eigh(centred.T @ centred)
    return len(votes)


def grouped(text: str) -> int:
    """Read, group and say; return how many people there are."""
    reading = opinion_votes.read_table(text)
    if reading.votes is None:
        raise SystemExit(f"faults: {reading.faults[:3]}")
    told = opinions.told(reading.votes)
    return int(str(told["people"]))


def main() -> int:
    """Print both times and their ratio; of a file only ours."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8") if len(sys.argv) > 1 else table()
    floors, ours = [], []
    for _run in range(RUNS):
        if len(sys.argv) == 1:
            floors.append(timed(floor, text)[0])
        ours.append(timed(grouped, text)[0])
    mine = statistics.median(ours)
    figures: dict[str, object] = {"seconds": round(mine, 3)}
    if floors:
        bare = statistics.median(floors)
        figures |= {"people": PEOPLE, "floor": round(bare, 3), "ratio": round(bare / mine, 3)}
    print(", ".join(f"{name} {value}" for name, value in figures.items()))
    report("opinions", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
