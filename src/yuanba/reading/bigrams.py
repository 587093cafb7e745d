"""Search of Chinese text by pairs of characters: what the index holds and how a search is written.

Chinese writes no spaces between words. Every two neighbouring characters become one token (路灯坏了: 路灯,
灯坏, 坏了), so that any phrase of two characters or more is found, and no dictionary has to know it. Letters
and digits stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from yuanba.rules.core import signs

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
RUN = re.compile(rf"[{HAN}]+|[a-z0-9]+")
#: A longer run of letters and digits (a signed link, a picture in base64) is known by its beginning.
#: PostgreSQL takes no token of more than 2,046 bytes.
LONGEST = 255
#: And no more than a mebibyte of tokens for one text, with a byte or two for each beside it.
MOST_BYTES = 512 * 1024
#: What is asked at most; more words than these make a search slower, not better.
MOST_ASKED = 40
#: A number is found by its beginning from so many digits on; shorter ones are words like any other.
BEGINNING_DIGITS = 3


def tokens(text: str) -> list[str]:
    """Return the search tokens of a text in order, with repeats: pairs of characters, words, numbers.

    >>> tokens("3栋路灯坏了")
    ['3', '栋路', '路灯', '灯坏', '坏了']
    """
    found: list[str] = []
    for run in RUN.findall(signs.alike(text)):
        if run[0].isascii() or len(run) == 1:
            found.append(run[:LONGEST])
        else:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
    return found


def vector(*texts: str) -> str:
    """Return the tokens of these texts as a PostgreSQL ``tsvector`` literal, without positions.

    Of a text that is longer than the index takes, its beginning.

    >>> vector("路灯", "3栋")
    "'3' '栋' '路灯'"
    """
    held: dict[str, None] = {}
    left = MOST_BYTES
    for token in dict.fromkeys(token for text in texts for token in tokens(text)):
        left -= len(token.encode())
        if left < 0:
            break
        held[token] = None
    return " ".join(f"'{token}'" for token in sorted(held))


def query(text: str) -> str:
    """Return the PostgreSQL ``tsquery`` literal that finds texts with all these words; "" for no words.

    Every word that was typed must occur. One Chinese character is looked for at the beginning of a pair, a
    number by its beginning.

    >>> query("路灯坏 5001")
    "'路灯' & '灯坏' & '5001':*"
    """
    asked = dict.fromkeys(tokens(text))
    return " & ".join(_asked(token) for token in list(asked)[:MOST_ASKED])


def any_of(wanted: Iterable[str]) -> str:
    """Return the PostgreSQL ``tsquery`` literal that finds texts with any of these tokens."""
    return " | ".join(f"'{token}'" for token in wanted)


def _asked(token: str) -> str:
    begins = len(token) == 1 if not token.isascii() else token.isdigit() and len(token) >= BEGINNING_DIGITS
    return f"'{token}':*" if begins else f"'{token}'"
