"""Doors of the picture of the mechanism (机制全景): apps register where a part of it is done, and how much.

A pack names doors by their codes; what a code opens, who may go through and the live figure are the app's.
Who may go through is what the page itself says (`open_to`), so that a door never leads to a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

from django.urls import get_script_prefix, resolve, reverse
from django.utils.functional import Promise

from yuanba.rules.core.actor import Actor
from yuanba.rules.core.metrics import Amount, By, Measure, Tally
from yuanba.rules.core.registry import put
from yuanba.rules.core.verb import Verb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day
from yuanba.rules.time.period import Period
from yuanba.web.entrance import Who, enters
from yuanba.web.metrics import FigureKey, MetricCut, PartNames, key_of, metric_at

#: How far back "lately" goes: counts over more would take longer the older a district is.
LATELY = timedelta(days=30)


def lately(now: datetime) -> Period:
    """Return the last 30 days, today included."""
    return Period(from_on=day(now) - LATELY + timedelta(days=1), until_on=day(now))


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorFigure:
    """One live figure of the registry, and what it counts in words, such as `12` and 件正在公示."""

    key: FigureKey
    measure: Measure
    amount: Amount
    words: Promise | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What figures are asked with: reader, moment, the rules in force, and the codes that a door is about.

    `tallies` keeps what was measured already: doors that show parts of one metric ask for it once.
    """

    actor: Actor
    moment: datetime
    pack: Pack
    about: tuple[str, ...] = ()
    tallies: dict[tuple[str, MetricCut], list[Tally]] = field(default_factory=dict)

    def of_all(
        self,
        code: str,
        words: Promise | str,
        *,
        parts: Iterable[str] | None = None,
        by: By | None = None,
        period: Period | None = None,
    ) -> DoorFigure:
        """Return a figure over the whole district, which everyone may read: all its parts, or some.

        `parts` are the values that a part must have in the field `by`, or without it the parts' own names.
        """
        cut = MetricCut(
            now=self.moment,
            periods=(period,) if period else (),
            by=(by,) if by else (),
        )
        part = "" if parts is None else PartNames(by=by, values=tuple(parts)).text()
        return self._figure(key_of(code, cut, part), cut, words)

    def of_reader(
        self, code: str, words: Promise | str, *, verb: Verb, part: str = "", period: Period | None = None
    ) -> DoorFigure:
        """Return a figure as far as the reader may see, which the page behind the door shows too."""
        periods = (period,) if period else ()
        cut = MetricCut(actor=self.actor, verb=verb, now=self.moment, periods=periods)
        return self._figure(key_of(code, cut, part), cut, words)

    def _figure(self, key: FigureKey, cut: MetricCut, words: Promise | str) -> DoorFigure:
        found = metric_at(key.code, self.moment)
        if (key.code, cut) not in self.tallies:
            self.tallies[key.code, cut] = list(found.tallies(cut))
        amount = key.amount(self.tallies[key.code, cut])
        return DoorFigure(key=key, measure=found.measure, amount=amount, words=words)


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


def doorways(names: Iterable[str], asked: Asked) -> dict[str, Doorway]:
    """Return the doors with these names that the reader may go through, each with its live figure.

    Each app is asked once, for all the codes that its door is about.
    """
    wanted: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        code, about = parts_of(name)
        if code in _doors and enters(asked.actor, _who(_doors[code].to)):
            wanted.setdefault(code, []).append(about)
    found: dict[str, Doorway] = {}
    for code, abouts in wanted.items():
        door = _doors[code]
        figures = door.figures(replace(asked, about=tuple(abouts)))
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
