"""Kill everything while residents file, and count afterwards.

    python -m bench.kill [--kills 30] [--clients 8] [--seed 1]

Starts `yuanba serve --with-worker` on a data folder of its own, files matters from several clients that
repeat each request under its Idempotency-Key until it is acknowledged, and meanwhile kills (-9) a web worker,
the web server, the job worker, the database or one of its connections at random. At the end: every
acknowledged receipt exists once with the words that were sent under its key, no key has two matters, the
journal verifies, and no process is left.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import secrets
import shutil
import signal
import socket
import string
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from psycopg import sql

from bench.house import packs_to_serve
from yuanba.server import cluster

ROOT = Path(__file__).resolve().parent.parent
DISTRICT = "jiangjin"
MARK = re.compile(r"[a-z]{20}")
COMES_BACK_WITHIN_SECONDS = 60.0
#: One address files far more here than residents would.
LIMITLESS = {f"YUANBA_LIMIT_{kind}": "1000000" for kind in ("FILING", "ADDRESS", "ACCOUNT", "DISTRICT")}
REQUEST_SECONDS = 10.0
REPEATED_AFTER_ACKNOWLEDGEMENT = 0.2


class Broken(Exception):  # noqa: N818
    """A promise was not kept."""


@dataclass
class Town:
    """One installation under attack, and what its clients were told."""

    folder: Path
    port: int
    supervisor: subprocess.Popen[bytes] | None = None
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    #: What was acknowledged: the mark in the words → the receipt.
    receipts: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    failed_tries: int = 0

    @property
    def packs(self) -> Path:
        """The packs that it serves by."""
        return self.folder / "packs"

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "YUANBA_"))
        }
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return {**kept, "YUANBA_DATA": str(self.folder), "YUANBA_PACKS": str(self.packs), **LIMITLESS}

    def run(self, *words: str) -> str:
        """One command of ours; its failure is ours."""
        done = subprocess.run(
            [sys.executable, "-m", "yuanba.config.command", *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Broken(f"yuanba {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def acknowledged(self) -> int:
        with self.lock:
            return len(self.receipts)


# --- residents ---------------------------------------------------------------------------------------


def resident(town: Town, seed: int) -> None:
    """File one matter after another; repeat each until it is acknowledged, and now and then once more."""
    chance = random.Random(seed)
    secret = secrets.token_urlsafe(24)
    while not town.over.is_set():
        mark = "".join(chance.choices(string.ascii_lowercase, k=20))
        key = secrets.token_hex(16)
        receipt = _until_acknowledged(town, key, secret, mark)
        if receipt is None:
            return
        with town.lock:
            town.receipts[mark] = receipt
        if chance.random() < REPEATED_AFTER_ACKNOWLEDGEMENT:
            again = _until_acknowledged(town, key, secret, mark)
            if again not in (None, receipt):
                with town.lock:
                    town.faults.append(f"the key of {receipt} gave {again} when it was used again")


def _until_acknowledged(town: Town, key: str, secret: str, mark: str) -> str | None:
    pause = 0.05
    while not town.over.is_set():
        try:
            return _file(town.port, key, secret, mark)
        except urllib.error.HTTPError as fault:
            said = fault.read().decode(errors="replace")
            if fault.code < 500 and fault.code not in (409, 425, 429):
                with town.lock:
                    town.faults.append(f"{fault.code}: {said[:300]}")
                return None
        except (OSError, ValueError, http.client.HTTPException):
            pass
        with town.lock:
            town.failed_tries += 1
        town.over.wait(pause)
        pause = min(pause * 2, 1.0)
    return None


def _file(port: int, key: str, secret: str, mark: str) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/d/{DISTRICT}/api/v1/matters",
        data=json.dumps({"text": f"楼道的灯不亮，标记 {mark}", "place": "河边小区三栋"}).encode(),
        headers={"Content-Type": "application/json", "Idempotency-Key": key, "X-Client-Secret": secret},
    )
    with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as response:
        return str(json.load(response)["receipt"])


# --- the killer --------------------------------------------------------------------------------------


def children_of(parent: int) -> dict[int, str]:
    """The living children of a process with their commands."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state, its_parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_parent) == parent and state != "Z":
            found[int(entry.name)] = command
    return found


def _victims(town: Town) -> dict[str, list[int]]:
    assert town.supervisor
    parts = children_of(town.supervisor.pid)
    web = [pid for pid, command in parts.items() if " granian " in command]
    postmaster = cluster.Cluster(town.folder).postmaster()
    backends = children_of(postmaster) if postmaster else {}
    return {
        "web worker": [pid for master in web for pid in children_of(master)],
        "web server": web,
        "job worker": [pid for pid, command in parts.items() if command.rstrip().endswith(" work")],
        "database": [postmaster] if postmaster else [],
        "connection": [pid for pid, command in backends.items() if f" {cluster.APP} " in command],
    }


