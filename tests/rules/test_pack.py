"""The shape of a pack, and whether it makes sense."""

from datetime import date, time

import pytest
from pydantic import ValidationError

from tests.rules.packs import PACK, floor_of, item, text
from yuanba.rules.core.fault import fault
from yuanba.rules.core.state import State
from yuanba.rules.pack import Body, Level, Pack
from yuanba.rules.pack.mechanism import LoopStep, Slot, place_of
from yuanba.rules.soundness import faults
from yuanba.rules.time.calendar import Shift
from yuanba.rules.time.deadline import Term, TermUnit


def changed(**tables: object) -> Pack:
    return Pack(**{name: getattr(PACK, name) for name in Pack.model_fields} | tables)


def test_a_sound_pack_has_no_faults() -> None:
    assert faults(PACK) == []


def test_the_digest_survives_storing_and_reading() -> None:
    again = Pack.model_validate_json(PACK.canonical)
    assert again == PACK
    assert again.digest == PACK.digest
    assert len(PACK.digest) == 64
    assert changed(title=text("别的")).digest != PACK.digest


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        item("public", ("a", "b", "c"), colour="red")


def test_the_directory_of_a_class() -> None:
    assert list(PACK.items_of("public")) == ["street_light", "park"]
    assert PACK.grounds["J1"] == text("三事分流")
    assert PACK.name == "model@2025-01-01"
    assert not PACK.calendar.is_workday(date(2025, 10, 1))


def test_every_fault_is_named_at_once_with_its_place() -> None:
    wrong = changed(
        classes={
            **PACK.classes,
            "public": PACK.classes["public"].model_copy(update={"lead": "ghost", "ground": "K9"}),
            "empty": PACK.classes["home"].model_copy(update={"evaluators": ("nobody",), "ground": ""}),
        },
        items={
            **PACK.items,
            "late": item(
                "public", ("a", "b", "a"), body="moon", answer=Term(amount=50, unit=TermUnit.WORKING_DAYS)
            ),
            "lost": item("nowhere", ("a", "b", "c")),
        },
    )
    assert faults(wrong) == [
        fault("classes.public.lead", "no_body", name="ghost"),
        fault("classes.empty.evaluators", "no_evaluator", name="nobody"),
        fault("classes.empty", "no_items"),
        fault("items.late.body", "no_body", name="moon"),
        fault("items.late.keywords", "keyword_twice"),
        fault("items.lost.class", "no_class", name="nowhere"),
        fault("items.late.answer", "above_floor", days=60, law=floor_of("answer_days")),
        fault("classes.public.ground", "no_ground", name="K9"),
        fault("classes.empty", "unsaid"),
    ]


@pytest.mark.parametrize(
    ("amount", "unit", "lax"),
    [
        (60, TermUnit.CALENDAR_DAYS, False),
        (61, TermUnit.CALENDAR_DAYS, True),
        (42, TermUnit.WORKING_DAYS, False),
        (43, TermUnit.WORKING_DAYS, True),
        (366, TermUnit.URGENT_HOURS, False),
        (366, TermUnit.WORKING_HOURS, True),
    ],
)
def test_no_term_is_laxer_than_the_floor(amount: int, unit: TermUnit, lax: bool) -> None:
    term = Term(amount=amount, unit=unit)
    pack = changed(items={**PACK.items, "x": item("public", ("a", "b", "c"), answer=term)})
    assert bool(faults(pack)) is lax


def test_hours_and_calendars_fit_together() -> None:
    crossed = changed(
        hours=(Shift(opens=time(9), closes=time(12)), Shift(opens=time(11), closes=time(18))),
        calendars={"2024": PACK.calendars["2025"]},
    )
    assert faults(crossed) == [
        fault("hours", "hours_cross", later="11:00:00", earlier="12:00:00"),
        fault("calendars.2024.year", "other_year", name="2024"),
    ]


def test_a_body_says_its_level() -> None:
    with pytest.raises(ValidationError):
        Body.model_validate_json('{"title": {"zh": "甲", "en": "a"}, "level": "moon"}')
    assert Body(title=text("甲"), level=Level.GRID).level is Level.GRID


def test_what_a_source_names_is_explained_by_the_district_alone() -> None:
    named = Slot(title=text("三快"), ground="J1")
    told = Slot(title=text("两会"), text=text("两种会"), ground="J1")
    pack = changed(slots={"quick": named, "met": told})
    assert faults(pack) == []
    assert pack.unexplained == {"quick": named}
    guessed = changed(
        slots={"quick": told.model_copy(update={"assumed": "想来如此"}), "bare": Slot(title=text("空"))}
    )
    assert [fault.place for fault in faults(guessed)] == ["slots.bare", "slots.quick.assumed"]


def test_what_a_pack_leaves_out_is_not_in_its_digest() -> None:
    assert "slots" not in PACK.canonical
    assert changed(slots={"quick": Slot(title=text("三快"), ground="J1")}).digest != PACK.digest


def step(*states: State, **more: str) -> LoopStep:
    return LoopStep(title=text("环节"), meaning=text("怎样办"), states=states, **({"ground": "J1"} | more))


LOOP = (
    step(State.FILED, State.ASSIGNED),
    step(State.ACCEPTED, State.WAITING, State.HELD),
    step(State.ANSWERED, State.NOTICED, State.EVALUATING),
)


def test_every_state_before_the_end_lies_in_one_step_of_the_loop() -> None:
    assert faults(changed(steps=LOOP)) == []
    wrong = (step(State.FILED, State.ACCEPTED, State.CLOSED), *LOOP[1:], step(State.CLOSED, ground=""))
    assert faults(changed(steps=wrong)) == [
        fault("steps.3", "unsaid"),
        fault("steps", "step_missing", state=State.ASSIGNED),
        fault("steps", "step_twice", state=State.ACCEPTED),
        fault("steps", "step_twice", state=State.CLOSED),
    ]


def test_where_nothing_is_posted_no_step_needs_the_notice() -> None:
    silent = (*LOOP[:2], step(State.ANSWERED, State.EVALUATING))
    assert [fault.place for fault in faults(changed(steps=silent))] == ["steps"]
    classes = {
        code: row.model_copy(update={"is_public": False, "notice": None})
        for code, row in PACK.classes.items()
    }
    assert faults(changed(steps=silent, classes=classes)) == []


def test_how_far_a_matter_has_come() -> None:
    told = {state: place_of(state, LOOP) for state in State}
    assert [told[state] for state in (State.FILED, State.HELD, State.NOTICED, State.CLOSED)] == [0, 1, 2, 3]
    left = (State.REFUSED, State.GUIDED, State.WITHDRAWN, State.MERGED, State.ARCHIVED)
    assert {told[state] for state in left} == {None}
    assert place_of(State.CLOSED, ()) is None
    assert place_of(State.CLOSED, (step(State.CLOSED),)) == 0
