"""Telephone numbers of mainland China: the one notion for forms, tables, chats, masking and programs.

A number is read as people type it and as platforms export it: with +86, 0086 or a zero in front, in parts,
in full-width digits, twice in a row, with an extension, or without the zero that a spreadsheet took away.
It is kept in one form, in which two spellings are equal: 11 digits, or area code and number, and
``-801`` for an extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from yuanba.rules.core import signs

#: So long at least a number that was given up lies still before an operator gives it to somebody else: what
#: it was left with, or logged in to, longer ago may be another person's.
REISSUED_AFTER = timedelta(days=90)
#: How people part a number to be read: by one or two blanks, hyphens, dots. Dashes are folded before.
_PARTING = r"(?:[ \-.·•・_~]{1,2}|[/,\n])"
_PART = rf"(?:{_PARTING})?"
#: No digit before, and no decimal: but a number may follow another one after a dot.
_START = r"(?<!\d)(?:(?<!\d\.)|(?<=\d{11}\.))"
_END = r"(?:\.0{1,2})?(?!\d)(?!\.\d{1,6}(?!\d))"
_ABROAD = r"[(]?(?:\+|00)86[)]?[ \-]{0,2}"
_COUNTRY = r"(?:[(]?(?:\+|00)?86[)]?[ \-]{0,2}){0,2}(?:[(]?0[)]?[ \-]?)?"
#: Eleven digits as they are, also several numbers without anything between them.
_MOBILES = re.compile(rf"{_START}{_COUNTRY}(?P<many>1[3-9]\d{{9}}(?:(?:\+?86|0)?1[3-9]\d{{9}}){{0,5}}){_END}")
_ONE = re.compile(r"1[3-9]\d{9}")
#: With the code of another country or region; at most 15 digits (ITU-T E.164).
_OF_ELSEWHERE = re.compile(r"(?<![\d+])(?:\+|(?<!\d)00)(?!0{0,2}86)(?=[1-9])(?:[ \-.()]{0,2}\d){8,15}(?!\d)")
_IN_PARTS = re.compile(
    rf"{_START}{_COUNTRY}(?P<one>1[3-9]\d(?:{_PART}\d{{4}}{_PART}\d{{4}}|{_PARTING}\d{{3}}{_PARTING}\d{{5}}"
    rf"|\d{_PARTING}\d{{3}}{_PARTING}\d{{4}}|\d{_PARTING}\d{{4}}{_PARTING}\d{{3}}"
    rf"|\d\d{_PARTING}\d{{3}}{_PARTING}\d{{3}}|\d\d{_PARTING}\d{{6}})"
    rf"|1[3-9](?:{_PARTING}\d{{3}}){{3}}){_END}"
)
_DIGIT_BY_DIGIT = re.compile(
    r"(?<![\d.])(?P<one>1(?P<sign>[ \-])[3-9](?:(?P=sign)\d){9})(?!\d|\.\d|(?P=sign)\d)"
)
_NUMERALS = "0零〇○1一幺壹2二两贰3三叁4四肆5五伍6六陆7七柒8八捌9九玖"
_SPOKEN = re.compile(
    rf"(?<![{_NUMERALS}十百千])(?=\d{{0,10}}[^\d])(?P<one>[1一幺壹][3-9三四五六七八九叁肆伍陆柒捌玖][{_NUMERALS}]{{9}})"
    rf"(?![{_NUMERALS}十百千万亿])"
)
_VALUES = dict(zip(map(ord, _NUMERALS), "000011112222333444555666777888999", strict=True))

_EXTENSION = r"(?: ?(?:-|[(]?(?:转|分机|内线|[Ee][Xx][Tt]\.?)[: ]?|[#*]) ?(?P<extension>\d{1,6})[)]?)?"
_LOCAL_DIGITS = r"(?P<local>[2-8]\d{2,3}[ \-]?\d{4})"
_AREA = r"(?P<area>10|2\d|[3-9]\d{2})"
_LAND_START = rf"{_START}(?:(?<!-)|(?<=\d{{7}}-))"
_LANDLINE = re.compile(
    rf"{_LAND_START}(?:{_ABROAD}[(]?0?|[(]?0){_AREA}[)]?[ \-]{{0,2}}{_LOCAL_DIGITS}{_EXTENSION}(?!\d|\.\d)"
)
#: Without its zero, or without its area code: only where something says that a telephone number follows.
_WITHOUT_ZERO = re.compile(rf"{_LAND_START}{_AREA}[ \-]?{_LOCAL_DIGITS}{_EXTENSION}{_END}")
_LOCAL = re.compile(
    rf"{_LAND_START}{_LOCAL_DIGITS}{_EXTENSION}(?!\d|-\d|\.\d|[元块万亿%年月日号栋户㎡平米个人次度吨])"
)

#: Words just before a number that say it is something else, or that it is a telephone number.
_OTHER_NUMBER = re.compile(
    r"(?:订单|单号|编号|工单|受理号|案号|文号|流水|运单|快递|税号|信用代码|合同号|备案|户号|表号|许可证|证号|设备|型号|批号|学号|工号|发票|回复|QQ|qq)"
    r"[^\d\n，。；,;]{0,6}$"
)
_SAYS_PHONE = re.compile(
    r"(?:电话|座机|手机|致电|拨打|来电|联系方式|热线|传真|[Tt][Ee][Ll])[^\d\n。；;，,]{0,6}$"
)
#: Both are looked for in so many signs before a number.
_LOOKED_AT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One telephone number in a text: where it stands, its digits, and the part that may stay readable."""

    start: int
    end: int
    #: The first three digits of a mobile number, or an area code.
    head: range
    digits: str
    extension: str = ""

    @property
    def is_mobile(self) -> bool:
        """Return whether the number is a mobile number, to which text messages can be sent."""
        return bool(_ONE.fullmatch(self.digits))

    @property
    def plain(self) -> str:
        """Return the number in its canonical form: digits, then a hyphen and the extension if it has one."""
        return f"{self.digits}-{self.extension}" if self.extension else self.digits


