"""Counters of answered requests: each process counts for itself, and any of them can give the sum.

A process writes its counts to a file of its own every two seconds at most while it works; whoever is asked
adds the files up. The files of a process that died stay, so a sum never falls while the service runs; a new
start begins at nought (``forget``), as Prometheus expects of counters.
"""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from pathlib import Path

#: Upper ends of the classes of durations, in seconds.
BOUNDS = (0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
WRITES_EVERY_SECONDS = 2.0
FOLDER = "YUANBA_COUNTS"

_lock = threading.Lock()
_counts: Counter[str] = Counter()
_writer: threading.Timer | None = None


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request by method, route, status and duration."""
    global _writer
    bound = next((str(bound) for bound in BOUNDS if seconds <= bound), "+Inf")
    with _lock:
        _counts[f"requests\t{method}\t{route}\t{status}"] += 1
        _counts[f"within\t{route}\t{bound}"] += 1
        _counts[f"microseconds\t{route}"] += round(seconds * 1e6)
        if _writer is None and FOLDER in os.environ:
            _writer = threading.Timer(WRITES_EVERY_SECONDS, _write, [_folder()])
            _writer.daemon = True
            _writer.start()


def sums() -> Counter[str]:
    """Return request counts over all processes: this one up to now, the others up to two seconds ago."""
    with _lock:
        total = Counter(_counts)
    for path in _folder().glob("*.json") if FOLDER in os.environ else ():
        if path.stem != str(os.getpid()):
            total.update(json.loads(path.read_text(encoding="utf-8")))
    return total


def forget() -> None:
    """Reset all counters, at a start of the service before its first process."""
    global _writer
    with _lock:
        _counts.clear()
        if _writer is not None:
            _writer.cancel()
            _writer = None
    for path in _folder().glob("*.json") if FOLDER in os.environ else ():
        path.unlink(missing_ok=True)


def _write(folder: Path) -> None:
    global _writer
    with _lock:
        text = json.dumps(_counts)
        _writer = None
    path = folder / f"{os.getpid()}.json"
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _folder() -> Path:
    folder = Path(os.environ[FOLDER])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
