"""Chinese punctuation in the place of TOML's own is named with its column, and read as it was meant."""

from __future__ import annotations

import tomllib

import pytest

from yuanba.packs.punctuation import chinese


@pytest.mark.parametrize(
    ("line", "column", "meant"),
    [
        ("title = “路灯”", 9, 'title = "路灯"'),
        ('title ＝ "路灯"', 7, 'title = "路灯"'),
        ('title = { zh = "一，二"， en = "x" }', 21, 'title = { zh = "一，二", en = "x" }'),
        ('title = “说"好"了”  # “注”', 9, 'title = "说\\"好\\"了"  # “注”'),
        ("[classes.home】", 14, "[classes.home]"),
        ("amount = １５", 10, "amount = 15"),
        ("words = ‘甲’", 9, "words = '甲'"),
    ],
)
def test_it_is_read_as_it_was_meant(line: str, column: int, meant: str) -> None:
    written = chinese(line)
    assert written
    assert (written.column, written.meant) == (column, meant)
    tomllib.loads(written.meant)


@pytest.mark.parametrize(
    "line", ['title = "“三会”，好"', "# 说明：“三会”", "a = 'ＡＢ，'", "", 'a = "\\"，"']
)
def test_inside_words_and_comments_it_is_left(line: str) -> None:
    assert chinese(line) is None
