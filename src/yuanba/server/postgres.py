"""The database of this installation: the server named by `DATABASE_URL`, or our own while it is used.

Each process that uses our own server holds a shared lock on one file. Who lets go last stops the server; a
guard process does it for those who were killed. Two roles: `owner` migrates, `app` runs with its grants.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from psycopg.conninfo import conninfo_to_dict

from yuanba.server import cluster, folders
from yuanba.server.cluster import Cluster
from yuanba.server.folders import SetUpFault

Role = Literal["app", "owner", "superuser"]
ROLES: dict[str, str] = {
    "app": cluster.APP,
    "owner": cluster.OWNER,
    "superuser": cluster.SUPERUSER,
}


def is_embedded() -> bool:
    """Return whether we run the database server ourselves, because `DATABASE_URL` names no other server."""
    return not os.environ.get("DATABASE_URL")


def our_cluster() -> Cluster:
    """Return the embedded PostgreSQL server of this installation; it need not be running.

    `YUANBA_FSYNC=off` is for tests: a power cut may destroy the data.
    """
    return Cluster(folders.data(), durable=os.environ.get("YUANBA_FSYNC", "on") != "off")


def binary(name: str) -> Path:
    """Return the path of a PostgreSQL client program, such as `pg_dump`, that this user can run."""
    return cluster.wheel_folder() / "bin" / name


# --- how to connect --------------------------------------------------------------------------------


def connect_arguments(role: Role = "app", database: str = "") -> dict[str, str]:
    """Return the arguments of `psycopg.connect` for a role: host, port, user, dbname, maybe a password.

    `YUANBA_DATABASE` names another database of the same server, such as one of the tests.
    """
    if is_embedded():
        place = our_cluster().socket_folder
        named = {
            "host": str(place),
            "port": str(cluster.PORT),
            "user": ROLES[role],
            "dbname": cluster.DATABASE,
        }
    else:
        address = os.environ["DATABASE_URL"]
        if role != "app":
            address = os.environ.get("DATABASE_OWNER_URL") or address
        named = {key: str(value) for key, value in conninfo_to_dict(address).items() if value is not None}
    database = database or os.environ.get("YUANBA_DATABASE", "")
    return named | ({"dbname": database} if database else {})


def role(name: Role) -> str:
    """Return the name of the database user for a role (`app`, `owner`, `superuser`)."""
    return connect_arguments(name).get("user", ROLES[name])


#: The server binds the parameters, and keeps the plan of a statement that comes again (bench `filing`: pages
#: answer a third more). A pooler that hands out connections by transaction must know prepared statements.
_PREPARED = {"server_side_binding": True, "prepare_threshold": 5}

#: A server that is cut off says nothing: after some seconds it counts as away, and nobody waits for minutes.
_CUT_OFF = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}


def settings(name: str = "app") -> dict[str, object]:
    """Return Django's database settings for a role: NAME, USER, PASSWORD, HOST, PORT and OPTIONS."""
    if name not in ("app", "owner"):
        raise SetUpFault(f"YUANBA_ROLE is `{name}`; it may be `app` or `owner`.")
    named = connect_arguments("owner" if name == "owner" else "app")
    spelled = {
        "dbname": "NAME",
        "user": "USER",
        "password": "PASSWORD",
        "host": "HOST",
        "port": "PORT",
    }
    return {theirs: named.pop(ours, "") for ours, theirs in spelled.items()} | {
        "OPTIONS": {**_CUT_OFF, **named, **_PREPARED}
    }


def environment(name: Role) -> dict[str, str]:
    """Return the environment variables (PGHOST, …) with which a client program connects as this role."""
    spelled = {"dbname": "PGDATABASE"}
    return {spelled.get(key, f"PG{key.upper()}"): value for key, value in connect_arguments(name).items()}


# --- who uses the server ---------------------------------------------------------------------------

_mutex = threading.Lock()
_held: list[int] = []


def hold() -> None:
    """Start the embedded server if needed, and keep it running until this process ends or calls `release`.

    Calling it again does no harm. A forked child that goes on without `exec` holds nothing until it calls
    this itself.
    """
    if not is_embedded():
        return
    with _mutex:
        if _held:
            return
        folder = folders.make()
        users = _open(folder / "users.lock")
        try:
            fcntl.flock(users, fcntl.LOCK_SH)
            _start(our_cluster())
        except BaseException:
            os.close(users)
            raise
        _held.append(users)


