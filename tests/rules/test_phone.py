"""One notion of a telephone number: what is one, in which form it is kept, and where it stands in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.rules.people import phone

NUMBER = "13800138001"
MOBILES = [
    "13800138001",
    " 138 0013 8001 ",
    "138-0013-8001",
    "138.0013.8001",
    "013800138001",
    "+8613800138001",
    "+86 138 0013 8001",
    "8613800138001",
    "008613800138001",
    "0086-13800138001",
    "(+86)13800138001",
    "（＋８６）１３８００１３８００１",
    "+86 013800138001",
    "１３８　００１３　８００１",
    "138—0013—8001",
    "138\u00a00013\u202f8001",
    "1380013800113800138001",
    "13800138001 13800138001",
    "13800138001/13800138001",
    "+86+8613800138001",
    "13800138001.0",
    "13 800 138 001",
    "138/0013/8001",
    "138，0013，8001",
    "138 0013\n8001",
    "١٣٨٠٠١٣٨٠٠١",
]
NO_MOBILES = [
    "",
    "1380013800",
    "138001380011",
    "12800138001",
    "02347520003",
    "not138",
    "1380013800113900139002",
]
CELLS = [
    ("13800138001、13900139002", ("13800138001", "13900139002")),
    ("13800138001 13900139002", ("13800138001", "13900139002")),
    ("13800138001\n13900139002", ("13800138001", "13900139002")),
    ("1380013800113900139002", ("13800138001", "13900139002")),
    ("013800138001，023-47520003", ("13800138001", "02347520003")),
    ("13800138001（张三）；13800138001", ("13800138001",)),
    ("023-47520003-801", ("02347520003-801",)),
    ("023-47520003转801", ("02347520003-801",)),
    ("(023)47520003 分机 801", ("02347520003-801",)),
    ("２３４７５２０００４", ("02347520004",)),
    ("2347520004", ("02347520004",)),
    ("1062345678", ("01062345678",)),
    ("57187654321", ("057187654321",)),
    ("+86 23 47520003", ("02347520003",)),
    ("0086-023-47520003", ("02347520003",)),
    ("023-47520003-13800138001", ("02347520003", "13800138001")),
    ("023-47520003/47520004", ("02347520003", "47520004")),
    ("47520003", ("47520003",)),
    ("不详", ()),
    ("", ()),
]


@pytest.mark.parametrize("typed", MOBILES)
def test_a_mobile_number_is_one_number_however_it_is_typed(typed: str) -> None:
    assert phone.mobile(typed) == NUMBER
    assert phone.number(typed) == NUMBER
    assert phone.in_cell(typed) == (NUMBER,)


@pytest.mark.parametrize("typed", NO_MOBILES)
def test_what_is_no_mobile_number(typed: str) -> None:
    assert phone.mobile(typed) == ""


@pytest.mark.parametrize(("cell", "numbers"), CELLS)
def test_every_number_of_a_cell_is_read(cell: str, numbers: tuple[str, ...]) -> None:
    assert phone.in_cell(cell) == numbers


@pytest.mark.parametrize("typed", ["023-47520003", "(023) 4752 0003", "02347520003", "+86 23 4752-0003"])
def test_a_landline_is_one_number_however_it_is_typed(typed: str) -> None:
    assert phone.number(typed) == "02347520003"


@pytest.mark.parametrize(
    "typed", ["+852 9123 4567", "+852-9123-4567", "00852 91234567", "＋８５２（９１２３）４５６７"]
)
def test_a_number_of_elsewhere_is_one_number(typed: str) -> None:
    words = f"电话{typed}，第2个"
    (found,) = phone.in_text(words)
    assert (words[found.start : found.end], found.plain, found.is_mobile) == (typed, "+85291234567", False)


def test_numbers_in_words_stand_where_they_were_typed() -> None:
    words = "物业小陈\u200b138\u00ad0013\u00ad8066说不归他管，单号13800138000，座机023-47520003转8"
    found = phone.in_text(words)
    assert [(one.plain, one.is_mobile) for one in found] == [("13800138066", True), ("02347520003-8", False)]
    assert [words[one.start : one.end] for one in found] == [
        "138\u00ad0013\u00ad8066",
        "023-47520003转8",
    ]


def _are_digits(told: str) -> bool:
    """A number of another country keeps its plus."""
    return told.removeprefix("+").isdigit()


@given(st.text("0123456789+- ()（）.０１３８零一三八转电话、/ \u200d", max_size=60))
def test_what_was_found_lies_in_the_text_and_apart(words: str) -> None:
    found = phone.in_text(words)
    ends = [place for one in found for place in (one.start, one.end)]
    assert ends == sorted(ends)
    assert all(0 <= one.start < one.end <= len(words) and _are_digits(one.digits) for one in found)


@given(st.sampled_from(MOBILES), st.sampled_from(MOBILES))
def test_two_spellings_are_one_number_in_a_cell(first: str, second: str) -> None:
    assert set(phone.in_cell(f"{first}；{second}")) == {NUMBER}
