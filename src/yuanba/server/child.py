"""A process that does not outlive its parent, even a killed one. Linux; elsewhere nothing happens."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int | None = None, *, way: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to signal this process when its parent dies; leave at once if it is dead already."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, way)
    if parent is None:
        forked_by = multiprocessing.parent_process()
        parent = forked_by.pid if forked_by else None
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def command(*words: str) -> list[str]:
    """The same command, bound to the life of who starts it. The binding survives `exec`."""
    return [sys.executable, "-m", "yuanba.server.child", str(os.getpid()), *words]


if __name__ == "__main__":
    die_with_parent(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  (the words come from `command` above)
