"""Reads what lies in an area, for previews of what moves with it, and what was merged into it of late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yuanba.places.models import Area, Building, Estate, Succession


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What lies in one area: the areas directly in it, how many lie below them, its estates and buildings."""

    code: str
    label: str
    path: str
    areas: tuple[tuple[str, str], ...]
    below: int
    estates: tuple[tuple[str, str], ...]
    buildings: tuple[tuple[str, str], ...]


def contents(codes: Iterable[str]) -> list[Contents]:
    """Return what lies in each of these current areas, sorted by code. Five SQL statements."""
    found = list(Area.objects.filter(code__in=set(codes), valid_to=None).order_by("code"))
    ids = [area.pk for area in found]
    children = Area.objects.filter(parent__in=ids, valid_to=None).order_by("code")
    estates = Estate.objects.filter(area__in=ids, valid_to=None).order_by("code")
    buildings = Building.objects.filter(area__in=ids, valid_to=None).order_by("code")
    lying: list[dict[int, list[tuple[str, str]]]] = [
        _by_area(children.values_list("parent_id", "code", "label")),
        _by_area(estates.values_list("area_id", "code", "name")),
        _by_area(buildings.values_list("area_id", "code", "name")),
    ]
    lies_below = Q()
    for area in found:
        lies_below |= Q(path__startswith=area.path)
    below = list(
        Area.objects.filter(lies_below, valid_to=None).exclude(pk__in=ids).values_list("path", flat=True)
        if found
        else ()
    )
    return [
        Contents(
            code=area.code,
            label=area.label,
            path=area.path,
            areas=tuple(lying[0].get(area.pk, ())),
            below=sum(path.startswith(area.path) for path in below),
            estates=tuple(lying[1].get(area.pk, ())),
            buildings=tuple(lying[2].get(area.pk, ())),
        )
        for area in found
    ]


def _by_area(rows: Iterable[tuple[int | None, str, str]]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for area_id, code, name in rows:
        found.setdefault(area_id or 0, []).append((code, name))
    return found


def merged_into(code: str, *, since: date) -> list[tuple[str, str]]:
    """Return code and label of the ended areas that were merged into this one since a day, newest first."""
    found = Succession.objects.filter(after__code=code, kind="merge", on__gte=since)
    found = found.exclude(before__valid_to=None).order_by("-id")
    return list(dict.fromkeys(found.values_list("before__code", "before__label")))


def codes_below(code: str) -> set[str]:
    """Return the codes of all areas, ended ones too, that begin with this code."""
    return set(Area.objects.filter(code__startswith=code).values_list("code", flat=True))


def are_there(kind: str, codes: Iterable[str]) -> bool:
    """Return whether any of these places has not ended; ``kind``: ``areas``, ``estates``, ``buildings``."""
    wanted = list(codes)
    if kind == "areas":
        return Area.objects.filter(code__in=wanted, valid_to=None).exists()
    if kind == "estates":
        return Estate.objects.filter(code__in=wanted, valid_to=None).exists()
    return Building.objects.filter(code__in=wanted, valid_to=None).exists()
