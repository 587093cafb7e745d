"""What another pack would have made of a decision (A1): elsewhere, late, or no longer known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from tests.rules.packs import PACK, days
from yuanba.rules.matters.triage import State, assign
from yuanba.rules.pack import Pack
from yuanba.rules.soundness.trial import Effect, PastDecision, replay
from yuanba.rules.time.calendar import moment
from yuanba.rules.time.deadline import ClockPause, Why

MONDAY = moment(date(2026, 3, 2), time(9))
CODE = "street_light"
CLASS = PACK.items[CODE].class_code
GIVEN = assign(State.FILED, CLASS, CODE, pack=PACK, at=MONDAY)
DECISION = PastDecision(
    matter_id=7,
    receipt="116-0000-0001",
    class_code=CLASS,
    item_code=CODE,
    body=GIVEN.body,
    level=GIVEN.level,
    is_rural=False,
    since_at=GIVEN.since_at,
    due_at=GIVEN.due_at,
)
FRIDAY = moment(date(2026, 3, 6), time(9))


def with_item(**changed: object) -> Pack:
    row = PACK.items[CODE].model_copy(update=changed)
    return PACK.model_copy(update={"items": {**PACK.items, CODE: row}})


def effects(pack: Pack, *, now: datetime = MONDAY, **changed: object) -> tuple[Effect, ...]:
    return replay(replace(DECISION, **changed), pack, now=now).effects  # type: ignore[arg-type]


def test_the_same_pack_changes_nothing() -> None:
    tried = replay(DECISION, PACK, now=MONDAY)
    assert (tried.effects, tried.body, tried.due_at) == ((Effect.SAME,), GIVEN.body, GIVEN.due_at)


def test_another_body_and_another_term_are_two_effects() -> None:
    other = next(code for code in PACK.bodies if code != GIVEN.body)
    assert effects(with_item(body=other, answer=days(1))) == (Effect.ELSEWHERE, Effect.SOONER)
    assert effects(with_item(answer=days(30))) == (Effect.LATER,)


def test_what_was_in_time_may_have_been_late_and_the_other_way_round() -> None:
    short, long = with_item(answer=days(1)), with_item(answer=days(30))
    tuesday_night = moment(date(2026, 3, 3), time(23))
    assert effects(short, answered_at=tuesday_night) == (Effect.LATE,)
    assert effects(short, now=tuesday_night) == (Effect.LATE,)  # nobody has answered yet
    late = moment(date(2026, 3, 31), time(9))
    assert effects(long, answered_at=late) == (Effect.IN_TIME,)


def test_a_clock_that_stands_still_is_neither_late_nor_later() -> None:
    asked = ClockPause(from_at=moment(date(2026, 3, 2), time(15)), why=Why.ASKED)
    late = moment(date(2026, 3, 31), time(9))
    assert effects(PACK, pauses=(asked,), now=late) == (Effect.SAME,)
    assert effects(with_item(answer=days(1)), pauses=(asked,), now=late) == (Effect.SOONER,)


def test_a_shorter_promise_of_the_community_holds_and_a_longer_one_does_not() -> None:
    pack = with_item(answer=days(3))
    assert replay(replace(DECISION, local=days(1)), pack, now=MONDAY).due_at == (
        replay(DECISION, with_item(answer=days(1)), now=MONDAY).due_at
    )
    assert replay(replace(DECISION, local=days(9)), pack, now=MONDAY).due_at == (
        replay(DECISION, pack, now=MONDAY).due_at
    )


@pytest.mark.parametrize("gone", ["classes", "items"])
def test_what_the_pack_does_not_name_has_to_be_triaged_anew(gone: str) -> None:
    code = {"classes": CLASS, "items": CODE}[gone]
    rest = {key: row for key, row in getattr(PACK, gone).items() if key != code}
    tried = replay(DECISION, PACK.model_copy(update={gone: rest}), now=FRIDAY)
    assert (tried.effects, tried.body, tried.due_at) == ((Effect.UNKNOWN,), "", None)


def test_a_class_that_is_guided_goes_to_no_body() -> None:
    guided = PACK.classes[CLASS].model_copy(update={"is_guided": True})
    pack = PACK.model_copy(update={"classes": {**PACK.classes, CLASS: guided}})
    assert effects(pack) == (Effect.GUIDED,)
