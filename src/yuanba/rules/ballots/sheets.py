"""Reads a sheet of paper ballots as it was typed: one line per ballot, a choice per motion."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from yuanba.rules.ballots.votes import BallotChoice
from yuanba.rules.core.json_form import plainest
from yuanba.rules.core.refusal import Refused

#: What people write for a choice, in any width.
CHOICE_WORDS: Mapping[str, BallotChoice] = {
    **dict.fromkeys(("同意", "赞成", "√", "y", "yes", "1"), BallotChoice.YES),
    **dict.fromkeys(("不同意", "反对", "×", "x", "n", "no", "2"), BallotChoice.NO),
    **dict.fromkeys(("弃权", "○", "a", "abstain", "3"), BallotChoice.ABSTAIN),
    **dict.fromkeys(("废票", "废", "s", "spoiled", "4"), BallotChoice.SPOILED),
}
#: Behind a line: somebody else handed the ballot in.
BY_PROXY = frozenset({"代", "委托", "p", "proxy"})
_PARTS = re.compile(r"[\s,，、;；]+")


class UnreadLine(Refused):
    """Raised when a line of a sheet lacks a choice, has one too many, or a word that is none."""

    code: ClassVar[str] = "sheet.unread_line"


class TwiceOnSheet(Refused):
    """Raised when two lines of a sheet are about the same voter."""

    code: ClassVar[str] = "sheet.twice"


class ForeignBallot(Refused):
    """Raised when a line names a unit or a person that is not on the roll."""

    code: ClassVar[str] = "sheet.foreign"


@dataclass(frozen=True, slots=True, order=True)
class SheetRow:
    """One ballot of a sheet: whose, what it says on each motion, and whether somebody else handed it in."""

    voter: str
    choices: tuple[BallotChoice, ...]
    is_by_proxy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFault:
    """One line that cannot be taken, and why."""

    line: int
    text: str
    refusal: Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """What a typed sheet says: its ballots by voter, with the lines they stand on, or its faults."""

    rows: tuple[SheetRow, ...]
    lines: Mapping[str, int]
    faults: tuple[SheetFault, ...]


def read(text: str, *, motions: int, known: Mapping[str, str]) -> SheetReading:
    """Return the ballots of a typed sheet; `known` gives a voter for the plainest form of each unit and name.

    >>> [row.voter for row in read("1-101 同意\\n１－１０２ 3 代", motions=1, known={"1-102": "b"}).rows]
    ['b']
    """
    rows: list[SheetRow] = []
    lines: dict[str, int] = {}
    faults: list[SheetFault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = _row(line, motions, known)
            if row.voter in lines:
                raise TwiceOnSheet(other=lines[row.voter])
        except Refused as refusal:
            faults.append(SheetFault(line=number, text=line.strip(), refusal=refusal))
        else:
            lines[row.voter] = number
            rows.append(row)
    return SheetReading(rows=tuple(sorted(rows)), lines=lines, faults=tuple(faults))


def _row(line: str, motions: int, known: Mapping[str, str]) -> SheetRow:
    words = [word.lower() for word in _PARTS.split(plainest(line)) if word]
    is_by_proxy = words[-1] in BY_PROXY
    words = words[:-1] if is_by_proxy else words
    name, said = " ".join(words[:-motions]), words[-motions:]
    if len(words) <= motions or any(word not in CHOICE_WORDS for word in said):
        raise UnreadLine(number=motions)
    voter = known.get(name)
    if voter is None:
        raise ForeignBallot(name=name)
    return SheetRow(voter, tuple(CHOICE_WORDS[word] for word in said), is_by_proxy)
