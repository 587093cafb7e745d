"""The commands ``yuanba backup``, ``yuanba restore`` and ``yuanba backup-key``."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ClassVar

from yuanba.districts.arguments import file_or_folder, number
from yuanba.journal.services import signer
from yuanba.keeping import backup, envelope, keys, operating, restore, shelf, signing, staging
from yuanba.keeping.backup import Manifest
from yuanba.keeping.envelope import Identity, Passphrase, Recipient
from yuanba.keeping.operating import OPERATOR
from yuanba.keeping.signing import ProvenFile
from yuanba.privacy import services as privacy
from yuanba.rules.core.refusal import Refused
from yuanba.server.folders import SetUpFault
from yuanba.web import entrance


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _add_backup(commands)
    _add_restore(commands)
    keys.add_arguments(commands)
    pair = commands.add_parser("backup-key", help="a pair of keys: machines close, only you open")
    pair.add_argument(
        "--out", type=file_or_folder, required=True, help="the private key; the public one ends in .pub"
    )
    pair.set_defaults(run=_with_files(run_pair), without_database=True)


def _add_backup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    made = commands.add_parser("backup", help="everything, or one district, into one encrypted file")
    made.add_argument("--district", dest="only", default="", metavar="CODE", help="this district only")
    place = made.add_mutually_exclusive_group(required=True)
    place.add_argument("--out", type=file_or_folder, help="the file to write")
    place.add_argument("--folder", type=file_or_folder, help="a folder of backups, named by their time")
    made.add_argument(
        "--keep", type=number(1, 100_000), help="with --folder: remove all but the newest so many"
    )
    closed = made.add_mutually_exclusive_group(required=True)
    closed.add_argument(
        "--passphrase-file", type=file_or_folder, help="who knows its first line opens the backup"
    )
    closed.add_argument("--recipient", type=file_or_folder, help="a public key that `yuanba backup-key` made")
    ring = made.add_mutually_exclusive_group(required=True)
    ring.add_argument("--with-keys", action="store_true", help="the key ring goes into the same file")
    ring.add_argument(
        "--keys-to",
        type=file_or_folder,
        help="the key ring goes into a file of its own: with --folder into this folder, else under this name",
    )
    ring.add_argument(
        "--without-keys", action="store_true", help="you keep keys/ yourself, or lose the words"
    )
    made.set_defaults(run=_with_files(run_backup), role="owner")


def _add_restore(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    back = commands.add_parser("restore", help="bring back what a backup holds; never over anything")
    back.add_argument("file", type=file_or_folder)
    back.add_argument("--district", dest="only", default="", metavar="CODE", help="this district only")
    opened = back.add_mutually_exclusive_group(required=True)
    opened.add_argument("--passphrase-file", type=file_or_folder)
    opened.add_argument(
        "--identity", type=file_or_folder, help="the private key that `yuanba backup-key` made"
    )
    signed = back.add_mutually_exclusive_group()
    signed.add_argument(
        "--signer", default="", metavar="KEY", help="who signed it (default: this installation's own key)"
    )
    signed.add_argument(
        "--unsigned", action="store_true", help="it was made before backups were signed; needs its passphrase"
    )
    back.add_argument("--keys", type=file_or_folder, help="the keys, if they were written apart")
    back.add_argument(
        "--erased", type=file_or_folder, help="the folder erased/ of the old data folder, if it is newer"
    )
    back.add_argument("--check", action="store_true", help="only read it to its end and say what it holds")
    back.set_defaults(run=_with_files(run_restore), role="owner")


class KeysNeedFolder(Refused):
    """Raised when a file stands where the keys of every night's backup need a folder."""

    code: ClassVar[str] = "backup.keys_need_folder"


