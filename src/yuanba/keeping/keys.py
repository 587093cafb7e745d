"""The commands ``yuanba keys rotate``, ``list`` and ``status`` for the encryption keys of an installation."""

from __future__ import annotations

import argparse
import sys

from yuanba.keeping import operating
from yuanba.privacy import services as privacy
from yuanba.sealing import ring_file, rotation
from yuanba.sealing.ring import Cipher
from yuanba.web import entrance


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    keys = commands.add_parser("keys", help="the key ring: rotate, list, status")
    verbs = keys.add_subparsers(required=True)
    rotate = verbs.add_parser("rotate", help="new key, everything sealed anew, end of the old key")
    rotate.add_argument("--cipher", type=Cipher, choices=list(Cipher), help="seal with this from now on")
    rotate.set_defaults(run=run_rotate)
    names = verbs.add_parser("list", help="the keys on the ring")
    names.set_defaults(run=run_keys, without_database=True)
    status = verbs.add_parser("status", help="how much each key sealed, and whether all of it opens")
    status.set_defaults(run=run_keys_status)


def run_rotate(arguments: argparse.Namespace) -> int:
    ended: list[str] = []
    try:
        ended = rotation.rotate(
            now=entrance.now(),
            cipher=arguments.cipher,
            tell=lambda step: print(f"  {step}", file=sys.stderr, flush=True),
        )
    except rotation.StillInUse:
        _record(ended)  # the new key seals from now on
        raise
    _record(ended)
    print(f"{ring_file.load().current} seals; ended: {', '.join(ended)}")
    return 0


def _record(ended: list[str]) -> None:
    found = ring_file.load()
    operating.in_each(
        lambda row: privacy.note_rotation(
            actor=operating.OPERATOR,
            current=found.current,
            cipher=found.cipher.value,
            ended=ended,
            now=entrance.now(),
        )
    )


def run_keys(arguments: argparse.Namespace) -> int:
    if not ring_file.path().exists():
        print(f"no key ring yet at {ring_file.path()}", file=sys.stderr)
        return 1
    found = ring_file.load()
    for name in found.names(""):
        state = found.cipher.value if name == found.current else "older, waits for `yuanba keys rotate`"
        print(f"{name}  {found.made.get(name) or 'first':<32}  {state}")
    for code, brought in found.districts.items():
        for name in brought.keys:
            print(f"{name}  brought by {code:<22}  waits for `yuanba keys rotate`")
    return 0


def run_keys_status(arguments: argparse.Namespace) -> int:
    """Print each key's number of values and files, and all undecryptable values; return 1 if there are any.

    Then a key is missing, or a value was altered.
    """
    found = ring_file.load()
    known = {found.current} | found.older()
    for name, count in sorted(rotation.references().items()):
        state = "current" if name == found.current else "older" if name in known else "MISSING"
        print(f"{name}  {state:<8} {count:>9} values and files")
    broken = rotation.broken()
    print("\n".join(f"does not open: {place}" for place in broken) or "everything opens")
    return 1 if broken else 0
