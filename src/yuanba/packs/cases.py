"""Worked cases beside a pack: facts in, outcome out, by hand, from somebody who knows the mechanism."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from pydantic import AwareDatetime, Field, ValidationError

from yuanba.packs import lives, load
from yuanba.packs.lives import Life
from yuanba.reading.suggest import suggest
from yuanba.rules import triage
from yuanba.rules.calendar import day, moment
from yuanba.rules.declared import Declared
from yuanba.rules.matter import State
from yuanba.rules.pack import Level, Pack
from yuanba.rules.refusal import Refused


class Case(Declared):
    """A resident's words at a moment; the class, item, body and day that must follow.

    `rural` says that it lies in the country. With `suggested = true` the words alone must bring up class
    and item as the first suggestion.
    """

    name: str = Field(min_length=1)
    words: str = Field(min_length=1)
    at: AwareDatetime
    class_code: str = Field(alias="class")
    item: str
    body: str
    level: Level
    due_on: date
    provisional: bool = False
    rural: bool = False
    suggested: bool = True


class CaseFile(Declared):
    """A file of cases: assignments from words, and whole lives."""

    case: tuple[Case, ...] = ()
    life: tuple[Life, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A case, with the district and file that it stands in; or what is wrong with that file."""

    district: str
    file: str
    case: Case | Life | None
    fault: str = ""


def cases_in(folder: Path) -> Iterator[Told]:
    """Every worked case of every district in the folder; a file that cannot be read is one fault."""
    for district in load.districts_in(folder):
        for path in load.case_files(folder, district):
            name = path.relative_to(folder).as_posix()
            try:
                table = load.plain(tomllib.loads(path.read_text(encoding="utf-8")))
                file = CaseFile.model_validate_json(load.as_json(table))
            except (tomllib.TOMLDecodeError, ValidationError) as fault:
                yield Told(district, name, None, str(fault))
                continue
            told: tuple[Case | Life, ...] = (*file.case, *file.life)
            for case in told:
                yield Told(district, name, case)


def faults_of(told: Told, folder: Path) -> list[str]:
    """What of the case does not come out as it says; an empty list where it holds."""
    case = told.case
    if case is None:
        return [f"{told.file}: {told.fault}"]
    try:
        pack = load.load(folder, told.district, day(case.at))
        faults = lives.faults_of(case, pack) if isinstance(case, Life) else _wrong(case, pack)
        return [f"{told.file}: {case.name}: {fault}" for fault in faults]
    except Refused as refusal:
        return [f"{told.file}: {case.name}: {refusal}"]


def _wrong(case: Case, pack: Pack) -> Iterator[str]:
    outcome = triage.assign(
        State.FILED, case.class_code, case.item, pack=pack, at=case.at, is_rural=case.rural
    )
    pairs = [
        ("body", case.body, outcome.body),
        ("level", case.level, outcome.level),
        ("due_on", case.due_on, outcome.due_on),
        ("provisional", case.provisional, outcome.provisional),
    ]
    if case.suggested:
        pairs.append(("suggestion", f"{case.class_code}.{case.item}", _first(case.words, pack)))
    for key, expected, found in pairs:
        if expected != found:
            yield f"{key} should be {expected}, is {found}"


def nine_on(on: date) -> datetime:
    """Nine in the morning, here."""
    return moment(on, time(9))


def _first(words: str, pack: Pack) -> str:
    found = suggest(words, pack=pack, limit=1)
    return f"{found[0].class_code}.{found[0].item_code}" if found else "nothing"
