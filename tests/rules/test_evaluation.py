"""Who judges (J4), what their word does, and rates that nobody's silence flatters."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.packs import PACK
from yuanba.rules.evaluation import (
    EvaluatorGroup,
    Exclusion,
    GivenRating,
    NotRated,
    Satisfaction,
    Verdict,
    follow_up_by,
    groups,
    must_follow_up,
    rated,
    results,
    verdict,
)
from yuanba.rules.pack import Level
from yuanba.rules.time.calendar import HERE

VERY, WELL, BASICALLY, BADLY, WORST = Satisfaction
SUPERVISORS = EvaluatorGroup(
    code="supervisors", is_party=False, positions=("supervisor",), level=Level.SUBDISTRICT
)


@pytest.mark.parametrize(
    ("class_code", "first"),
    [
        (
            "public",
            EvaluatorGroup(code="congress", is_party=False, positions=("deputy",), level=Level.SUBDISTRICT),
        ),
        (
            "common",
            EvaluatorGroup(code="committee", is_party=False, positions=("overseer",), level=Level.COMMUNITY),
        ),
        ("home", EvaluatorGroup(code="parties", is_party=True, positions=(), level=Level.DISTRICT)),
    ],
)
def test_each_class_has_its_own_judges_beside_the_supervisors(class_code: str, first: EvaluatorGroup) -> None:
    assert groups(class_code, PACK) == (first, SUPERVISORS)


def test_in_a_town_the_congress_has_another_name() -> None:
    congress, parties = PACK.evaluators["congress"], PACK.evaluators["parties"]
    assert congress.title_in("/990101/990101104/").zh == "镇人大"
    assert congress.title_in("/990101/990101001/").zh == "街道人大工委"
    assert parties.title_in("/990101/990101104/").zh == "当事人"


# --- the verdict ------------------------------------------------------------------------------------
def party(
    solved: bool | None = None, satisfaction: Satisfaction | None = None, **more: object
) -> GivenRating:
    return GivenRating(is_party=True, is_solved=solved, satisfaction=satisfaction, **more)  # type: ignore[arg-type]


def judge(
    solved: bool | None = None, satisfaction: Satisfaction | None = None, **more: object
) -> GivenRating:
    return GivenRating(is_party=False, is_solved=solved, satisfaction=satisfaction, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ratings", "before", "after"),
    [
        # Nobody has been asked yet.
        ([], Verdict.OPEN, Verdict.UNRATED),
        ([party(), judge()], Verdict.OPEN, Verdict.UNRATED),
        ([party(True), judge()], Verdict.OPEN, Verdict.SOLVED),
        ([party(True), judge(True)], Verdict.SOLVED, Verdict.SOLVED),
        # One party suffices, whatever the others say and whether or not they have spoken.
        ([party(False), judge(True), judge(True), judge(True)], Verdict.UNSOLVED, Verdict.UNSOLVED),
        ([party(False), judge()], Verdict.UNSOLVED, Verdict.UNSOLVED),
        # Who only says that they are dissatisfied has said that it is not solved.
        ([party(None, WORST)], Verdict.UNSOLVED, Verdict.UNSOLVED),
        # Solved, but badly done: that is for the call back, not for a rework.
        ([party(True, WORST)], Verdict.SOLVED, Verdict.SOLVED),
        # Among the others three in five must find it solved.
        ([judge(True), judge(True), judge(True), judge(False), judge(False)], Verdict.SOLVED, Verdict.SOLVED),
        ([judge(True), judge(False)], Verdict.UNSOLVED, Verdict.UNSOLVED),
        ([judge(None, BADLY), judge()], Verdict.OPEN, Verdict.UNSOLVED),
        # Whom nobody could reach, and who was tied to it, is not waited for and not counted.
        ([party(exclusion=Exclusion.UNREACHABLE), judge(True)], Verdict.SOLVED, Verdict.SOLVED),
        ([judge(False, exclusion=Exclusion.TIED), judge(True)], Verdict.SOLVED, Verdict.SOLVED),
        # Where nobody has spoken, nothing is over before its time.
        ([party(exclusion=Exclusion.UNREACHABLE)], Verdict.OPEN, Verdict.UNRATED),
        # Nor where a group has nobody in it, whoever else has spoken.
        ([party(True), judge(exclusion=Exclusion.VACANT)], Verdict.OPEN, Verdict.SOLVED),
        ([judge(True), judge(exclusion=Exclusion.VACANT)], Verdict.OPEN, Verdict.SOLVED),
        ([judge(False), judge(exclusion=Exclusion.VACANT)], Verdict.OPEN, Verdict.UNSOLVED),
        ([judge(exclusion=Exclusion.VACANT)], Verdict.OPEN, Verdict.UNRATED),
        ([party(False), judge(exclusion=Exclusion.VACANT)], Verdict.UNSOLVED, Verdict.UNSOLVED),
    ],
)
def test_what_the_ratings_make_of_a_matter(
    ratings: list[GivenRating], before: Verdict, after: Verdict
) -> None:
    assert verdict(ratings, pack=PACK, is_over=False) is before
    assert verdict(ratings, pack=PACK, is_over=True) is after


@given(
    st.lists(
        st.builds(
            GivenRating,
            is_party=st.booleans(),
            is_solved=st.none() | st.booleans(),
            satisfaction=st.none() | st.sampled_from(Satisfaction),
            exclusion=st.none() | st.sampled_from(Exclusion),
        ),
        max_size=6,
    )
)
def test_silence_neither_closes_early_nor_counts(ratings: list[GivenRating]) -> None:
    silent = [*ratings, judge()]
    assert verdict(silent, pack=PACK, is_over=True) is verdict(ratings, pack=PACK, is_over=True)
    assert verdict(silent, pack=PACK, is_over=False) in (Verdict.OPEN, Verdict.UNSOLVED)
    assert results(silent, pack=PACK).solved == results(ratings, pack=PACK).solved
    assert results(silent, pack=PACK).satisfied == results(ratings, pack=PACK).satisfied
    assert verdict(ratings, pack=PACK, is_over=True) is not Verdict.OPEN


def test_an_empty_rating_is_none() -> None:
    with pytest.raises(NotRated):
        rated(is_solved=None, satisfaction=None)
    rated(is_solved=False, satisfaction=None)
    rated(is_solved=None, satisfaction=WELL)


# --- the call back ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rating", "must"),
    [
        (party(True, VERY), False),
        (party(True, BASICALLY), False),
        (party(True, BADLY), True),
        (party(True, WORST), True),
        (party(False), True),
        (judge(False), True),
        (party(None, WELL), False),
        (party(), False),
        (party(False, exclusion=Exclusion.TIED), False),
    ],
)
def test_dissatisfaction_is_always_called_back(rating: GivenRating, must: bool) -> None:
    assert must_follow_up(rating) is must


def test_and_within_two_working_days() -> None:
    friday = datetime(2026, 2, 13, 20, tzinfo=HERE)
    # Saturday the 14th is worked, then the festival, then the 24th.
    assert follow_up_by(friday, PACK) == datetime(2026, 2, 24, 18, tzinfo=HERE)


# --- rates ------------------------------------------------------------------------------------------
def test_rates_name_their_formula_and_whom_they_leave_out() -> None:
    told = results(
        [
            party(True, VERY),
            party(True, BASICALLY),
            party(False, WORST),
            party(True),
            judge(None, WELL),
            party(),
            party(exclusion=Exclusion.UNREACHABLE),
            judge(False, WORST, exclusion=Exclusion.TIED),
            judge(exclusion=Exclusion.VACANT),
        ],
        pack=PACK,
    )
    assert (told.solved.counted, told.solved.of, told.solved.value) == (3, 4, Fraction(3, 4))
    assert told.solved.formula == "solved / said_solved_or_not"
    # 1 + 9/10 + 0 + 1 of four.
    assert (told.satisfied.of, told.satisfied.value) == (4, Fraction(29, 40))
    assert told.excluded == {
        Exclusion.SILENT: 1,
        Exclusion.UNREACHABLE: 1,
        Exclusion.TIED: 1,
        Exclusion.VACANT: 1,
    }


def test_a_rate_of_nothing_is_no_number() -> None:
    told = results([party()], pack=PACK)
    assert told.solved.value is None
    assert told.satisfied.value is None
