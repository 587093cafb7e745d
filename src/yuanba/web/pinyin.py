"""Says whether what somebody typed in Latin letters is how a Chinese name sounds.

By syllables, by initials, or both mixed, from any syllable on, as people type with an input method:
``tongtai``, ``ttm`` and ``tongtm`` all find 通泰门. A character with several readings sounds like each of
them, so 朝阳 is found by ``cy`` and by ``zy``.
"""

from __future__ import annotations

import os
from functools import lru_cache

#: More syllables than this are no name that somebody types.
_LONGEST = 40
Readings = tuple[tuple[str, ...], ...]


def is_latin(typed: str) -> bool:
    """Return whether a word is of Latin letters only, so that it may be how something sounds.

    >>> is_latin("ttm"), is_latin("通泰门"), is_latin("12345")
    (True, False, False)
    """
    return typed.isascii() and typed.isalpha()


def sounds_like(typed: str, name: str) -> bool:
    """Return whether a name sounds as typed, from any of its syllables on; capitals are the same.

    >>> [sounds_like(typed, "通泰门社区") for typed in ("ttm", "tongtai", "TaiMen", "menshe", "tai t", "xy")]
    [True, True, True, True, False, False]
    """
    heard, said = _heard(name), typed.lower()
    return any(_follows(said, heard[start:]) for start in range(len(heard)))


def _follows(said: str, heard: Readings) -> bool:
    """Whether the letters are those of these syllables; the last one may be in part.

    Each syllable is looked at once for each place in the letters, whatever was typed.
    """
    places = {0}
    for readings in heard:
        beyond = set()
        for at in places:
            rest = said[at:]
            for reading in readings:
                if reading.startswith(rest):
                    return True
                if rest.startswith(reading):
                    beyond.add(at + len(reading))
                if rest[0] == reading[0]:
                    beyond.add(at + 1)
        places = beyond
    return False


@lru_cache(maxsize=20_000)
def _heard(name: str) -> Readings:
    return tuple(_readings(character) for character in name[:_LONGEST] if not character.isspace())


@lru_cache(maxsize=8_192)
def _readings(character: str) -> tuple[str, ...]:
    """The readings of a character without tones; of what is no Chinese character, itself."""
    # The tables of single characters take 13 MB and a third of a second, so they are read when somebody first
    # types so; those of phrases (57 MB) are left out: a name is found by every reading of its characters.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin

    return tuple(pinyin(character.lower(), style=Style.NORMAL, heteronym=True)[0])
