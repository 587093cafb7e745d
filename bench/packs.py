"""How long it takes to check every pack, against reading and parsing the same files alone.

    python -m bench.packs [FOLDER]

The floor reads every TOML file of the folder (packs, base, calendars, cases) and parses it with `tomllib`.
The check is what `yuanba packs check` does after its imports: shape and sense of every pack on each of its
days, the walk through its whole state space, and every worked case. Both take turns in this process, after a
turn that is not counted; the figures are medians. The command is the whole program, started anew: the
processor time that it takes, which is what one waits for beside no other work, and its quickest turn.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

from bench.house import ROOT, RUNS, timed
from yuanba.packs import cases, load
from yuanba.rules.soundness.walk import routes

GOAL_SECONDS = 5.0


def floor(folder: Path) -> int:
    """Read and parse, nothing else; how many lines there were."""
    lines = 0
    for path in sorted(folder.rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        tomllib.loads(text)
        lines += text.count("\n")
    return lines


def check(folder: Path) -> int:
    """Everything that the command checks; how many faults there were."""
    return len(load.faults_in(folder)) + sum(len(cases.faults_of(told)) for told in cases.cases_in(folder))


def command(folder: Path) -> int:
    """The program itself, in a process of its own."""
    words = [sys.executable, "-m", "yuanba.config.command", "packs", "check", "--folder", str(folder)]
    return subprocess.run(words, stdout=subprocess.DEVNULL, check=False).returncode


def main() -> int:
    """Print the three times; 1 where a pack has faults or the command takes more than is asked."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "packs"
    lines, faults = floor(folder), check(folder)
    packs = [
        load.load(folder, district, on)
        for district in load.districts_in(folder)
        for on in load.days_of(folder, district)
    ]
    ways = [way for pack in packs for way in routes(pack)]
    moves = sum(len(way.moves) for way in ways)
    turns = [(timed(floor, folder)[0], timed(check, folder)[0]) for _ in range(max(RUNS, 5))]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = min(timed(command, folder)[0] for _ in range(RUNS))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / RUNS
    least, checked = (statistics.median(column) for column in zip(*turns, strict=True))
    told = sum(1 for _ in cases.cases_in(folder))
    print(f"{len(packs)} packs, {lines} lines, {told} worked cases, {faults} faults")
    print(f"{len(ways)} ways of a class to a body, {moves} moves from state to state")
    print(f"read and parse   {least:8.3f} s")
    print(f"check            {checked:8.3f} s   {checked / least:.1f} times the floor")
    print(f"whole command    {worked:8.3f} s   asked: {GOAL_SECONDS:.0f} s; beside other work {whole:.1f} s")
    print(json.dumps({"check_of_floor": round(checked / least, 2), "command_seconds": round(worked, 2)}))
    return int(faults > 0 or worked > GOAL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
