"""What the search index holds of Chinese text, and what a search asks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.reading import bigrams


def test_pairs_of_characters_and_whole_numbers() -> None:
    assert bigrams.tokens("3栋路灯坏了，A区") == ["3", "栋路", "路灯", "灯坏", "坏了", "a", "区"]


def test_full_width_is_made_narrow() -> None:
    assert bigrams.tokens("１２号Ｂ栋") == bigrams.tokens("12号b栋")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("路灯坏", "'路灯' & '灯坏'"),
        ("水", "'水':*"),
        ("5001", "'5001':*"),
        ("12", "'12'"),
        ("  ，。!", ""),
        ("路灯 路灯", "'路灯'"),
    ],
)
def test_what_a_search_asks(typed: str, asked: str) -> None:
    assert bigrams.query(typed) == asked


@given(st.text())
def test_nothing_typed_can_break_out_of_the_quotes(typed: str) -> None:
    for written in (bigrams.vector(typed), bigrams.query(typed)):
        assert written.count("'") % 2 == 0
        assert "\\" not in written
        assert ";" not in written


@given(st.text(alphabet="路灯坏了3栋a ", min_size=2), st.text(alphabet="路灯坏了3栋a "))
def test_what_stands_in_a_text_is_found_by_it(inside: str, around: str) -> None:
    assert set(bigrams.tokens(inside)) <= set(bigrams.tokens(f"{around} {inside} {around}"))
