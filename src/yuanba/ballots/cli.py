"""``yuanba ballot tally`` counts a vote from a file, ``yuanba ballot recount`` checks a finished one."""

from __future__ import annotations

import argparse
import json

from yuanba.ballots import wordings
from yuanba.districts.arguments import file_or_folder
from yuanba.rules.ballots import ballot_file, counting, results
from yuanba.rules.ballots.results import Result
from yuanba.rules.core.fault import fault
from yuanba.sheets import file_commands
from yuanba.sheets.file_commands import UnreadFileError


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ballot = commands.add_parser("ballot", help="count a vote exactly, or count a finished one again")
    verbs = ballot.add_subparsers(required=True, metavar="VERB")
    tally = verbs.add_parser("tally", help="count a vote by the rule of its law (docs/ballots.md)")
    tally.add_argument("file", type=file_or_folder, help="the vote as yuanba-ballot/1")
    tally.add_argument("--export", type=file_or_folder, help="write vote and result to this new file")
    file_commands.add_answering(tally, run_tally)
    recount = verbs.add_parser("recount", help="count an exported vote again and compare the result")
    recount.add_argument("file", type=file_or_folder, help="the export of a finished vote")
    file_commands.add_answering(recount, run_recount)


def run_tally(arguments: argparse.Namespace) -> int:
    """Count a vote and print the result; return 0 where it was counted and 2 where the file has faults."""
    return file_commands.answered(arguments, _tallied, lines=wordings.lines, sentences=wordings.FAULTS)


def run_recount(arguments: argparse.Namespace) -> int:
    """Count an exported vote again; return 1 where the result stored in it says otherwise, 2 for faults."""
    return file_commands.answered(arguments, _recounted, lines=wordings.lines, sentences=wordings.FAULTS)


def _tallied(arguments: argparse.Namespace) -> tuple[int, Result]:
    document, result = _counted(arguments)
    if arguments.export:
        whole = json.dumps({**ballot_file.readable(document), "result": result}, ensure_ascii=False, indent=1)
        try:
            with arguments.export.open("x", encoding="utf-8") as file:
                file.write(f"{whole}\n")
        except OSError as error:
            raise file_commands.of_the_system(arguments.export, error) from error
    return 0, result


def _recounted(arguments: argparse.Namespace) -> tuple[int, Result]:
    document, result = _counted(arguments)
    if "result" not in document:
        raise UnreadFileError(fault("result", "no_result"))
    found = list(results.differences(document["result"], result))
    return int(bool(found)), {**result, "same": not found, "differences": found}


def _counted(arguments: argparse.Namespace) -> tuple[dict[str, object], Result]:
    """Return what the file holds and its count."""
    document, found = file_commands.json_of(file_commands.text_of(arguments.file))
    reading = ballot_file.read(document, found)
    if reading.vote is None or not isinstance(document, dict):
        raise UnreadFileError(*reading.faults)
    result = results.told(reading.vote, counting.count(reading.vote), wordings.because_sentence)
    remarks = [file_commands.told(one, wordings.FAULTS) for one in reading.remarks]
    return document, {**result, "remarks": remarks}
