"""The folders of an installation: data, keys and logs."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

SYSTEM_FOLDER = Path("/var/lib/yuanba")
#: Names the folder of the counts to every process of a service; it is prometheus-client that reads it.
COUNTS = "PROMETHEUS_MULTIPROC_DIR"


class SetUpFault(Exception):  # noqa: N818
    """Raised when something on this machine prevents a start; the message tells the operator what to do."""


def checkout() -> Path:
    """Return the folder of the source code, or of the Python environment when installed as a package."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "pyproject.toml").is_file() else Path(sys.prefix).resolve()


def data() -> Path:
    """Return the data folder: the one in `YUANBA_DATA`, else a default for this checkout and user."""
    if chosen := os.environ.get("YUANBA_DATA"):
        return Path(chosen).expanduser().resolve()
    root = checkout()
    mark = hashlib.sha256(os.fsencode(root)).hexdigest()[:8]
    return _home() / f"{root.name}-{mark}"


def _home() -> Path:
    if os.geteuid() == 0:
        return SYSTEM_FOLDER
    if shared := os.environ.get("XDG_DATA_HOME"):
        return Path(shared).expanduser().resolve() / "yuanba"
    return Path.home().resolve() / ".local" / "share" / "yuanba"


def keys() -> Path:
    """Return the folder of the encryption keys, and create it where it is missing.

    Whoever reads it can read sealed words.
    """
    return make() / "keys"


def make() -> Path:
    """Create the data folder and its key folder, unreadable to other users, and return the data folder.

    As root the data folder may be passed through (0711), because the database runs as a system user; what
    lies in it is closed. Folders above the data folder keep their permissions.
    """
    folder = data()
    if os.geteuid() == 0:
        if folder.is_relative_to(SYSTEM_FOLDER):
            make_closed(SYSTEM_FOLDER, mode=0o711)
        for part in reversed(folder.parents):
            if part.is_relative_to(SYSTEM_FOLDER) and part != SYSTEM_FOLDER:
                make_closed(part, mode=0o711)
        make_closed(folder, mode=0o711)
    else:
        make_closed(folder)
    make_closed(folder / "keys")
    return folder


def make_closed(folder: Path, *, mode: int = 0o700, owner: tuple[int, int] | None = None) -> None:
    """Create a folder, or correct an existing one, so that it has this mode and, as root, this owner.

    Raises SetUpFault where it cannot be written or belongs to another user.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=mode, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as fault:
        raise SetUpFault(
            f"无法写入数据目录 / The data folder cannot be written: {folder} ({fault.strerror}).\n"
            f"请指定可写目录 / Choose one that you can write: YUANBA_DATA=/path/to/folder"
        ) from fault
    try:
        found = os.fstat(handle)
        wanted = owner or (os.geteuid(), found.st_gid)
        if found.st_uid not in (os.geteuid(), wanted[0]):
            raise SetUpFault(
                f"目录属于其他用户 / The folder belongs to another user: {folder} (uid {found.st_uid}).\n"
                f"请以该用户运行，或另选目录 / Run as that user, or choose another: YUANBA_DATA=…"
            )
        if (found.st_uid, found.st_gid) != wanted:
            os.fchown(handle, *wanted)
        if found.st_mode & 0o777 != mode:
            os.fchmod(handle, mode)
    finally:
        os.close(handle)


def begin_counts() -> None:
    """Empty the folder of the request counters, and name it in the environment of processes started later."""
    folder = make() / "counts"
    make_closed(folder)
    for path in folder.iterdir():
        path.unlink(missing_ok=True)
    os.environ[COUNTS] = str(folder)
