"""Draws outlines of places as vector shapes on one sheet, without a background map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians

from yuanba.places.queries import Corners

_WIDTH, _EDGE = 640.0, 12.0
#: No sheet is higher than its width divided by this.
_FLAT = 1.4
_NARROWEST = 1e-6
#: How high letters are on a sheet that a phone of 390 px shows: as large as text, also in the elder version.
LETTERS, LARGE_LETTERS = 28.0, 38.0
ASCII = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlined:
    """One outline to draw: ``kind`` sets its style (area, part, estate); label and URL are optional."""

    corners: Corners
    kind: str
    label: str = ""
    url: str = ""
    #: What is written on the sheet, where the label is too long for it.
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One polygon in the coordinates of the sheet, with the position of its label."""

    points: str
    x: float
    y: float
    kind: str
    label: str
    url: str
    #: What is written on it, and whether that overlaps no other in normal letters and in the elder version's.
    short: str = ""
    is_named: bool = False
    is_named_large: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSheet:
    """One drawing of outlines, north up: its size and its shapes."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


def sheet(outlines: Iterable[Outlined]) -> MapSheet | None:
    """Return a drawing of these outlines to scale on one sheet, or None if there are none.

    A degree of longitude is drawn shorter by the cosine of the latitude: at the size of a district
    that is true to shape within a tenth of a percent.
    """
    drawn = [one for one in outlines if one.corners]
    if not drawn:
        return None
    corners = [corner for one in drawn for corner in one.corners]
    west, east = min(x for x, _ in corners), max(x for x, _ in corners)
    south, north = min(y for _, y in corners), max(y for _, y in corners)
    shrink = cos(radians((south + north) / 2))
    scale = (_WIDTH - 2 * _EDGE) / max((east - west) * shrink, (north - south) * _FLAT, _NARROWEST)
    left = (_WIDTH - (east - west) * shrink * scale) / 2

    def place(corner: tuple[float, float]) -> tuple[float, float]:
        x, y = corner
        return left + (x - west) * shrink * scale, _EDGE + (north - y) * scale

    shapes = []
    for one in drawn:
        points = [place(corner) for corner in one.corners]
        shapes.append(
            Shape(
                points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
                x=round(sum(x for x, _ in points) / len(points), 1),
                y=round(sum(y for _, y in points) / len(points), 1),
                kind=one.kind,
                label=one.label,
                url=one.url,
                short=one.short or one.label,
            )
        )
    named, large = _without_overlaps(shapes, LETTERS), _without_overlaps(shapes, LARGE_LETTERS)
    shapes = [
        replace(shape, is_named=at in named, is_named_large=at in large) for at, shape in enumerate(shapes)
    ]
    return MapSheet(
        width=round(_WIDTH),
        height=round((north - south) * scale + 2 * _EDGE),
        shapes=tuple(shapes),
    )


def _without_overlaps(shapes: Sequence[Shape], letters: float) -> set[int]:
    """Which shapes can be named in letters of this height without writing over another, the first first."""
    taken: list[tuple[float, float, float]] = []
    named = set()
    for at, shape in enumerate(shapes):
        half = sum(letters if ord(sign) > ASCII else letters * 0.6 for sign in shape.short) / 2
        clear = all(abs(shape.x - x) >= half + other or abs(shape.y - y) >= letters for x, y, other in taken)
        if clear and half <= shape.x <= _WIDTH - half:
            taken.append((shape.x, shape.y, half))
            named.add(at)
    return named
