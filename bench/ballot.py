"""How fast a large vote is counted, against adding it up without any rule: `python -m bench.ballot`.

The floor reads the same file with `json.loads` and adds up areas by choice: no faults, no rule, no reasons.
Smaller: BENCH_BALLOTS=10000. Needs no database.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections import Counter

from bench.house import RUNS, report, timed
from yuanba.rules.ballots import ballot_file, counting, results
from yuanba.rules.core import json_text

BALLOTS = int(os.environ.get("BENCH_BALLOTS", "100000"))
CHOICES = ("yes", "yes", "yes", "no", "abstain", "spoiled")


def vote() -> str:
    """An estate of so many owners, each with a unit or two, who all vote on one motion."""
    owners = [f"业主{number:06}" for number in range(BALLOTS)]
    roll = [
        {"unit": f"{number // 100}-{number % 100}-{which}", "owner": owner, "area_cm2": 600_000 + number}
        for number, owner in enumerate(owners)
        for which in range(1 + (number % 10 == 0))
    ]
    ballots = [
        {"voter": owner, "motion": "m1", "choice": CHOICES[number % len(CHOICES)], "way": "paper"}
        for number, owner in enumerate(owners)
    ]
    whole = {"format": ballot_file.FORMAT, "rule": "owners-general", "roll": roll}
    return json.dumps({**whole, "motions": [{"id": "m1"}], "ballots": ballots}, ensure_ascii=False)


def floor(text: str) -> int:
    """Add up the areas of those in favour."""
    document = json.loads(text)
    areas: Counter[str] = Counter()
    for row in document["roll"]:
        areas[row["owner"]] += row["area_cm2"]
    by_choice: Counter[str] = Counter()
    for row in document["ballots"]:
        by_choice[row["choice"]] += areas[row["voter"]]
    return by_choice["yes"]


def tally(text: str) -> int:
    """Count by the rule, with every check, and return the area in favour."""
    reading = ballot_file.read(*json_text.parse(text))
    if reading.vote is None:
        raise SystemExit(f"faults in the bench's own vote: {reading.faults[:3]}")
    counted = counting.count(reading.vote)
    results.told(reading.vote, counted, str)
    return counted.motions[0].majority.part.area_cm2


def main() -> int:
    """Print both times and their ratio; 1 where the two do not agree."""
    text = vote()
    floors, tallies, areas = [], [], set()
    for _run in range(RUNS):
        for work, times in ((floor, floors), (tally, tallies)):
            seconds, area = timed(work, text)
            times.append(seconds)
            areas.add(area)
    bare, ours = statistics.median(floors), statistics.median(tallies)
    print(f"{BALLOTS} ballots: floor {bare:.2f} s, tally {ours:.2f} s, ratio {bare / ours:.2f}")
    report("ballot", {"ballots": BALLOTS, "floor": bare, "tally": ours, "ratio": round(bare / ours, 3)})
    return int(len(areas) != 1)


if __name__ == "__main__":
    sys.exit(main())
