"""Loading packs: from TOML files to a Pack, or to every fault with its file and line, all at once."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from yuanba.packs import doors
from yuanba.packs import faults as sentences
from yuanba.packs.lines import line_at, lines_of
from yuanba.packs.places import is_at, pointed, shown, untranslated
from yuanba.packs.punctuation import SIGNS, chinese
from yuanba.packs.shapes import mended, shapes_of
from yuanba.rules import soundness
from yuanba.rules.core.declared import Text
from yuanba.rules.core.fault import Fault as What
from yuanba.rules.core.fault import fault
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.time import span
from yuanba.sheets.decoding import encoding_of
from yuanba.sheets.refusals import DamagedText, UnknownEncoding

BASE = "base"
CALENDAR = "calendar"
#: Tables that no pack writes itself.
JOINED = "calendars"
#: Tables that only base writes: a district may be stricter than the floor, not replace it.
FLOOR = ("limits", "retention")
#: Where tomllib says that it stopped.
AT_LINE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")

#: So often malformed values are replaced until the rest can be read: what encloses one may be malformed too.
ROUNDS = 4

Table = dict[str, Any]
#: Texts of a district's rules that are no files, by the day from which they hold.
Editions = Mapping[date, str]
NO_EDITIONS: Editions = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FileFault:
    """One fault of a pack's files: what is wrong, in which file, on which line.

    `shown` is the place as people count: rows from 1, with their titles; else the place stands as it is.
    """

    file: str
    line: int
    what: What
    shown: Text | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.told("zh")

    def told(self, language: str) -> str:
        """Return the fault as one line of text for editors: file, line number, place, and what to do."""
        shown = self.shown or Text.model_construct(zh=self.what.place, en=self.what.place)
        place = shown.zh if language == "zh" else shown.en
        return f"{self.file}:{self.line}: {place and f'{place}: '}{sentences.told(self.what, language)}"


class FaultyPackError(Exception):
    """Raised when files do not make a usable pack; `faults` holds everything that is wrong."""

    def __init__(self, faults: list[FileFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class NoPackInForce(Refused):
    """Raised when a district has no pack in force on the day asked for."""

    code = "packs.none_in_force"


def districts_in(folder: Path) -> list[str]:
    """Return the codes of the districts that have a pack in this folder, sorted."""
    if not folder.is_dir():
        return []
    return sorted(
        place.name
        for place in folder.iterdir()
        if place.is_dir() and place.name not in {BASE, CALENDAR} and any(place.glob("*.toml"))
    )


def days_of(folder: Path, name: str) -> list[date]:
    """Return the days from which the files of a district (or of `base`) are in force, oldest first."""
    return sorted(date.fromisoformat(path.stem) for path in (folder / name).glob("*.toml") if _is_day(path))


def text_of(folder: Path, name: str, on: date) -> str:
    """Return the text of a file of a district (or of `base`) as it was written; raise OSError without one."""
    return _text(folder / name / f"{on}.toml")


def changes(folder: Path, district: str, until: date, editions: Editions = NO_EDITIONS) -> list[date]:
    """Return the days up to `until` on which a district's rules changed, oldest first.

    A new file of its own or a released edition, or a new file of `base` under it. Empty before its first.
    """
    own = [day for day in {*days_of(folder, district), *editions} if day <= until]
    base = [day for day in days_of(folder, BASE) if day <= until]
    if not own or not base:
        return []
    first = max(min(own), base[0])
    return sorted({first, *(day for day in (*own, *base) if day > first)})


def load(folder: Path, district: str, on: date, editions: Editions = NO_EDITIONS) -> Pack:
    """Return a district's pack in force on this day; raise FaultyPackError or NoPackInForce.

    `editions` are texts that stand beside the files of the folder, as if they were files of their days.
    """
    return Shelf(folder, district, editions).load(district, on)


def table_of(text: str) -> Table:
    """Return the table that a text says, as packs are read; raise tomllib.TOMLDecodeError."""
    return dict(plain(tomllib.loads(text)))


def examined(folder: Path, district: str, on: date, table: Table) -> tuple[Pack | None, list[What]]:
    """Return the pack that a district's own table of this day makes over base, and all its faults."""
    shelf, own = Shelf(folder), folder / district / f"{on}.toml"
    base = folder / BASE / f"{max(day for day in days_of(folder, BASE) if day <= on)}.toml"
    paths = (base, *sorted((folder / CALENDAR).glob("*.toml")))
    tables = {own: table} | {path: one for path in paths if isinstance(one := shelf.read(path), dict)}
    resolved, _ = _joined(tables, base, own, [path for path in paths if path != base])
    pack, found = examine(resolved)
    return pack, [*_file_faults(table, own), *found]


