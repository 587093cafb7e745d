"""Worked cases beside a pack: examples with the outcome that an expert says must follow, run as tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from pydantic import AwareDatetime, Field, ValidationError

from yuanba.packs import lives, load
from yuanba.packs.lives import Life
from yuanba.packs.load import FileFault, Shelf
from yuanba.packs.shapes import shapes_of
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
    """One worked case: a filing's text and time, and the expected class, item, responsible body and due day.

    `rural` says that it lies in the country. With `suggested = true` the words alone must bring up class and
    item as the first suggestion.
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
    """One file of worked cases: checks of single assignments (`case`) and of matters' histories (`life`)."""

    case: tuple[Case, ...] = ()
    life: tuple[Life, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One worked case with its district and place in a file, or the faults of a file that cannot be read."""

    shelf: Shelf
    district: str
    path: Path
    place: str
    case: Case | Life | None
    faults: tuple[FileFault, ...] = ()

    @property
    def file(self) -> str:
        """Return the name of the case file, as messages about its faults show it."""
        return self.shelf.name(self.path)


def cases_in(folder: Path, only: str = "") -> Iterator[CaseRow]:
    """Yield every worked case of every district in a folder, or of `only` one.

    A file that cannot be read is yielded once, with its faults.
    """
    shelf = Shelf(folder)
    for district in [only] if only else load.districts_in(folder):
        for path in load.case_files(folder, district):
            table = shelf.read(path)
            if isinstance(table, FileFault):
                yield CaseRow(shelf, district, path, "", None, (*shelf.signs(path), table))
                continue
            if signs := shelf.signs(path):
                yield CaseRow(shelf, district, path, "", None, tuple(signs))
                continue
            try:
                file = CaseFile.model_validate_json(load.as_json(table))
            except ValidationError as error:
                shapes = shapes_of(CaseFile)
                wrong = tuple(shelf.fault(path, shapes.misshapen(one)) for one in error.errors())
                yield CaseRow(shelf, district, path, "", None, wrong)
                continue
            for number, case in enumerate(file.case):
                yield CaseRow(shelf, district, path, f"case.{number}", case)
            for number, life in enumerate(file.life):
                yield CaseRow(shelf, district, path, f"life.{number}", life)


def faults_of(told: CaseRow) -> list[FileFault]:
    """Return a fault for each unexpected result of a worked case, or the faults of an unreadable file."""
    case = told.case
    if case is None:
        return list(told.faults)
    try:
        wrong = _found(case, told.shelf.load(told.district, day(case.at)))
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


def against(folder: Path, pack: Pack) -> Iterator[tuple[str, list[What]]]:
    """Yield the name of each worked case of a pack's district, and what comes out otherwise by this pack.

    Whatever its day: it is asked what a pack that is not yet in force would make of it.
    """
    for told in cases_in(folder, pack.district):
        if told.case is not None:
            try:
                found = _found(told.case, pack)
            except Refused as refusal:
                found = [fault("", "case_refused", refusal=str(refusal))]
            yield told.case.name, found


def _found(case: Case | Life, pack: Pack) -> list[What]:
    return list(lives.faults_of(case, pack) if isinstance(case, Life) else _wrong(case, pack))


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
    """Return nine in the morning of this day, in local time."""
    return moment(on, time(9))


def _first(words: str, pack: Pack) -> str:
    found = suggest(words, pack=pack, limit=1)
    return f"{found[0].class_code}.{found[0].item_code}" if found else "-"
