"""``yuanba district add|list``, ``yuanba keys rotate|list|status`` and ``yuanba upgrade``."""

from __future__ import annotations

import argparse
import sys

from yuanba.districts import entrance, queries, ring, rotation, services
from yuanba.districts.ring import Cipher


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
    keys = commands.add_parser("keys", help="the key ring: rotate, list, status")
    verbs = keys.add_subparsers(required=True)
    rotate = verbs.add_parser("rotate", help="new key, everything sealed anew, end of the old key")
    rotate.add_argument("--cipher", type=Cipher, choices=list(Cipher), help="seal with this from now on")
    rotate.set_defaults(run=run_rotate)
    names = verbs.add_parser("list", help="the keys on the ring")
    names.set_defaults(run=run_keys, without_database=True)
    status = verbs.add_parser("status", help="how much each key sealed, and whether all of it opens")
    status.set_defaults(run=run_keys_status)


def run_upgrade(arguments: argparse.Namespace) -> int:
    services.upgrade(tell=lambda schema: print(f"  migrate {schema}", file=sys.stderr))
    return 0


def run_add(arguments: argparse.Namespace) -> int:
    row = services.add(
        code=arguments.code,
        name=arguments.name,
        name_en=arguments.name_en,
        at=entrance.now(),
    )
    print(f"{row.code}  {row.name}  /d/{row.code}/")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    for row in queries.districts():
        state = "ok" if row.head == queries.code_head() else "needs `yuanba upgrade`"
        print(f"{row.code:<20} {row.name:<12} {row.head} {state}")
    return 0


def run_rotate(arguments: argparse.Namespace) -> int:
    ended = rotation.rotate(
        now=entrance.now(),
        cipher=arguments.cipher,
        tell=lambda step: print(f"  {step}", file=sys.stderr, flush=True),
    )
    print(f"{ring.load().current} seals; ended: {', '.join(ended)}")
    return 0


def run_keys(arguments: argparse.Namespace) -> int:
    if not ring.path().exists():
        print(f"no key ring yet at {ring.path()}", file=sys.stderr)
        return 1
    found = ring.load()
    for name in found.names(""):
        state = found.cipher.value if name == found.current else "older, waits for `yuanba keys rotate`"
        print(f"{name}  {found.made.get(name) or 'first':<32}  {state}")
    for code, brought in found.districts.items():
        for name in brought.keys:
            print(f"{name}  brought by {code:<22}  waits for `yuanba keys rotate`")
    return 0


def run_keys_status(arguments: argparse.Namespace) -> int:
    """Says 1 where something does not open: a key is missing, or a value was altered."""
    found = ring.load()
    known = {found.current} | found.older()
    for name, count in sorted(rotation.references().items()):
        state = "current" if name == found.current else "older" if name in known else "MISSING"
        print(f"{name}  {state:<8} {count:>9} values and files")
    broken = rotation.broken()
    print("\n".join(f"does not open: {place}" for place in broken) or "everything opens")
    return 1 if broken else 0
