"""Checks that every matter of a pack can come to its end, for each class, body, state and action.

For every class and every body that its matters may go to, from every state by every step, who takes it.
Without a word from its owner a matter must come to its end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from yuanba.rules.core.action import Bar, Scope
from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.core.state import ENDS, State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.actions import ACTIONS
from yuanba.rules.matters.matter import MOVES
from yuanba.rules.matters.passing import bodies_above
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, MatterClass, Pack

P = PositionKind
#: In the units of which levels somebody of such a kind works; a handler or a unit's head in any.
WORKS_AT: Mapping[PositionKind, frozenset[Level]] = {
    P.HANDLER: frozenset(Level),
    P.UNIT_LEAD: frozenset(Level),
    P.SUBDISTRICT_LEAD: frozenset({Level.SUBDISTRICT}),
    P.COMMUNITY_LEAD: frozenset({Level.COMMUNITY, Level.GRID, Level.MICRO_GRID}),
    P.GRID_WORKER: frozenset({Level.GRID, Level.MICRO_GRID}),
}
#: At which level they belong to the body that leads there, so that its work is their own.
AT_HOME: Mapping[PositionKind, Level] = {
    P.SUBDISTRICT_LEAD: Level.SUBDISTRICT,
    P.COMMUNITY_LEAD: Level.COMMUNITY,
    P.GRID_WORKER: Level.GRID,
}
#: What succeeds by luck: an end must not hang on it.
LUCK: frozenset[Verb] = frozenset({MatterVerb.SETTLE})


@dataclass(frozen=True)
class Route:
    """One class with one body that may handle its matters, and the pack field that names the body."""

    pack: Pack
    class_code: str
    body: str
    place: str

    @property
    def level(self) -> Level:
        """Return the level of the area tree at which the route's body works."""
        return self.pack.bodies[self.body].level

    @cached_property
    def kinds(self) -> frozenset[PositionKind]:
        """Return the kinds of position for which the pack has a local title."""
        return frozenset(position.kind for position in self.pack.positions.values())

    @cached_property
    def taken(self) -> Mapping[Verb, bool]:
        """Return, keyed by action, whether an office holder or the system can do the action on this route."""
        return {
            verb: any(
                who is ActorKind.SYSTEM
                or (isinstance(who, PositionKind) and self._has(who, how, Bar.HANDLER in action.barred))
                for who, how in action.rights
            )
            for verb, action in ACTIONS.items()
        }

    @cached_property
    def moves(self) -> Mapping[tuple[State, Verb], tuple[State, ...]]:
        """Return the moves between states that this class allows, keyed by state and action."""
        row, orders = self.pack.classes[self.class_code], self.pack.orders
        is_signed = bool(row.signed_by)
        gone: dict[Verb, bool] = {
            MatterVerb.UNMERGE: True,  # leads back to where it was, never anywhere new
            MatterVerb.ASSIGN: row.is_guided or is_signed,
            MatterVerb.REASSIGN: is_signed,
            **dict.fromkeys((MatterVerb.SUBMIT, MatterVerb.SIGN, MatterVerb.REJECT), not is_signed),
            MatterVerb.PASS_UP: not bodies_above(self.level, self.pack),
            MatterVerb.SETTLE: row.is_guided or not row.settles,
            MatterVerb.TAKE: not row.is_picked,
            MatterVerb.REFUSE: not self.pack.refusals,
            MatterVerb.GUIDE: not self.pack.guidances,
            MatterVerb.ASK_HOLD: not orders.holds,
            MatterVerb.ASK_EXTEND: not orders.extensions,
            MatterVerb.DELIBERATE: not any(one.clock_waits for one in self.pack.meetings.values()),
        }
        closed = {State.EVALUATING if row.is_public and row.notice else State.NOTICED}
        closed |= set() if orders.holds else {State.HELD}
        return {
            (state, verb): tuple(to for to in targets if verb not in CHOOSING or to not in closed)
            for (state, verb), targets in MOVES.items()
            if not gone.get(verb)
        }

    @cached_property
    def reached(self) -> frozenset[State]:
        """Return every state that a matter can reach after filing, also by steps that its owner takes."""
        found, new = {State.FILED}, {State.FILED}
        while new:
            new = {
                to
                for (state, verb), targets in self.moves.items()
                if state in new and (self.taken[verb] or _is_owners(verb))
                for to in targets
            } - found
            found |= new
        return frozenset(found)

    @cached_property
    def ending(self) -> frozenset[State]:
        """Return the states from which a matter can be closed (or guided) without any step of its owner."""
        found = {State.GUIDED if self.pack.classes[self.class_code].is_guided else State.CLOSED}
        while more := {
            state
            for (state, verb), targets in self.moves.items()
            if state not in found and verb not in LUCK and self.taken[verb] and found.intersection(targets)
        }:
            found |= more
        return frozenset(found)

    def _has(self, kind: PositionKind, scope: Scope, is_barred: bool) -> bool:
        """Whether the pack has such a position, whose right reaches this body and whom no bar stops."""
        if kind not in self.kinds or (is_barred and self._is_their_own(kind)):
            return False
        if scope in {Scope.UNIT, Scope.POOL}:
            return self.level in WORKS_AT.get(kind, frozenset())
        return scope in {Scope.AREA, Scope.DISTRICT, Scope.ANY}

    def _is_their_own(self, kind: PositionKind) -> bool:
        """Whether whoever holds this belongs to the body that has it, or to one under it: they are tied."""
        home = AT_HOME.get(kind)
        if home is None:
            return False
        levels = list(Level)
        above = levels[: levels.index(home) + 1]
        return self.body in {self.pack.leads.get(level) for level in above}


