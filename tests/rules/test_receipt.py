"""Receipt numbers that survive being read over the phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuanba.rules.matters.receipt import SPACE, NotAReceipt, check_digit, is_valid, parse, receipt, spoken

receipts = st.builds(receipt, st.sampled_from(["116", "154", "000"]), st.integers(0, SPACE - 1))


@given(receipts)
def test_what_is_made_is_read_again_in_any_writing(number: str) -> None:
    assert len(number) == 12
    assert parse(spoken(number)) == number
    assert parse(number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == number
    assert parse(f" {number[:3]}-{number[3:]}\n") == number


@given(receipts, st.integers(0, 11), st.integers(1, 9))
def test_every_wrong_digit_is_found(number: str, place: int, shift: int) -> None:
    wrong = str((int(number[place]) + shift) % 10)
    assert not is_valid(number[:place] + wrong + number[place + 1 :])


@given(receipts, st.integers(0, 10))
def test_every_swap_of_neighbours_is_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert is_valid(swapped) == (swapped == number)


def test_damms_own_example() -> None:
    assert check_digit("572") == "4"


@pytest.mark.parametrize("typed", ["", "116", "11649372051x", "1164937205170", "１１６四9372051", "²" * 12])
def test_other_things_are_not_receipts(typed: str) -> None:
    with pytest.raises(NotAReceipt):
        parse(typed)


@pytest.mark.parametrize("number", [-1, SPACE])
def test_a_number_outside_the_space_is_a_fault(number: int) -> None:
    with pytest.raises(ValueError, match="digits"):
        receipt("116", number)
