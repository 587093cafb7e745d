"""Finds which matters somebody follows by office (全程跟踪): all of some classes in an area, rating none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.people.queries import PositionRow
from yuanba.rules.core.actor import Actor
from yuanba.rules.pack import Level, Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The classes of matters that somebody follows by office, and the areas in which they follow them."""

    classes: frozenset[str]
    area_paths: tuple[str, ...]


def has_followers(on: date) -> bool:
    """Return whether the rules of a day name anybody who follows matters by office."""
    return bool(store.in_force(on).followers)


def followed(actor: Actor, pack: Pack, on: date) -> Followed:
    """Return the classes that this person follows by office on a day, and where; both may be empty."""
    account = people.account(actor.key) if actor.key else None
    held = [one for one in account.positions if one.holds_on(on) and one.area_path] if account else []
    seats = {code: [one.area_path for one in held if _sits(one, code, pack)] for code in pack.followers}
    groups = {code for code, paths in seats.items() if paths}
    return Followed(
        classes=frozenset(code for code, row in pack.classes.items() if groups.intersection(row.followers)),
        area_paths=tuple(dict.fromkeys(path for paths in seats.values() for path in paths)),
    )


def _sits(seat: PositionRow, code: str, pack: Pack) -> bool:
    follower = pack.followers[code]
    titles = {title.zh for code in follower.positions for title in pack.positions[code].titles}
    depth = len(seat.area_path.strip("/").split("/"))
    return seat.title in titles and depth > list(Level).index(follower.level)
