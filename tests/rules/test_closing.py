"""From the answer to the end, told with a public lamp and a home quarrel."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.rules.packs import PACK
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Verdict
from yuanba.rules.matters import closing
from yuanba.rules.matters.closing import JudgingNotOver
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.triage import Assignment
from yuanba.rules.pack.outcome import Outcome, ReasonMissing
from yuanba.rules.time.calendar import HERE


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


MONDAY = at("2026-03-02 09:00")


def check(class_code: str, item: str = "", *, passes: bool = True, reworks: int = 0) -> Outcome:
    return closing.check(
        State.ANSWERED,
        class_code,
        item,
        passes=passes,
        words="已到现场",
        pack=PACK,
        at=MONDAY,
        reworks=reworks,
    )


def test_what_is_public_is_posted_before_it_is_judged() -> None:
    posted = check("public", "street_light")
    # Fifteen days from 2 March: the 17th, a Tuesday.
    assert (posted.state, posted.until_at) == (State.NOTICED, at("2026-03-17 18:00"))
    assert posted.because[:3] == (PACK.name, "classes.public", "grounds.J1")
    asked = closing.invite(State.NOTICED, "public", pack=PACK, at=at("2026-03-17 18:00"))
    # Seven days more: the 24th.
    assert (asked.state, asked.until_at) == (State.EVALUATING, at("2026-03-24 18:00"))


def test_what_lies_inside_a_home_is_judged_at_once() -> None:
    asked = check("home")
    assert (asked.state, asked.until_at) == (State.EVALUATING, at("2026-03-09 18:00"))


def test_what_fails_the_check_goes_back_with_the_term_of_a_rework() -> None:
    back = check("home", passes=False)
    assert isinstance(back, Assignment)
    assert (back.state, back.body, back.reworks) == (State.ASSIGNED, "grid_party", 1)
    assert back.due_at == at("2026-03-05 18:00")  # three working days
    assert not back.is_supervised
    again = check("home", passes=False, reworks=1)
    assert isinstance(again, Assignment)
    assert (again.reworks, again.is_supervised) == (2, True)


def test_a_rework_never_takes_longer_than_the_answer_had() -> None:
    back = check("public", "street_light", passes=False)
    assert isinstance(back, Assignment)
    # The class gives seven working days for a rework, but the lamp had only three.
    assert back.due_at == at("2026-03-05 18:00")
    assert "term.3.working_days" in back.because


def test_it_closes_when_it_is_solved_or_when_nobody_spoke() -> None:
    solved = closing.close(State.EVALUATING, Verdict.SOLVED, pack=PACK)
    assert (solved.state, solved.until_at) == (State.CLOSED, None)
    assert solved.because == (PACK.name, "evaluation.solved")
    assert closing.close(State.EVALUATING, Verdict.UNRATED, pack=PACK).because[1] == "evaluation.unrated"
    lacking = closing.close(State.EVALUATING, Verdict.SOLVED, without=("congress",), pack=PACK)
    assert lacking.because[1:3] == ("evaluation.solved", "without.congress")


@pytest.mark.parametrize("verdict", [Verdict.OPEN, Verdict.UNSOLVED])
def test_it_does_not_close_before(verdict: Verdict) -> None:
    with pytest.raises(JudgingNotOver) as refusal:
        closing.close(State.EVALUATING, verdict, pack=PACK)
    assert refusal.value.arguments == {"verdict": verdict.value}


def test_nothing_closes_that_is_not_being_judged() -> None:
    with pytest.raises(WrongState):
        closing.close(State.ANSWERED, Verdict.SOLVED, pack=PACK)


@pytest.mark.parametrize("state", [State.ANSWERED, State.NOTICED, State.EVALUATING])
def test_a_word_by_itself_moves_nothing(state: State) -> None:
    assert closing.rate(state).state is state


def test_a_wrong_closing_is_undone_and_checked_anew() -> None:
    undone = closing.undo_close(State.CLOSED, reason="照片不是这盏灯", pack=PACK, at=MONDAY)
    assert (undone.state, undone.until_at) == (State.ANSWERED, at("2026-03-04 18:00"))


@pytest.mark.parametrize("state", [State.ASSIGNED, State.NOTICED, State.CLOSED])
def test_somebody_calls_back(state: State) -> None:
    assert closing.follow_up(state, words="不满意的是态度").state is state


def test_none_of_this_is_done_without_a_word() -> None:
    with pytest.raises(ReasonMissing):
        closing.check(State.ANSWERED, "home", passes=True, words=" ", pack=PACK, at=MONDAY)
    with pytest.raises(ReasonMissing):
        closing.undo_close(State.CLOSED, reason="", pack=PACK, at=MONDAY)
    with pytest.raises(ReasonMissing):
        closing.follow_up(State.CLOSED, words="")
