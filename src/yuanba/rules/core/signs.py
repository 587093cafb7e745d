"""Sameness of signs: 煤氣, 煤⽓ and ＡＢ compare as 煤气 and ab.

Everything that looks for words in what people typed compares by these functions: dangers, search,
suggestions, likeness, masking, telephone numbers. What people typed is kept as they typed it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from yuanba.rules.core.traditional import SIMPLIFIED

#: Signs that take no place of their own, so that 138 is still a number where one stands in between: soft
#: hyphens, joiners, marks of direction, variation selectors, the frame of a keycap emoji.
NO_PLACE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
_NO_PLACE = re.compile(NO_PLACE)
#: Radicals that stand for a character in text copied from PDF files; Unicode folds only two of this block.
_RADICALS = dict(
    zip(
        map(ord, "⺠⺬⻁⻄⻅⻆⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻞⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻲"),
        "民示虎西见角车长长长门青韦页风飞食食食马骨鬼鱼鸟卤麦黄黾齐齿龙龟龟",
        strict=True,
    )
)
#: Where signs stand that fold into one other sign; the rest of Unicode has none of them.
_BLOCKS = (
    range(0x80, 0x3400),
    range(0xA620, 0xAC00),
    range(0xF900, 0x10000),
    range(0x10000, 0x20000),
    range(0x2F800, 0x2FA20),
)


def folded(text: str) -> str:
    """Return the text with each sign replaced by the plain sign that it stands for, at the same length.

    Digits of all scripts become ASCII digits, full-width signs narrow, spaces and dashes plain, traditional
    characters and radicals simplified characters. A sign that stands for several, such as ㎡, stays.

    >>> folded("煤氣１３８—x²")
    '煤气138-x2'
    """
    return text if text.isascii() else text.translate(_table())


def bare(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text without signs that take no place, and where each of its signs stood before."""
    plain = folded(text)
    if text.isascii() or not _NO_PLACE.search(plain):
        return plain, range(len(plain))
    places = [at for at, sign in enumerate(plain) if not _NO_PLACE.match(sign)]
    return "".join(plain[at] for at in places), places


def alike(text: str) -> str:
    """Return the text in the form in which texts are compared: folded, in lower case, ㎡ as m2.

    >>> alike("煤⽓Ａ㎡"), alike("煤氣")
    ('煤气am2', '煤气')
    """
    return _NO_PLACE.sub("", folded(unicodedata.normalize("NFKC", text))).lower()


def variants(of: str) -> dict[str, str]:
    """Return every sign that compares as one of the given plain signs, with that sign.

    For comparing where these functions are not at hand, such as in a browser.

    >>> variants("气")["氣"]
    '气'
    """
    wanted = set(of)
    return {chr(code): plain for code, plain in _table().items() if plain.lower() in wanted}


@cache
def _table() -> dict[int, str]:
    table = {code: _one(chr(code)) for block in _BLOCKS for code in block}
    changed = {code: sign for code, sign in table.items() if sign != chr(code)}
    return SIMPLIFIED | changed | _RADICALS


def _one(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return " "
    if kind == "Pd" or sign == "\u2212":
        return "-"
    plain = unicodedata.normalize("NFKC", sign)
    return SIMPLIFIED.get(ord(plain), plain) if len(plain) == 1 else sign
