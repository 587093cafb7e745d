"""A folder of backups: how they are named there, and which are deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


def name(only: str, now: datetime) -> str:
    """Return the file name, with district (or `all`) and time, for a backup that is made now."""
    return f"yuanba-{only or 'all'}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.backup"


def prune(folder: Path, *, only: str, keep: int, now: datetime) -> list[Path]:
    """Delete all but the newest `keep` backups, and unfinished ones over a day old; return their paths."""
    stem = f"yuanba-{only or 'all'}-*"
    removed: list[Path] = []
    for ending in ("backup", "keys"):
        whole = sorted(folder.glob(f"{stem}.{ending}"))
        removed += whole[: max(len(whole) - keep, 0)]
    halves = folder.glob(f"{stem}.part")
    removed += [half for half in halves if half.stat().st_mtime < now.timestamp() - 86_400]
    for file in removed:
        file.unlink()
    return removed
