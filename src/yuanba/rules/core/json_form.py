"""Takes values out of JSON that others wrote; what is not as it must be becomes a fault with its place."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from yuanba.rules.core.fault import Argument, Fault, fault
from yuanba.rules.core.json_text import OddNumber, shown, within

#: An identifier is no text to hide something in.
LONGEST_NAME = 200

Member = TypeVar("Member", bound=StrEnum)


@dataclass(slots=True)
class JsonForm:
    """The faults found so far, and the remarks; each method returns a value, or None after adding a fault."""

    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    def tell(self, place: str, code: str, **arguments: Argument) -> None:
        """Add a fault."""
        self.faults.append(fault(place, code, **arguments))

    def remark_unread(self, row: Mapping[str, object], known: frozenset[str], place: str) -> None:
        """Add a remark for each key that nobody reads: a misspelt one takes no rule away without a word."""
        if row.keys() <= known:  # of 100,000 rows nearly every one
            return
        for name in (name for name in row if name not in known):
            self.remarks.append(fault(within(place, shown(name)), "not_read", name=shown(name)))

    def entries(self, document: Mapping[str, object], key: str) -> list[Any]:
        """Return a list that must be there, or nothing."""
        listed = document.get(key)
        if isinstance(listed, list):
            return listed
        self.tell(key, "not_list" if key in document else "missing")
        return []

    def rows(
        self, document: Mapping[str, object], key: str, known: frozenset[str]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the objects of a list that must be there, each with its place."""
        for number, row in enumerate(self.entries(document, key)):
            place = f"{key}[{number}]"
            if isinstance(row, dict):
                self.remark_unread(row, known, place)
                yield place, row
            else:
                self.tell(place, "not_object")

    def name(self, row: Mapping[str, object], key: str, place: str) -> str | None:
        """Return an identifier that must be there."""
        if key in row:
            return self.identifier(row[key], within(place, key))
        self.tell(within(place, key), "missing")
        return None

    def identifier(self, value: object, place: str, most: int = LONGEST_NAME) -> str | None:
        """Return a text that is neither blank nor endless, and of which every sign can be seen."""
        if not isinstance(value, str) or isinstance(value, OddNumber):
            self.tell(place, "not_text", name=shown(value))
        elif not value.strip():
            self.tell(place, "blank")
        elif len(value) > most:
            self.tell(place, "too_long", most=most)
        elif not value.replace("\u3000", " ").isprintable():
            self.tell(place, "unseen", name=shown(value))
        else:
            return value
        return None

    def member(
        self, row: Mapping[str, object], key: str, place: str, kind: type[Member], code: str
    ) -> Member | None:
        """Return one of the values that a key may have; another is a fault of this code, which lists them."""
        value = row.get(key)
        if isinstance(value, str) and value in kind._value2member_map_:
            return kind(value)
        if key in row:
            self.tell(within(place, key), code, name=shown(value), known=tuple(map(str, kind)))
        else:
            self.tell(within(place, key), "missing")
        return None

    def whole(self, row: Mapping[str, object], key: str, place: str, *, least: int, code: str) -> int | None:
        """Return a whole number that must be there; one that is too small is a fault of this code."""
        value, where = row.get(key), within(place, key)
        if key not in row:
            self.tell(where, "missing")
        elif isinstance(value, bool) or not isinstance(value, int):
            self.tell(where, "not_whole", name=shown(value))
        elif value < least:
            self.tell(where, code, name=shown(value), least=least)
        else:
            return value
        return None


@dataclass(slots=True)
class DistinctNames:
    """Identifiers of one kind: tells where one comes again, or comes in another spelling."""

    form: JsonForm
    #: The fault where an identifier comes again; "" where it may.
    code: str = ""
    _first: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, place: str) -> None:
        """Remember an identifier, after telling where it came before."""
        plain = plainest(name)
        known = self._first.get(plain)
        if known is None:
            self._first[plain] = name
        elif known != name:
            self.form.tell(place, "look_alike", name=shown(name), other=shown(known))
        elif self.code:
            self.form.tell(place, self.code, name=shown(name))

    def like(self, name: str) -> str:
        """Return the known identifier that this one is but for its spelling, or ""."""
        return self._first.get(plainest(name), "")


def plainest(name: str) -> str:
    """Return the form in which two identifiers are the same that differ in width, spaces or normalisation.

    >>> plainest("１－１０１ ") == plainest("1-101")
    True
    """
    same = name if name.isascii() else unicodedata.normalize("NFKC", name)
    return " ".join(same.split())
