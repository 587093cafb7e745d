"""Finds the row of headings in a table, and which of its headings a known one means.

Platforms put titles above their headings, mark what must be filled in (``*``), add notes in brackets and
units, spread headings over two rows, and put words before the usual ones (办理截止时间 for 截止时间).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

HEAD_LINES = 12
_NEEDED = 2
_LONGEST_HEADING = 20
_NOTE = re.compile(r"[(\[【〔{][^)\]】〕}]*[)\]】〕}]")
_NO_WORD = re.compile(r"[\s*＊:：_﹡•·.。,，、/\\\-\"'“”]+")
#: Shorter words are found behind all sorts of others: 办结时间 is no time of a report.
_SHORTEST_TAIL = 3
#: Words in front that say that a name, a number or a place is of those who deal with it, not of who reported.
_OTHER_SIDE = re.compile(
    r"承办|经办|办理人|办理单位|处理人|处置人|受理人|受理员|话务|坐席|座席|接线|派单|派遣|网格员|主办|协办|责任|审核|回访|部门|单位|紧急|备用"
    r"|实际|上次|原|延期前|二|2"
)


def plain(heading: str) -> str:
    """Return a heading without blanks, marks and notes in brackets, to be compared with known ones.

    >>> plain("*联系\\n电话（必填）\\t"), plain("办结 时限：")
    ('联系电话', '办结时限')
    """
    narrow = unicodedata.normalize("NFKC", heading)
    return _NO_WORD.sub("", _NOTE.sub("", narrow)) or _NO_WORD.sub("", narrow)


def meant(headings: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return for each field the heading that most likely means it, or an empty text; none means two fields.

    `known` gives the usual headings of each field, the likeliest first. A heading is taken as it stands, else
    for the known heading with which it ends: 办理截止时间 for 截止时间.
    """
    free = {heading: plain(heading) for heading in headings if heading}
    found = dict.fromkeys(known, "")
    for name, usual in known.items():
        wanted = [plain(one) for one in (name, *usual)]
        exact = min((h for h in free if free[h] in wanted), key=lambda h: wanted.index(free[h]), default="")
        if exact:
            found[name] = exact
            del free[exact]
    for name, usual in known.items():
        if found[name]:
            continue
        ends = [(len(_end_of(word, usual)), heading) for heading, word in free.items()]
        length, near = max(ends, key=lambda one: one[0], default=(0, ""))
        if length:
            found[name] = near
            del free[near]
    return found


def _end_of(word: str, usual: Iterable[str]) -> str:
    """The longest of the usual headings with which this one ends."""
    return max(
        (
            one
            for one in usual
            if len(one) >= _SHORTEST_TAIL
            and word.endswith(one)
            and not _OTHER_SIDE.search(word.removesuffix(one))
        ),
        key=len,
        default="",
    )


def from_headings(rows: Iterator[Sequence[str]], known: Iterable[str]) -> Iterator[Sequence[str]]:
    """Return the rows from the headings on; titles above them are left out, two rows of headings made one."""
    words = frozenset(plain(one) for one in known)
    head = [list(row) for row in islice(rows, HEAD_LINES)]
    counts = [sum(plain(cell) in words for cell in row) for row in head]
    if not head:
        return rows
    if max(counts) < _NEEDED:
        first = _below_titles(head)
        return chain([_told_apart(head[first])], head[first + 1 :], rows)
    first = counts.index(max(counts))
    if first and _is_upper(head[first - 1], head[first], words):
        return chain([_told_apart(_joined(head[first - 1], head[first]))], head[first + 1 :], rows)
    if first + 1 < len(head) and _is_upper(head[first], head[first + 1], words):
        return chain([_told_apart(_joined(head[first], head[first + 1]))], head[first + 2 :], rows)
    return chain([_told_apart(head[first])], head[first + 1 :], rows)


def _below_titles(head: Sequence[Sequence[str]]) -> int:
    """The first row that is about as wide as the widest: headings nobody knows, to be mapped by hand."""
    widths = [len({cell.strip() for cell in row} - {""}) for row in head]
    return next((number for number, width in enumerate(widths) if width * 2 > max(widths)), 0)


def _is_upper(upper: Sequence[str], lower: Sequence[str], words: frozenset[str]) -> bool:
    """Whether two rows are headings in two storeys: under a known one stands nothing, itself or another."""
    pairs = [(plain(above), plain(below)) for above, below in zip(upper, lower, strict=False)]
    return (
        any(below in words for _, below in pairs)
        and any(above in words for above, _ in pairs)
        and all(not below or below == above or below in words for above, below in pairs if above in words)
        and all(len(below) < _LONGEST_HEADING for _, below in pairs)
    )


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    above, below = [*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))]
    pairs = [(up.strip(), down.strip()) for up, down in zip(above, below, strict=True)]
    names = [down or up for up, down in pairs]
    # 姓名 stands under 诉求人 and under 承办人
    return [
        f"{up}{down}" if down and up != down and names.count(down) > 1 else name
        for (up, down), name in zip(pairs, names, strict=True)
    ]


def _told_apart(row: Sequence[str]) -> list[str]:
    """The headings, the second of the same words with its number: 电话, 电话（2）."""
    seen: dict[str, int] = {}
    told = []
    for heading in row:
        name = heading.strip()
        seen[name] = seen.get(name, 0) + 1
        told.append(f"{name}（{seen[name]}）" if name and seen[name] > 1 else heading)
    return told
