"""The filter of work tables by area: one's own areas and what lies in them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.places import queries
from yuanba.places.queries import AreaRow
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import day
from yuanba.web.tables import Choice, Filter, TableReader, TableState

#: The path of an area that does not exist: nothing lies there.
_NOWHERE = "?"


def areas_held(reader: TableReader) -> set[str]:
    """Return the paths of the areas for which the reader holds a position today."""
    today = day(reader.now)
    return {one.area_path for one in reader.actor.holdings if one.holds_on(today) and one.area_path}


def areas_within(reader: TableReader) -> list[AreaRow]:
    """Return the areas that one may look at: one's own, and what lies in them down to the communities.

    Of a community all that lies in it.
    """
    found: dict[str, AreaRow] = {}
    for path in sorted(areas_held(reader)):
        depth = path.strip("/").count("/")
        if depth >= 2:
            found |= {area.code: area for area in queries.subtree(path)}
            continue
        for level in (Level.SUBDISTRICT,) if depth == 0 else (Level.SUBDISTRICT, Level.COMMUNITY):
            found |= {area.code: area for area in queries.subtree(path, level=level)}
    return sorted(found.values(), key=lambda area: area.path)


def path_asked(asked: TableState) -> str:
    """Return the path of the area that the filter names, or "" without one.

    Where there is no such area, the path of one in which nothing lies.
    """
    found = queries.area(asked["area"]) if asked["area"] else None
    return found.path if found else asked["area"] and _NOWHERE


def _choices(reader: TableReader, asked: TableState) -> list[Choice]:
    found = [Choice(value=area.code, label=area.full_label) for area in areas_within(reader)]
    chosen = queries.area(asked["area"]) if asked["area"] else None
    if chosen and all(one.value != chosen.code for one in found):
        found.append(Choice(value=chosen.code, label=chosen.full_label))
    return found


AREA = Filter(code="area", label=_("Area"), choices=_choices, is_first=True, is_typed=True)
