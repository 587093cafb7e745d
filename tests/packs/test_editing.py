"""A file gets another day, and nothing else in it changes."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from yuanba.packs import editing

ON = date(2026, 3, 2)
REST = '# 江津\ndistrict = "jiangjin"\n\n[steps] # in_force_from = 2020-01-01\nfirst = [1,  2]\n'


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("in_force_from = 2025-01-01 # the first\n", "in_force_from = 2026-03-02 # the first\n"),
        ("in_force_from = 2025-01-01\r\n", "in_force_from = 2026-03-02\r\n"),
        ("in_force_from=2025-01-01\n", "in_force_from=2026-03-02\n"),
        ('"in_force_from" = "2025-01-01"\n', '"in_force_from" = 2026-03-02\n'),
    ],
)
def test_only_the_day_changes(written: str, becomes: str) -> None:
    assert editing.dated(written + REST, ON) == becomes + REST


def test_the_day_of_a_table_is_not_the_file_s() -> None:
    text = '[older]\nin_force_from = 2020-01-01\nwords = """\nin_force_from = 2019-01-01"""\n'
    found = tomllib.loads(editing.dated(text, ON))
    assert found == tomllib.loads(text) | {"in_force_from": ON}


def test_a_text_that_is_no_toml_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1"):
        editing.dated("in_force_from = \n", ON)
