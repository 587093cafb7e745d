"""Pages by key: a cursor comes back as it was, and a stranger's word starts at the beginning."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.rules.core.paging import Cursor


@given(st.integers(0, 4 * 10**9 * 10**6), st.integers(0, 10**17))
def test_a_cursor_comes_back_to_the_microsecond(microseconds: int, number: int) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    cursor = Cursor(at=at, id=number)

    assert Cursor.parse(cursor.text()) == cursor


@pytest.mark.parametrize(
    "word",
    [
        "",
        "1",
        "-1",
        "1-",
        "a-1",
        "1-a",
        "１-1",
        "1-１",
        "1-2-3",
        f"{'9' * 19}-1",
        f"1-{'9' * 19}",
        f"{9 * 10**17}-1",
        "'; drop table matters_matter; --",
    ],
)
def test_a_word_that_is_none_of_ours_starts_at_the_beginning(word: str) -> None:
    assert Cursor.parse(word) is None
