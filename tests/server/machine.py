"""Programs that use a database of their own, and a look at what processes they leave."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HOLD = """
import sys
from yuanba.server import postgres
postgres.hold()
print("held", flush=True)
for line in sys.stdin:
    postgres.ensure_started()
    print("started", flush=True)
"""


def environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but the data folder, and no fsync."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "YUANBA_"))
    }
    return {**kept, "YUANBA_DATA": str(folder), "YUANBA_FSYNC": "off"}


@dataclass
class User:
    """A process that uses the database of a folder until it is told to leave."""

    process: subprocess.Popen[str]

    def says(self, word: str) -> None:
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        assert line == word, self.process.communicate(timeout=30)[1]

    def start_again(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("start\n")
        self.process.stdin.flush()
        self.says("started")

    def leave(self) -> None:
        assert self.process.communicate(timeout=60)[1] == ""
        assert self.process.returncode == 0

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


_users: list[User] = []


def user_of(
    folder: Path, *, program: str = HOLD, through: Sequence[str] = (), python: str = sys.executable
) -> User:
    """Start a user of the folder's database, without waiting for it."""
    user = User(
        subprocess.Popen(
            [*through, python, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env=environment(folder),
        )
    )
    _users.append(user)
    return user


def left(folder: Path) -> dict[int, str]:
    """Living processes that name the folder or work in it, with their command."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            is_ours = str(folder) in command or (entry / "cwd").readlink().is_relative_to(folder)
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if is_ours and state != "Z":
            found[int(entry.name)] = command
    return found


def postmasters(folder: Path) -> list[int]:
    """The servers of the folder. A process that one has just forked still bears its name."""
    named = [pid for pid, command in left(folder).items() if f"-D {folder}/pg" in command]
    return [pid for pid in named if parent_of(pid) not in named]


def parent_of(pid: int) -> int:
    """The parent of a process; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def wait_until_none_left(folder: Path, seconds: float = 10) -> None:
    """For those who were killed: the guard looks a few times in a second."""
    give_up = time.monotonic() + seconds
    while left(folder) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert left(folder) == {}


def end(folder: Path) -> None:
    """Whatever a failed test left."""
    while _users:
        _users.pop().kill()
    for pid in left(folder):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
