"""How fast an archive goes in: `yuanba matters import` against COPY of the rows that it made.

    python -m bench.importing

The command reads and checks the file, draws receipts, masks and seals the words, copies the matters, and
records an entry with its hash for each in the journal, all in one transaction. The floor copies the same
rows, all columns, already sealed, into a copy of the table with the same constraints and indexes, in one
transaction. Each figure is the median of BENCH_RUNS runs.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from pathlib import Path

import psycopg

from bench.house import DISTRICT, ROOT, RUNS, House, house, report

DATA = Path(os.environ.get("YUANBA_TEST_DATA") or ROOT / "../shared/data")
ARCHIVE = DATA / "messages" / "city.csv"
GOAL = 0.02
SCHEMA = f"d_{DISTRICT}"
#: What an import writes; emptied between runs, past the triggers that guard the journal.
WRITTEN = ("matters_matter", "journal_entry", "journal_chain", "journal_waiting", "journal_position")


def _copy_back(connection: psycopg.Connection) -> float:
    """Seconds that COPY and its commit take for the rows of the table, into an empty copy of it."""
    with connection.cursor() as cursor:
        with cursor.copy("copy matters_matter to stdout (format binary)") as out:
            rows = b"".join(bytes(part) for part in out)
        cursor.execute("drop table if exists matters_floor")
        cursor.execute("create table matters_floor (like matters_matter including all)")
        cursor.execute("checkpoint")
        begun = time.monotonic()
        cursor.execute("begin")
        with cursor.copy("copy matters_floor from stdin (format binary)") as into:
            into.write(rows)
        cursor.execute("commit")
        return time.monotonic() - begun


def _empty(connection: psycopg.Connection) -> None:
    connection.execute("set session_replication_role = replica")
    connection.execute(f"truncate {', '.join(WRITTEN)} cascade")
    connection.execute("reset session_replication_role")
    connection.execute("checkpoint")


def measure(ours: House) -> tuple[list[dict[str, float]], list[float]]:
    """What each import said of itself, and the seconds of each COPY."""
    imports, copies = [], []
    words = ["matters", "import", str(ARCHIVE), "--district", DISTRICT, "--channel", "hotline"]
    with ours.cluster.connect("postgres") as connection:
        connection.execute(f"set search_path = {SCHEMA}, public")
        for _ in range(RUNS):
            _empty(connection)
            said = json.loads(ours.run(*words, "--commit", "--json"))
            assert said["written"] == said["read"], said
            imports.append(said)
            copies.append(_copy_back(connection))
    connection.close()
    return imports, copies


def main() -> None:
    """Print seconds, rows per second and the ratio."""
    if not ARCHIVE.exists():
        print(f"Import: skipped, there is no {ARCHIVE} (YUANBA_TEST_DATA names the folder of test data)")
        report("importing", {"skipped": f"no {ARCHIVE.name}"})
        return
    with house() as ours:
        imports, copies = measure(ours)
    rows = imports[0]["written"]
    seconds = statistics.median(said["seconds"] for said in imports)
    floor = statistics.median(copies)
    print(f"Import of {rows} messages, median of {RUNS} runs")
    print(f"  yuanba matters import  {seconds:8.3f} s  {rows / seconds:9.0f} rows per second")
    print(f"  COPY of the same rows  {floor:8.3f} s  {rows / floor:9.0f} rows per second")
    print(f"  {floor / seconds:.3f} of the floor; asked: {GOAL}")
    report(
        "importing",
        {
            "rows": rows,
            "import_seconds": [said["seconds"] for said in imports],
            "copy_seconds": [round(each, 4) for each in copies],
            "ratio": round(floor / seconds, 4),
            "asked": GOAL,
        },
    )


if __name__ == "__main__":
    main()
