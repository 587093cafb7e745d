"""Parsers for table cells: each returns a value, or raises a refusal that a person can read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.time import span
from yuanba.rules.time.calendar import HERE

Parse = Callable[[str], object]

#: Runs of blanks are one blank where it is matched: patterns that skip them in many places take too long.
_MOMENT = re.compile(
    r"(?P<year>[0-9]{4})(?:"
    r" ?[-/.年] ?(?P<month>[0-9]{1,2}) ?[-/.月] ?(?P<day>[0-9]{1,2}) ?[日号]?"
    r"|(?P<month_>[0-9]{2})(?P<day_>[0-9]{2}))"
    r"(?:[T ,]{0,3}(?:\((?:星期|周)[一二三四五六日天]\)|(?:星期|周)[一二三四五六日天])?"
    r"[T ,]{0,3}(?P<half>上午|下午|中午|晚上|凌晨|早上|傍晚|[AaPp][Mm])? ?"
    r"(?P<hour>[0-9]{1,2}) ?(?:[:时点] ?|(?=[0-9]{4}))"
    r"(?:(?P<minute>[0-9]{1,2}) ?[:分]? ?(?:(?P<second>[0-9]{1,2})(?:\.[0-9]{1,9})? ?秒?)?)?"
    r" ?(?P<half_behind>[AaPp][Mm])? ?(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_AFTER_NOON, _BEFORE_NOON = (
    frozenset({"下午", "晚上", "傍晚", "中午", "pm"}),
    frozenset({"上午", "凌晨", "am"}),
)
_NOON, _DAY_HOURS = 12, 24
_SHOWN, _LONGEST = 40, 60
#: How spreadsheets show and save long numbers, and how many digits of them they keep.
_POWER = re.compile(r"[0-9](?:\.(?P<rest>[0-9]+))?[Ee]\+(?P<power>[0-9]{1,3})")
_SHOWN_DIGITS, _EXACT_DIGITS, _MANY_ZEROS = 5, 15, 2


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
    """Raised when a spreadsheet has turned digits into a number (2.02611E+16) or rounded them."""

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
        _check_unspoilt(cell)
        if len(cell) > at_most or not cell.isascii() or not cell.replace("-", "").replace("_", "").isalnum():
            raise NotACode(cell=cell[:at_most])
        return cell

    return parse


def number(at_most: int) -> Parse:
    """Return a parser for numbers that are names (of orders, of cases): text, but none in 2.02611E+16."""
    parse_text = text(at_most)

    def parse(cell: str) -> object:
        _check_unspoilt(cell)
        return parse_text(cell)

    return parse


def phones(at_most: int) -> Parse:
    """Return a parser for a cell of telephone numbers: it is kept as it is, but digits must not be lost.

    A number in powers (8.613800138E+12) that still has all its digits is written out.
    """

    def parse(cell: str) -> str:
        written = whole(cell)
        _check_unspoilt(written)
        if len(written) > at_most:
            raise CellTooLong(at_most=at_most)
        return written

    return parse


def _check_unspoilt(cell: str) -> None:
    if _POWER.fullmatch(cell):
        raise SpoiltBySpreadsheet(cell=cell)


def whole(cell: str) -> str:
    """Return a number in powers as its digits where it has them all; another cell as it is.

    As a spreadsheet shows and saves it, a number in powers has five digits behind the point, and the rest are
    lost. As ``ooxml`` reads it out of a workbook it has all that are kept.

    >>> whole("8.613800138E+12"), whole("138 0013 8000")
    ('8613800138000', '138 0013 8000')
    """
    found = _POWER.fullmatch(cell)
    if not found or not _SHOWN_DIGITS < len(found["rest"] or "") <= int(found["power"]) < _EXACT_DIGITS:
        return cell
    return f"{Decimal(cell):.0f}"


def rounded(numbers: Iterable[str]) -> frozenset[str]:
    """Return those of a column's numbers that a spreadsheet has rounded to 15 digits: the rest are zeros.

    A single zero may be one by chance, and where any number of the column has gone on, none was rounded.
    """
    long = {one: one[_EXACT_DIGITS:] for one in numbers if one.isdecimal() and len(one) > _EXACT_DIGITS}
    if any(rest.strip("0") for rest in long.values()) or sum(map(len, long.values())) < _MANY_ZEROS:
        return frozenset()
    return frozenset(long)


def _read(cell: str) -> re.Match[str] | None:
    if len(cell) > _LONGEST:
        return None
    return _MOMENT.fullmatch(" ".join(unicodedata.normalize("NFKC", cell).split()))


def _day(found: re.Match[str]) -> date:
    return date(
        int(found["year"]), int(found["month"] or found["month_"]), int(found["day"] or found["day_"])
    )


def on(cell: str) -> date:
    """Return the date in a cell, in any notation usual in China; raise NotADay where there is no date.

    Raises span.OutOfRange for one that Yuanba does not take.

    >>> on("2025年3月1日")
    datetime.date(2025, 3, 1)
    """
    found = _read(cell)
    if not found or any(found[name] and int(found[name]) for name in ("hour", "minute", "second")):
        raise NotADay(cell=cell[:_SHOWN])
    try:
        return span.taken(_day(found))
    except ValueError as fault:
        raise NotADay(cell=cell[:_SHOWN]) from fault


def moment(cell: str) -> datetime:
    """Return the local date and time in a cell; a date alone means its beginning. Raises NotAMoment.

    >>> moment("2025/3/1 下午2:05").isoformat(), moment("2025-03-01 24:00").isoformat()
    ('2025-03-01T14:05:00+08:00', '2025-03-02T00:00:00+08:00')
    """
    return _at(cell, alone=time(0))


def deadline(cell: str) -> datetime:
    """Return the local date and time in a cell; a date alone means the end of that day. Raises NotAMoment.

    >>> deadline("2025年3月1日").isoformat(), deadline("2025-03-01 18:00").isoformat()
    ('2025-03-01T23:59:59+08:00', '2025-03-01T18:00:00+08:00')
    """
    return _at(cell, alone=time(23, 59, 59))


def _at(cell: str, *, alone: time) -> datetime:
    found = _read(cell)
    if not found:
        raise NotAMoment(cell=cell[:_SHOWN])
    try:
        if not found["hour"]:
            return span.taken(datetime.combine(_day(found), alone, tzinfo=HERE))
        return span.taken(_with_clock(datetime.combine(_day(found), time(0), tzinfo=HERE), found))
    except (ValueError, OverflowError) as fault:
        raise NotAMoment(cell=cell[:_SHOWN]) from fault


def _with_clock(begins: datetime, found: re.Match[str]) -> datetime:
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if hour == _DAY_HOURS and not minute and not second:
        return begins + timedelta(days=1)
    half = (found["half"] or found["half_behind"] or "").lower()
    if half in _AFTER_NOON and hour < _NOON:
        hour += _NOON
    elif half in _BEFORE_NOON and hour == _NOON:
        hour = 0
    at = begins.replace(hour=hour, minute=minute, second=second)
    if not found["zone"]:
        return at
    zone = found["zone"].upper().replace("Z", "+00:00")
    return at.replace(tzinfo=datetime.strptime(zone, "%z").tzinfo).astimezone(HERE)


def choice(words: Mapping[str, object]) -> Parse:
    """Return a parser that accepts only these words, and returns the value for which each of them stands."""

    def parse(cell: str) -> object:
        if cell not in words:
            raise NotAChoice(cell=cell[:40], known=", ".join(words))
        return words[cell]

    return parse


#: Yes or no, in both languages.
yes_or_no = choice({"是": True, "否": False, "yes": True, "no": False, "1": True, "0": False})
