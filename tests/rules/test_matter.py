"""The life of a matter, as told by the mechanism: written by hand, not derived from MOVES."""

import pytest

from yuanba.rules.core.actions import ACTIONS, verb_of
from yuanba.rules.core.state import ENDS, JUDGED, OPEN, PAUSED, RUNNING, State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.matter import MOVES, WrongState, move, open_verbs, sources
from yuanba.rules.matters.verbs import MatterVerb

# `check:noticed` says which way the check went; a verb without a colon has only one.
JOURNEYS = [
    # A public or common matter: given, taken, answered, checked, posted, judged, closed.
    ("assign accept answer check:noticed invite rate rate close", State.CLOSED),
    # A home matter is not posted: those who judge are asked at once.
    ("assign accept answer check:evaluating rate close", State.CLOSED),
    # An answer is taken back before anybody looked at it.
    ("assign accept answer recall answer check:evaluating rate close", State.CLOSED),
    # Silence closes too.
    ("assign answer check:noticed invite close", State.CLOSED),
    # A grid worker settles a small thing on the spot; it is checked like any other.
    ("settle check:evaluating close", State.CLOSED),
    # Passed around: returned, given again, re-classed.
    ("assign return assign reassign accept answer check:noticed invite close", State.CLOSED),
    ("assign accept reassign accept answer", State.ANSWERED),
    # The resident is asked: they reply, or the time for it is over.
    ("assign accept ask reply answer", State.ANSWERED),
    ("assign accept ask resume reply ask reply answer", State.ANSWERED),
    # Re-classed while everybody waits: the new unit takes it afresh.
    ("assign accept ask reassign accept answer", State.ANSWERED),
    # Held and extended with approval; a request may be denied.
    ("assign accept ask_hold grant:held resume ask_extend grant:accepted answer", State.ANSWERED),
    ("assign accept ask_hold deny ask_extend deny answer", State.ANSWERED),
    # A lead asks others for their part.
    ("assign accept split join contribute split decline answer", State.ANSWERED),
    ("assign accept split ask join contribute reply answer", State.ANSWERED),
    # Not solved: back to the unit, from wherever it stands after the answer.
    ("assign answer reopen accept answer check:noticed invite close", State.CLOSED),
    ("assign answer check:noticed reopen answer check:noticed invite reopen answer", State.ANSWERED),
    # The check fails: rework.
    ("assign accept answer check:assigned accept answer check:evaluating close", State.CLOSED),
    # Not ours; the owner objects, and it is taken after all.
    ("refuse", State.REFUSED),
    ("refuse object assign", State.ASSIGNED),
    ("guide", State.GUIDED),
    ("guide object refuse", State.REFUSED),
    # The same thing was reported twice; once that was a mistake.
    ("merge", State.MERGED),
    ("assign accept merge unmerge:accepted answer", State.ANSWERED),
    ("assign accept ask merge unmerge:waiting reply", State.ACCEPTED),
    # Taken back.
    ("withdraw", State.WITHDRAWN),
    ("assign accept ask withdraw", State.WITHDRAWN),
    ("assign accept ask_hold grant:held withdraw", State.WITHDRAWN),
    # Pressed and supervised, which moves nothing.
    ("urge assign urge prioritise escalate lapse remind accept urge relax answer", State.ANSWERED),
    # Closed wrongly: checked and judged once more.
    ("assign answer check:evaluating close follow_up undo_close check:evaluating close", State.CLOSED),
    # The wrong reporter is corrected at any time, even after the end.
    ("correct_reporter assign answer check:evaluating close correct_reporter", State.CLOSED),
]


