"""The roster of supervisors: three years each, at least two of them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.packs import PACK
from yuanba.rules.evaluation.roster import Service, roster, term_until

TWO = PACK.model_copy(update={"supervisors": PACK.supervisors.model_copy(update={"at_least": 2})})


@pytest.mark.parametrize(
    ("from_on", "months", "until_on"),
    [
        (date(2025, 3, 1), 36, date(2028, 2, 29)),
        (date(2025, 1, 1), 36, date(2027, 12, 31)),
        (date(2025, 8, 31), 36, date(2028, 8, 30)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 14)),
    ],
)
def test_a_term_ends_the_day_before_its_anniversary(from_on: date, months: int, until_on: date) -> None:
    supervisors = PACK.supervisors.model_copy(update={"term_months": months})
    assert term_until(from_on, PACK.model_copy(update={"supervisors": supervisors})) == until_on


def test_who_serves_whose_term_is_over_and_how_many_are_wanting() -> None:
    sun = Service(key="sun", from_on=date(2023, 1, 1))
    qian = Service(key="qian", from_on=date(2025, 1, 1))
    wu = Service(key="wu", from_on=date(2025, 1, 1), until_on=date(2025, 6, 30))
    later = Service(key="zheng", from_on=date(2027, 1, 1))
    everybody = [later, wu, qian, sun]
    told = roster(everybody, pack=TWO, on=date(2025, 6, 30))
    assert (told.serving, told.over, told.wanting) == ((sun, qian, wu), (), 0)
    told = roster(everybody, pack=TWO, on=date(2026, 1, 1))
    assert (told.serving, told.over, told.wanting) == ((qian,), (sun, wu), 1)


def test_one_person_with_two_terms_is_one() -> None:
    twice = [Service(key="sun", from_on=date(2025, 1, 1)), Service(key="sun", from_on=date(2025, 2, 1))]
    assert roster(twice, pack=TWO, on=date(2025, 3, 1)).wanting == 1