def release() -> None:
    """Stop using the embedded server; the last process to do so stops the server and waits for its end."""
    with _mutex:
        if not _held:
            return
        users = _held.pop()
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            with _start_lock(folders.data()):
                our_cluster().stop()
            was_last = True
        except BlockingIOError:
            was_last = False
        finally:
            os.close(users)
    if was_last:
        _await_guard(folders.data())


@contextlib.contextmanager
def running() -> Iterator[dict[str, str]]:
    """Keep the embedded server running for a with-block, and yield the arguments to connect as `app`.

    A process that holds it anyway goes on holding it afterwards.
    """
    outer = bool(_held)
    hold()
    try:
        yield connect_arguments()
    finally:
        if not outer:
            release()


def ensure_started() -> None:
    """Start the embedded server again if it was killed; only a process that called `hold` may call this."""
    if is_embedded():
        _start(our_cluster())


def watch() -> int | None:
    """Return a file descriptor that becomes readable when the embedded server ends.

    None when it is not running, or when `DATABASE_URL` names another one.
    """
    pid = our_cluster().postmaster() if is_embedded() else None
    try:
        return os.pidfd_open(pid) if pid else None
    except ProcessLookupError:
        return None


def _start(ours: Cluster) -> None:
    with _start_lock(ours.data):
        if ours.answers():
            _set_guard(ours, patience=0)
        else:
            _set_guard(ours, patience=0.1)  # first, so that an interrupted start has its guard too
            ours.start()


@contextlib.contextmanager
def _start_lock(folder: Path) -> Iterator[None]:
    lock = _open(folder / "start.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise SetUpFault(f"{path} cannot be opened: {fault.strerror}") from fault


def _forget_after_fork() -> None:
    while _held:
        os.close(_held.pop())


os.register_at_fork(after_in_child=_forget_after_fork)
atexit.register(release)


# --- the guard: stops the server for users who were killed -------------------------------------------

GUARD_LOOKS_EVERY_SECONDS = 0.25
GUARD_LEAVES_WITHIN_SECONDS = 5.0


def _set_guard(ours: Cluster, *, patience: float) -> None:
    """Leave one process behind, free of our terminal and of our death, that ends with the server.

    It inherits our lock on its duty, so there is never a second one, and never a moment without one. Patience
    is for a user who just left and looks whether its guard is gone.
    """
    duty = _open(ours.data / "guard.lock")
    try:
        if not _alone_within(patience, duty):
            return
        command = [
            sys.executable,
            "-m",
            "yuanba.server.postgres",
            str(ours.data),
            str(duty),
        ]
        detach = '"$@" </dev/null >/dev/null 2>&1 &'
        subprocess.run(
            ["/bin/sh", "-c", detach, "sh", *command],
            cwd="/",
            start_new_session=True,
            pass_fds=[duty],
            check=True,
        )
    finally:
        os.close(duty)


def guard(ours: Cluster, duty: int) -> None:
    """Wait until no process uses the embedded server, stop the server, and exit.

    Runs as a process of its own; `duty` is the lock that says so.
    """
    users = _open(ours.data / "users.lock")
    while not _alone_within(0, users):
        time.sleep(GUARD_LOOKS_EVERY_SECONDS)
    with _start_lock(ours.data):
        ours.stop()
    os.close(duty)
    os._exit(
        0
    )  # at once: who was last to leave waits for the duty to be free, and then nobody should be left


def _alone_within(seconds: float, lock: int) -> bool:
    give_up = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up:
                return False
            time.sleep(0.02)
        else:
            return True


def _await_guard(folder: Path) -> None:
    """Let the guard leave first, so that no process is left when we are gone."""
    duty = _open(folder / "guard.lock")
    _alone_within(GUARD_LEAVES_WITHIN_SECONDS, duty)
    os.close(duty)


if __name__ == "__main__":
    guard(Cluster(Path(sys.argv[1])), int(sys.argv[2]))
