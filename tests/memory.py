"""Where tests keep what they make: in memory, where the machine has room for it, else on its disk.

A database of two districts is three thousand small files, and some eighty tests make and drop one of their
own; on a busy disk each takes seconds, in memory a tenth of one. Nothing of it outlives the machine.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - open to all and sticky; what is made in it bears its user's number
#: A whole run holds less than one GiB at once; the rest is for whoever else works on the machine.
WANTED = 4 << 30


def temporary() -> Path:
    """Return the folder in which tests make theirs."""
    return MEMORY if has_room(MEMORY) else Path(tempfile.gettempdir())


def data(usual: Path) -> Path:
    """Return the tests' data folder of a checkout whose usual one is this; each user has another."""
    name = f"{usual.name}-tests"
    return MEMORY / f"{name}-{os.geteuid()}" if has_room(MEMORY) else usual.with_name(name)


def has_room(place: Path) -> bool:
    """Return whether a folder in memory may be written to, and neither it nor the memory is short."""
    if not os.access(place, os.W_OK | os.X_OK):
        return False
    free = Path("/proc/meminfo").read_text(encoding="ascii").partition("MemAvailable:")[2].split()
    return bool(free) and min(shutil.disk_usage(place).free, int(free[0]) << 10) >= WANTED
