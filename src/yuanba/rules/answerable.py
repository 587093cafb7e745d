"""Whether every step of a matter's life has somebody who takes it, a deadline, and a judge beside them."""

from collections.abc import Iterator

from yuanba.rules.action import Scope
from yuanba.rules.actor import ActorKind, PositionKind
from yuanba.rules.fault import Fault
from yuanba.rules.matter import ENDS, MOVES, State
from yuanba.rules.matter_actions import HANDLING, MATTER_ACTIONS
from yuanba.rules.pack import Level, Pack, Response, Trigger
from yuanba.rules.verb import Verb

#: Triggers that count how often; the others wait for a moment.
COUNTED: frozenset[Trigger] = frozenset({Trigger.RETURNED, Trigger.URGED, Trigger.REWORKED})
#: What must never go unnoticed: each has a moment by which it should be over.
MOMENTS: tuple[Trigger, ...] = (Trigger.UNTRIAGED, Trigger.UNACCEPTED, Trigger.LATE, Trigger.UNCHECKED)


def faults(pack: Pack) -> Iterator[Fault]:
    """Every step that nobody takes, every state that nobody ends, every judge who is none."""
    yield from _owner_faults(pack)
    yield from _end_faults(pack)
    yield from _lead_faults(pack)
    yield from _evaluator_faults(pack)
    yield from _escalation_faults(pack)


def _kinds(pack: Pack) -> frozenset[PositionKind]:
    return frozenset(position.kind for position in pack.positions.values())


def _owner_faults(pack: Pack) -> Iterator[Fault]:
    kinds = _kinds(pack)
    for verb, action in MATTER_ACTIONS.items():
        positions = frozenset(who for who in action.who if isinstance(who, PositionKind))
        if action.who == positions and not positions & kinds:
            yield Fault("positions", f"nobody may {verb}: no position is {_or(positions)}")


def _end_faults(pack: Pack) -> Iterator[Fault]:
    """Without a word from its owner, and without luck on the spot, a matter must come to its end."""
    taken = _kinds(pack) | {ActorKind.SYSTEM}
    verbs = frozenset(
        verb
        for verb, action in MATTER_ACTIONS.items()
        if action.who & taken
        and verb is not Verb.SETTLE
        and Scope.OWN not in {how for _, how in action.rights}
    )
    ending: set[State] = {State.CLOSED}
    while more := {state for state in _before(ending, verbs) if state not in ending}:
        ending |= more
    for state in State:
        if state not in ENDS and state not in ending:
            yield Fault("positions", f"a matter that is {state} never ends unless its owner acts")


def _before(states: set[State], verbs: frozenset[Verb]) -> Iterator[State]:
    for (source, verb), targets in MOVES.items():
        if verb in verbs and states.intersection(targets):
            yield source


def _lead_faults(pack: Pack) -> Iterator[Fault]:
    if Level.SUBDISTRICT not in pack.leads:
        yield Fault("leads", "nobody leads at the subdistrict, which triages")
    for level, body in pack.leads.items():
        if body not in pack.bodies:
            yield Fault(f"leads.{level}", f"no body is called {body!r}")
        elif pack.bodies[body].level is not level:
            yield Fault(f"leads.{level}", f"{body} is a body of the {pack.bodies[body].level}")


def _evaluator_faults(pack: Pack) -> Iterator[Fault]:
    for code, evaluator in pack.evaluators.items():
        place = f"evaluators.{code}"
        if evaluator.is_party is bool(evaluator.positions):
            yield Fault(place, "either the parties (is_party), or who holds one of these positions")
        for title in evaluator.positions:
            yield from _judge_faults(f"{place}.positions", title, pack)
    yield from _judge_faults("supervisors.position", pack.supervisors.position, pack)


def _judge_faults(place: str, title: str, pack: Pack) -> Iterator[Fault]:
    position = pack.positions.get(title)
    if position is None:
        yield Fault(place, f"no position is called {title!r}")
    elif position.kind in HANDLING:
        yield Fault(place, f"who handles does not judge: {title} is {position.kind}")


def _escalation_faults(pack: Pack) -> Iterator[Fault]:
    for number, row in enumerate(pack.escalations):
        place = f"escalations.{number}"
        if (row.on in COUNTED) is (row.count is None):
            yield Fault(f"{place}.count", f"{row.on} {'counts' if row.on in COUNTED else 'does not count'}")
        if row.on in COUNTED and row.after:
            yield Fault(f"{place}.after", f"{row.on} has no moment")
        if row.on is Trigger.SOON and (row.after is None or row.then is not Response.REMIND):
            yield Fault(place, "soon reminds, and says how much time is left")
    noticed = {row.on for row in pack.escalations}
    for trigger in MOMENTS:
        if trigger not in noticed:
            yield Fault("escalations", f"nothing happens to what is {trigger}")
    if not any(row.on is Trigger.LATE and row.then is Response.ESCALATE for row in pack.escalations):
        yield Fault("escalations", "nobody above is told of what is late")


def _or(kinds: frozenset[PositionKind]) -> str:
    return " or ".join(sorted(kinds))
