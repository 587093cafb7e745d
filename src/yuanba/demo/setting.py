"""The settings of each demonstration: one folder per district, read into one frozen value."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from yuanba.districts import queries as districts
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.declared import Declared, Text
from yuanba.rules.core.refusal import Refused

HERE = Path(__file__).resolve().parent
FILE = "setting.toml"
PASSWORD = "yuanba-demo-2026"  # noqa: S105 - printed on the demonstration's front page


class NoDemonstration(Refused):
    """Raised when no demonstration exists for the district code."""

    code: ClassVar[str] = "demo.none"


class DemoPosition(Declared):
    """A position of a demonstration log-in: its title in the pack, and its unit and area."""

    title: str
    unit: str = ""
    area: str = ""
    #: Appointed so many days ago, where the roster is younger than the demonstration.
    days: int = 0


class Login(Declared):
    """One role that a visitor can log in as, with a hint at what to try first in it."""

    login: str
    name: str
    role: Text
    first: Text
    kind: ActorKind = ActorKind.STAFF
    seats: tuple[DemoPosition, ...] = ()

    @property
    def password(self) -> str:
        """Return the password, which is the same for all demonstration log-ins."""
        return PASSWORD


class Town(Declared):
    """The part of the district where visitors play, its triager, and the staff who check and call back."""

    label: str
    prefix: str
    triager: str
    lookers: tuple[str, ...]


class Year(Declared):
    """The time span of the generated matters: first and last filing day, in workdays before today."""

    first: int
    last: int = 6


class Writers(Declared):
    """The log-ins that write communities' item lists, and the directory items that all lists leave out.

    `issuers` are the log-ins that issue the directory of a subdistrict, by its area code.
    """

    writers: Mapping[str, str] = Field(default_factory=dict)
    otherwise: str
    left_out: tuple[str, ...] = ()
    issuers: Mapping[str, str] = Field(default_factory=dict)


class Setting(Declared):
    """The settings of one district's demonstration; files in its folder hold places, people and matters."""

    code: str
    order: int
    name: str
    name_en: str
    area: str = Field(pattern=r"^[0-9]{6}$")
    lookers: tuple[str, ...]
    town: Town
    year: Year | None = None
    lists: Writers | None = None
    logins: tuple[Login, ...]

    @property
    def seed(self) -> int:
        """Return the random seed of this district: its area code as a number."""
        return int(self.area)

    def path(self, name: str) -> Path:
        """Return the path of a file in this district's demonstration folder."""
        return HERE / self.code / name

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of one of this district's CSV files as dicts; empty if the file does not exist."""
        if not self.path(name).exists():
            return []
        with self.path(name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def triager(self, area: str) -> str:
        """Return the log-in of the triager who is responsible for this area code."""
        return self.town.triager if area.startswith(self.town.prefix) else "triager"


@cache
def settings() -> Mapping[str, Setting]:
    """Return every district's demonstration settings by district code, in display order."""
    read = [
        Setting.model_validate(
            {"code": path.parent.name, **tomllib.loads(path.read_text(encoding="utf-8-sig"))}, strict=False
        )
        for path in HERE.glob(f"*/{FILE}")
    ]
    return {one.code: one for one in sorted(read, key=lambda one: one.order)}


def setting(code: str) -> Setting:
    """Return the demonstration settings of this district code; raise NoDemonstration if there are none."""
    if code not in settings():
        raise NoDemonstration(district=code)
    return settings()[code]


def here() -> Setting | None:
    """Return the demonstration settings of the current district, or None."""
    row = districts.current()
    return settings().get(row.code) if row else None
