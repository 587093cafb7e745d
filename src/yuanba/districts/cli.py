"""The commands ``yuanba district add|list|faults`` and ``yuanba upgrade``."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from yuanba.districts import dates, queries, services
from yuanba.districts.arguments import one_line
from yuanba.districts.services import isolating


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    upgrade = commands.add_parser("upgrade", help="migrate every district to this version")
    upgrade.set_defaults(run=run_upgrade, role="owner")
    district = commands.add_parser("district", help="add or list districts; what is at fault in them")
    verbs = district.add_subparsers(required=True)
    add = verbs.add_parser("add", help="open a district")
    add.add_argument("code")
    add.add_argument("--name", type=one_line(80), required=True, help="its name in Chinese")
    add.add_argument("--name-en", type=one_line(80), required=True)
    add.set_defaults(run=run_add, role="owner")
    listing = verbs.add_parser("list", help="the districts of this installation")
    listing.set_defaults(run=run_list)
    faults = verbs.add_parser("faults", help="what is set aside or passed over, and dates beyond the range")
    faults.add_argument("--json", action="store_true")
    faults.add_argument("--retry", action="store_true", help="try everything again at the next round")
    faults.add_argument("--mend-dates", metavar="CODE", help="put the edge of the range in their place")
    faults.set_defaults(run=run_faults)


def run_upgrade(arguments: argparse.Namespace) -> int:
    services.upgrade(tell=lambda schema: print(f"  migrate {schema}", file=sys.stderr))
    return 0


def run_add(arguments: argparse.Namespace) -> int:
    row = services.add(
        code=arguments.code,
        name=arguments.name,
        name_en=arguments.name_en,
        at=datetime.now(UTC),
    )
    print(f"{row.code}  {row.name}  /d/{row.code}/")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    for row in queries.districts():
        state = "ok" if row.head == queries.code_head() else "needs `yuanba upgrade`"
        print(f"{row.code:<20} {row.name:<12} {row.head} {state}")
    return 0


def run_faults(arguments: argparse.Namespace) -> int:
    """Print what is at fault while the rest goes on; return 1 if anything is."""
    if arguments.mend_dates:
        row = queries.district(arguments.mend_dates)
        if row is None:
            print(f"yuanba: no district {arguments.mend_dates!r}", file=sys.stderr)
            return 2
        count = dates.mend(row.schema_name, tell=print)
        print(f"{row.code}: {count} dates mended", file=sys.stderr)
        return 0
    if arguments.retry:
        count = isolating.retry_now()
        print(f"{count} things are tried again at once", file=sys.stderr)
    found = queries.faults()
    if arguments.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, default=str))
    else:
        for one in found:
            tried = f"  {one.tries} tries, next {one.retry_at:%Y-%m-%d %H:%M:%S %Z}" if one.retry_at else ""
            print(f"{one.district:<16} {one.part} {one.key}: {one.fault}{tried}")
        print("all is well" if not found else f"{len(found)} at fault", file=sys.stderr)
    return 1 if found else 0
