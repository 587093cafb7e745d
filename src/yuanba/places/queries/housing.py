"""Reads estates and buildings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from yuanba.places.models import Building, Estate

#: So many codes stand in the path of a community.
_WITHIN_COMMUNITY = 3
Corners = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateRow:
    """One estate, with the area that it lies in and the number of its buildings."""

    id: int
    code: str
    name: str
    area_code: str
    area_path: str
    area_label: str
    is_rural: bool
    outline: Corners
    buildings: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingRow:
    """One building, with the area that it lies in and its estate, if it has one."""

    code: str
    name: str
    area_code: str
    area_path: str
    area_label: str
    estate: str
    estate_name: str
    valid_to: date | None


def corners(stored: Sequence[Sequence[float]] | None) -> Corners:
    """Return a stored outline as pairs of longitude and latitude; empty where nobody drew one."""
    return tuple((corner[0], corner[1]) for corner in stored or ())


def present() -> QuerySet[Estate]:
    """Return the estates that have not ended."""
    return Estate.objects.filter(valid_to=None)


def standing() -> QuerySet[Building]:
    """Return the buildings that have not ended."""
    return Building.objects.filter(valid_to=None)


def estate(code: str) -> EstateRow | None:
    """Return the estate with this code, even if it has ended, or None if there is none."""
    return next(iter(rows(Estate.objects.filter(code=code))), None)


def estates(codes: Iterable[str]) -> list[EstateRow]:
    """Return the current estates with these codes; one SQL statement."""
    return rows(present().filter(code__in=set(codes)))


def estate_names(codes: Collection[str]) -> dict[str, str]:
    """Return the names of estates, ended ones too, as a dict by code; one SQL statement."""
    return dict(Estate.objects.filter(code__in=set(codes)).values_list("code", "name"))


def estates_in(path: str, *, limit: int | None = None) -> list[EstateRow]:
    """Return the current estates that lie in an area or have a building in it."""
    touching = standing().filter(area__path__startswith=path).values("estate_id")
    return rows(present().filter(Q(area__path__startswith=path) | Q(pk__in=touching)), limit=limit)


def estate_at(area_path: str, words: str) -> str:
    """Return the code of the estate in which something lies, or an empty text where that is not certain.

    It is the one of the community that the words of the place name, the longest name first, else the one to
    which all buildings of the grid belong.
    """
    codes = [code for code in area_path.split("/") if code]
    if len(codes) < _WITHIN_COMMUNITY:
        return ""
    said = "".join(words.split())
    around = estates_in(f"/{'/'.join(codes[:_WITHIN_COMMUNITY])}/")
    named = sorted((one for one in around if one.name in said), key=lambda one: -len(one.name))
    if named:
        is_clear = len(named) == 1 or len(named[1].name) < len(named[0].name)
        return named[0].code if is_clear else ""
    if len(codes) == _WITHIN_COMMUNITY:
        return ""
    own = set(standing().filter(area__path__startswith=area_path).values_list("estate__code", flat=True))
    return (own.pop() or "") if len(own) == 1 else ""


def rows(found: QuerySet[Estate], *, limit: int | None = None) -> list[EstateRow]:
    """Return these estates as rows, in order of code; one SQL statement."""
    standing_in = Count("buildings", filter=Q(buildings__valid_to=None))
    listed = found.select_related("area").annotate(count=standing_in).order_by("code")[:limit]
    return [
        EstateRow(
            id=row.pk,
            code=row.code,
            name=row.name,
            area_code=row.area.code,
            area_path=row.area.path,
            area_label=row.area.full_label,
            is_rural=row.is_rural,
            outline=corners(row.outline),
            buildings=row.count,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in listed
    ]


def building(code: str) -> BuildingRow | None:
    """Return the building with this code, even if it has ended, or None if there is none."""
    return next(iter(_buildings(Building.objects.filter(code=code))), None)


def building_names(codes: Collection[str]) -> dict[str, str]:
    """Return the names of buildings, ended ones too, as a dict by code; one SQL statement."""
    return dict(Building.objects.filter(code__in=set(codes)).values_list("code", "name"))


def buildings_of(estate_code: str) -> list[BuildingRow]:
    """Return the buildings of an estate that have not ended; one SQL statement."""
    return _buildings(standing().filter(estate__code=estate_code))


def buildings_in(path: str, *, limit: int) -> list[BuildingRow]:
    """Return the buildings that stand in an area and have not ended, at most ``limit`` of them."""
    return _buildings(standing().filter(area__path__startswith=path), limit=limit)


def _buildings(found: QuerySet[Building], *, limit: int | None = None) -> list[BuildingRow]:
    listed = found.select_related("area", "estate").order_by("area__path", "id")[:limit]
    return [
        BuildingRow(
            code=row.code,
            name=row.name,
            area_code=row.area.code,
            area_path=row.area.path,
            area_label=row.area.full_label,
            estate=row.estate.code if row.estate else "",
            estate_name=row.estate.name if row.estate else "",
            valid_to=row.valid_to,
        )
        for row in listed
    ]
