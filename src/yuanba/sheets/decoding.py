"""Finds the encoding and the separator of a table that is kept as text.

A file that is UTF-8 but for a few bytes is a damaged file and no GB18030: read as that, every word would
come out as another. So the encoding is decided by what most of the file is, and what does not fit is named.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from yuanba.sheets.refusals import DamagedText, UnknownEncoding

_CHUNK = 1 << 16
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: What the decoder leaves for a byte that fits nothing (PEP 383).
_LOST = re.compile("[\udc80-\udcff]")
_FOREIGN = re.compile("[^\x00-\x7f\udc80-\udcff]")
#: So many characters before the damage are shown, for the place to be found.
_SHOWN = 12
#: Of a text in UTF-16 without a mark, so many of the first bytes are zero, all on one side of the pairs.
_ZEROS, _FEWEST_ZEROS, _SAMPLE = 0.05, 4, 4096
_SEPARATORS = ",\t;；|"
_HEAD_LINES = 12


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding in which the whole file can be read: ``utf-8-sig``, ``utf-16…`` or ``gb18030``.

    Raises DamagedText, UnknownEncoding.
    """
    file.seek(0)
    start = file.read(_SAMPLE)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnknownEncoding
    likely = next((name for mark, name in _MARKS.items() if start.startswith(mark)), "") or _unmarked(start)
    if likely:
        _check(file, likely)
        return likely
    right, wrong = _counted(file, "utf-8-sig")
    if not wrong:
        file.seek(0)
        return "utf-8-sig"
    if right > wrong:
        _check(file, "utf-8-sig")
    right, wrong = _counted(file, "gb18030")
    if wrong:
        if right > wrong:
            _check(file, "gb18030")
        raise UnknownEncoding
    file.seek(0)
    return "gb18030"


def _unmarked(start: bytes) -> str:
    """UTF-16 without its mark, known by the zero halves of digits and separators."""
    low, high = start[0::2].count(0), start[1::2].count(0)
    if min(low, high) * 10 > max(low, high) or max(low, high) < max(_FEWEST_ZEROS, len(start) * _ZEROS):
        return ""
    return "utf-16-le" if high > low else "utf-16-be"


def _pieces(file: BinaryIO, encoding: str) -> Iterator[str]:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    while chunk := file.read(_CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _counted(file: BinaryIO, encoding: str) -> tuple[int, int]:
    """How many characters beyond ASCII can be read, and how many bytes fit nothing."""
    right = wrong = 0
    for piece in _pieces(file, encoding):
        right += len(_FOREIGN.findall(piece))
        wrong += len(_LOST.findall(piece))
    return right, wrong


def _check(file: BinaryIO, encoding: str) -> None:
    """Raise DamagedText, with its place, where the file cannot be read to its end in this encoding."""
    line, before = 1, ""
    try:
        for piece in _pieces(file, encoding):
            lost = _LOST.search(piece)
            sound = piece[: lost.start()] if lost else piece
            line += sound.count("\n")
            before = (before + sound)[-200:]
            if lost:
                raise DamagedText(line=line, after=_tail(before))
    except UnicodeDecodeError as fault:
        raise DamagedText(line=line, after=_tail(before)) from fault
    file.seek(0)


def _tail(before: str) -> str:
    return before.rsplit("\n", 1)[-1].lstrip("\ufeff")[-_SHOWN:]


def decoded(content: bytes) -> str:
    """Return a text file's content as text, whichever of the known encodings it is in.

    Raises DamagedText, UnknownEncoding.
    """
    encoding = encoding_of(io.BytesIO(content))
    return content.decode(encoding).removeprefix("\ufeff")


def separator_of(head: str, *, is_known: Callable[[str], bool]) -> str:
    """Return the character that parts the cells of a table: comma, tab, semicolon or bar.

    It is the one with which the first lines hold most known headings; a tab at a heading's end parts nothing.

    >>> separator_of("编号;内容\\n1;水管，爆了", is_known={"编号", "内容"}.__contains__)
    ';'
    """

    def told(separator: str) -> tuple[int, bool]:
        rows = list(csv.reader(head.splitlines()[:_HEAD_LINES], delimiter=separator))
        known = max((sum(map(is_known, row)) for row in rows), default=0)
        return known, bool(rows) and len(rows[0]) > 1

    return max(_SEPARATORS, key=told)
