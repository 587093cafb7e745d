"""Finds on which line of a TOML file each key stands, which `tomllib` does not tell.

Only for text that `tomllib` has read: what is wrong with its grammar is found there, not here.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter

Path = tuple[str, ...]

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # up to two quotation marks may stand before the end
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[\w-]+")
_OTHER = re.compile(r"[^,\]}#\n]+")  # numbers, days, times, true and false


def lines_of(text: str) -> dict[str, int]:
    """Return the line number of every table, row, key and value, by dotted path: `classes.home.title.zh`.

    A table that only its parts bring about stands where the first of them does; rows and values of arrays are
    numbered from 0.

    >>> lines_of('[a.b]\\nc = [1,\\n2]\\n')
    {'': 1, 'a': 1, 'a.b': 1, 'a.b.c': 2, 'a.b.c.0': 2, 'a.b.c.1': 3}
    """
    return _Scan(text).lines()


def line_at(lines: dict[str, int], place: str) -> int:
    """Return the line number of a key, or of its nearest enclosing table where the key is missing."""
    while place not in lines:
        place = place.rpartition(".")[0]
    return lines[place]


class _Scan:
    """One walk through a text, statement by statement."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.breaks = [index for index, letter in enumerate(text) if letter == "\n"]
        self.found: dict[str, int] = {"": 1}
        self.rows: Counter[Path] = Counter()

    def lines(self) -> dict[str, int]:
        table: Path = ()
        while self._next():
            if self._is_at("["):
                table = self._header()
            else:
                self._pair(table)
        return self.found

    def _next(self) -> str:
        """The next letter that is neither blank nor comment; nothing at the end."""
        self.at = self._end_of(_BLANK)
        return self.text[self.at : self.at + 1]

    def _is_at(self, mark: str) -> bool:
        """Whether this mark comes next; it is passed over."""
        is_next = self._next() == mark
        self.at += is_next
        return is_next

    def _end_of(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        return match.end() if match else self.at

    def _note(self, path: Path) -> None:
        line = bisect_right(self.breaks, self.at - 1) + 1
        for length in range(1, len(path) + 1):
            self.found.setdefault(".".join(path[:length]), line)

    def _header(self) -> Path:
        """`[a.b]`, or `[[a.b]]` that begins a row; the first bracket is passed."""
        is_row = self._is_at("[")
        path: Path = ()
        for name in self._key():
            path = (*path, str(self.rows[path] - 1), name) if path in self.rows else (*path, name)
        if is_row:
            self.rows[path] += 1
            path = (*path, str(self.rows[path] - 1))
        self._note(path)
        self._is_at("]")
        if is_row:
            self._is_at("]")
        return path

    def _key(self) -> list[str]:
        names = [self._name()]
        while self._is_at("."):
            names.append(self._name())
        return names

    def _name(self) -> str:
        is_quoted = self._next() in {'"', "'"}
        start, self.at = self.at, self._end_of(_STRING if is_quoted else _BARE)
        name = self.text[start : self.at]
        return str(tomllib.loads(f"name = {name}")["name"]) if is_quoted else name

    def _pair(self, table: Path) -> None:
        self._next()
        start = self.at
        path = (*table, *self._key())
        end, self.at = self.at, start
        self._note(path)
        self.at = end
        self._is_at("=")
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._is_at("["):
            number = 0
            while not self._is_at("]"):
                if not self._is_at(","):
                    self._note((*path, str(number)))
                    self._value((*path, str(number)))
                    number += 1
        elif self._is_at("{"):
            while not self._is_at("}"):
                if not self._is_at(","):
                    self._pair(path)
        else:
            self.at = self._end_of(_STRING if self._next() in {'"', "'"} else _OTHER)
