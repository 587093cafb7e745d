"""Parsers for table cells: each returns a value, or raises a refusal that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.time import span
from yuanba.rules.time.calendar import HERE

Parse = Callable[[str], object]

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
_CLOCKS = ("%H:%M:%S", "%H:%M")


class CellTooLong(Refused):
    """Raised when a cell holds more characters than allowed."""

    code: ClassVar[str] = "cell.too_long"


class NotADay(Refused):
    """Raised when a cell is not a date."""

    code: ClassVar[str] = "cell.not_a_day"


class NotAMoment(Refused):
    """Raised when a cell is not a date with a time of day."""

    code: ClassVar[str] = "cell.not_a_moment"


class NotACode(Refused):
    """Raised when a cell is not a code of ASCII letters, digits, hyphens and underscores."""

    code: ClassVar[str] = "cell.not_a_code"


class SpoiltBySpreadsheet(Refused):
    """Raised when a spreadsheet has turned digits into a rounded number (1.2E+11), so they are lost."""

    code: ClassVar[str] = "cell.spoilt_by_spreadsheet"


class NotAChoice(Refused):
    """Raised when a cell is none of the words that the column allows."""

    code: ClassVar[str] = "cell.not_a_choice"


def text(at_most: int) -> Parse:
    """Return a parser for text of at most this many characters."""

    def parse(cell: str) -> str:
        if len(cell) > at_most:
            raise CellTooLong(at_most=at_most)
        return cell

    return parse


def code(at_most: int = 40) -> Parse:
    """Return a parser for codes: ASCII letters, digits, hyphens and underscores."""

    def parse(cell: str) -> str:
        if "E+" in cell.upper() and cell[:1].isdigit():
            raise SpoiltBySpreadsheet(cell=cell)
        if len(cell) > at_most or not cell.isascii() or not cell.replace("-", "").replace("_", "").isalnum():
            raise NotACode(cell=cell[:at_most])
        return cell

    return parse


def phones(at_most: int) -> Parse:
    """Return a parser for a cell of telephone numbers: it is kept as it is, but digits must not be lost."""

    def parse(cell: str) -> str:
        if "E+" in cell.upper() and cell[:1].isdigit():
            raise SpoiltBySpreadsheet(cell=cell[:at_most])
        if len(cell) > at_most:
            raise CellTooLong(at_most=at_most)
        return cell

    return parse


def on(cell: str) -> date:
    """Return the date in a cell, in any notation usual in China; raise NotADay where there is no date.

    Raises span.OutOfRange for one that Yuanba does not take.

    >>> on("2025年3月1日")
    datetime.date(2025, 3, 1)
    """
    for form in _DAYS:
        try:
            return span.taken(datetime.strptime(cell, form).replace(tzinfo=HERE).date())
        except ValueError:
            continue
    raise NotADay(cell=cell[:40])


def moment(cell: str) -> datetime:
    """Return the local date and time in a cell; a date alone means midnight. Raises NotAMoment."""
    head, _, clock = cell.replace("T", " ").partition(" ")
    try:
        found = on(head)
    except NotADay as fault:
        raise NotAMoment(cell=cell[:40]) from fault
    for form in _CLOCKS:
        try:
            at = datetime.strptime(clock.strip() or "00:00", form).replace(tzinfo=HERE).time()
        except ValueError:
            continue
        return datetime.combine(found, at, tzinfo=HERE)
    raise NotAMoment(cell=cell[:40])


def choice(words: Mapping[str, object]) -> Parse:
    """Return a parser that accepts only these words, and returns the value for which each of them stands."""

    def parse(cell: str) -> object:
        if cell not in words:
            raise NotAChoice(cell=cell[:40], known=", ".join(words))
        return words[cell]

    return parse


#: Yes or no, in both languages.
yes_or_no = choice({"是": True, "否": False, "yes": True, "no": False, "1": True, "0": False})
