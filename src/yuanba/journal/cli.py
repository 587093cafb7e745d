"""The commands ``yuanba journal verify`` and ``yuanba journal checkpoint``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys

from django.db import connection, transaction

from yuanba.districts.arguments import file_or_folder
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries, services
from yuanba.journal.queries import verify
from yuanba.journal.services import checkpoint, signer
from yuanba.web import entrance


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    journal = commands.add_parser("journal", help="verify the journal, sign checkpoints")
    verbs = journal.add_subparsers(required=True)
    check = verbs.add_parser("verify", help="find what was altered, inserted, removed, reordered")
    check.add_argument("--district", required=True)
    check.add_argument("--checkpoint", type=file_or_folder, help="a published checkpoint to compare with")
    check.add_argument("--key", help="the public key to trust (default: this installation's)")
    check.add_argument("--erased", action="store_true", help="also list erased texts: where, by whom, when")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_verify)
    point = verbs.add_parser("checkpoint", help="sign how far the journal has come")
    point.add_argument("--district", required=True)
    point.add_argument("--out", type=file_or_folder, help="write to a file instead of the screen")
    point.set_defaults(run=run_checkpoint)


def run_verify(arguments: argparse.Namespace) -> int:
    district: DistrictRow = arguments.row
    until = None
    if arguments.checkpoint:
        trusted = arguments.key or signer.public_key()
        stated = checkpoint.parse(arguments.checkpoint.read_text(), trusted=trusted)
        if stated.district != district.code:
            raise checkpoint.BadCheckpoint
        until = verify.Until(position=stated.position, running=bytes.fromhex(stated.running))
    with transaction.atomic(), connection.cursor() as cursor:
        # one picture of the journal, however long the check takes
        cursor.execute("set transaction isolation level repeatable read, read only")
        found = list(verify.findings(until=until))
        erased = list(verify.erased_words())
        counts = queries.counts()
    if arguments.json:
        rows = [dataclasses.asdict(finding) for finding in found]
        gone = [{"place": one.place, "by": one.by, "at": one.at.isoformat()} for one in erased]
        print(json.dumps({**counts, "findings": rows, "erased": gone}, ensure_ascii=False))
    else:
        for finding in found:
            print(f"{finding.code}: {finding.place}")
        for one in erased if arguments.erased else []:
            print(f"words_erased: {one.place} by {one.by} at {one.at.isoformat(timespec='seconds')}")
        verdict = "sound" if not found else f"{len(found)} findings"
        told = f"{counts['entries']} entries, {len(erased)} texts erased, {verdict}"
        print(f"{district.code}: {told}", file=sys.stderr)
    return 1 if found else 0


def run_checkpoint(arguments: argparse.Namespace) -> int:
    district: DistrictRow = arguments.row
    services.number()
    last = queries.last_position()
    signed = checkpoint.sign(
        district=district.code,
        position=last.position if last else 0,
        running=last.running if last else bytes(32),
        at=entrance.now(),
    )
    text = json.dumps(dataclasses.asdict(signed), indent=1) + "\n"
    if arguments.out:
        arguments.out.write_text(text)
    else:
        print(text, end="")
    return 0
