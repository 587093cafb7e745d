"""``yuanba matters import``: preview an archive of old messages, then import it."""

from __future__ import annotations

import argparse
import json
import sys
import time
from datetime import datetime
from pathlib import Path

from tqdm import tqdm

from yuanba.exchange import forms, services
from yuanba.exchange.services import Imported
from yuanba.rules.core.actor import operator
from yuanba.sheets import tables
from yuanba.web import entrance

SHOWN_FAULTS = 20


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    matters = commands.add_parser("matters", help="import matters")
    verbs = matters.add_subparsers(required=True)
    take = verbs.add_parser("import", help="preview an archive (CSV), or take it over with --commit")
    take.add_argument("file", type=Path)
    take.add_argument("--district", required=True)
    take.add_argument("--channel", required=True)
    take.add_argument("--commit", action="store_true", help="write; without it nothing is written")
    take.add_argument("--skip-refused", action="store_true", help="write the good rows all the same")
    take.add_argument("--refusals", type=Path, help="where refused rows go (default: FILE.refused.csv)")
    take.add_argument("--json", action="store_true", help="say the result as JSON")
    take.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Check every row of an archive, then import the good rows if none is bad or bad ones may be skipped.

    Prints the result and returns the exit code.
    """
    started = time.monotonic()
    now = entrance.now()
    try:
        file = arguments.file.open("rb")
    except OSError as fault:
        print(f"yuanba: {arguments.file}: {fault.strerror}", file=sys.stderr)
        return 2
    with file:
        headings, rows = forms.archive(file, channel=arguments.channel, now=now)
        good: list[Imported] = []
        refused: list[tables.RefusedRow] = []
        for row in tqdm(rows, desc="read", unit=" rows", disable=None):
            if isinstance(row, tables.RefusedRow):
                refused.append(row)
            else:
                good.append(row)
    _show(refused, arguments)
    write = arguments.commit and (arguments.skip_refused or not refused)
    accepted = _take(good, arguments, now) if write else 0
    refusals = _keep(headings, refused, arguments) if write and refused else ""
    seconds = time.monotonic() - started
    result = {
        "file": arguments.file.name,
        "district": arguments.district,
        "read": len(good) + len(refused),
        "accepted": accepted if write else len(good),
        "refused": len(refused),
        "written": accepted,
        "refusals": refusals,
        "seconds": round(seconds, 3),
        "rows_per_second": round((len(good) + len(refused)) / seconds),
    }
    if arguments.json:
        result["faults"] = [fault for row in refused for fault in _faults(row, arguments)]
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(_summary(result, write=write, commit=arguments.commit), file=sys.stderr)
    return 0 if write or not (arguments.commit or refused) else 1


def _take(good: list[Imported], arguments: argparse.Namespace, now: datetime) -> int:
    with tqdm(total=len(good), desc="write", unit=" rows", disable=None) as bar:
        return services.import_archive(
            actor=operator("cli"),
            rows=good,
            channel=arguments.channel,
            now=now,
            tell=bar.update,
        )


def _faults(row: tables.RefusedRow, arguments: argparse.Namespace) -> list[dict[str, object]]:
    return [
        {
            "row": fault.row,
            "column": fault.column,
            "code": fault.refusal.code,
            "fault": str(arguments.sentence(fault.refusal)),
        }
        for fault in row.faults
    ]


def _show(refused: list[tables.RefusedRow], arguments: argparse.Namespace) -> None:
    faults = [fault for row in refused for fault in _faults(row, arguments)]
    for fault in faults[:SHOWN_FAULTS]:
        print(f"第 {fault['row']} 行 {fault['column']}: {fault['fault']}", file=sys.stderr)
    if len(faults) > SHOWN_FAULTS:
        print(f"… 另有 {len(faults) - SHOWN_FAULTS} 处", file=sys.stderr)


def _keep(headings: tuple[str, ...], refused: list[tables.RefusedRow], arguments: argparse.Namespace) -> str:
    path: Path = arguments.refusals or arguments.file.with_suffix(".refused.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        tables.write_refused(file, headings, refused)
    return str(path)


def _summary(result: dict[str, object], *, write: bool, commit: bool) -> str:
    counts = f"读取 {result['read']}，可导入 {result['accepted']}，不可导入 {result['refused']}"
    if write:
        pace = f"{result['seconds']} 秒，每秒 {result['rows_per_second']} 行"
        return f"{counts}；已写入 {result['written']}，{pace}"
    if commit:
        return f"{counts}；什么都没有写入。改好后重试，或加 --skip-refused 只导入好的行"
    return f"{counts}；这是预览，什么都没有写入。加 --commit 导入"
