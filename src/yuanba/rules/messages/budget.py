"""The month's budget of text messages of a district, counted as operators bill them."""

from __future__ import annotations

from datetime import date, datetime

from yuanba.rules.time.calendar import day

#: What one text message holds, and each part of a longer one: Chinese, and plain Latin letters.
ONE, PART = 70, 67
ONE_LATIN, PART_LATIN = 160, 153
#: At this share of the budget administrators are warned, in percent.
WARNED_AT = 80


def parts(text: str) -> int:
    """Return as how many text messages an operator bills a text: one up to 70 characters, then one each 67.

    >>> parts("字" * 70), parts("字" * 71), parts("a" * 160)
    (1, 2, 1)
    """
    one, part = (ONE_LATIN, PART_LATIN) if text.isascii() else (ONE, PART)
    units = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    return 1 if units <= one else -(-units // part)


def month_of(at: datetime) -> date:
    """Return the first day of the month, by China's clock, to which a text message counts."""
    return day(at).replace(day=1)


def allows(used: int, more: int, cap: int | None) -> bool:
    """Return whether so many more text messages fit into the month's budget; without one all do."""
    return cap is None or used + more <= cap


def is_short(used: int, cap: int | None) -> bool:
    """Return whether four fifths of the month's budget are used."""
    return cap is not None and used * 100 >= cap * WARNED_AT
