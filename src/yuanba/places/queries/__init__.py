"""Reads places as frozen rows; the number of statements never grows with the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Q, QuerySet

from yuanba.places import known
from yuanba.places.models import Area, Succession
from yuanba.places.queries import housing
from yuanba.places.queries.housing import BuildingRow as BuildingRow
from yuanba.places.queries.housing import Corners as Corners
from yuanba.places.queries.housing import EstateRow as EstateRow
from yuanba.places.queries.housing import building as building
from yuanba.places.queries.housing import building_names as building_names
from yuanba.places.queries.housing import buildings_in as buildings_in
from yuanba.places.queries.housing import buildings_of as buildings_of
from yuanba.places.queries.housing import estate as estate
from yuanba.places.queries.housing import estate_at as estate_at
from yuanba.places.queries.housing import estate_names as estate_names
from yuanba.places.queries.housing import estates as estates
from yuanba.places.queries.housing import estates_in as estates_in
from yuanba.rules.pack import Level

#: Between the labels of a full label.
JOINT = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One area; ``path`` begins and ends with a slash, ``full_label`` reads 几江街道 · 通泰门社区."""

    id: int
    code: str
    level: Level
    name: str
    label: str
    full_label: str
    path: str
    parent_path: str
    former_paths: tuple[str, ...]
    is_rural: bool
    type_code: str
    outline: Corners
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change in an area's history: its kind and day, and the area before and after."""

    kind: str
    on: date
    name_before: str
    before_code: str
    before_label: str
    after_code: str
    after_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One area in the drill-down tree, with the number of its direct children."""

    area: AreaRow
    children: int


def row_of(area: Area) -> AreaRow:
    """Return an area as a frozen row."""
    return AreaRow(
        id=area.pk,
        code=area.code,
        level=Level(area.level),
        name=area.name,
        label=area.label,
        full_label=area.full_label,
        path=area.path,
        parent_path=area.path.removesuffix(f"{area.code}/") if area.parent_id else "",
        former_paths=tuple(area.former_paths),
        is_rural=area.is_rural,
        type_code=area.type_code,
        outline=housing.corners(area.outline),
        valid_from=area.valid_from,
        valid_to=area.valid_to,
    )


def present() -> QuerySet[Area]:
    """Return the areas that have not ended."""
    return Area.objects.filter(valid_to=None)


def area(code: str) -> AreaRow | None:
    """Return the area with this code, even if it has ended, or None if there is none."""
    found = Area.objects.filter(code=code).first()
    return row_of(found) if found else None


def path_of(code: str) -> str:
    """Return the path of the area with this code, or an empty string.

    Each filing asks this, so it is raw SQL: the ORM would cost more here than any other statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("select path from places_area where code = %s", [code])
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def area_by_path(path: str) -> AreaRow | None:
    """Return the area with this path, even if it has ended, or None if there is none."""
    found = Area.objects.filter(path=path).first()
    return row_of(found) if found else None


def areas(codes: Iterable[str]) -> list[AreaRow]:
    """Return the areas with these codes, sorted by code, including ended areas; one SQL statement."""
    return [row_of(found) for found in Area.objects.filter(code__in=set(codes)).order_by("code")]


def areas_by_path(paths: Iterable[str]) -> dict[str, AreaRow]:
    """Return the areas with these paths as a dict by path, including ended areas; one SQL statement."""
    return {found.path: row_of(found) for found in Area.objects.filter(path__in=set(paths))}


def is_rural(path: str) -> bool:
    """Return whether the area with this path is rural."""
    return bool(rural_among([path]))


def rural_among(paths: Iterable[str]) -> set[str]:
    """Return those of these paths that belong to rural areas; one SQL statement."""
    return set(Area.objects.filter(path__in=set(paths), is_rural=True).values_list("path", flat=True))


def labels(paths: Iterable[str]) -> dict[str, str]:
    """Return the full labels of the areas with these paths, as a dict by path; remembered."""

    def ask(wanted: set[str]) -> dict[str, str]:
        return dict(Area.objects.filter(path__in=wanted).values_list("path", "full_label"))

    return known.remembered("labels", paths, ask)


def labels_by_code(codes: Iterable[str]) -> dict[str, str]:
    """Return the full labels of the areas with these codes, as a dict by code; one SQL statement."""
    return dict(Area.objects.filter(code__in=set(codes)).values_list("code", "full_label"))


def top() -> AreaRow | None:
    """Return the district's own area at the top of the tree, or None before the first import."""
    found = present().filter(parent=None).first()
    return row_of(found) if found else None


