"""The life of a matter, as told by the mechanism: written by hand, not derived from MOVES."""

import pytest

from yuanba.rules.matter import ENDS, State, WrongState, move, open_verbs, sources
from yuanba.rules.verb import Verb

JOURNEYS = [
    ("assign answer confirm", State.CLOSED),
    ("assign accept answer confirm", State.CLOSED),
    ("assign reassign answer reopen answer confirm", State.CLOSED),
    ("assign accept reassign accept answer reopen accept answer confirm", State.CLOSED),
    ("assign return assign accept answer", State.ANSWERED),
    ("assign return refuse", State.REFUSED),
    ("refuse", State.REFUSED),
]


@pytest.mark.parametrize(("steps", "end"), JOURNEYS)
def test_a_journey_ends_where_the_mechanism_says(steps: str, end: State) -> None:
    state = State.FILED
    for step in steps.split():
        state = move(state, Verb(f"matter.{step}"))
    assert state is end


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        (State.FILED, Verb.ANSWER),
        (State.FILED, Verb.ACCEPT),
        (State.ASSIGNED, Verb.REFUSE),
        (State.ACCEPTED, Verb.RETURN),  # who has accepted stays answerable
        (State.ANSWERED, Verb.REASSIGN),
        (State.CLOSED, Verb.REOPEN),
        (State.REFUSED, Verb.ASSIGN),
        (State.ARCHIVED, Verb.ASSIGN),
    ],
)
def test_what_the_life_does_not_offer_is_refused(state: State, verb: Verb) -> None:
    with pytest.raises(WrongState) as refusal:
        move(state, verb)
    assert refusal.value.arguments == {"state": state.value, "verb": verb.value}
    assert str(refusal.value) == f"matter.wrong_state (state={state.value}, verb={verb.value})"


def test_buttons_and_refusals_agree() -> None:
    for state in State:
        for verb in Verb:
            if verb in open_verbs(state):
                assert state in sources(verb)
                move(state, verb)
            else:
                with pytest.raises(WrongState):
                    move(state, verb)


def test_every_state_can_end() -> None:
    def ends(state: State, seen: frozenset[State]) -> bool:
        return state in ENDS or any(
            ends(move(state, verb), seen | {state})
            for verb in open_verbs(state)
            if move(state, verb) not in seen
        )

    assert all(ends(state, frozenset()) for state in State)
    assert all(open_verbs(state) == () for state in ENDS)
