"""Finds the smallest area that an address names beyond doubt, by the names of estates and areas in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from yuanba.places import queries as places
from yuanba.places.queries import AreaRow
from yuanba.rules.pack import Level

#: Shorter names stand in other words: 中心, 新村.
_SHORTEST = 3
_SHORTEST_ESTATE = 2
_KINDS = ("社区居民委员会", "村民委员会", "居民委员会", "社区", "街道", "村", "镇", "乡")
_LEVELS = frozenset({Level.SUBDISTRICT, Level.COMMUNITY})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an address lies: an area, and the estate by which it was found or an empty text."""

    area_code: str
    area_path: str
    estate: str = ""


@dataclass(slots=True)
class Gazetteer:
    """The names of a district's areas and estates, each with the places that bear it."""

    named: dict[str, list[Spot]] = field(default_factory=dict)

    def add(self, name: str, spot: Spot) -> None:
        """Note that a place bears this name."""
        spots = self.named.setdefault(name, [])
        if spot not in spots:
            spots.append(spot)

    def find(self, address: str, *, within: str) -> Spot | None:
        """Return the smallest place in the area `within` that an address names beyond doubt, or None.

        A name that several places bear counts where another name in the address says which. Names that
        contradict each other leave the smallest area that holds them all.
        """
        squeezed = "".join(address.split())
        names = [name for name in self.named if name in squeezed]
        # 通泰门社区 speaks of no 门社区: a name inside a longer one is no name of its own
        outer = [name for name in names if not any(name != other and name in other for other in names)]
        groups = [[one for one in self.named[name] if one.area_path.startswith(within)] for name in outer]
        groups = [group for group in groups if group]
        certain = [group[0] for group in groups if len(group) == 1]
        for group in groups:
            hits = [one for one in group if any(_fits(one, sure) for sure in certain)]
            if len(group) > 1 and len(hits) == 1:
                certain.append(hits[0])
        return _smallest(certain)


def _fits(one: Spot, other: Spot) -> bool:
    return one.area_path.startswith(other.area_path)


def _smallest(certain: Sequence[Spot]) -> Spot | None:
    if not certain:
        return None
    best = max(certain, key=lambda one: (one.area_path.count("/"), bool(one.estate)))
    if all(best.area_path.startswith(one.area_path) for one in certain):
        return best
    shared = _shared(one.area_path for one in certain)
    area = places.area_by_path(shared) if shared.count("/") > 2 else None
    return Spot(area.code, area.path) if area else None


def _shared(paths: Iterable[str]) -> str:
    lists = [places.prefixes(path) for path in paths]
    return max((path for path in lists[0] if all(path in one for one in lists)), key=len, default="")


def gazetteer(whole: str) -> Gazetteer:
    """Return the names of all current areas and estates below this path; two SQL statements."""
    found = Gazetteer()
    for area in places.subtree(whole):
        if area.level in _LEVELS:
            for name in _names(area):
                found.add(name, Spot(area.code, area.path))
    for estate in places.estates_in(whole):
        if len(estate.name) > _SHORTEST_ESTATE:
            found.add("".join(estate.name.split()), Spot(estate.area_code, estate.area_path, estate.name))
    return found


def _names(area: AreaRow) -> set[str]:
    """The names by which people call an area: 通泰门社区, 通泰门."""
    names = {area.label, area.name}
    names |= {area.label.removesuffix(kind) for kind in _KINDS if area.label.endswith(kind)}
    return {name for name in names if len(name) >= _SHORTEST}
