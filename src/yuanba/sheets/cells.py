"""What a cell of a table may hold: each parser gives a value, or refuses with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import HERE

Parse = Callable[[str], object]

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
_CLOCKS = ("%H:%M:%S", "%H:%M")


class CellTooLong(Refused):
    """The cell holds more characters than there is room for."""

    code: ClassVar[str] = "cell.too_long"


class NotADay(Refused):
    """The cell is not a day of the calendar."""

    code: ClassVar[str] = "cell.not_a_day"


class NotAMoment(Refused):
    """The cell is not a day with a clock time."""

    code: ClassVar[str] = "cell.not_a_moment"


class NotACode(Refused):
    """The cell is not a code of digits and small letters."""

    code: ClassVar[str] = "cell.not_a_code"


class SpoiltBySpreadsheet(Refused):
    """A spreadsheet turned the digits into a rounded number; the digits are lost."""

    code: ClassVar[str] = "cell.spoilt_by_spreadsheet"


class NotAChoice(Refused):
    """The cell is none of the known words."""

    code: ClassVar[str] = "cell.not_a_choice"


def text(at_most: int) -> Parse:
    """Words, up to a number of characters."""

    def parse(cell: str) -> str:
        if len(cell) > at_most:
            raise CellTooLong(at_most=at_most)
        return cell

    return parse


def code(at_most: int = 40) -> Parse:
    """A code: digits, letters, hyphen, underscore."""

    def parse(cell: str) -> str:
        if "E+" in cell.upper() and cell[:1].isdigit():
            raise SpoiltBySpreadsheet(cell=cell)
        if len(cell) > at_most or not cell.isascii() or not cell.replace("-", "").replace("_", "").isalnum():
            raise NotACode(cell=cell[:at_most])
        return cell

    return parse


def on(cell: str) -> date:
    """A day, in the ways in which days are written in China.

    >>> on("2025年3月1日")
    datetime.date(2025, 3, 1)
    """
    for form in _DAYS:
        try:
            return datetime.strptime(cell, form).replace(tzinfo=HERE).date()
        except ValueError:
            continue
    raise NotADay(cell=cell[:40])


def moment(cell: str) -> datetime:
    """A local day and clock time; a day alone is its first moment."""
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
    """One of these words; gives what it stands for."""

    def parse(cell: str) -> object:
        if cell not in words:
            raise NotAChoice(cell=cell[:40], known=", ".join(words))
        return words[cell]

    return parse


#: Yes or no, in both languages.
yes_or_no = choice({"是": True, "否": False, "yes": True, "no": False, "1": True, "0": False})
