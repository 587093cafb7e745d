"""``yuanba opinions groups`` finds who thinks alike, from votes on statements."""

from __future__ import annotations

import argparse
import os
import time

from yuanba.districts.arguments import file_or_folder
from yuanba.opinions import wordings
from yuanba.reading import opinion_votes
from yuanba.sheets import file_commands
from yuanba.sheets.file_commands import Answer, UnreadFileError


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    opinions = commands.add_parser("opinions", help="what people think alike on")
    groups = opinions.add_subparsers(required=True, metavar="VERB").add_parser(
        "groups", help="groups of opinion, what each says and what all share (docs/opinions.md)"
    )
    groups.add_argument(
        "--votes",
        dest="file",
        type=file_or_folder,
        required=True,
        help="participants-votes.csv or votes.json as Polis exports them",
    )
    file_commands.add_answering(groups, run_groups)


def run_groups(arguments: argparse.Namespace) -> int:
    """Print groups of opinion in votes on statements; return 2 where the file has faults."""
    return file_commands.answered(arguments, _grouped, lines=wordings.lines, sentences=wordings.FAULTS)


def _grouped(arguments: argparse.Namespace) -> tuple[int, Answer]:
    started = time.monotonic()
    text = file_commands.text_of(arguments.file)
    is_table = text.lstrip()[:1] not in ("[", "{", "")
    reading = (
        opinion_votes.read_table(text) if is_table else opinion_votes.read_list(*file_commands.json_of(text))
    )
    if reading.votes is None:
        raise UnreadFileError(*reading.faults)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices; more threads wait for one another
    from yuanba.reading import opinions  # late: numpy costs every other command a fifth of a second

    result = opinions.told(reading.votes)
    return 0, {**result, "seconds": round(time.monotonic() - started, 3)}
