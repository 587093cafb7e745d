"""The line of every key, row and value of a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.laws.house import ROOT
from yuanba.packs.lines import line_at, lines_of

#: Every way in which TOML lets one write where a value stands.
TRICKY = '''# a comment with [brackets] = "and" quotes
a.b."c.d" = 1
[x]   # another
y = """
[not.a.table]
"" \\""" 'quote' "" here"""
z = \'\'\'it''s
fine = no\'\'\'
"quoted \\u4e2d" = 'C:\\'
day = 1979-05-27 07:32:00 # a blank inside
empty = ""
[[row]]
list = [{ a = 1, b.c = 2 }, # closing ] } in a comment
  { a = "]}," },
  [ ],
]
[row.sub]
t = true
[[row.deep]]
[[row.deep]]
u = -1.5
[[row]]
[row.sub]
v = "\\"#"
[x.after]
w = 0x1F'''


def places_of(value: Any, path: str = "") -> Iterator[str]:
    """Every place that tomllib finds."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from places_of(part, f"{path}.{key}" if path else str(key))


def files() -> list[Path]:
    return [*settings.PACKS.rglob("*.toml"), *(ROOT / "tests").rglob("*.toml"), ROOT / "pyproject.toml"]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_it_finds_what_tomllib_finds(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(lines_of(text)) == set(places_of(tomllib.loads(text)))


def test_every_way_of_writing_has_its_line() -> None:
    assert set(lines_of(TRICKY)) == set(places_of(tomllib.loads(TRICKY)))
    found = lines_of(TRICKY)
    lines = TRICKY.splitlines()
    for place, begins in {
        "a.b.c.d": 'a.b."c.d"',
        "x": "[x]",
        "x.y": "y =",
        "x.z": "z =",
        "x.quoted 中": '"quoted',
        "x.day": "day =",
        "row": "[[row]]",
        "row.0.list.0.b.c": "list =",
        "row.0.list.1.a": "  { a",
        "row.0.list.2": "  [ ]",
        "row.0.sub": "[row.sub]",
        "row.0.sub.t": "t =",
        "row.0.deep.1.u": "u =",
        "x.after.w": "w =",
    }.items():
        assert lines[found[place] - 1].startswith(begins), place
    assert found["row.0.deep.1"] == found["row.0.deep.0"] + 1
    assert found["row.1.sub.v"] == found["row.1"] + 2


def test_line_endings_of_windows_count_once() -> None:
    assert lines_of(TRICKY.replace("\n", "\r\n")) == lines_of(TRICKY)


def test_what_is_missing_stands_where_it_would() -> None:
    found = lines_of('[a]\nb = 1\n[a.c]\nd = "x"\n')
    assert [line_at(found, place) for place in ("a.c.d", "a.c.e.f", "a.x", "y.z", "")] == [4, 3, 1, 1, 1]
