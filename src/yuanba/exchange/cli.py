"""``yuanba matters import`` takes over an archive; ``yuanba exchange preview`` tries what others send."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext
from tqdm import tqdm

from yuanba.districts.arguments import file_or_folder
from yuanba.exchange import forms, services, wordings
from yuanba.exchange.services import Imported, outside, preview
from yuanba.exchange.services.preview import Preview
from yuanba.matters import queries
from yuanba.packs import store
from yuanba.packs.load import NoPackInForce
from yuanba.rules.core.actor import operator
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time import span
from yuanba.rules.time.calendar import HERE, day
from yuanba.sheets import decoding, tables
from yuanba.web import dates, entrance

SHOWN_FAULTS = 20
#: Years that a preview can be asked for; packs and calendars know no others.
_YEARS = range(2000, 2101)


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    matters = commands.add_parser("matters", help="import matters")
    verbs = matters.add_subparsers(required=True)
    take = verbs.add_parser("import", help="preview an archive (CSV), or take it over with --commit")
    take.add_argument("file", type=file_or_folder)
    take.add_argument("--district", required=True)
    take.add_argument("--channel", required=True)
    take.add_argument("--commit", action="store_true", help="write; without it nothing is written")
    take.add_argument("--skip-refused", action="store_true", help="write the good rows all the same")
    take.add_argument(
        "--refusals", type=file_or_folder, help="where refused rows go (default: FILE.refused.csv)"
    )
    take.add_argument("--json", action="store_true", help="say the result as JSON")
    take.set_defaults(run=run_import)
    exchange = commands.add_parser("exchange", help="try what other systems send")
    tries = exchange.add_subparsers(required=True)
    look = tries.add_parser("preview", help="print what would be filed of a chat or a table; write nothing")
    source = look.add_mutually_exclusive_group(required=True)
    source.add_argument("--chat", type=file_or_folder, help="a group chat as it was copied (text)")
    source.add_argument("--sheet", type=file_or_folder, help="orders of another platform (Excel, CSV)")
    look.add_argument("--district", required=True)
    look.add_argument("--channel", default="", help="the platform (default: the first of the district)")
    look.add_argument("--area", default="", help="where reports lie that name no place (code of an area)")
    look.add_argument("--now", default="", help="the moment that counts as now (2026-03-02T09:00)")
    look.add_argument("--json", action="store_true", help="say the result as JSON")
    look.set_defaults(run=run_preview)


def run_preview(arguments: argparse.Namespace) -> int:
    """Print what would be filed of a chat or a table, in a transaction in which nothing can be written.

    Returns 0 where it was read, though rows may be at fault, and 2 where it could not be read.
    """
    path: Path = arguments.chat or arguments.sheet
    now = _now(arguments.now)
    if now is None:
        told = gettext("Write a day and a time, such as 2026-03-02T09:00.")
        return _unread("--now", "exchange.bad_moment", told)
    try:
        content = path.read_bytes()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set transaction read only")
            found = _previewed(arguments, content, now)
    except OSError as fault:
        return _unread(str(path), "exchange.no_file", fault.strerror or str(fault))
    except Refused as refusal:
        return _unread(str(path), refusal.code, str(arguments.sentence(refusal)))
    print(json.dumps(_told(found, arguments), ensure_ascii=False))
    return 0


def _now(typed: str) -> datetime | None:
    """The moment that was typed, local time where it names no zone; None where it is none of our years."""
    try:
        moment = dates.moment_of(typed) if typed else entrance.now().astimezone(HERE)
    except (ValueError, span.OutOfRange):
        return None
    return moment if moment.year in _YEARS else None


def _chat_in(content: bytes) -> str:
    """A chat as text; halves of characters, as some programs write emoji, are left for the reader to name."""
    try:
        return content.decode("utf-8-sig", "surrogatepass")
    except UnicodeDecodeError:
        return decoding.decoded(content)


def _previewed(arguments: argparse.Namespace, content: bytes, now: datetime) -> Preview:
    # not `in_force`, which keeps the pack for what will refer to it
    pack = store.shown(arguments.district, day(now))
    if pack is None:
        raise NoPackInForce(district=arguments.district, on=day(now).isoformat())
    home = outside.home_of(arguments.area, queries.whole_district(pack))
    if arguments.chat:
        return preview.of_chat(_chat_in(content), area_code=home.area_code, now=now)
    platforms = [code for code, channel in pack.channels.items() if channel.is_platform]
    channel = arguments.channel or next(iter(platforms), "")
    outside.check_platform(channel, pack)
    return preview.of_orders(content, channel=channel, home=home, now=now)


def _told(found: Preview, arguments: argparse.Namespace) -> dict[str, object]:
    return {
        "cards": [
            {**asdict(card), "said_at": _moment(card.said_at), "due_at": _moment(card.due_at)}
            for card in found.cards
        ],
        "left_out": [
            {"text": text, "why": str(wordings.WHY[why]), "code": why} for text, why in found.left_out
        ],
        "faults": [
            {
                "row": fault.row,
                "column": fault.column,
                "code": fault.refusal.code,
                "text": str(arguments.sentence(fault.refusal)),
            }
            for fault in found.faults
        ],
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(HERE).isoformat() if at else None


def _unread(place: str, code: str, text: str) -> int:
    """Say why nothing could be read."""
    print(json.dumps({"faults": [{"place": place, "code": code, "text": text}]}, ensure_ascii=False))
    return 2


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
