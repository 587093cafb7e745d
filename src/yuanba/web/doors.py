"""Doors of the picture of the mechanism (机制全景): apps register where a part of it is done, and how much.

A pack names doors by their codes; what a code opens, who may go through and the live figure are the app's.
Who may go through is what the page itself says (`open_to`), so that a door never leads to a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.urls import get_script_prefix, resolve, reverse
from django.utils.functional import Promise

from yuanba.rules.core.actor import Actor
from yuanba.rules.core.registry import put
from yuanba.rules.pack import Pack
from yuanba.web.entrance import Who, enters


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What figures are asked with: reader, moment, the rules in force, and the codes that a door is about."""

    actor: Actor
    moment: datetime
    pack: Pack
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorFigure:
    """One live figure of a door: a number or a share, and what it counts, such as `12` and 件正在公示."""

    value: int | str
    words: Promise | str


#: Gives a figure for each code that is asked about; where nothing can be counted it leaves the code out.
Figures = Callable[[Asked], Mapping[str, DoorFigure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One door: its code in packs, name, page (URL name, query, anchor), icon and live figures.

    `of` is the table of the pack whose rows it may be about: `public:major` is the door `public` about the
    class `major`, and `about` is what then ends the address, such as `?class={code}`.
    """

    code: str
    label: Promise
    to: str
    icon: str
    figures: Figures
    query: str = ""
    anchor: str = ""
    of: str = ""
    about: str = ""

    def address(self, code: str) -> str:
        """Return the address of the page, about the row with this code where one is given."""
        whole = self.query + (f"#{self.anchor}" if self.anchor else "")
        ending = self.about.format(code=code) if code else whole
        return reverse(self.to) + ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorway:
    """One door as somebody sees it: its name in the pack, label, icon, address, and its live figure."""

    name: str
    label: Promise
    icon: str
    url: str
    figure: DoorFigure | None


_doors: dict[str, Door] = {}


def open_with(doors: Iterable[Door]) -> None:
    """Register an app's doors."""
    for door in doors:
        put(_doors, door.code, door)


def doors() -> Mapping[str, Door]:
    """Return every registered door by its code."""
    return dict(_doors)


def parts_of(name: str) -> tuple[str, str]:
    """Return the code of a door and the code of the row that it is about.

    >>> parts_of("public:major"), parts_of("notices")
    (('public', 'major'), ('notices', ''))
    """
    code, _, about = name.partition(":")
    return code, about


def doorways(names: Iterable[str], actor: Actor, *, pack: Pack, moment: datetime) -> dict[str, Doorway]:
    """Return the doors with these names that this actor may go through, each with its live figure.

    Each app is asked once, for all the codes that its door is about.
    """
    wanted: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        code, about = parts_of(name)
        if code in _doors and enters(actor, _who(_doors[code].to)):
            wanted.setdefault(code, []).append(about)
    found: dict[str, Doorway] = {}
    for code, abouts in wanted.items():
        door = _doors[code]
        figures = door.figures(Asked(actor=actor, moment=moment, pack=pack, about=tuple(abouts)))
        for about in abouts:
            name = f"{code}:{about}" if about else code
            url = door.address(about)
            found[name] = Doorway(
                name=name, label=door.label, icon=door.icon, url=url, figure=figures.get(about)
            )
    return found


@cache
def _who(to: str) -> tuple[Who, ...]:
    """Who may open a page, as its view says."""
    path = reverse(to).removeprefix(get_script_prefix())
    return tuple(resolve(f"/{path}").func.open_to)  # type: ignore[attr-defined]
