"""From TOML files to a Pack, or to every fault with its file and place, all at once."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from yuanba.rules import soundness
from yuanba.rules.pack import Pack
from yuanba.rules.refusal import Refused

BASE = "base"
CALENDAR = "calendar"
#: Tables that no pack writes itself.
JOINED = "calendars"
#: Tables that only base writes: a district may be stricter than the floor, not replace it.
FLOOR = ("limits", "retention")

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in which file, at which place."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.message}"


class FaultyPackError(Exception):
    """The files do not make a pack; `faults` names all that is wrong with them."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class NoPackInForce(Refused):
    """On this day no mechanism was in force in this district."""

    code = "packs.none_in_force"


def districts_in(folder: Path) -> list[str]:
    """The districts that have a pack in this folder."""
    if not folder.is_dir():
        return []
    return sorted(
        place.name
        for place in folder.iterdir()
        if place.is_dir() and place.name not in {BASE, CALENDAR} and any(place.glob("*.toml"))
    )


def days_of(folder: Path, name: str) -> list[date]:
    """The days from which the files of a district (or of `base`) are in force, oldest first."""
    return sorted(date.fromisoformat(path.stem) for path in (folder / name).glob("*.toml") if _is_day(path))


def load(folder: Path, district: str, on: date) -> Pack:
    """The pack of this district on this day; FaultyPackError with every fault, or NoPackInForce."""
    own, base = _file_on(folder, district, on), _file_on(folder, BASE, on)
    faults: list[Fault] = []
    tables: dict[Path, Table] = {}
    calendars = sorted((folder / CALENDAR).glob("*.toml"))
    for path in (base, own, *calendars):
        try:
            tables[path] = plain(tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            faults.append(Fault(_name(folder, path), "-", str(fault)))
    if faults:
        raise FaultyPackError(faults)
    resolved, origin = _joined(tables, base, own, calendars)
    faults += [
        Fault(_name(folder, path), "in_force_from", f"the file is called {path.name}")
        for path in (base, own)
        if tables[path].get("in_force_from") != path.stem
    ]
    faults += [
        Fault(_name(folder, own), table, "only base says the floor")
        for table in FLOOR
        if table in tables[own]
    ]
    pack, wrong = _read(resolved)
    faults += [Fault(_name(folder, _origin(place, origin, own)), place, message) for place, message in wrong]
    if pack is None or faults:
        raise FaultyPackError(faults)
    return pack


def faults_in(folder: Path) -> list[Fault]:
    """Every fault of every pack in the folder, each named once."""
    faults: dict[Fault, None] = {}
    for path in sorted(folder.glob("*/*.toml")):
        if path.parent.name != CALENDAR and not _is_day(path):
            faults[Fault(_name(folder, path), "-", "the file's name is no day: 2026-01-01.toml")] = None
    for district in districts_in(folder):
        for on in days_of(folder, district):
            try:
                load(folder, district, on)
            except FaultyPackError as faulty:
                faults.update(dict.fromkeys(faulty.faults))
            except NoPackInForce as none:
                message = f"no base in force on {none.arguments['on']}"
                faults[Fault(f"{district}/{on}.toml", "-", message)] = None
    return list(faults)


def _file_on(folder: Path, name: str, on: date) -> Path:
    days = [day for day in days_of(folder, name) if day <= on]
    if not days:
        raise NoPackInForce(district=name, on=on.isoformat())
    return folder / name / f"{days[-1]}.toml"


def _joined(
    tables: Mapping[Path, Table], base: Path, own: Path, calendars: list[Path]
) -> tuple[Table, dict[str, Path]]:
    """Base, with whole tables replaced by the district's; and which file each table came from."""
    resolved: Table = {}
    origin: dict[str, Path] = {}
    for path in (base, own):
        for key, value in tables[path].items():
            resolved[key], origin[key] = value, path
    resolved[JOINED] = {path.stem: tables[path] for path in calendars}
    origin |= {f"{JOINED}.{path.stem}": path for path in calendars}
    return resolved, origin


def _read(resolved: Table) -> tuple[Pack | None, list[tuple[str, str]]]:
    try:
        pack = Pack.model_validate_json(as_json(resolved))
    except ValidationError as error:
        wrong = [(".".join(map(str, fault["loc"])), fault["msg"]) for fault in error.errors()]
        return None, wrong
    return pack, [(fault.place, fault.code) for fault in soundness.faults(pack)]


def _origin(place: str, origin: Mapping[str, Path], own: Path) -> Path:
    parts = place.split(".")
    return origin.get(".".join(parts[:2])) or origin.get(parts[0]) or own


def plain(value: Any) -> Any:
    """TOML's days and hours as JSON writes them."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def as_json(table: Table) -> str:
    """A table as pydantic reads it strictly: arrays are tuples there, and days are ISO texts."""
    return json.dumps(table, ensure_ascii=False)


def _is_day(path: Path) -> bool:
    try:
        date.fromisoformat(path.stem)
    except ValueError:
        return False
    return True


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def case_files(folder: Path, district: str) -> Iterator[Path]:
    """The files of worked cases beside a pack."""
    yield from sorted((folder / district / "cases").glob("*.toml"))