@pytest.mark.parametrize(("steps", "end"), JOURNEYS, ids=[steps for steps, _ in JOURNEYS])
def test_a_journey_ends_where_the_mechanism_says(steps: str, end: State) -> None:
    state = State.FILED
    for step in steps.split():
        verb, _, to = step.partition(":")
        state = move(state, verb_of(f"matter.{verb}"), State(to) if to else None)
    assert state is end


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        (State.FILED, MatterVerb.ANSWER),
        (State.FILED, MatterVerb.ACCEPT),
        (State.FILED, MatterVerb.CLOSE),
        (State.ASSIGNED, MatterVerb.REFUSE),
        (State.ASSIGNED, MatterVerb.GUIDE),
        (State.ASSIGNED, MatterVerb.ASK),  # who asks has accepted
        (State.ASSIGNED, MatterVerb.SPLIT),  # who leads has accepted
        (State.ACCEPTED, MatterVerb.RETURN),  # who has accepted stays answerable
        (State.ACCEPTED, MatterVerb.CLOSE),
        (State.WAITING, MatterVerb.ANSWER),  # first the clock runs again
        (State.WAITING, MatterVerb.ASK_HOLD),
        (State.HELD, MatterVerb.ANSWER),
        (State.ANSWERED, MatterVerb.REASSIGN),
        (State.ANSWERED, MatterVerb.CLOSE),  # nothing closes unchecked
        (State.ANSWERED, MatterVerb.WITHDRAW),
        (State.NOTICED, MatterVerb.CHECK),
        (State.NOTICED, MatterVerb.CLOSE),
        (State.EVALUATING, MatterVerb.MERGE),
        (State.CLOSED, MatterVerb.REOPEN),
        (State.CLOSED, MatterVerb.RATE),
        (State.REFUSED, MatterVerb.ASSIGN),
        (State.WITHDRAWN, MatterVerb.OBJECT),
        (State.MERGED, MatterVerb.ANSWER),
        (State.ARCHIVED, MatterVerb.ASSIGN),
        (State.ARCHIVED, MatterVerb.CORRECT_REPORTER),
    ],
)
def test_what_the_life_does_not_offer_is_refused(state: State, verb: Verb) -> None:
    with pytest.raises(WrongState) as refusal:
        move(state, verb)
    assert refusal.value.arguments == {"state": state.value, "verb": verb.value}
    assert str(refusal.value) == f"matter.wrong_state (state={state.value}, verb={verb.value})"


def test_where_there_is_a_choice_somebody_must_choose_and_among_those() -> None:
    with pytest.raises(WrongState):
        move(State.ANSWERED, MatterVerb.CHECK)
    with pytest.raises(WrongState):
        move(State.ANSWERED, MatterVerb.CHECK, State.CLOSED)
    with pytest.raises(WrongState):
        move(State.MERGED, MatterVerb.UNMERGE, State.CLOSED)
    with pytest.raises(WrongState):
        move(State.FILED, MatterVerb.ASSIGN, State.CLOSED)
    assert move(State.FILED, MatterVerb.ASSIGN, State.ASSIGNED) is State.ASSIGNED


def test_buttons_and_refusals_agree() -> None:
    for state in State:
        for verb in ACTIONS:
            targets = MOVES.get((state, verb), ())
            assert (verb in open_verbs(state)) is bool(targets) is (state in sources(verb))
            for target in State:
                if target in targets:
                    assert move(state, verb, target) is target
                else:
                    with pytest.raises(WrongState):
                        move(state, verb, target)


def test_every_state_can_end_closed_or_was_ended() -> None:
    def closes(state: State, seen: frozenset[State]) -> bool:
        onward = {target for (source, _), targets in MOVES.items() if source is state for target in targets}
        return state is State.CLOSED or any(closes(one, seen | {one}) for one in onward - seen)

    dead = {State.WITHDRAWN, State.ARCHIVED}
    assert {state for state in State if not closes(state, frozenset({state}))} == dead
    assert dead < ENDS


def test_every_state_is_somewhere_in_the_life_once() -> None:
    assert [*OPEN, *JUDGED, *ENDS] == list(dict.fromkeys([*OPEN, *JUDGED, *ENDS]))
    assert {*OPEN, *JUDGED, *ENDS} == set(State)
    assert RUNNING | PAUSED | {State.FILED} == set(OPEN)
    # What was ended by somebody can be put right by a verb, and stays an end until then.
    ways_back = {state: set(open_verbs(state)) for state in ENDS}
    moving = {
        state: {verb for verb in verbs if state not in MOVES[state, verb]}
        for state, verbs in ways_back.items()
    }
    assert moving == {
        State.CLOSED: {MatterVerb.UNDO_CLOSE},
        State.REFUSED: {MatterVerb.OBJECT},
        State.GUIDED: {MatterVerb.OBJECT},
        State.MERGED: {MatterVerb.UNMERGE},
        State.WITHDRAWN: set(),
        State.ARCHIVED: set(),
    }
