"""The arithmetic of figures: parts that can be added up, and what they say as a number, a share or a mean."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

#: Where fewer people have given a word, what they said is not told apart by groups of people.
FEWEST = 5

#: Two reports of one kind in a week are no growth, whatever was usual.
LEAST_GROWING = 3


class Measure(StrEnum):
    """What a figure says: how many, what share of a whole, or how many hours on average."""

    NUMBER = "number"
    SHARE = "share"
    HOURS = "hours"


class By(StrEnum):
    """By what the parts of a figure can be told apart, each the name of a field of `Tally`."""

    UNIT = "unit"
    AREA = "area_path"
    CLASS = "class_code"
    ITEM = "item_code"
    CHANNEL = "channel"
    GROUP = "group_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What was counted, and of how many; amounts of different units or areas can be added up.

    A mean is what was counted divided by how many it was counted of.

    >>> (Amount(counted=Fraction(3), of=4) + Amount(counted=Fraction(1), of=4)).value(Measure.SHARE)
    Fraction(1, 2)
    """

    counted: Fraction = Fraction()
    of: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(counted=self.counted + other.counted, of=self.of + other.of)

    def value(self, measure: Measure) -> Fraction | None:
        """Return the value in this measure; None for a share or a mean of nothing."""
        if measure is Measure.NUMBER:
            return self.counted
        return self.counted / self.of if self.of else None


def number(counted: int) -> Amount:
    """Return the amount of a mere number."""
    return Amount(counted=Fraction(counted), of=counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One part of a figure: in which of the periods asked for, of which unit, area, class and so on.

    A field is empty unless it was asked to be told apart. `part` is what the figure itself tells apart, such
    as the stage of a matter.
    """

    period: int = 0
    unit: str = ""
    area_path: str = ""
    class_code: str = ""
    item_code: str = ""
    channel: str = ""
    group_code: str = ""
    part: str = ""
    amount: Amount


def summed(tallies: Iterable[Tally]) -> Amount:
    """Return the amounts of these parts together."""
    return sum((one.amount for one in tallies), Amount())


def told_apart(tallies: Iterable[Tally], key: Callable[[Tally], str]) -> dict[str, Amount]:
    """Return the amounts by a key of the parts, such as their unit or the code of their community."""
    found: dict[str, Amount] = {}
    for one in tallies:
        found[key(one)] = found.get(key(one), Amount()) + one.amount
    return found


def usual(before: Iterable[Amount], measure: Measure) -> Fraction | None:
    """Return what was usual in some periods: the mean number of one period, or the share or mean of all.

    None without any period, and for a share or a mean of nothing.

    >>> usual([number(4), number(7)], Measure.NUMBER)
    Fraction(11, 2)
    """
    known = list(before)
    if not known:
        return None
    whole = sum(known, Amount())
    return whole.counted / len(known) if measure is Measure.NUMBER else whole.value(measure)


def growing(count: int, before: Fraction) -> bool:
    """Return whether clearly more came than usual: at least three, and half as many again as in a usual week.

    >>> growing(3, Fraction(2)), growing(3, Fraction(5, 2)), growing(2, Fraction())
    (True, False, False)
    """
    return count >= LEAST_GROWING and 2 * count >= 3 * before


def percent(value: Fraction) -> int:
    """Return a share in whole per cent, rounded half up: one rounding on every page.

    >>> percent(Fraction(2, 3))
    67
    """
    return int(value * 100 + Fraction(1, 2))


def code_at(area_path: str, depth: int) -> str:
    """Return the code that stands so deep in an area's path, 0 for the district; empty where it ends above.

    >>> code_at("/990101/990101001/990101001006/", 1)
    '990101001'
    """
    codes = area_path.strip("/").split("/")
    return codes[depth] if depth < len(codes) else ""


def tenths(value: Fraction | None) -> str:
    """Return a number with one decimal, rounded half up without floats; a dash if there is none."""
    if value is None:
        return "—"
    whole, rest = divmod(int(value * 10 + Fraction(1, 2)), 10)
    return f"{whole}.{rest}"
