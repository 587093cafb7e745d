"""Worked cases beside a pack: facts in, outcome out, by hand, from somebody who knows the mechanism."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from pydantic import AwareDatetime, Field, ValidationError

from yuanba.packs import lives, load
from yuanba.packs.lives import Life
from yuanba.packs.load import Fault, Shelf
from yuanba.reading.suggest import suggest
from yuanba.rules.core.declared import Declared
from yuanba.rules.core.fault import Fault as What
from yuanba.rules.core.fault import fault
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.matters import triage
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.calendar import day, moment


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
    """A case, with the district and file that it stands in and where; or what is wrong with that file."""

    shelf: Shelf
    district: str
    path: Path
    place: str
    case: Case | Life | None
    faults: tuple[Fault, ...] = ()

    @property
    def file(self) -> str:
        """How faults name the file."""
        return self.shelf.name(self.path)


def cases_in(folder: Path) -> Iterator[Told]:
    """Every worked case of every district in the folder; a file that cannot be read is one of faults."""
    shelf = Shelf(folder)
    for district in load.districts_in(folder):
        for path in load.case_files(folder, district):
            table = shelf.read(path)
            if isinstance(table, Fault):
                yield Told(shelf, district, path, "", None, (table,))
                continue
            try:
                file = CaseFile.model_validate_json(load.as_json(table))
            except ValidationError as error:
                wrong = tuple(shelf.fault(path, load.misshapen(one)) for one in error.errors())
                yield Told(shelf, district, path, "", None, wrong)
                continue
            for number, case in enumerate(file.case):
                yield Told(shelf, district, path, f"case.{number}", case)
            for number, life in enumerate(file.life):
                yield Told(shelf, district, path, f"life.{number}", life)


def faults_of(told: Told) -> list[Fault]:
    """What of the case does not come out as it says; an empty list where it holds."""
    case = told.case
    if case is None:
        return list(told.faults)
    try:
        pack = told.shelf.load(told.district, day(case.at))
        wrong = list(lives.faults_of(case, pack) if isinstance(case, Life) else _wrong(case, pack))
    except Refused as refusal:
        wrong = [fault("", "case_refused", refusal=str(refusal))]
    return [
        told.shelf.fault(
            told.path,
            What(f"{case.name}{one.place and f' ({one.place})'}", one.code, one.arguments),
            f"{told.place}.{one.place}".rstrip("."),
        )
        for one in wrong
    ]


def _wrong(case: Case, pack: Pack) -> Iterator[What]:
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
        pairs.append(("suggested", f"{case.class_code}.{case.item}", _first(case.words, pack)))
    for key, expected, found in pairs:
        if expected != found:
            yield fault(key, "case_differs", expected=str(expected), found=str(found))


def nine_on(on: date) -> datetime:
    """Nine in the morning, here."""
    return moment(on, time(9))


def _first(words: str, pack: Pack) -> str:
    found = suggest(words, pack=pack, limit=1)
    return f"{found[0].class_code}.{found[0].item_code}" if found else "-"