#: Verbs that lead to one of several states by what the pack says.
CHOOSING: frozenset[Verb] = frozenset({MatterVerb.CHECK, MatterVerb.GRANT})


def leads_of(matter_class: MatterClass) -> dict[str, str]:
    """Return the bodies that lead a class, keyed by the field that names them (`lead`, `rural_lead`)."""
    named = {name: getattr(matter_class, name) for name in type(matter_class).model_fields}
    return {
        key: str(body) for key, body in named.items() if body and (key == "lead" or key.endswith("_lead"))
    }


def routes(pack: Pack) -> tuple[Route, ...]:
    """Return the routes of this pack: each pair of a class and a body that may handle its matters, once.

    A class or body that the pack does not have is left out here: other checks report it.
    """
    found: dict[tuple[str, str], str] = {}
    for code, matter_class in pack.classes.items():
        for key, body in leads_of(matter_class).items():
            found.setdefault((code, body), f"classes.{code}.{key}")
    for code, item in pack.items.items():
        found.setdefault((item.class_code, item.body), f"items.{code}.body")
    for code, body in list(found):
        above = bodies_above(pack.bodies[body].level, pack) if body in pack.bodies else ()
        for taker in above:
            found.setdefault((code, taker), "passing.up_to")
    return tuple(
        Route(pack, code, body, place)
        for (code, body), place in found.items()
        if code in pack.classes and body in pack.bodies
    )


def faults(pack: Pack) -> Iterator[Fault]:
    """Yield a fault for each state with no way to an end, and each step that nobody at its level can take."""
    ways = routes(pack)
    idle: dict[tuple[str, Level, tuple[Verb, ...]], str] = {}
    stuck: dict[tuple[State, tuple[Verb, ...]], list[str]] = {}
    for way in ways:
        for code, verbs in (("nobody_at_level", _of_units(way)), ("nobody_beside", _beside_units(way))):
            if verbs:
                idle.setdefault((code, way.level, verbs), way.place)
        for state in _stuck(way):
            stuck.setdefault((state, _wanted(way, state)), []).append(way.place)
    for (code, level, verbs), place in idle.items():
        yield fault(place, code, level=level, verbs=verbs)
    for (state, verbs), places in stuck.items():
        place = "positions" if len(places) == len(ways) else places[0]
        yield fault(place, "never_ends", state=state, verbs=verbs)


def _stuck(way: Route) -> list[State]:
    """The states at which it gets stuck: one step that nobody takes would end it. If no one step would, the
    first from which there is no end."""
    endless = [state for state in State if state in way.reached - ENDS - way.ending]
    first = [
        state
        for state in endless
        if any(way.ending.intersection(way.moves[state, verb]) for verb in _wanted(way, state))
    ]
    return first or endless[:1]


def _wanted(way: Route, state: State) -> tuple[Verb, ...]:
    """The steps that would lead on from here, and that nobody takes."""
    return tuple(
        verb
        for (source, verb), targets in way.moves.items()
        if source is state
        and set(targets) - {state}
        and not (way.taken[verb] or verb in LUCK or _is_owners(verb))
    )


def _of_units(way: Route) -> tuple[Verb, ...]:
    """The steps of a unit that lead on, and that nobody of this body takes."""
    wanted = {verb for state in way.reached for verb in _wanted(way, state)}
    return tuple(
        verb
        for verb, action in ACTIONS.items()
        if verb in wanted and {how for _, how in action.rights} == {Scope.UNIT}
    )


def _beside_units(way: Route) -> tuple[Verb, ...]:
    """The steps barred to who handles that only who handles could take."""
    wanted = {verb for state in way.reached for verb in _wanted(way, state)}
    return tuple(
        verb
        for verb, action in ACTIONS.items()
        if verb in wanted and Bar.HANDLER in action.barred and action.who & way.kinds
    )


def _is_owners(verb: Verb) -> bool:
    """Whether whose matter it is may do it."""
    return any(scope in {Scope.OWN, Scope.FOLLOWED, Scope.INVITED} for _, scope in ACTIONS[verb].rights)
