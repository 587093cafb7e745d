"""Where and by whom a demonstration is played: one folder for each district, read into one frozen value."""

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
    """There are no invented people and matters for this district."""

    code: ClassVar[str] = "demo.none"


class Seat(Declared):
    """A position: its title in the pack, and the unit and area that it is for."""

    title: str
    unit: str = ""
    area: str = ""
    #: Appointed so many days ago, where the roster is younger than the demonstration.
    days: int = 0


class Login(Declared):
    """A role that a visitor can play, and what to try first in it."""

    login: str
    name: str
    role: Text
    first: Text
    kind: ActorKind = ActorKind.STAFF
    seats: tuple[Seat, ...] = ()

    @property
    def password(self) -> str:
        """The same for all."""
        return PASSWORD


class Town(Declared):
    """Where visitors play: who triages there, and who looks at answers and calls back."""

    label: str
    prefix: str
    triager: str
    lookers: tuple[str, ...]


class Year(Declared):
    """The ordinary lives: the first and the last of them, in working days before today."""

    first: int
    last: int = 6


class Writers(Declared):
    """Who derives which community's list from the directory, and which items none of them has."""

    writers: Mapping[str, str] = Field(default_factory=dict)
    otherwise: str
    left_out: tuple[str, ...] = ()


class Setting(Declared):
    """The demonstration of one district; the files beside it hold its places, people and matters."""

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
        """Where chance begins: the same district always has the same luck."""
        return int(self.area)

    def path(self, name: str) -> Path:
        """A file of this district."""
        return HERE / self.code / name

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a table of this district; none where it has no such table."""
        if not self.path(name).exists():
            return []
        with self.path(name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def triager(self, area: str) -> str:
        """Who triages what lies there."""
        return self.town.triager if area.startswith(self.town.prefix) else "triager"


@cache
def settings() -> Mapping[str, Setting]:
    """Every district that can be played, in the order in which they stand in a row."""
    read = [
        Setting.model_validate(
            {"code": path.parent.name, **tomllib.loads(path.read_text(encoding="utf-8"))}, strict=False
        )
        for path in HERE.glob(f"*/{FILE}")
    ]
    return {one.code: one for one in sorted(read, key=lambda one: one.order)}


def setting(code: str) -> Setting:
    """The demonstration of this district; raises NoDemonstration."""
    if code not in settings():
        raise NoDemonstration(district=code)
    return settings()[code]


def here() -> Setting | None:
    """The demonstration of the district that we are in, if it has one."""
    row = districts.current()
    return settings().get(row.code) if row else None
