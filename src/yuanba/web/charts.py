"""Drawings of figures as SVG, made on the server: one drawing for the page and for paper (ADR 0033).

A drawing carries its colours as attributes, for paper; style sheets dress the classes anew for screens. It is
one picture to a screen reader, named by `label`; whoever shows it puts the table with the same numbers beside
it. Lengths are in units of the drawing, and every word in it is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yuanba.rules.core.metrics import percent

#: From few to many: the grounds of areas in a map, the first for none.
STEPS = ("#ffffff", "#d9ebe1", "#a9d2bd", "#69ab8b", "#1f7a5a")
#: Grounds that are told apart by their lightness too, and the ink on each.
HUES = (
    ("#8a6d1f", "#ffffff"),
    ("#a64b2a", "#ffffff"),
    ("#9cc3de", "#1d2722"),
    ("#d9a53f", "#1d2722"),
    ("#c9c3b2", "#1d2722"),
    ("#1f7a5a", "#ffffff"),
)
INK, SOFT, LINE, MAIN, BEFORE = "#1d2722", "#55605a", "#8d8672", "#1f7a5a", "#b9c9bf"
#: A cell of a tile map, with the gap to the next one, and how many stand in a row.
CELL, HIGH, GAP, ACROSS = 112, 74, 6, 5
#: How wide a letter is, in parts of its height.
_HALF, _WHOLE = 0.56, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BarPart:
    """One part of a whole in a stacked bar: its name, its share, and the number of its colour."""

    name: str
    share: Fraction
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCell:
    """One area of a map: its name, what is written under it, how dark it is (0 to 4), its outline and link.

    `points` is the outline in the units of the sheet and (`x`, `y`) the place of its name; a tile map places
    its cells itself. `is_named` says whether the name fits without writing over another.
    """

    name: str
    number: str
    step: int
    url: str = ""
    points: str = ""
    x: float = 0
    y: float = 0
    is_named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudDot:
    """One place in a cloud of people: where it is on the sheet, and how many stand there."""

    x: int
    y: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudGroup:
    """One group in a cloud of people: what is written beside it, the number of its colour, and its dots."""

    name: str
    hue: int
    dots: Sequence[CloudDot]


def columns(values: Sequence[Fraction | None], usual: Fraction | None, *, label: str) -> SafeString:
    """Return a small chart of columns, the last one marked, and a broken line at what was usual.

    None stands for a week without a value: it has a gap.
    """
    wide, high, gap = 144, 40, 4
    most = max([value for value in values if value is not None] + [usual or Fraction(), Fraction(1, 10**6)])
    step = Fraction(wide + gap, max(1, len(values)))
    bars = []
    for place, value in enumerate(values):
        if value is None:
            continue
        height = max(Fraction(1), value / most * (high - 2))
        is_last = place == len(values) - 1
        kind, fill = ("now", MAIN) if is_last else ("before", BEFORE)
        bars.append((kind, fill, _n(place * step), _n(high - height), _n(step - gap), _n(height)))
    drawn = format_html_join(
        "",
        '<rect class="yb-chart__{}" fill="{}" x="{}" y="{}" width="{}" height="{}" rx="1.5"/>',
        bars,
    )
    line = SafeString()
    if usual is not None:
        at = _n(high - usual / most * (high - 2))
        line = format_html(
            '<line class="yb-chart__usual" stroke="{}" stroke-width="1.5" stroke-dasharray="4 3"'
            ' x1="0" x2="{}" y1="{}" y2="{}"/>',
            *(SOFT, wide, at, at),
        )
    return _drawing(wide, high, "columns", label, format_html("{}{}", drawn, line))


def stacked(parts: Sequence[BarPart], *, label: str) -> SafeString:
    """Return one bar that is divided by shares; a part that is wide enough has its name in it."""
    wide, high, letters = 720, 52, 15
    drawn, at = [], Fraction()
    for part in parts:
        width = part.share * wide
        ground, ink = HUES[part.hue % len(HUES)]
        drawn.append(
            format_html(
                '<rect class="yb-chart__part{}" fill="{}" x="{}" y="0" width="{}" height="{}"/>',
                *(part.hue, ground, _n(at), _n(width), high),
            )
        )
        said = f"{part.name} {percent(part.share)}%"
        fits = next(
            (text for text in (said, f"{percent(part.share)}%") if _width(text, letters) + 8 <= width), ""
        )
        if fits:
            middle, base = float(at + width / 2), high / 2 + letters * 0.36
            drawn.append(_text(fits, middle, base, letters, ink, "on", part.hue))
        at += width
    return _drawing(wide, high, "stacked", label, format_html_join("", "{}", ((one,) for one in drawn)))


def tiles(cells: Sequence[MapCell], *, label: str) -> SafeString:
    """Return areas without outlines as equal tiles in their order, each with its name and its number."""
    across = min(ACROSS, max(1, len(cells)))
    placed = []
    for place, cell in enumerate(cells):
        x, y = place % across * (CELL + GAP), place // across * (HIGH + GAP)
        placed.append((cell, x, y))
    rows = ceil(len(cells) / across)
    return _drawing(
        ACROSS * (CELL + GAP) - GAP,
        rows * (HIGH + GAP) - GAP,
        "map",
        label,
        format_html_join("", "{}", ((_tile(*one),) for one in placed)),
        is_picture=False,
    )


def _tile(cell: MapCell, x: float, y: float) -> SafeString:
    ink = _ink(cell)
    size = min(20.0, (CELL - 8) / max(1.0, _width(cell.name, 1)))
    inner = format_html(
        '<rect class="yb-chart__step{}" fill="{}" stroke="{}" x="{}" y="{}" width="{}" height="{}"'
        ' rx="6"/>{}{}',
        *(cell.step, STEPS[cell.step], LINE, _n(x), _n(y), CELL, HIGH),
        _text(cell.name, x + CELL / 2, y + HIGH * 0.42, size, ink, "step", cell.step),
        _text(cell.number, x + CELL / 2, y + HIGH * 0.82, 24, ink, "step", cell.step, is_bold=True),
    )
    return _linked(cell, inner)


def outlines(cells: Sequence[MapCell], width: int, height: int, *, label: str) -> SafeString:
    """Return areas by their outlines on one sheet of this size, north up, each as dark as its step."""
    shapes = [
        _linked(
            cell,
            format_html(
                '<polygon class="yb-chart__step{}" fill="{}" stroke="{}" stroke-width="1.5"'
                ' stroke-linejoin="round" points="{}"/>',
                *(cell.step, STEPS[cell.step], SOFT, cell.points),
            ),
        )
        for cell in cells
    ]
    names = [
        format_html(
            "{}{}",
            _text(cell.name, cell.x, cell.y - 4, 19, _ink(cell), "step", cell.step),
            _text(cell.number, cell.x, cell.y + 19, 22, _ink(cell), "step", cell.step, is_bold=True),
        )
        for cell in cells
        if cell.is_named
    ]
    drawn = format_html_join("", "{}", ((one,) for one in [*shapes, *names]))
    return _drawing(width, height, "map", label, drawn, is_picture=False)


def cloud(groups: Sequence[CloudGroup], *, label: str) -> SafeString:
    """Return people as dots on a sheet, near where they are alike: each group in its colour, with its name.

    A dot is as large as the number of people who stand there; names stand above the middles of their groups.
    """
    cell, margin, letters = 14, 56, 28
    dots = [(group, one) for group in groups for one in group.dots]
    left = min((one.x for _group, one in dots), default=0)
    top = min((one.y for _group, one in dots), default=0)
    wide = (max((one.x for _group, one in dots), default=0) - left) * cell + 2 * margin
    high = (max((one.y for _group, one in dots), default=0) - top) * cell + 2 * margin
    most = max((one.number for _group, one in dots), default=1)
    drawn = format_html_join(
        "",
        '<circle class="yb-chart__dot{}" fill="{}" fill-opacity="0.8" cx="{}" cy="{}" r="{}"/>',
        (
            (
                *(
                    group.hue,
                    HUES[group.hue][0],
                    (one.x - left) * cell + margin,
                    (one.y - top) * cell + margin,
                ),
                _n(4 + 7 * sqrt(one.number / most)),
            )
            for group, one in dots
        ),
    )
    names = []
    taken: list[tuple[float, float]] = []
    for group in groups:
        people = sum(one.number for one in group.dots) or 1
        x = (sum(one.x * one.number for one in group.dots) / people - left) * cell + margin
        half = _width(group.name, letters) / 2
        x = min(max(x, half + 4), max(wide - half - 4, half + 4))
        y = (min((one.y for one in group.dots), default=top) - top) * cell + margin - 16.0
        while any(abs(y - other) < letters * 1.3 and abs(x - at) < 2 * half for at, other in taken):
            y += letters * 1.3
        taken.append((x, y))
        names.append(_text(group.name, x, y, letters, INK, "name", group.hue, is_bold=True))
    inner = format_html("{}{}", drawn, format_html_join("", "{}", ((one,) for one in names)))
    return _drawing(wide, high, "cloud", label, inner)


def step_of(count: Fraction, most: Fraction) -> int:
    """Return how dark an area is drawn, 0 for none to 4 for the most.

    >>> [step_of(Fraction(count), Fraction(9)) for count in (0, 1, 9)]
    [0, 1, 4]
    """
    return ceil(count * (len(STEPS) - 1) / most) if count and most else 0


def _ink(cell: MapCell) -> str:
    return "#ffffff" if cell.step == len(STEPS) - 1 else INK


def _linked(cell: MapCell, inner: SafeString) -> SafeString:
    said = f"{cell.name} {cell.number}"
    if not cell.url:
        return format_html("<g><title>{}</title>{}</g>", said, inner)
    return format_html('<a href="{}"><title>{}</title>{}</a>', cell.url, said, inner)


def _text(
    words: str, x: float, y: float, size: float, ink: str, on: str, number: int, *, is_bold: bool = False
) -> SafeString:
    weight = SafeString(' font-weight="700"') if is_bold else ""
    return format_html(
        '<text class="yb-chart__{}{}" x="{}" y="{}" font-family="Noto Sans SC" font-size="{}" fill="{}"'
        ' text-anchor="middle"{}>{}</text>',
        *(
            on,
            number,
            _n(x),
            _n(y),
            _n(size),
            ink,
            weight,
            words,
        ),
    )


def _drawing(
    wide: int, high: int, kind: str, label: str, inner: SafeString, *, is_picture: bool = True
) -> SafeString:
    """The drawing as one picture, or as a group of links with a name."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="yb-chart yb-chart--{}" viewBox="0 0 {} {}"'
        ' role="{}" aria-label="{}">{}</svg>',
        *(kind, wide, high, "img" if is_picture else "group", label, inner),
    )


def _n(length: Fraction | float) -> str:
    """A length with at most one decimal, written the same in every language."""
    return f"{float(length):.1f}".removesuffix(".0")


def _width(words: str, size: float) -> float:
    return sum(_WHOLE if ord(sign) > 0x2E7F else _HALF for sign in words) * size
