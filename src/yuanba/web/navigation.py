"""The navigation menus, drawn from what a person may do; apps register their entries at start."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.action import Who
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import KEEPERS, Actor, PositionKind
from yuanba.rules.core.registry import put
from yuanba.rules.core.verb import Verb
from yuanba.rules.time.calendar import day
from yuanba.web import tasks
from yuanba.web.tasks import COUNTED, TaskQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """One menu: residents' tabs, large links of the front page, links at a foot, a group of the desk."""

    key: str
    order: int = 0
    title: Promise | str = ""


TABS = Menu(key="tabs")
FRONT = Menu(key="front")
FOOT = Menu(key="foot")
DESK_FOOT = Menu(key="desk_foot")
COUNTER = Menu(key="counter")
#: What several rooms share: councils, meetings, votes, statements.
DELIBERATION = Menu(key="deliberation", order=15, title=_("Deliberation"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One entry of a menu: label, icon, page, and who sees it (by their allowed actions, or by `who`).

    Without both it is shown to everyone. `order` is its place in the menu; a tab with `what`, which says what
    the page is for, also stands on the front page as a large link. `key` are the keys that open it from any
    page of the desk. Beside it stands how much waits there: the tasks of the sources that name the page, or
    what `count` returns. `where`, asked with the day, says whether this district's rules have anything for
    the page; without it they do. `chairs` shows it to who has the chair of a council, too.
    """

    menu: Menu
    order: int
    label: Promise
    to: str
    icon: str = ""
    verbs: tuple[Verb, ...] = ()
    who: tuple[Who, ...] = ()
    what: Promise | str = ""
    key: str = ""
    count: Callable[[Actor, datetime], int] | None = None
    where: Callable[[date], bool] | None = None
    chairs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """One link of a menu, ready to be shown: label, icon, address, and whether it is the current page.

    `to` names its page; the number of what waits there is put beside the link by this name. On residents'
    pages `number` is what waits, as far as the page knows it.
    """

    label: str
    icon: str
    url: str
    to: str
    is_here: bool
    what: str = ""
    key: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Myself:
    """The logged-in person's name, positions, and units or areas, as staff pages and papers show them."""

    name: str
    positions: tuple[str, ...]
    units: tuple[str, ...] = ()


_ways: dict[tuple[str, str], MenuEntry] = {}
_links: dict[str, str] = {}
_landings: dict[PositionKind, str] = {}
_introductions: dict[str, Callable[[HttpRequest], Myself]] = {}


def show_with(ways: Iterable[MenuEntry]) -> None:
    """Register an app's menu entries."""
    for way in ways:
        put(_ways, (way.menu.key, way.to), way)


def link_with(**pages: str) -> None:
    """Register the URL name of the page for a purpose: `link_with(purpose="app:page")`."""
    for purpose, name in pages.items():
        put(_links, purpose, name)


def land_with(kind: PositionKind, to: str) -> None:
    """Register the URL name of the page on which who holds this kind of position, and no other, begins."""
    put(_landings, kind, to)


def introduce_with(introduction: Callable[[HttpRequest], Myself]) -> None:
    """Register the function that returns the name and positions of who is logged in, for the staff menu."""
    put(_introductions, "desk", introduction)


def link(purpose: str, *about: object) -> str:
    """Return the address of the page registered for a purpose, such as the desk, with these URL arguments."""
    return reverse(_links[purpose], args=about)


def myself(request: HttpRequest) -> Myself:
    """Return the name and positions of the logged-in person."""
    return _introductions["desk"](request)


def ways(menu: Menu) -> tuple[MenuEntry, ...]:
    """Return the entries of a menu in their order."""
    found = (way for way in _ways.values() if way.menu == menu)
    return tuple(sorted(found, key=lambda way: (way.order, way.to)))


def groups() -> tuple[Menu, ...]:
    """Return the groups of the staff menu, in the order in which they are shown."""
    found = {way.menu.key: way.menu for way in _ways.values() if way.menu.title}
    return tuple(sorted(found.values(), key=lambda menu: (menu.order, menu.key)))


def steps(menu: Menu, path: str, waits: Mapping[str, int] | None = None) -> list[MenuLink]:
    """Return the links of a menu that is shown to everyone, with the current page marked.

    `waits` says how much waits on which page.
    """
    found = _steps(ways(menu), path)
    return [replace(one, number=(waits or {}).get(one.to, 0)) for one in found]


def front(path: str) -> list[MenuLink]:
    """Return the large links of the front page: tabs that say what they are for, and its own links."""
    found = [way for way in (*ways(TABS), *ways(FRONT)) if way.what]
    return _steps(tuple(sorted(found, key=lambda way: (way.order, way.to))), path)


@cache
def menu_addresses(root: str) -> frozenset[str]:
    """Return the addresses of the residents' menus in the district (or outside of all) that has this root."""
    shown = [way for menu in (TABS, FOOT) for way in ways(menu)] if root != "/" else []
    return frozenset(reverse(way.to) for way in shown)


def desk(actor: Actor, *, on: date, path: str) -> list[tuple[str, list[MenuLink]]]:
    """Return the staff menu as (heading, links) pairs, without the groups that are empty for this actor."""
    found = ((str(menu.title), opened(menu, actor, on=on, path=path)) for menu in groups())
    return [(head, steps) for head, steps in found if steps]


def opened(menu: Menu, actor: Actor, *, on: date, path: str) -> list[MenuLink]:
    """Return the links of a menu that this actor may open, with the current page marked."""
    return _steps(_opened([menu], actor, on), path)


def landing(actor: Actor, *, on: date) -> str:
    """Return the address of the staff page that this actor sees first, or "" if they may open no staff page.

    The page registered for their only kind of position; else their work queue where a position brings work,
    the first page that a position opens, or the first of all. Administrators keep the system and do no other
    work, so they begin with their own page.
    """
    kinds = _kinds(actor, on)
    if len(kinds) == 1 and (to := _landings.get(next(iter(kinds)))):
        return reverse(to)
    if tasks.is_work_of(kinds - KEEPERS):
        return link("tasks")
    opened = _opened(groups(), actor, on)
    own = next((way for way in opened if kinds & _who(way)), next(iter(opened), None))
    return reverse(own.to) if own else ""


def waiting(actor: Actor, now: datetime) -> dict[str, int]:
    """Return how much waits for an actor on each page of their staff menu, by the page's name, at most 100.

    The page of the work queue has the sum of all sources, also of those whose page is no entry of the menu.
    """
    entries = _opened(groups(), actor, day(now))
    found = {way.to: way.count(actor, now) for way in entries if way.count}
    for source, number in tasks.counted(TaskQuery(actor=actor, now=now)):
        for page in (source.to, _links["tasks"]):
            found[page] = min(found.get(page, 0) + number, COUNTED)
    return {way.to: found[way.to] for way in entries if way.to in found}


def _opened(menus: Iterable[Menu], actor: Actor, on: date) -> tuple[MenuEntry, ...]:
    """The entries of these menus that an actor may open, in their order."""
    kinds = _kinds(actor, on)
    return tuple(way for menu in menus for way in ways(menu) if _is_open(way, actor, kinds, on))


def _kinds(actor: Actor, on: date) -> set[PositionKind]:
    return {holding.kind for holding in actor.holdings if holding.holds_on(on)}


def _is_open(way: MenuEntry, actor: Actor, kinds: set[PositionKind], on: date) -> bool:
    is_for = not (way.verbs or way.who) or bool({actor.kind, *kinds} & _who(way))
    is_for = is_for or (way.chairs and actor.has_chair)
    return is_for and (way.where is None or way.where(on))


def _who(way: MenuEntry) -> frozenset[Who]:
    return frozenset(way.who).union(*(ACTIONS[verb].who_by_position for verb in way.verbs))


def _steps(ways: Iterable[MenuEntry], path: str) -> list[MenuLink]:
    return [_step(way, reverse(way.to), path) for way in ways]


def _step(way: MenuEntry, url: str, path: str) -> MenuLink:
    return MenuLink(
        label=str(way.label),
        icon=way.icon,
        url=url,
        to=way.to,
        is_here=path == url,
        what=str(way.what),
        key=way.key,
    )
