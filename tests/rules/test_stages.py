"""Where the time of an answer went: stories by hand, stage by stage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from yuanba.rules.core.state import State
from yuanba.rules.matters.stages import PastStep, moments, spent
from yuanba.rules.matters.stages import TimeStage as Stage
from yuanba.rules.matters.verbs import MatterVerb

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
V, S = MatterVerb, State


def steps(*told: tuple[int, MatterVerb, State]) -> list[PastStep]:
    return [PastStep(verb=verb, at=START + timedelta(hours=hour), state=state) for hour, verb, state in told]


def hours(told: list[PastStep], until: int) -> dict[Stage, int]:
    end = START + timedelta(hours=until)
    found = spent(told, until=end, lasted=lambda begins, ends: ends - begins)
    return {stage: length // timedelta(hours=1) for stage, length in found.items()}


def test_each_stage_of_one_round() -> None:
    told = steps(
        (0, V.FILE, S.FILED),
        (3, V.ASSIGN, S.ASSIGNED),
        (5, V.ACCEPT, S.ACCEPTED),
        (6, V.ASK, S.WAITING),
        (10, V.REPLY, S.ACCEPTED),
        (11, V.NOTE, S.ACCEPTED),
        (13, V.ASK_HOLD, S.ACCEPTED),
        (14, V.GRANT, S.HELD),
        (20, V.RESUME, S.ACCEPTED),
        (21, V.ANSWER, S.ANSWERED),
    )
    assert hours(told, 21) == {
        Stage.ACCEPTANCE: 2,
        Stage.WORK: 5,
        Stage.RESIDENT: 4,
        Stage.APPROVAL: 1,
        Stage.HOLD: 6,
    }, "the wait before the first dispatch is no time of the answer"
    assert sum(hours(told, 21).values()) == 18


def test_a_return_waits_for_another_dispatch_and_takes_the_open_request_with_it() -> None:
    told = steps(
        (0, V.ASSIGN, S.ASSIGNED),
        (1, V.ASK_EXTEND, S.ASSIGNED),
        (3, V.RETURN, S.FILED),
        (7, V.ASSIGN, S.ASSIGNED),
        (8, V.ACCEPT, S.ACCEPTED),
    )
    assert hours(told, 10) == {
        Stage.ACCEPTANCE: 2,
        Stage.APPROVAL: 2,
        Stage.DISPATCH: 4,
        Stage.WORK: 2,
    }


def test_a_dispatch_that_waits_for_a_signature_waits_for_a_decision() -> None:
    told = steps(
        (0, V.ASSIGN, S.ASSIGNED),
        (1, V.RETURN, S.FILED),
        (2, V.SUBMIT, S.FILED),
        (6, V.SIGN, S.ASSIGNED),
    )
    assert hours(told, 7) == {Stage.ACCEPTANCE: 2, Stage.DISPATCH: 1, Stage.APPROVAL: 4}


def test_while_the_resident_is_asked_nobody_waits_for_a_decision() -> None:
    told = steps(
        (0, V.ASSIGN, S.ASSIGNED),
        (1, V.ACCEPT, S.ACCEPTED),
        (2, V.ASK_EXTEND, S.ACCEPTED),
        (3, V.ASK, S.WAITING),
        (5, V.REPLY, S.ACCEPTED),
        (6, V.DENY, S.ACCEPTED),
    )
    assert hours(told, 8) == {
        Stage.ACCEPTANCE: 1,
        Stage.WORK: 3,
        Stage.APPROVAL: 2,
        Stage.RESIDENT: 2,
    }


def test_only_the_round_of_the_answer_counts() -> None:
    told = steps(
        (0, V.ASSIGN, S.ASSIGNED),
        (1, V.ACCEPT, S.ACCEPTED),
        (2, V.ANSWER, S.ANSWERED),
        (5, V.CHECK, S.ACCEPTED),
        (9, V.ANSWER, S.ANSWERED),
    )
    assert hours(told, 9) == {Stage.WORK: 4}
    assert hours(told, 2) == {Stage.ACCEPTANCE: 1, Stage.WORK: 1}


@pytest.mark.parametrize("told", [[], steps((0, V.FILE, S.FILED))])
def test_what_was_never_dispatched_has_no_time(told: list[PastStep]) -> None:
    assert hours(told, 9) == {}
    assert moments(told, until=START) == []


def test_a_step_whose_state_nobody_knows_changes_nothing() -> None:
    told = steps((0, V.ASSIGN, S.ASSIGNED))
    odd = PastStep(verb="ladder.lend", at=START + timedelta(hours=2), state=None)
    assert hours([*told, odd], 4) == {Stage.ACCEPTANCE: 4}
