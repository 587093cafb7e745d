"""Commands that read one file: its text or its JSON, all its faults in sentences, and the answer.

`--json` prints one object for programs; without it faults go to the standard error, and lines are for people.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from yuanba.rules.core import json_text
from yuanba.rules.core.fault import Argument, Fault, fault
from yuanba.rules.core.refusal import Refused
from yuanba.sheets import decoding

#: A larger file is no vote of a district: 100,000 ballots take about 10 MB.
MOST_MB = 64
SHOWN_FAULTS = 20
LANGUAGES = {"zh": "zh-hans", "en": "en"}

Answer = dict[str, object]
Sentences = Mapping[str, Promise]

#: What can be wrong with any file of this kind; what a form of its own can have stands with that form.
FAULTS: Sentences = MappingProxyType(
    {
        "no_file": _("The file cannot be opened: %(name)s."),
        "too_large": _("The file is larger than %(most)s MB: check whether it is the right one."),
        "empty": _("The file is empty."),
        "not_json": _("This is no JSON from line %(line)s, column %(column)s on: correct it there."),
        "too_deep": _("Lists lie in lists too deep to be of this form: check whether it is the right file."),
        "key_twice": _("The key “%(name)s” stands twice in one object: remove one of them."),
        "not_object": _("Here an object in braces {…} must stand."),
        "not_list": _("Here a list in brackets […] must stand."),
        "not_text": _("Here a text in quotes must stand, not %(name)s."),
        "not_whole": _("Here a whole number must stand, without quotes or decimal point, not %(name)s."),
        "missing": _("This is missing: add it."),
        "blank": _("This is blank: write who or what is meant."),
        "too_long": _("This is longer than %(most)s signs: shorten it."),
        "unseen": _("“%(name)s” holds signs that cannot be seen: type it again."),
        "look_alike": _(
            "“%(name)s” differs from “%(other)s” in width or spaces alone: "
            "write the same one in the same way, and different ones differently."
        ),
        "not_read": _("“%(name)s” was not read: nothing in this form is called so."),
    }
)


class UnreadFileError(Exception):
    """Raised where a file could not be read, with all its faults."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__()
        self.faults = faults


def add_answering(command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    """Let a command that needs no database answer as JSON or in sentences, in either language."""
    command.add_argument("--json", action="store_true", help="say the result as JSON")
    command.add_argument("--language", choices=tuple(LANGUAGES), default="zh", help="of the sentences")
    command.set_defaults(run=run, without_database=True)


def answered(
    arguments: argparse.Namespace,
    work: Callable[[argparse.Namespace], tuple[int, Answer]],
    *,
    lines: Callable[[Answer], Iterator[str]],
    sentences: Sentences,
) -> int:
    """Print what the work on a file gave, or all faults of the file, and return the exit code: 2 for faults.

    `sentences` are those for faults of the file's own form.
    """
    with translation.override(LANGUAGES[arguments.language]):
        try:
            code, result = work(arguments)
        except UnreadFileError as unread:
            return _unread([told(one, sentences) for one in unread.faults], arguments)
        except Refused as refusal:
            text = arguments.sentence(refusal)
            return _unread([{"place": str(arguments.file), "code": refusal.code, "text": text}], arguments)
        print(json.dumps(result, ensure_ascii=False) if arguments.json else "\n".join(lines(result)))
    return code


def text_of(path: Path) -> str:
    """Return the text of a file in whichever of the known encodings.

    Raises UnreadFileError where it cannot be opened or is too large, BadTable where it is no text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_MB * 1_000_000 + 1)
    except OSError as error:
        raise of_the_system(path, error) from error
    if len(content) > MOST_MB * 1_000_000:
        raise UnreadFileError(fault(str(path), "too_large", most=MOST_MB))
    return decoding.decoded(content)


def json_of(text: str) -> tuple[object, tuple[Fault, ...]]:
    """Return the value of a JSON text with the faults of its keys; raise UnreadFileError where it is none."""
    try:
        return json_text.parse(text)
    except json_text.NotJsonError as error:
        raise UnreadFileError(error.fault) from error


def of_the_system(path: Path, error: OSError) -> UnreadFileError:
    """Return what is raised where the system did not open a file."""
    return UnreadFileError(fault(str(path), "no_file", name=error.strerror or type(error).__name__))


def told(one: Fault, sentences: Sentences) -> Answer:
    """Return a fault as programs read it: place, code, and its sentence in the reader's language."""
    return {"place": one.place, "code": one.code, "text": fault_sentence(one, sentences)}


def fault_sentence(one: Fault, sentences: Sentences) -> str:
    """Return the sentence for a fault of a file, or for a remark on it, in the reader's language."""
    known = sentences.get(one.code) or FAULTS[one.code]
    return str(known) % {name: _spoken(value) for name, value in one.arguments}


def _spoken(value: Argument) -> str:
    comma = "、" if (get_language() or "zh").startswith("zh") else ", "
    return comma.join(map(str, value)) if isinstance(value, tuple) else str(value)


def _unread(faults: Sequence[Answer], arguments: argparse.Namespace) -> int:
    """Say why nothing was done, every fault of it."""
    if arguments.json:
        print(json.dumps({"faults": list(faults)}, ensure_ascii=False))
        return 2
    for one in faults[:SHOWN_FAULTS]:
        print(": ".join(filter(None, (str(one["place"]), str(one["text"])))), file=sys.stderr)
    if len(faults) > SHOWN_FAULTS:
        more = gettext("… and %(number)s more faults: --json lists them all.")
        print(more % {"number": len(faults) - SHOWN_FAULTS}, file=sys.stderr)
    return 2
