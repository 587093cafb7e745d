"""The codes that new areas get: three more digits than the area that they lie in, the next free ones."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Level


class AreaKind(StrEnum):
    """The kinds of area that can be added, as their codes tell them apart (GB/T 10114)."""

    SUBDISTRICT = "subdistrict"
    TOWN = "town"
    COMMUNITY = "community"
    VILLAGE = "village"
    GRID = "grid"
    MICRO_GRID = "micro_grid"


class NoCodeLeft(Refused):
    """Raised when the area above has no free code for one more area of this kind."""

    code: ClassVar[str] = "place.no_code_left"


LEVEL: Mapping[AreaKind, Level] = MappingProxyType(
    {
        AreaKind.SUBDISTRICT: Level.SUBDISTRICT,
        AreaKind.TOWN: Level.SUBDISTRICT,
        AreaKind.COMMUNITY: Level.COMMUNITY,
        AreaKind.VILLAGE: Level.COMMUNITY,
        AreaKind.GRID: Level.GRID,
        AreaKind.MICRO_GRID: Level.MICRO_GRID,
    }
)
_ABOVE: Mapping[Level, Level] = MappingProxyType(
    {
        Level.SUBDISTRICT: Level.DISTRICT,
        Level.COMMUNITY: Level.SUBDISTRICT,
        Level.GRID: Level.COMMUNITY,
        Level.MICRO_GRID: Level.GRID,
    }
)
_NUMBERS: Mapping[AreaKind, range] = MappingProxyType(
    {
        AreaKind.SUBDISTRICT: range(1, 100),
        AreaKind.TOWN: range(100, 400),
        AreaKind.COMMUNITY: range(1, 200),
        AreaKind.VILLAGE: range(200, 400),
        AreaKind.GRID: range(1, 1000),
        AreaKind.MICRO_GRID: range(1, 1000),
    }
)
_DIGITS = "零一二三四五六七八九"
_TEN = 10


def kinds_below(level: Level) -> tuple[AreaKind, ...]:
    """Return the kinds of area that lie directly in an area of this level, the usual one first.

    >>> [kind.value for kind in kinds_below(Level.SUBDISTRICT)]
    ['community', 'village']
    """
    return tuple(kind for kind in AreaKind if _ABOVE[LEVEL[kind]] is level)


def free_codes(above: str, kind: AreaKind, *, taken: Collection[str], count: int) -> list[str]:
    """Return the next free codes for new areas of one kind in the area with the code ``above``.

    ``taken`` are the codes in use there, those of ended areas too. Raises NoCodeLeft.

    >>> free_codes("990101001", AreaKind.VILLAGE, taken={"990101001200"}, count=2)
    ['990101001201', '990101001202']
    """
    numbers = (f"{above}{number:03}" for number in _NUMBERS[kind])
    found = [code for code in numbers if code not in taken][:count]
    if len(found) < count:
        raise NoCodeLeft(above=above)
    return found


def free_numbers(start: str, *, taken: Collection[str], count: int, digits: int) -> list[str]:
    """Return the next free codes that go on from ``start`` with a number of at least so many digits.

    >>> free_numbers("510105001006-E", taken={"510105001006-E01"}, count=2, digits=2)
    ['510105001006-E02', '510105001006-E03']
    """
    found: list[str] = []
    number = 1
    while len(found) < count:
        code = f"{start}{number:0{digits}}"
        if code not in taken:
            found.append(code)
        number += 1
    return found


def grid_name(number: int) -> str:
    """Return the name of a community's grid with this number, up to 99, as grids are called.

    >>> grid_name(1), grid_name(10), grid_name(23)
    ('第一网格', '第十网格', '第二十三网格')
    """
    tens, ones = divmod(number, _TEN)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return f"第{ten}{_DIGITS[ones] if ones else ''}网格"