def _with_files(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """A file that is not there, may not be read or does not fit on the disk is told in one line."""

    @wraps(run)
    def told(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except OSError as fault:
            raise SetUpFault(f"{fault.filename or 'the file'}: {fault.strerror or fault}") from fault

    return told


def run_backup(arguments: argparse.Namespace) -> int:
    now, started = entrance.now(), time.monotonic()
    out = arguments.out or arguments.folder / shelf.name(arguments.only, now)
    apart = _keys_place(arguments, out) if arguments.keys_to else arguments.with_keys
    closing: Passphrase | Recipient
    if arguments.passphrase_file:
        closing = envelope.passphrase(arguments.passphrase_file)
    else:
        closing = envelope.recipient(arguments.recipient.read_text())
    size = backup.make(out=out, closing=closing, only=arguments.only, keys=apart, now=now, tell=_tell)
    where = "apart" if isinstance(apart, Path) else "inside" if apart else "none"
    scope = arguments.only or "installation"
    operating.in_each(
        lambda row: privacy.note_backup(
            actor=OPERATOR, scope=scope, keys=where, size=size, now=entrance.now()
        ),
        only=arguments.only,
    )
    print(f"{out}  {size / 1e6:.1f} MB  {time.monotonic() - started:.1f} s")
    print(f"Signed by {signer.public_key()}: note it with the passphrase; a restore elsewhere asks for it.")
    if apart is True:
        print("The key ring is inside: whoever opens this file can read every sealed word in it.")
    elif apart:
        print(f"The key ring is in {apart}: keep it apart, and keep it.")
    else:
        print("The key ring is NOT in it: without a copy of keys/ sealed words are lost.", file=sys.stderr)
    if arguments.folder and arguments.keep:
        for folder in {arguments.folder, *([apart.parent] if isinstance(apart, Path) else [])}:
            for file in shelf.prune(folder, only=arguments.only, keep=arguments.keep, now=now):
                print(f"removed {file}")
    return 0


def _keys_place(arguments: argparse.Namespace, out: Path) -> Path:
    """The file of the keys: with --folder always in a folder, on the first night as on every later one."""
    place: Path = arguments.keys_to
    if arguments.folder and place.exists() and not place.is_dir():
        raise KeysNeedFolder(file=str(place))
    return place / out.with_suffix(".keys").name if arguments.folder or place.is_dir() else place


def run_restore(arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    file = _proven(arguments, arguments.file)
    if arguments.check:
        manifest, _keys = staging.check(file)
        _show(manifest)
        return 0
    apart = staging.read_keys(_proven(arguments, arguments.keys)) if arguments.keys else {}
    if arguments.erased and not arguments.erased.is_dir():
        raise SetUpFault(f"{arguments.erased}: not a folder")
    brought = restore.RestoreExtras(apart=apart, erased=arguments.erased)
    now = entrance.now()
    if arguments.only:
        only = arguments.only
        manifest = restore.district(file, only=only, brought=brought, now=now, tell=_tell)
    else:
        manifest = restore.whole(file, brought=brought, now=now, tell=_tell)
    _show(manifest)
    print(f"restored in {time.monotonic() - started:.1f} s: rows counted, journal sound, everything opens")
    return 0


def _proven(arguments: argparse.Namespace, file: Path) -> ProvenFile:
    """A file whose signer is the one that the operator names; read to its end, but not opened."""
    opening: Passphrase | Identity
    if arguments.passphrase_file:
        opening = envelope.passphrase(arguments.passphrase_file)
    else:
        opening = envelope.identity(arguments.identity.read_text())
    if arguments.unsigned:
        return signing.vouch(file, opening)
    return signing.prove(file, opening, by=arguments.signer.strip().lower())


def run_pair(arguments: argparse.Namespace) -> int:
    private, public = envelope.new_identity()
    handle = os.open(arguments.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"{private}\n")
    place = arguments.out.with_name(f"{arguments.out.name}.pub")
    place.write_text(f"{public}\n")
    print(f"{arguments.out}: opens backups; take it off this machine, and keep two copies")
    print(f"{place}: closes them")
    return 0


def _show(manifest: Manifest) -> None:
    print(f"{manifest.scope}, made {manifest.made_at} by Yuanba {manifest.version}, keys {manifest.keys}")
    for part in manifest.districts:
        rows = manifest.counts[part.schema]
        print(f"  {part.code:<16} {part.name:<10} {sum(rows.values()):>9} rows in {len(rows)} tables")


def _tell(step: str) -> None:
    print(f"  {step}", file=sys.stderr, flush=True)
