"""An installation that lives as long as a bench: its own data folder beside the usual one, its own server."""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from yuanba.server import cluster, folders, postgres

ROOT = Path(__file__).resolve().parent.parent
DISTRICT = "jiangjin"
PORT = int(os.environ.get("BENCH_PORT", "8208"))
#: Each figure is the median of so many runs; the sides of a ratio take turns.
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
OPENS_WITHIN_SECONDS = 60.0

Given = TypeVar("Given")
Found = TypeVar("Found")


@dataclass(frozen=True)
class House:
    """The data folder of a bench, on the same disk as the installation's own."""

    folder: Path
    #: How long what was done before the block took, in seconds.
    took: dict[str, float] = field(default_factory=dict)

    @property
    def cluster(self) -> cluster.Cluster:
        """Its server."""
        return cluster.Cluster(self.folder)

    def run(self, *words: str) -> str:
        """One command of ours; its failure is ours."""
        done = subprocess.run(_command(words), cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"yuanba {' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def serving(self, *words: str, path: str = f"/d/{DISTRICT}/") -> Iterator[int]:
        """The pid of a `yuanba serve` that runs from the first page that opens to the end of the block."""
        with (self.folder / "serve.log").open("ab") as log:
            server = subprocess.Popen(
                _command(("serve", "--port", str(PORT), *words)),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            await_page(f"http://127.0.0.1:{PORT}{path}", server)
            yield server.pid
        finally:
            server.terminate()
            server.wait(60)


def _command(words: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "yuanba.config.command", *words]


def await_page(address: str, server: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + OPENS_WITHIN_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError) as fault:
            if server.poll() is not None or time.monotonic() > give_up:
                raise SystemExit(f"{address} does not open: {fault}") from fault
            time.sleep(0.1)


#: What `yuanba serve` asks of a district's pack: who runs its pages.
SITE = """
[handler]
title = { zh = "测试", en = "A bench" }
contact = { zh = "无", en = "None" }
ground = "pipl_17"

[site]
phone = "12345"
complaints = { zh = "无", en = "None" }
is_internal = true
ground = "pipl_17"
"""


def packs_to_serve(folder: Path) -> Path:
    """Our packs copied to a folder, in which each district says who runs its pages."""
    shutil.copytree(ROOT / "packs", folder)
    for file in folder.glob("*/2*-*.toml"):
        if file.parent.name not in {"base", "calendar"}:
            words = re.sub(r"(?ms)^\[handler\]\n.*?(?=^\[)", "", file.read_text(encoding="utf-8"))
            file.write_text(words + SITE, encoding="utf-8")
    return folder


@contextmanager
def house(*districts: tuple[str, str]) -> Iterator[House]:
    """A fresh installation with these districts (Jiangjin if none is named), removed afterwards.

    Django is set up in this process when the block begins; it reads and writes the new house.
    """
    usual = folders.data()
    for name in [name for name in os.environ if name.startswith("DATABASE_")]:
        del os.environ[name]
    os.environ["YUANBA_DATA"] = str(usual.with_name(f"{usual.name}-bench"))
    os.environ["YUANBA_LIMIT_FILING"] = "1000000000"
    os.environ["YUANBA_SECOND_FACTOR"] = "0"  # whoever measures logs in without a phone
    for kind in ("ADDRESS", "ACCOUNT", "DISTRICT"):
        os.environ[f"YUANBA_LIMIT_{kind}"] = "1000000000"
    os.environ["DJANGO_SETTINGS_MODULE"] = "yuanba.config.settings"
    ours = House(folders.data())
    if ours.folder.exists():
        ours.cluster.stop()
        shutil.rmtree(ours.folder)
    folders.make()
    os.environ.setdefault("YUANBA_PACKS", str(packs_to_serve(ours.folder / "packs")))
    try:
        with postgres.running():
            started = time.monotonic()
            ours.run("upgrade")
            ours.took["upgrade"] = round(time.monotonic() - started, 2)
            for code, name in districts or ((DISTRICT, "江津区"),):
                ours.run("district", "add", code, "--name", name, "--name-en", code.title())
            import django

            django.setup()
            yield ours
            from django.db import connections

            connections.close_all()
    finally:
        shutil.rmtree(ours.folder, ignore_errors=True)


def timed(work: Callable[[Given], Found], given: Given) -> tuple[float, Found]:
    """How long one turn took, in seconds, and what it gave."""
    begun = time.perf_counter()
    found = work(given)
    return time.perf_counter() - begun, found


def medians(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of each figure over the runs."""
    return {name: round(statistics.median(run[name] for run in runs), 4) for name in runs[0]}


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report(bench: str, figures: dict[str, object]) -> None:
    """The figures once more as one line that a program can read."""
    print(json.dumps({"bench": bench, **figures}, ensure_ascii=False), flush=True)