def faults_in(folder: Path) -> list[FileFault]:
    """Return every fault of every pack in the folder, each once, ordered by file and line."""
    shelf = Shelf(folder)
    found: dict[FileFault, None] = {}
    for path in sorted(folder.glob("*/*.toml")):
        if path.parent.name != CALENDAR and not _is_day(path):
            found[shelf.fault(path, fault("", "no_day_name"))] = None
    for district in districts_in(folder):
        for on in days_of(folder, district):
            try:
                shelf.load(district, on)
            except FaultyPackError as faulty:
                found.update(dict.fromkeys(faulty.faults))
            except NoPackInForce as none:
                day = str(none.arguments["on"])
                found[shelf.fault(folder / district / f"{on}.toml", fault("", "no_base", day=day))] = None
    return sorted(found, key=lambda one: (one.file, one.line))


class Shelf:
    """One reader of the pack files in a folder, which reads each file once and finds each fault's line.

    The `editions` of a district are read as if they were files; one of the same day goes over the file.
    """

    def __init__(self, folder: Path, district: str = "", editions: Editions = NO_EDITIONS) -> None:
        self.folder = folder
        self._written = {folder / district / f"{on}.toml": text for on, text in editions.items()}
        self._tables: dict[Path, Table | FileFault] = {}
        self._signs: dict[Path, list[FileFault]] = {}
        self._texts: dict[Path, str] = {}
        self._lines: dict[Path, dict[str, int]] = {}
        self._packs: dict[tuple[Path, Path], Pack] = {}

    def load(self, district: str, on: date) -> Pack:
        """Return a district's pack in force on this day; raise FaultyPackError or NoPackInForce."""
        files = (self._file_on(district, on), self._file_on(BASE, on))
        if files not in self._packs:
            self._packs[files] = self._load(*files)
        return self._packs[files]

    def read(self, path: Path) -> Table | FileFault:
        """Return the table that a file holds, or a fault where it cannot be read."""
        if path not in self._tables:
            self._signs[path] = []
            try:
                self._texts[path] = self._written[path] if path in self._written else _text(path)
                self._tables[path] = self._parsed(path)
            except UnicodeDecodeError:
                self._tables[path] = self._unreadable(path)
        return self._tables[path]

    def signs(self, path: Path) -> list[FileFault]:
        """Return a fault for each line of a file that has Chinese punctuation in the place of TOML's own."""
        self.read(path)
        return self._signs[path]

    def _parsed(self, path: Path) -> Table | FileFault:
        """The table of a file; Chinese punctuation is noted and read as it was meant: it hides nothing."""
        while True:
            try:
                return dict(plain(tomllib.loads(self._texts[path])))
            except tomllib.TOMLDecodeError as error:
                broken = self._broken(path, str(error))
                lines = self._texts[path].split("\n")
                written = chinese(lines[broken.line - 1])
                if written is None:
                    return broken
                lines[broken.line - 1] = written.meant
                self._texts[path] = "\n".join(lines)
                wanted = tuple(SIGNS[sign] for sign in written.signs)
                what = fault("", "chinese_sign", column=written.column, signs=written.signs, wanted=wanted)
                self._signs[path].append(FileFault(self.name(path), broken.line, what))

    def _unreadable(self, path: Path) -> FileFault:
        """The fault of a file that is no UTF-8, or is so but for single bytes."""
        try:
            with path.open("rb") as file:
                encoding_of(file)
        except DamagedText as damage:
            return FileFault(self.name(path), int(str(damage.arguments["line"])), fault("", "lost_bytes"))
        except UnknownEncoding:
            pass
        return FileFault(self.name(path), 1, fault("", "not_utf8"))

    def fault(self, path: Path, what: What, at: str | None = None) -> FileFault:
        """Return a fault with its file and the line of its own key, or of the key `at` if that is given."""
        if at is None:
            return FileFault(
                self.name(path), self.line(path, what.place), what, self._shown(path, what.place)
            )
        return FileFault(self.name(path), self.line(path, at), what)

    def line(self, path: Path, place: str) -> int:
        """Return the line number of a key in a file, or of its nearest enclosing table if it is missing."""
        if path not in self._lines:
            is_read = isinstance(self.read(path), dict)
            self._lines[path] = lines_of(self._texts[path]) if is_read else {"": 1}
        return line_at(self._lines[path], place)

    def name(self, path: Path) -> str:
        """Return the name by which faults refer to a file: its path within the folder."""
        return path.relative_to(self.folder).as_posix()

    def _file_on(self, name: str, on: date) -> Path:
        written = (date.fromisoformat(path.stem) for path in self._written if path.parent.name == name)
        days = [day for day in (*days_of(self.folder, name), *written) if day <= on]
        if not days:
            raise NoPackInForce(district=name, on=on.isoformat())
        return self.folder / name / f"{max(days)}.toml"

    def _load(self, own: Path, base: Path) -> Pack:
        calendars = sorted((self.folder / CALENDAR).glob("*.toml"))
        read = {path: self.read(path) for path in (base, own, *calendars)}
        found = [one for path in read for one in self.signs(path)]
        if broken := [one for one in read.values() if isinstance(one, FileFault)]:
            raise FaultyPackError(found + broken)
        tables = {path: one for path, one in read.items() if not isinstance(one, FileFault)}
        resolved, origin = _joined(tables, base, own, calendars)
        found += [self.fault(path, what) for path in (base, own) for what in _file_faults(tables[path], path)]
        pack, wrong = examine(resolved)
        for what in wrong:
            path = _origin(what.place, origin, own)
            within = f"{JOINED}.{path.stem}." if path in calendars else ""
            found.append(self._within(path, what, within))
        if pack is None or found:
            raise FaultyPackError(found)
        return pack

    def _within(self, path: Path, what: What, within: str) -> FileFault:
        """A fault whose place begins with the name of the table that the whole file is."""
        place = what.place.removeprefix(within)
        shown = self._shown(path, place)
        told = Text.model_construct(zh=f"{within}{shown.zh}", en=f"{within}{shown.en}")
        return FileFault(self.name(path), self.line(path, place), what, told)

    def _shown(self, path: Path, place: str) -> Text:
        """A place as people count it, from the file in which it stands."""
        table = self.read(path)
        return shown(place, table if isinstance(table, dict) else {})

    def _broken(self, path: Path, message: str) -> FileFault:
        at = AT_LINE.search(message)
        last = len(self._texts[path].splitlines()) or 1
        line = int(at[1]) if at and at[1] else last
        return FileFault(self.name(path), line, fault("", "not_toml", message=AT_LINE.sub("", message)))


