"""Further parts of a mechanism: what a source names, what it tells apart, what it counts."""

from enum import StrEnum

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.core.state import ENDS, State


class Slot(Grounded):
    """Words that a source names and does not explain. `text` stays empty until the district fills it in."""

    title: Text
    text: Text | None = None


class AreaType(Grounded):
    """A type of community, and the programme by which communities of this type are governed."""

    title: Text
    meaning: Text
    programme: tuple[Text, ...] = Field(min_length=1)


class Formula(StrEnum):
    """How a named rate is counted; `rules.rates` says each exactly."""

    DISPOSED = "disposed"
    SOLVED = "solved"
    SATISFIED = "satisfied"


class NamedRate(Grounded):
    """A rate that a source names, with what it counts in words; of these classes or channels, else of all."""

    title: Text
    formula: Formula
    numerator: Text
    denominator: Text
    classes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


class Step(Grounded):
    """A step of the mechanism's own loop, in its own words, and the states of a matter that it covers."""

    title: Text
    meaning: Text
    states: tuple[State, ...] = Field(min_length=1)


def place_of(state: State, steps: tuple[Step, ...]) -> int | None:
    """Which of the steps a matter in this state stands in: as many as there are when it was closed after the
    last, none when it left the loop."""
    for place, step in enumerate(steps):
        if state in step.states:
            return place
    return len(steps) if state is State.CLOSED and steps else None


def unplaced(steps: tuple[Step, ...], reached: frozenset[State]) -> dict[State, int]:
    """Where the loop has a hole or forks: states that lie in no step though matters reach them and are not
    over, or in more than one, with in how many."""
    counted = {state: sum(state in step.states for step in steps) for state in State}
    return {
        state: number
        for state, number in counted.items()
        if number > 1 or (number == 0 and state in reached - ENDS)
    }
