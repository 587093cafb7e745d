"""The commands ``yuanba district add``, ``yuanba district list`` and ``yuanba upgrade``."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from yuanba.districts import queries, services


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    upgrade = commands.add_parser("upgrade", help="migrate every district to this version")
    upgrade.set_defaults(run=run_upgrade, role="owner")
    district = commands.add_parser("district", help="add or list districts")
    verbs = district.add_subparsers(required=True)
    add = verbs.add_parser("add", help="open a district")
    add.add_argument("code")
    add.add_argument("--name", required=True, help="its name in Chinese")
    add.add_argument("--name-en", required=True)
    add.set_defaults(run=run_add, role="owner")
    listing = verbs.add_parser("list", help="the districts of this installation")
    listing.set_defaults(run=run_list)


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
