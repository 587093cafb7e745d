"""``yuanba ballot tally`` counts a vote from a file, ``yuanba ballot recount`` checks a finished one.

``yuanba opinions groups`` finds who thinks alike.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from yuanba.ballots import wordings
from yuanba.districts.arguments import file_or_folder
from yuanba.reading import opinion_votes
from yuanba.rules.ballots import ballot_file, counting, results
from yuanba.rules.ballots.results import Result
from yuanba.rules.core import json_text
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.core.refusal import Refused
from yuanba.sheets import decoding

#: A larger file is no vote of a district: 100,000 ballots take about 10 MB.
MOST_MB = 64
SHOWN_FAULTS = 20
LANGUAGES = {"zh": "zh-hans", "en": "en"}


class UnreadFileError(Exception):
    """Raised where a file could not be read, with what is told about it."""

    def __init__(self, *told: Result) -> None:
        super().__init__()
        self.told = told


def add_arguments(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ballot = commands.add_parser("ballot", help="count a vote exactly, or count a finished one again")
    verbs = ballot.add_subparsers(required=True, metavar="VERB")
    tally = verbs.add_parser("tally", help="count a vote by the rule of its law (docs/ballots.md)")
    tally.add_argument("file", type=file_or_folder, help="the vote as yuanba-ballot/1")
    tally.add_argument("--export", type=file_or_folder, help="write vote and result to this new file")
    tally.set_defaults(run=run_tally)
    recount = verbs.add_parser("recount", help="count an exported vote again and compare the result")
    recount.add_argument("file", type=file_or_folder, help="the export of a finished vote")
    recount.set_defaults(run=run_recount)
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
    groups.set_defaults(run=run_groups)
    for verb in (tally, recount, groups):
        verb.add_argument("--json", action="store_true", help="say the result as JSON")
        verb.add_argument("--language", choices=tuple(LANGUAGES), default="zh", help="of the sentences")
        verb.set_defaults(without_database=True)


def run_tally(arguments: argparse.Namespace) -> int:
    """Count a vote and print the result; return 0 where it was counted and 2 where the file has faults."""
    return _answered(arguments, _tallied, wordings.lines)


def run_recount(arguments: argparse.Namespace) -> int:
    """Count an exported vote again; return 1 where the result stored in it says otherwise, 2 for faults."""
    return _answered(arguments, _recounted, wordings.lines)


def run_groups(arguments: argparse.Namespace) -> int:
    """Print groups of opinion in votes on statements; return 2 where the file has faults."""
    return _answered(arguments, _grouped, wordings.opinion_lines)


def _answered(
    arguments: argparse.Namespace,
    work: Callable[[argparse.Namespace], tuple[int, Result]],
    lines: Callable[[Result], Iterator[str]],
) -> int:
    with translation.override(LANGUAGES[arguments.language]):
        try:
            code, result = work(arguments)
        except UnreadFileError as unread:
            return _unread(unread.told, arguments)
        print(json.dumps(result, ensure_ascii=False) if arguments.json else "\n".join(lines(result)))
    return code


def _tallied(arguments: argparse.Namespace) -> tuple[int, Result]:
    document, result = _counted(arguments)
    if arguments.export:
        whole = json.dumps({**ballot_file.readable(document), "result": result}, ensure_ascii=False, indent=1)
        try:
            with arguments.export.open("x", encoding="utf-8") as file:
                file.write(f"{whole}\n")
        except OSError as error:
            raise UnreadFileError(_of_the_system(arguments.export, error)) from error
    return 0, result


def _recounted(arguments: argparse.Namespace) -> tuple[int, Result]:
    document, result = _counted(arguments)
    if "result" not in document:
        raise UnreadFileError(_told(fault("result", "no_result")))
    found = list(results.differences(document["result"], result))
    return int(bool(found)), {**result, "same": not found, "differences": found}


def _counted(arguments: argparse.Namespace) -> tuple[dict[str, object], Result]:
    """Return what the file holds and its count."""
    document, found = _json(_text(arguments.file, arguments.sentence))
    reading = ballot_file.read(document, found)
    if reading.vote is None or not isinstance(document, dict):
        raise UnreadFileError(*map(_told, reading.faults))
    result = results.told(reading.vote, counting.count(reading.vote), wordings.because_sentence)
    return document, {**result, "remarks": [_told(remark) for remark in reading.remarks]}


def _grouped(arguments: argparse.Namespace) -> tuple[int, Result]:
    started = time.monotonic()
    text = _text(arguments.file, arguments.sentence)
    is_table = text.lstrip()[:1] not in ("[", "{", "")
    reading = opinion_votes.read_table(text) if is_table else opinion_votes.read_list(*_json(text))
    if reading.votes is None:
        raise UnreadFileError(*map(_told, reading.faults))
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small matrices; more threads wait for one another
    from yuanba.reading import opinions  # late: numpy costs every other command a fifth of a second

    result = opinions.told(reading.votes)
    return 0, {**result, "seconds": round(time.monotonic() - started, 3)}


def _text(path: Path, sentence: Callable[[Refused], str]) -> str:
    """Return the text of a file in whichever of the known encodings."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_MB * 1_000_000 + 1)
    except OSError as error:
        raise UnreadFileError(_of_the_system(path, error)) from error
    if len(content) > MOST_MB * 1_000_000:
        raise UnreadFileError(_told(fault(str(path), "too_large", most=MOST_MB)))
    try:
        return decoding.decoded(content)
    except Refused as refusal:
        told: Result = {"place": str(path), "code": refusal.code, "text": sentence(refusal)}
        raise UnreadFileError(told) from refusal


def _json(text: str) -> tuple[object, tuple[Fault, ...]]:
    try:
        return json_text.parse(text)
    except json_text.NotJsonError as error:
        raise UnreadFileError(_told(error.fault)) from error


def _of_the_system(path: Path, error: OSError) -> Result:
    return _told(fault(str(path), "no_file", name=error.strerror or type(error).__name__))


def _told(one: Fault) -> Result:
    return {"place": one.place, "code": one.code, "text": wordings.fault_sentence(one)}


def _unread(told: Sequence[Result], arguments: argparse.Namespace) -> int:
    """Say why nothing was counted, every fault of it."""
    if arguments.json:
        print(json.dumps({"faults": list(told)}, ensure_ascii=False))
        return 2
    for one in told[:SHOWN_FAULTS]:
        print(": ".join(filter(None, (str(one["place"]), str(one["text"])))), file=sys.stderr)
    if len(told) > SHOWN_FAULTS:
        more = gettext("… and %(number)s more faults: --json lists them all.")
        print(more % {"number": len(told) - SHOWN_FAULTS}, file=sys.stderr)
    return 2
