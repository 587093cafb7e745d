"""Optional parts of a mechanism pack: unexplained words, community types, named rates, and its steps."""

from pydantic import Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.core.state import ENDS, State


class Slot(Grounded):
    """One term that a source uses without explaining it; `text` is empty until the district fills it in."""

    title: Text
    text: Text | None = None


class AreaType(Grounded):
    """One type of community, and the programme by which communities of this type are governed.

    Where the source tells of one community only, `example` names it: the programme is that community's.
    """

    title: Text
    meaning: Text
    example: Text | None = None
    programme: tuple[Text, ...] = Field(min_length=1)


class PlaceDirectory(Grounded):
    """The directory that each subdistrict or town issues within the pack's, and the body that issues it.

    It leaves rows out, names its own units and promises less time; it never adds a row or gives more time.
    """

    title: Text
    issuer: str


class LoopStep(Grounded):
    """One step of the procedure as the district describes it, and the states of a matter that it covers."""

    title: Text
    meaning: Text
    states: tuple[State, ...] = Field(min_length=1)


def place_of(state: State, steps: tuple[LoopStep, ...]) -> int | None:
    """Return the index of the step that covers a matter in this state, or None where no step does.

    A closed matter that no step covers is past the last: then the number of steps is returned.
    """
    for place, step in enumerate(steps):
        if state in step.states:
            return place
    return len(steps) if state is State.CLOSED and steps else None


def unplaced(steps: tuple[LoopStep, ...], reached: frozenset[State]) -> dict[State, int]:
    """Return the states that are covered by no step or by several, each with the number of its steps.

    In no step counts only where matters reach the state and it is not an end.
    """
    counted = {state: sum(state in step.states for step in steps) for state in State}
    return {
        state: number
        for state, number in counted.items()
        if number > 1 or (number == 0 and state in reached - ENDS)
    }
