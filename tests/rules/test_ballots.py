"""Votes are counted exactly: borders by hand, laws by machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yuanba.rules.ballots import results
from yuanba.rules.ballots.counting import MotionCount, VoteCount, count
from yuanba.rules.ballots.presets import PRESETS, VoteRule
from yuanba.rules.ballots.votes import Ballot, BallotChoice, BallotWay, Vote, Weight

YES, NO, ABSTAIN, SPOILED = BallotChoice
SIGNS = {"y": YES, "n": NO, "a": ABSTAIN, "s": SPOILED}


def meeting(rule: VoteRule, roll: int, present: int, said: str) -> Vote:
    """A meeting of so many, of whom the first were there and said this, one sign each; "-" said nothing."""
    voters = [f"v{number}" for number in range(roll)]
    ballots = tuple(
        Ballot(voter, "m", SIGNS[sign], BallotWay.HANDS)
        for voter, sign in zip(voters, said, strict=False)
        if sign != "-"
    )
    return Vote(
        rule=rule,
        roll={voter: Weight(heads=1) for voter in voters},
        motions=("m",),
        ballots=ballots,
        present=frozenset(voters[:present]) if PRESETS[rule].needs_presence else frozenset(),
    )


def owners(rule: VoteRule, areas: Sequence[int], said: str) -> Vote:
    """Owners with one unit of this area each, in square centimetres, and what each said."""
    vote = meeting(rule, len(areas), 0, said)
    weights = {voter: Weight(1, area) for voter, area in zip(vote.roll, areas, strict=True)}
    return replace(vote, roll=weights)


def the_motion(vote: Vote) -> MotionCount:
    (motion,) = count(vote).motions
    return motion


@pytest.mark.parametrize(
    ("rule", "roll", "present", "said", "passes"),
    [
        # more than half of the roll there, more than half of those there: exactly half is not enough
        (VoteRule.RESIDENTS, 10, 5, "yyyyy", False),
        (VoteRule.RESIDENTS, 10, 6, "yyyy--", True),
        (VoteRule.RESIDENTS, 10, 6, "yyy---", False),
        (VoteRule.RESIDENTS, 11, 6, "yyyaaa", False),
        # two thirds or more of the roll there: exactly two thirds is enough
        (VoteRule.RESIDENTS_REPRESENTATIVES, 9, 6, "yyyyss", True),
        (VoteRule.RESIDENTS_REPRESENTATIVES, 10, 6, "yyyyyy", False),
        (VoteRule.RESIDENTS_REPRESENTATIVES, 9, 6, "yyynnn", False),
        (VoteRule.VILLAGERS, 4, 2, "yy", False),
        (VoteRule.VILLAGERS, 4, 3, "yyn", True),
        (VoteRule.VILLAGERS_HOUSEHOLDS, 3, 2, "yy", True),
        (VoteRule.VILLAGERS_HOUSEHOLDS, 3, 1, "y", False),
        (VoteRule.VILLAGERS_REPRESENTATIVES, 30, 20, "y" * 11 + "n" * 9, True),
        (VoteRule.VILLAGERS_REPRESENTATIVES, 30, 19, "y" * 19, False),
        (VoteRule.VILLAGERS_GROUP, 30, 20, "y" * 10 + "n" * 9, False),
        # of party members more than half of all who belong to it, not of those there
        (VoteRule.PARTY_MEMBERS, 9, 6, "yyyyn-", False),
        (VoteRule.PARTY_MEMBERS, 9, 6, "yyyyyn", True),
        (VoteRule.PARTY_MEMBERS, 8, 6, "yyyynn", False),
        (VoteRule.PARTY_MEMBERS, 9, 5, "yyyyy", False),
        # abstaining and spoiling say neither yes nor no
        (VoteRule.SIMPLE, 100, 0, "yyn", True),
        (VoteRule.SIMPLE, 100, 0, "ynas", False),
        (VoteRule.SIMPLE, 100, 0, "yaass", True),
        (VoteRule.SIMPLE, 100, 0, "aa", False),
        (VoteRule.CONSENSUS, 9, 3, "yas", True),
        (VoteRule.CONSENSUS, 9, 3, "yy-", True),
        (VoteRule.CONSENSUS, 9, 3, "yyn", False),
        (VoteRule.CONSENSUS, 9, 0, "", False),
    ],
)
def test_borders_of_meetings(rule: VoteRule, roll: int, present: int, said: str, passes: bool) -> None:
    assert the_motion(meeting(rule, roll, present, said)).passed is passes


@pytest.mark.parametrize(
    ("rule", "areas", "said", "passes"),
    [
        # exactly two thirds of heads and of area take part; one square centimetre less is not enough
        (VoteRule.OWNERS_GENERAL, [100, 100, 100], "yy-", True),
        (VoteRule.OWNERS_GENERAL, [100, 100, 101], "yy-", False),
        (VoteRule.OWNERS_GENERAL, [300, 100, 100], "-yy", False),
        (VoteRule.OWNERS_GENERAL, [300, 100, 1, 1], "yy--", False),
        # more than half of those taking part: half of the heads, or half of the area, is not enough
        (VoteRule.OWNERS_GENERAL, [100, 100, 1], "yn-", False),
        (VoteRule.OWNERS_GENERAL, [101, 100, 1, 99], "ynyn", False),
        (VoteRule.OWNERS_GENERAL, [100, 50, 50], "yna", False),
        (VoteRule.OWNERS_GENERAL, [100, 50, 150], "yyn", False),
        (VoteRule.OWNERS_GENERAL, [100, 51, 150], "yyn", True),
        # three quarters or more of those taking part: exactly three quarters is enough
        (VoteRule.OWNERS_SPECIAL, [100, 100, 100, 100], "yyyn", True),
        (VoteRule.OWNERS_SPECIAL, [100, 100, 100, 101], "yyyn", False),
        (VoteRule.OWNERS_SPECIAL, [100, 100, 100], "yya", False),
        (VoteRule.OWNERS_SPECIAL, [10**30, 10**30, 10**30, 10**30], "yyyn", True),
        (VoteRule.OWNERS_SPECIAL, [10**30, 10**30, 10**30 - 1, 10**30], "yyyn", False),
        (VoteRule.OWNERS_SPECIAL, [1, 1], "", False),
    ],
)
def test_borders_of_owners(rule: VoteRule, areas: Sequence[int], said: str, passes: bool) -> None:
    assert the_motion(owners(rule, areas, said)).passed is passes


def test_shares_are_exact_and_each_motion_has_its_own_quorum() -> None:
    vote = owners(VoteRule.OWNERS_GENERAL, [200, 100, 100], "yny")
    vote = replace(
        vote, motions=("m", "late"), ballots=(*vote.ballots, Ballot("v0", "late", YES, BallotWay.ONLINE))
    )
    whole = count(vote)
    first, late = whole.motions
    assert (first.majority.share("heads"), first.majority.share("area")) == (Fraction(2, 3), Fraction(3, 4))
    assert first.passed
    assert late.quorum
    assert (late.quorum.share("heads"), late.quorum.is_met, late.passed) == (Fraction(1, 3), False, False)
    assert whole.is_valid


def test_it_says_why_with_article_and_numbers() -> None:
    codes = [one.code for one in the_motion(owners(VoteRule.OWNERS_GENERAL, [1, 1, 1], "yn-")).because]
    assert codes == [
        "quorum.took_part.heads.met",
        "quorum.took_part.area.met",
        "border.included",
        "majority.took_part.heads.missed",
        "majority.took_part.area.missed",
        "border.excluded",
        "article.civil_code_278",
        "article.owners_interpretation_8_9",
    ]
    numbers = dict(the_motion(meeting(VoteRule.PARTY_MEMBERS, 9, 6, "yyyyyn")).because[0].arguments)
    assert numbers == {"part": 6, "whole": 9, "share": "2/3", "needed": "≥ 2/3"}


def test_a_changed_ballot_of_the_same_weight_changes_the_digest() -> None:
    vote = owners(VoteRule.OWNERS_GENERAL, [1, 1, 1], "yy-")
    other = replace(vote, ballots=(vote.ballots[0], replace(vote.ballots[1], voter="v2")))
    assert count(vote) == count(other)
    assert results.digest(vote) != results.digest(other)


# --- laws -------------------------------------------------------------------------------------------


@st.composite
def votes(draw: st.DrawFn) -> Vote:
    rule = draw(st.sampled_from(VoteRule))
    size = draw(st.integers(1, 8))
    said = draw(st.text("ynas-", min_size=size, max_size=size))
    if PRESETS[rule].by_area:
        areas = draw(st.lists(st.integers(1, 40), min_size=size, max_size=size))
        return owners(rule, areas, said)
    return meeting(rule, size, size if said.strip("-") else draw(st.integers(0, size)), said)


def decided(whole: VoteCount) -> Mapping[str, bool]:
    return {one.motion: one.passed for one in whole.motions}


@given(votes(), st.randoms(use_true_random=False))
def test_the_order_of_roll_and_ballots_is_irrelevant(vote: Vote, dice: object) -> None:
    roll, ballots = list(vote.roll.items()), list(vote.ballots)
    for one in (roll, ballots):
        dice.shuffle(one)  # type: ignore[attr-defined]
    other = replace(vote, roll=dict(roll), ballots=tuple(ballots))
    assert count(other) == count(vote)
    assert results.digest(other) == results.digest(vote)


@given(votes())
def test_heads_and_areas_are_conserved(vote: Vote) -> None:
    whole = count(vote)
    one = the_motion(vote)
    assert one.no_ballot + sum(one.choices.values(), Weight()) == whole.entitled
    assert sum(one.ways.values(), Weight()) == one.took_part == whole.took_part
    assert whole.entitled.heads == len(vote.roll)


@given(votes(), st.data())
def test_another_no_never_makes_a_motion_pass(vote: Vote, data: st.DataObject) -> None:
    """Unless it is what reaches the quorum: among owners, who says no has taken part."""
    quorum = the_motion(vote).quorum
    assume(PRESETS[vote.rule].needs_presence or quorum is None or quorum.is_met)
    spoke = {one.voter for one in vote.ballots}
    there = vote.present if PRESETS[vote.rule].needs_presence else set(vote.roll)
    assume(there - spoke)
    voter = data.draw(st.sampled_from(sorted(there - spoke)))
    more = replace(vote, ballots=(*vote.ballots, Ballot(voter, "m", NO, BallotWay.HANDS)))
    assert decided(count(more))["m"] <= decided(count(vote))["m"]


@given(votes(), st.data())
def test_a_yes_turned_into_a_no_never_makes_a_motion_pass(vote: Vote, data: st.DataObject) -> None:
    assume(vote.ballots)
    turned = data.draw(st.integers(0, len(vote.ballots) - 1))
    ballots = list(vote.ballots)
    ballots[turned] = replace(ballots[turned], choice=NO)
    other = replace(vote, ballots=tuple(ballots))
    assert decided(count(other))["m"] <= decided(count(vote))["m"]


@given(votes())
def test_a_motion_passes_only_with_its_quorum_and_by_exact_fractions(vote: Vote) -> None:
    """The same by rationals instead of cross products."""
    one = the_motion(vote)
    for check in filter(None, (one.quorum, one.majority)):
        needed = check.needed
        for name, _part, whole in check.measures:
            share = check.share(name)
            assert share is not None
            enough = share >= needed.share if needed.is_included else share > needed.share
            assert needed.is_met(_part, whole) is (enough and whole > 0)
    assert one.passed is (one.majority.is_met and (one.quorum is None or one.quorum.is_met))