def _file_faults(table: Table, path: Path) -> Iterator[What]:
    """What a file says of itself that is not so, and what is not its to say."""
    if table.get("in_force_from") != path.stem:
        yield fault("in_force_from", "other_day", name=path.name)
    if JOINED in table:
        yield fault(JOINED, "shape.extra_forbidden")
    if path.parent.name == BASE:
        yield from (fault(place, "no_english") for place in untranslated(table))
        return
    if table.get("district") != path.parent.name:
        yield fault("district", "other_district", name=path.parent.name)
    yield from (fault(floor, "only_base") for floor in FLOOR if floor in table)


def _text(path: Path) -> str:
    """A file's text without the mark that Windows' editor puts before it."""
    return path.read_text(encoding="utf-8-sig")


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


def examine(resolved: Table) -> tuple[Pack | None, list[What]]:
    """Return the pack that these tables describe and its faults; the pack is None for malformed tables."""
    shapes, table, wrong = shapes_of(Pack), resolved, list[What]()
    for _ in range(ROUNDS):
        try:
            pack = Pack.model_validate_json(as_json(table))
        except ValidationError as error:
            known = [one.place for one in wrong]
            found = [shapes.misshapen(one) for one in error.errors()]
            wrong += [one for one in found if not any(is_at(one.place, place) for place in known)]
            table = mended(table, error.errors(), shapes)
        else:
            if not wrong:
                found = [*soundness.faults(pack), *doors.faults(pack)]
                return pack, [pointed(one, resolved) for one in found]
            rest = soundness.beside(pack, tuple(one.place for one in wrong))
            return None, wrong + [pointed(one, resolved) for one in rest]
    return None, wrong


def _origin(place: str, origin: Mapping[str, Path], own: Path) -> Path:
    parts = place.split(".")
    return origin.get(".".join(parts[:2])) or origin.get(parts[0]) or own


def plain(value: Any) -> Any:
    """Return a TOML value with its dates and times as ISO texts, as JSON writes them."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def as_json(table: Table) -> str:
    """Return a table as JSON text, which pydantic validates strictly.

    There arrays are tuples, and days are ISO texts.
    """
    return json.dumps(table, ensure_ascii=False)


def _is_day(path: Path) -> bool:
    try:
        return span.taken(date.fromisoformat(path.stem)).isoformat() == path.stem
    except (ValueError, span.OutOfRange):
        return False


def case_files(folder: Path, district: str) -> Iterator[Path]:
    """Yield the files of worked cases beside a district's packs, sorted."""
    yield from sorted((folder / district / "cases").glob("*.toml"))
