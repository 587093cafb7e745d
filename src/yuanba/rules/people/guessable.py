"""Password strength: how many characters of a password are not what anybody would try first.

Lists of leaked passwords know English; here people choose pinyin, their town, a year, their log-in name, a
walk over the keyboard. All of that may stand in a password, but it does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from yuanba.rules.people.guessed_first import WORDS

#: So many characters of one's own make a password of at least ten that no short list holds.
OWN_AT_LEAST = 4
_SHORTEST_WALK = 3
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
_LOOKS_LIKE = str.maketrans("@013457$!", "aoieastsi")
_TRACKS = (
    *("1234567890", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz"),
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/"),
    *("147258369", "159753", "741852963"),
)
_WALKS = tuple(walk for track in _TRACKS for walk in (track, track[::-1]))
_DIGITS = re.compile(r"\d+")
#: A mobile number; a day or a year, as people write their birthday; numbers that sound like something.
_DAY = re.compile(
    r"1[3-9]\d{9}|(?:19|20)\d\d[-./年]?(?:[01]?\d[-./月]?(?:[0-3]?\d日?)?)?|(?:520|521|1314|110|119|120|666+|888+)"
)


def own_characters(password: str, known: Iterable[str] = ()) -> int:
    """Return the number of a password's letters and digits outside common words, dates and keyboard runs.

    `known` are words known of the person, such as the log-in name; they do not count either.

    >>> own_characters("Chongqing@2026")
    0
    >>> own_characters("P@ssw0rd!23456")
    0
    >>> own_characters("1qaz@WSX3edc")
    0
    >>> own_characters("zhoumin-19900315", known=["zhoumin"])
    0
    >>> own_characters("门前有两棵老黄桷树")
    9
    >>> own_characters("kq7#vD2m!xTe")
    10
    """
    words = sorted({*WORDS, *_usable(known)}, key=len, reverse=True)
    return min(_left(text, words) for text in _readings(password.lower()))


def _usable(known: Iterable[str]) -> Iterable[str]:
    for word in known:
        plain = word.strip().lower()
        for part in {plain, *re.split(r"[\W_]+", plain)}:
            if len(part) >= 3 or (len(part) == 2 and not part.isascii()):
                yield part


def _readings(text: str) -> Iterable[str]:
    """As it stands, and as it reads where digits and signs stand for letters."""
    yield text
    yield text.translate(_LOOKS_LIKE)
    body = text.rstrip("0123456789!@#$%^&*().,-_")
    yield body.translate(_LOOKS_LIKE) + text[len(body) :]


def _left(text: str, words: Iterable[str]) -> int:
    for word in words:
        text = text.replace(word, " ")
    text = _DAY.sub(" ", text)
    place, rest, keys = 0, "", text.translate(_SHIFTED)
    while place < len(text):
        step = _walk_at(keys, place)
        rest += text[place] if step < _SHORTEST_WALK else " "
        place += step if step >= _SHORTEST_WALK else 1
    return sum(letter.isalnum() for letter in _DIGITS.sub("0", rest))


def _walk_at(text: str, place: int) -> int:
    """How long a walk, or one letter again and again, begins here."""
    longest = 1
    while place + longest < len(text) and text[place + longest] == text[place]:
        longest += 1
    for walk in _WALKS:
        length = longest + 1
        while place + length <= len(text) and text[place : place + length] in walk:
            longest, length = length, length + 1
    return longest
