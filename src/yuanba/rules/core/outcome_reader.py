"""Reads what a journal entry recorded as its outcome, whatever stands there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=StrEnum)
#: Digits of the longest number that is read: keys of the database have at most nineteen.
LONGEST_NUMBER = 19


@dataclass(frozen=True, slots=True)
class OutcomeReader:
    """Typed access to the outcome of one recorded act; no method raises, whatever was recorded.

    The journal is never edited: an entry that an earlier version wrote, or that an import brought, stays as
    it is and must not take a page with it. What is missing or of another type reads as "nothing said".
    """

    codes: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return the text or whole number under this name as text; "" where there is neither."""
        found = self._value(name)
        return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""

    def number(self, name: str) -> int | None:
        """Return the whole number under this name, also where it was written as text; None without one.

        >>> OutcomeReader({"one": 3, "two": "4", "three": "", "four": "²"}).number("two")
        4
        """
        found = self._value(name)
        if isinstance(found, str) and found.isascii() and found.isdigit() and len(found) <= LONGEST_NUMBER:
            return int(found)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def flag(self, name: str) -> bool:
        """Return whether "true" was recorded under this name."""
        return self._value(name) is True

    def day(self, name: str) -> date | None:
        """Return the day under this name, or the day of the moment; None where there is no such day.

        >>> OutcomeReader({"due_on": "2026-03-23"}).day("due_on")
        datetime.date(2026, 3, 23)
        >>> OutcomeReader({"due_on": ""}).day("due_on")
        """
        try:
            return date.fromisoformat(self.text(name)[: len("2026-03-23")])
        except ValueError:
            return None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of the list under this name; none where there is no list."""
        found = self._value(name)
        return tuple(one for one in found if isinstance(one, str) and one) if isinstance(found, list) else ()

    def table(self, name: str) -> dict[str, str]:
        """Return the texts by name that were recorded under this name; none where there is no such table.

        >>> OutcomeReader({"columns": {"due": "截止时间", "name": "", "said": 3}}).table("columns")
        {'due': '截止时间'}
        """
        found = self._value(name)
        told = found.items() if isinstance(found, Mapping) else ()
        return {str(key): value for key, value in told if isinstance(value, str) and value}

    def items_of(self, name: str) -> dict[str, str]:
        """Return the texts by name under this name, empty ones too; none where there is no such table."""
        found = self._value(name)
        told = found.items() if isinstance(found, Mapping) else ()
        return {str(key): value for key, value in told if isinstance(value, str)}

    def choice(self, name: str, kind: type[Kind]) -> Kind | None:
        """Return the member of this enumeration under this name; None where it is none of them."""
        return next((one for one in kind if one.value == self._value(name)), None)

    def items(self) -> tuple[tuple[str, Any], ...]:
        """Return every name with what was recorded under it, as it stands, to be shown or passed on."""
        return tuple(self.codes.items()) if isinstance(self.codes, Mapping) else ()

    def _value(self, name: str) -> object:
        return self.codes.get(name) if isinstance(self.codes, Mapping) else None
