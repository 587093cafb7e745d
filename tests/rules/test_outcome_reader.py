"""What a journal entry recorded is read with its type, and no record ever breaks its reader."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from hypothesis import example, given
from hypothesis import strategies as st

from yuanba.rules.core.outcome_reader import OutcomeReader


class Colour(StrEnum):
    RED = "red"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(JSON)
@example("")
@example("²")
@example("0000-00-00")
@example("2026-02-30T25:61")
@example("9" * 5000)
@example({"x": ["x"]})
def test_whatever_stands_there_reads_as_its_type_or_as_nothing(recorded: object) -> None:
    told = OutcomeReader({"x": recorded})

    assert isinstance(told.text("x"), str)
    assert type(told.number("x")) in (int, type(None))
    assert type(told.flag("x")) is bool
    assert type(told.day("x")) in (date, type(None))
    assert all(isinstance(one, str) for one in told.texts("x"))
    assert all(isinstance(one, str) for pair in told.table("x").items() for one in pair)
    assert told.choice("x", Colour) in (Colour.RED, None)
    assert OutcomeReader(recorded).text("x") in ("", "x") or isinstance(recorded, dict)  # type: ignore[arg-type]


def test_what_is_sound_is_read_as_it_stands() -> None:
    told = OutcomeReader(
        {"on": "2026-03-23", "at": "2026-03-23T09:00:00+08:00", "n": 7, "as_text": "7", "yes": True}
        | {"many": ["a", "", 3, "b"], "colour": "red"}
    )

    assert told.day("on") == told.day("at") == date(2026, 3, 23)
    assert (told.number("n"), told.number("as_text"), told.number("yes")) == (7, 7, None)
    assert (told.flag("yes"), told.flag("n"), told.flag("missing")) == (True, False, False)
    assert told.texts("many") == ("a", "b")
    assert told.choice("colour", Colour) is Colour.RED
    assert (told.text("n"), told.text("yes"), told.text("missing")) == ("7", "", "")