def attack(town: Town, kills: int, clients: int, chance: random.Random) -> Counter[str]:
    """Kill one after another; each time residents must be acknowledged anew before the next.

    Each client may have had one acknowledgement under way, so one more than there are clients is new.
    """
    killed: Counter[str] = Counter()
    while killed.total() < kills:
        time.sleep(chance.uniform(0.05, 0.6))
        kind, pids = chance.choice(sorted(_victims(town).items()))
        if not pids:
            continue
        before = town.acknowledged()
        try:
            os.kill(chance.choice(pids), signal.SIGKILL)
        except ProcessLookupError:
            continue
        killed[kind] += 1
        _next_acknowledged(town, before + clients, f"no filing after a {kind} was killed")
        if town.faults:
            break
    return killed


def _next_acknowledged(town: Town, before: int, otherwise: str) -> None:
    _wait(lambda: town.acknowledged() > before or bool(town.faults), otherwise)


def _wait(is_so: Callable[[], bool], otherwise: str, seconds: float = COMES_BACK_WITHIN_SECONDS) -> None:
    give_up = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > give_up:
            raise Broken(otherwise)
        time.sleep(0.02)


# --- the count ---------------------------------------------------------------------------------------


def count(town: Town) -> int:
    """Compare what residents were told with what the database holds; says how many matters there are."""
    server = cluster.Cluster(town.folder)
    _wait(server.answers, "the database does not come back")
    with server.connect(cluster.SUPERUSER) as connection:
        row = connection.execute(
            "select schema_name from districts_district where code = %s", [DISTRICT]
        ).fetchone()
        assert row
        table = sql.Identifier(row[0], "matters_matter")
        stored = connection.execute(sql.SQL("select receipt, text from {}").format(table)).fetchall()
    connection.close()
    held: dict[str, list[str]] = {}
    for receipt, text in stored:
        found = MARK.search(text)
        if found is None:
            raise Broken(f"{receipt} has lost its mark: {text!r}")
        held.setdefault(found[0], []).append(receipt)
    twice = {mark: receipts for mark, receipts in held.items() if len(receipts) > 1}
    lost = {mark: receipt for mark, receipt in town.receipts.items() if held.get(mark) != [receipt]}
    if twice:
        raise Broken(f"{len(twice)} keys with two matters: {list(twice.items())[:3]}")
    if lost:
        raise Broken(f"{len(lost)} acknowledged receipts are lost: {list(lost.items())[:3]}")
    return len(stored)


def left(folder: Path) -> list[str]:
    """Commands of living processes that name the folder or work in it."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            named = f"YUANBA_DATA={folder}".encode() in (entry / "environ").read_bytes().split(b"\0")
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        if state != "Z" and (named or str(folder) in command):
            found.append(command)
    return found


# --- the whole story ---------------------------------------------------------------------------------


@contextmanager
def _town() -> Iterator[Town]:
    folder = Path(tempfile.mkdtemp(prefix="yuanba-kill-", dir="/tmp"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    town = Town(folder, port)
    packs_to_serve(town.packs)
    try:
        yield town
    finally:
        town.over.set()
        if town.supervisor is not None and town.supervisor.poll() is None:
            town.supervisor.kill()
            town.supervisor.wait()
            _wait(lambda: not left(folder), "processes outlive a killed supervisor", 15)
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a story came to."""

    kills: dict[str, int]
    acknowledged: int
    stored: int
    failed_tries: int
    seconds: float


def run(*, kills: int, clients: int, seed: int) -> Figures:
    """Play the story and give its figures; `Broken` names the promise that was not kept."""
    with _town() as town:
        town.run("upgrade")
        town.run("district", "add", DISTRICT, "--name", "江津区", "--name-en", "Jiangjin")
        words = ["serve", "--with-worker", "--port", str(town.port)]
        with (town.folder / "serve.log").open("wb") as log:
            town.supervisor = subprocess.Popen(
                [sys.executable, "-m", "yuanba.config.command", *words],
                env=town.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        residents = [threading.Thread(target=resident, args=(town, seed * 1000 + n)) for n in range(clients)]
        for one in residents:
            one.start()
        begun = time.monotonic()
        try:
            _next_acknowledged(town, 0, "nobody can file")
            killed = attack(town, kills, clients, random.Random(seed))
        except Broken as broken:
            raise Broken(
                f"{broken}\n{(town.folder / 'serve.log').read_text(errors='replace')[-3000:]}"
            ) from broken
        finally:
            town.over.set()
            for one in residents:
                one.join()
        seconds = time.monotonic() - begun
        if town.faults:
            raise Broken("\n".join(town.faults[:5]))
        matters = count(town)
        town.run("journal", "verify", "--district", DISTRICT)
        town.supervisor.terminate()
        town.supervisor.wait(30)
        if remaining := left(town.folder):
            raise Broken("processes are left: " + "; ".join(remaining))
        return Figures(
            kills=dict(sorted(killed.items())),
            acknowledged=len(town.receipts),
            stored=matters,
            failed_tries=town.failed_tries,
            seconds=round(seconds, 1),
        )


def main() -> int:
    """Say what happened; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    try:
        figures = run(kills=arguments.kills, clients=arguments.clients, seed=arguments.seed)
    except Broken as broken:
        print(f"BROKEN: {broken}", file=sys.stderr)
        return 1
    print(json.dumps(asdict(figures), ensure_ascii=False, indent=1))
    print("kept: every acknowledged receipt, no duplicate, a journal that verifies, no process left")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
