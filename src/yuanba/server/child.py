"""Child processes that end with their parent, even when it is killed (Linux only)."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int | None = None, *, way: signal.Signals = signal.SIGKILL) -> None:
    """Make the kernel signal this process when its parent dies; exit at once if the parent is dead already.

    `parent` is the expected process id; by default the one that forked this process. Does nothing except on
    Linux.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, way)
    if parent is None:
        forked_by = multiprocessing.parent_process()
        parent = forked_by.pid if forked_by else None
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def command(*words: str) -> list[str]:
    """Return a command line that runs a command (`words`) and ends it when the calling process ends.

    The binding survives `exec`.
    """
    return [sys.executable, "-m", "yuanba.server.child", str(os.getpid()), *words]


if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  (the words come from `command` above)
