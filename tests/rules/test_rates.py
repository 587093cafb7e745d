"""The rates that a mechanism names: what stands above the line, and what below."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from tests.rules.packs import PACK, text
from tests.rules.test_pack import changed
from yuanba.rules.core.metrics import Tally, number
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import GivenRating, Satisfaction
from yuanba.rules.evaluation.rates import rate_of
from yuanba.rules.pack.figures import Formula, NamedRate
from yuanba.rules.soundness import faults


def named(formula: Formula = Formula.DISPOSED, **more: object) -> NamedRate:
    words = {"title": text("转办处置率"), "numerator": text("办完的"), "denominator": text("转办的")}
    return NamedRate.model_validate({**words, "formula": formula, "ground": "J1", **more})


def tally(state: State, count: int = 1, class_code: str = "home", channel: str = "web") -> Tally:
    return Tally(class_code=class_code, channel=channel, part=str(state), amount=number(count))


@pytest.mark.parametrize(
    ("state", "above", "below"),
    [
        (State.FILED, 0, 1),  # given back by its unit: nobody has disposed of it
        (State.ASSIGNED, 0, 1),
        (State.ACCEPTED, 0, 1),
        (State.WAITING, 0, 1),
        (State.HELD, 0, 1),
        (State.ANSWERED, 0, 1),  # not checked yet
        (State.NOTICED, 1, 1),
        (State.EVALUATING, 1, 1),
        (State.CLOSED, 1, 1),
        (State.REFUSED, 0, 0),
        (State.GUIDED, 0, 0),
        (State.WITHDRAWN, 0, 0),
        (State.MERGED, 0, 0),
        (State.ARCHIVED, 0, 0),
    ],
)
def test_disposed_of_what_was_referred(state: State, above: int, below: int) -> None:
    rate = rate_of(named(), [tally(state)], {}, pack=PACK)
    assert (rate.counted, rate.of) == (above, below)
    assert rate.formula == "disposed / referred"


def test_a_rate_is_no_volume() -> None:
    few, many = (
        [tally(State.CLOSED, closed), tally(State.ACCEPTED, open_)] for closed, open_ in ((1, 0), (90, 10))
    )
    assert rate_of(named(), few, {}, pack=PACK).value == 1
    assert rate_of(named(), many, {}, pack=PACK).value == Fraction(9, 10)
    assert rate_of(named(), [], {}, pack=PACK).value is None, "of nothing there is no rate"


def test_of_some_classes_and_channels() -> None:
    tallies = [
        tally(State.CLOSED, 3),
        tally(State.CLOSED, 5, channel="app"),
        tally(State.ACCEPTED, 7, class_code="public", channel="app"),
    ]
    assert rate_of(named(channels=("app",)), tallies, {}, pack=PACK).of == 12
    assert rate_of(named(classes=("home",), channels=("app",)), tallies, {}, pack=PACK).value == 1


def test_what_was_said_counts_as_in_results() -> None:
    good = GivenRating(is_party=True, is_solved=True, satisfaction=Satisfaction.BASICALLY_SATISFIED)
    bad = GivenRating(is_party=True, is_solved=False)
    silent = GivenRating(is_party=True)
    said = {"home": [good, silent], "public": [bad]}
    assert rate_of(named(Formula.SOLVED), [], said, pack=PACK).value == Fraction(1, 2)
    assert rate_of(named(Formula.SATISFIED), [], said, pack=PACK).value == Fraction(9, 10)
    assert rate_of(named(Formula.SOLVED, classes=("public",)), [], said, pack=PACK).value == 0


def test_a_rate_names_what_there_is() -> None:
    wrong = {
        "x": named(classes=("ghost",), channels=("pigeon",)),
        "y": named(Formula.SOLVED, channels=("web",)),
        "z": named().model_copy(update={"ground": ""}),
    }
    assert [(fault.place) for fault in faults(changed(rates=wrong))] == [
        "rates.z",
        "rates.x.classes",
        "rates.x.channels",
        "rates.y.channels",
    ]
    assert faults(changed(rates={"x": named(classes=("home",), channels=("web",))})) == []
    with pytest.raises(ValidationError):
        NamedRate.model_validate_json('{"formula": "numerator / denominator"}')