def children(code: str) -> list[AreaRow]:
    """Return the current direct children of an area, sorted by code."""
    return [row_of(found) for found in present().filter(parent__code=code).order_by("code")]


def branches(code: str) -> list[Branch]:
    """Return an area's current direct children, sorted by code, each with its number of children."""
    found = (
        present()
        .filter(parent__code=code)
        .annotate(below=Count("children", filter=Q(children__valid_to=None)))
        .order_by("code")
    )
    return [Branch(area=row_of(child), children=child.below) for child in found]


def subtree(path: str, *, level: Level | None = None) -> list[AreaRow]:
    """Return an area and all current areas below it, parents first; ``level`` keeps only one level."""
    found = present().filter(path__startswith=path)
    if level:
        found = found.filter(level=level)
    return [row_of(one) for one in found.order_by("path")]


def ancestors(path: str) -> list[AreaRow]:
    """Return the areas from the district down to and including the one with this path, top first."""
    return [row_of(found) for found in Area.objects.filter(path__in=prefixes(path)).order_by("path")]


def prefixes(path: str) -> list[str]:
    """Return the paths of the areas from the district down to and including this one; no SQL statement."""
    codes = [code for code in path.split("/") if code]
    return ["/" + "/".join(codes[: place + 1]) + "/" for place in range(len(codes))]


def community_path(path: str) -> str:
    """Return the path of the community in which an area lies, or its own above that level; no SQL."""
    return next(iter(prefixes(path)[2:]), path)


def areas_at(level: Level) -> list[AreaRow]:
    """Return all current areas of one level, sorted by code; remembered."""

    def ask(wanted: set[Level]) -> dict[Level, list[AreaRow]]:
        return {
            one: [row_of(found) for found in present().filter(level=one).order_by("code")] for one in wanted
        }

    return list(known.remembered("levels", [level], ask)[level])


def by_level() -> dict[str, int]:
    """Return the number of current areas of each level, as a dict by level."""
    return dict(present().order_by().values_list("level").annotate(number=Count("id")))


def of_type(type_code: str, *, limit: int = 500) -> list[AreaRow]:
    """Return the current communities of one type, sorted by code, at most ``limit`` of them."""
    return [row_of(found) for found in present().filter(type_code=type_code).order_by("code")[:limit]]


def by_type() -> dict[str, int]:
    """Return the number of current communities of each type, as a dict by type code."""
    found = present().exclude(type_code="").values_list("type_code")
    return dict(found.annotate(number=Count("id")).order_by("type_code"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """What a map shows of a community or an estate: its name, its outline, and where it lies in the tree."""

    name: str
    full_label: str
    is_estate: bool
    community: str
    subdistrict: str
    outline: Corners


def outlined() -> list[MapPlace]:
    """Return the current communities, then the current estates, that have an outline; two SQL statements."""
    communities = {one.path: one for one in areas_at(Level.COMMUNITY)}
    found = [
        MapPlace(
            name=one.label,
            full_label=one.full_label,
            is_estate=False,
            community=one.code,
            subdistrict=_subdistrict(one.path),
            outline=one.outline,
        )
        for one in communities.values()
    ]
    for one in housing.rows(housing.present()):
        home = communities.get(community_path(one.area_path))
        found.append(
            MapPlace(
                name=one.name,
                full_label=f"{home.full_label if home else one.area_label} · {one.name}",
                is_estate=True,
                community=home.code if home else "",
                subdistrict=_subdistrict(one.area_path),
                outline=one.outline,
            )
        )
    return [one for one in found if one.outline]


def _subdistrict(path: str) -> str:
    codes = path.strip("/").split("/")
    return codes[1] if len(codes) > 1 else ""


def history(code: str) -> list[Change]:
    """Return the changes in an area's history, oldest first: origins, former names and successors."""
    found = (
        Succession.objects.filter(Q(before__code=code) | Q(after__code=code))
        .select_related("before", "after")
        .order_by("on", "id")
    )
    return [
        Change(
            kind=row.kind,
            on=row.on,
            name_before=row.name_before,
            before_code=row.before.code,
            before_label=row.before.label,
            after_code=row.after.code,
            after_label=row.after.label,
        )
        for row in found
    ]


def lock(codes: Iterable[str]) -> dict[str, Area]:
    """Lock these areas in the database until the transaction ends; return them as a dict by code."""
    found = Area.objects.select_for_update().filter(code__in=set(codes)).order_by("code")
    return {area.code: area for area in found}
