"""How a Chinese name sounds: by syllables, by initials, mixed, and in bounded time."""

from __future__ import annotations

import pytest

from yuanba.web.pinyin import sounds_like


@pytest.mark.parametrize("typed", ["ttm", "tongtai", "tongtm", "TaiMen", "menshe", "tongtaimenshequ", "t"])
def test_a_name_is_found_from_any_syllable_on(typed: str) -> None:
    assert sounds_like(typed, "通泰门社区")


@pytest.mark.parametrize("typed", ["xy", "ttx", "tongtaimenshequx", "ongtai"])
def test_what_sounds_otherwise_is_not_found(typed: str) -> None:
    assert not sounds_like(typed, "通泰门社区")


def test_every_reading_counts() -> None:
    assert sounds_like("cy", "朝阳")
    assert sounds_like("zhaoyang", "朝阳")


def test_forty_times_the_same_sound_end() -> None:
    """Each syllable can be taken whole or by its initial: tried one by one, that were 2 to the 39th ways."""
    assert not sounds_like("a" * 39 + "b", "啊" * 40)
    assert sounds_like("a" * 40, "啊" * 40)