def narrow(typed: str) -> str:
    """Return the typed text with digits and signs of all widths made ASCII, and without blanks.

    >>> narrow("１２３ 456")
    '123456'
    """
    return "".join(signs.bare(typed)[0].split())


def mobile(typed: str) -> str:
    """Return the 11 digits of a typed mobile number, or "" where the text is anything else.

    >>> mobile("+86 138-0013 8000"), mobile("013800138000"), mobile("023-4756 0000")
    ('13800138000', '13800138000', '')
    """
    digits = re.sub(r"[\s\-.·•・_~()/,]", "", re.sub(r"\.0$", "", narrow(typed)))
    found = re.fullmatch(r"(?:\+?(?:00)?86){0,2}0?(1[3-9][0-9]{9})(?:(?:\+?86|0)?\1)?", digits)
    return found[1] if found else ""


def number(typed: str) -> str:
    """Return a typed mobile or landline number in its canonical form, or "" where it is neither.

    >>> number("023-47520003 转 801"), number("138 0013 8000"), number("47520003")
    ('02347520003-801', '13800138000', '')
    """
    plain = signs.bare(typed)[0].strip()
    found = _LANDLINE.fullmatch(plain)
    return mobile(typed) or (_landline(found).plain if found else "")


def in_text(text: str) -> tuple[Number, ...]:
    """Return the telephone numbers in running words, in order, with their places in the text.

    What its words call an order number or the like is none.
    """
    plain, places = signs.bare(text)
    return tuple(_moved(found, places) for found in _parted(_said(plain)))


def in_cell(cell: str) -> tuple[str, ...]:
    """Return the different numbers in a cell that holds telephone numbers, each in its canonical form.

    >>> in_cell("013800138000、2347520004"), in_cell("023-47520003-801")
    (('13800138000', '02347520004'), ('02347520003-801',))
    """
    if whole := mobile(cell):
        return (whole,)
    plain = signs.bare(cell)[0]
    land = (_LANDLINE, _WITHOUT_ZERO, _LOCAL)
    found = [*_mobiles(plain), *(_landline(one) for finder in land for one in finder.finditer(plain))]
    return tuple(dict.fromkeys(one.plain for one in _parted(iter(found))))


def _said(text: str) -> Iterator[Number]:
    """Numbers in words, the surest first."""
    for one in _mobiles(text):
        if not is_called_otherwise(text, one.start):
            yield one
    for found in _OF_ELSEWHERE.finditer(text):
        digits = "+" + re.sub(r"\D", "", found.group()).removeprefix("00")
        yield Number(start=found.start(), end=found.end(), head=range(0), digits=digits)
    for found in _LANDLINE.finditer(text):
        if not is_called_otherwise(text, found.start()):
            yield _landline(found)
    for finder in (_WITHOUT_ZERO, _LOCAL):
        for found in finder.finditer(text):
            if _says(_SAYS_PHONE, text, found.start()):
                yield _landline(found)


def is_called_otherwise(text: str, before: int) -> bool:
    """Return whether the words just before this place say that an order number or the like follows."""
    return _says(_OTHER_NUMBER, text, before)


def _says(words: re.Pattern[str], text: str, before: int) -> bool:
    return words.search(text, max(before - _LOOKED_AT, 0), before) is not None


def _parted(found: Iterator[Number]) -> list[Number]:
    """Without those that stand in one that was found before, in order of place."""
    kept: list[Number] = []
    taken: set[int] = set()
    for one in found:
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _mobiles(text: str) -> Iterator[Number]:
    for run in _MOBILES.finditer(text):
        ends = [one.end() for one in _ONE.finditer(text, *run.span("many"))]
        starts = [run.start(), *ends[:-1]]
        for start, end in zip(starts, [*ends[:-1], run.end()], strict=True):
            head = _ONE.search(text, start, end)
            assert head
            yield Number(
                start=start, end=end, head=range(head.start(), head.start() + 3), digits=head.group()
            )
    for found in _IN_PARTS.finditer(text):
        start = found.start("one")
        digits = re.sub(r"\D", "", found["one"])
        yield Number(start=found.start(), end=found.end(), head=range(start, start + 3), digits=digits)
    for finder in (_DIGIT_BY_DIGIT, _SPOKEN):
        for found in finder.finditer(text):
            digits = re.sub(r"\D", "", found["one"].translate(_VALUES))
            yield Number(start=found.start(), end=found.end(), head=range(0), digits=digits)


def _landline(found: re.Match[str]) -> Number:
    parts = found.groupdict()
    area, local = parts.get("area") or "", re.sub(r"\D", "", parts["local"])
    head = range(0)
    if area:
        start, end = found.span("area")
        head = range(start - (found.string[start - 1 : start] == "0" and start > found.start()), end)
    return Number(
        start=found.start(),
        end=found.end(),
        head=head,
        digits=f"0{area}{local}" if area else local,
        extension=parts["extension"] or "",
    )


def _moved(one: Number, places: Sequence[int]) -> Number:
    """The same number where it stands in the text as it was typed."""
    start, end = places[one.start], places[one.end - 1] + 1
    head = range(places[one.head.start], places[one.head.stop - 1] + 1) if one.head else one.head
    return replace(one, start=start, end=end, head=head)
