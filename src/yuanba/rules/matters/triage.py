"""What follows when a matter comes in, is given to a body, guided elsewhere, merged, or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import ENDS, State
from yuanba.rules.lists import Local
from yuanba.rules.matters.clock import Clock, due_of
from yuanba.rules.matters.matter import WrongState, move
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.outcome import Outcome, ReasonMissing, ground, need
from yuanba.rules.time.deadline import Extension, Pause, due

__all__ = [
    "AlreadyObjected",
    "Assignment",
    "GuidedClass",
    "NotOnTheSpot",
    "NotWhereItWas",
    "Outcome",
    "ReasonMissing",
    "SameMatter",
    "TooLateToObject",
    "UnknownClass",
    "UnknownGuidance",
    "UnknownItem",
    "UnknownRefusal",
    "assign",
    "correct_reporter",
    "dangers",
    "file",
    "guide",
    "merge",
    "object_to",
    "reassign",
    "refuse",
    "reopen",
    "settle",
    "unmerge",
    "withdraw",
]


class UnknownClass(Refused):
    """The pack of this matter has no such class."""

    code: ClassVar[str] = "triage.unknown_class"


class UnknownItem(Refused):
    """The directory has no such item in this class."""

    code: ClassVar[str] = "triage.unknown_item"


class UnknownRefusal(Refused):
    """A matter is only refused on a ground that the pack names."""

    code: ClassVar[str] = "triage.unknown_refusal"


class UnknownGuidance(Refused):
    """A private matter is only guided in a way that the pack names."""

    code: ClassVar[str] = "triage.unknown_guidance"


class GuidedClass(Refused):
    """What is people's own is guided to who helps; no order is given for it."""

    code: ClassVar[str] = "triage.guided_class"


class NotOnTheSpot(Refused):
    """Matters of this class are not settled on the spot."""

    code: ClassVar[str] = "triage.not_on_the_spot"


class SameMatter(Refused):
    """A matter is not merged into itself."""

    code: ClassVar[str] = "triage.same_matter"


class NotWhereItWas(Refused):
    """Nobody knows where this merged matter stood before."""

    code: ClassVar[str] = "triage.not_where_it_was"


class TooLateToObject(Refused):
    """The time for an objection is over."""

    code: ClassVar[str] = "triage.too_late_to_object"


class AlreadyObjected(Refused):
    """There was one objection already; it was heard."""

    code: ClassVar[str] = "triage.already_objected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Outcome):
    """Who answers for the matter, until when, and on what ground.

    `body` at `level` is looked for upwards and downwards from the matter's area; where no unit is
    that body, the class's `lead` takes it. `since_at` is when this round's clock started: it is
    kept through returns and reassignments. `until_at` is by when the order should be accepted.
    `local` is what the community's list adds.
    """

    class_code: str
    item_code: str
    body: str
    level: Level
    lead: str
    lead_level: Level
    since_at: datetime
    due_at: datetime
    due_on: date
    provisional: bool
    reworks: int = 0
    is_supervised: bool = False
    local: Local | None = None


def file(*, pack: Pack, at: datetime) -> Outcome:
    """Take a resident's words, and say by when somebody triages them."""
    end = due(at, pack.triage.term, pack.calendar)
    return Outcome(
        state=State.FILED, because=(pack.name, *ground(pack.triage), *end.because), until_at=end.at
    )


def dangers(words: str, *, pack: Pack) -> tuple[str, ...]:
    """The dangers that these words speak of: who reads this first calls the number of each."""
    return tuple(code for code, danger in pack.dangers.items() if any(word in words for word in danger.words))


def assign(
    state: State,
    class_code: str,
    item_code: str = "",
    *,
    pack: Pack,
    at: datetime,
    since_at: datetime | None = None,
    reworks: int = 0,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    local: Local | None = None,
    is_rural: bool = False,
) -> Assignment:
    """Give a matter of this class to the body that its district names, as the community's list has it.

    A matter that a unit returned brings the start of its clock along: being passed around buys
    nobody time.
    """
    given = _Given(since_at or at, at, reworks, pauses, extensions, local, is_rural)
    return _assignment(move(state, MatterVerb.ASSIGN), class_code, item_code, pack, given)


def reassign(
    state: State,
    class_code: str,
    item_code: str = "",
    *,
    pack: Pack,
    since_at: datetime,
    reason: str,
    at: datetime,
    reworks: int = 0,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    local: Local | None = None,
    is_rural: bool = False,
) -> Assignment:
    """Give it to the body of another class or item; the clock keeps its start, its pauses and what was
    granted. A pause that is open ends now."""
    need(reason, MatterVerb.REASSIGN)
    given = _Given(since_at, at, reworks, pauses, extensions, local, is_rural)
    return _assignment(move(state, MatterVerb.REASSIGN), class_code, item_code, pack, given)


def reopen(
    state: State,
    class_code: str,
    item_code: str = "",
    *,
    pack: Pack,
    at: datetime,
    reason: str,
    reworks: int = 0,
    local: Local | None = None,
    is_rural: bool = False,
) -> Assignment:
    """Send a matter back to its body because it is not solved: one more rework, a new term from now."""
    need(reason, MatterVerb.REOPEN)
    moved = move(state, MatterVerb.REOPEN)
    return rework(
        moved, class_code, item_code, pack=pack, at=at, reworks=reworks, local=local, is_rural=is_rural
    )


def rework(
    moved: State,
    class_code: str,
    item_code: str,
    *,
    pack: Pack,
    at: datetime,
    reworks: int,
    local: Local | None = None,
    is_rural: bool = False,
) -> Assignment:
    """The next round: `reworks` is how many there were before it."""
    given = _Given(at, at, reworks + 1, (), (), local, is_rural)
    return _assignment(moved, class_code, item_code, pack, given)


def settle(
    state: State,
    class_code: str,
    item_code: str = "",
    *,
    words: str,
    pack: Pack,
    at: datetime,
    local: Local | None = None,
    is_rural: bool = False,
) -> Assignment:
    """Do a small thing on the spot and say so: given and answered at once, checked like any other."""
    need(words, MatterVerb.SETTLE)
    moved = move(state, MatterVerb.SETTLE)
    given = _assignment(moved, class_code, item_code, pack, _Given(at, at, 0, (), (), local, is_rural))
    if not pack.classes[class_code].settles:
        raise NotOnTheSpot(matter_class=class_code)
    return replace(given, until_at=due(at, pack.checking.term, pack.calendar).at)


def refuse(state: State, refusal_code: str, *, pack: Pack, reason: str) -> Outcome:
    """Do not take the matter, on a ground that the pack names, and say where to go instead."""
    refusal = pack.refusals.get(refusal_code)
    if refusal is None:
        raise UnknownRefusal(refusal=refusal_code)
    need(reason, MatterVerb.REFUSE)
    return Outcome(
        state=move(state, MatterVerb.REFUSE),
        because=(pack.name, f"refusals.{refusal_code}", *ground(refusal)),
    )


def guide(state: State, guidance_code: str, *, pack: Pack, words: str) -> Outcome:
    """Leave a private matter to those whose own it is, and say who helps: themselves, neighbours,
    the market, a mediator."""
    guidance = pack.guidances.get(guidance_code)
    if guidance is None:
        raise UnknownGuidance(guidance=guidance_code)
    need(words, MatterVerb.GUIDE)
    return Outcome(
        state=move(state, MatterVerb.GUIDE),
        because=(pack.name, f"guidances.{guidance_code}", *ground(guidance)),
    )


def merge(state: State, *, is_same: bool, into: State) -> Outcome:
    """Join a matter to another that lives: who follows the one follows the other from now on."""
    if is_same:
        raise SameMatter
    if into in ENDS:
        raise WrongState(state=into.value, verb=MatterVerb.MERGE.value)
    return Outcome(state=move(state, MatterVerb.MERGE), because=())


def unmerge(state: State, *, before: State | None, reason: str) -> Outcome:
    """Part them again: the matter goes back to where it stood, its clock as if nothing had been."""
    need(reason, MatterVerb.UNMERGE)
    if before is None:
        raise NotWhereItWas
    return Outcome(state=move(state, MatterVerb.UNMERGE, before), because=())


def withdraw(state: State) -> Outcome:
    """Whose matter it is takes it back; nobody asks why."""
    return Outcome(state=move(state, MatterVerb.WITHDRAW), because=())


def object_to(
    state: State, *, reason: str, ended_at: datetime, objections: int, pack: Pack, at: datetime
) -> Outcome:
    """Have it looked at once more, by whoever does not think that it belongs elsewhere."""
    need(reason, MatterVerb.OBJECT)
    moved = move(state, MatterVerb.OBJECT)
    if objections:
        raise AlreadyObjected
    window = due(ended_at, pack.triage.objection, pack.calendar)
    if at > window.at:
        raise TooLateToObject(until=window.on.isoformat())
    again = due(at, pack.triage.term, pack.calendar)
    return Outcome(state=moved, because=(pack.name, *ground(pack.triage), *again.because), until_at=again.at)


def correct_reporter(state: State, *, reason: str) -> Outcome:
    """Say that somebody else brought it; what was done meanwhile stays done."""
    need(reason, MatterVerb.CORRECT_REPORTER)
    return Outcome(state=move(state, MatterVerb.CORRECT_REPORTER), because=())


@dataclass(frozen=True, slots=True)
class _Given:
    since_at: datetime
    at: datetime
    reworks: int
    pauses: Sequence[Pause]
    extensions: Sequence[Extension]
    local: Local | None
    is_rural: bool


def _assignment(moved: State, class_code: str, item_code: str, pack: Pack, given: _Given) -> Assignment:
    matter_class = pack.classes.get(class_code)
    if matter_class is None:
        raise UnknownClass(matter_class=class_code)
    if matter_class.is_guided:
        raise GuidedClass(matter_class=class_code)
    because = [pack.name, f"classes.{class_code}", *ground(matter_class)]
    body = lead = matter_class.lead_in(is_rural=given.is_rural)
    if lead != matter_class.lead:
        because.append("route.rural")
    if item_code:
        item = pack.items.get(item_code)
        if item is None or item.class_code != class_code:
            raise UnknownItem(item=item_code, matter_class=class_code)
        because += [f"items.{item_code}", *ground(item)]
        if not matter_class.is_picked or given.reworks:
            body = item.body or body
        elif item.body and not (given.local and given.local.unit):
            because.append("route.pool")
    if given.local:
        because.append(given.local.because)
    clock = Clock(
        class_code=class_code,
        item_code=item_code,
        since_at=given.since_at,
        reworks=given.reworks,
        local=given.local.term if given.local else None,
        pauses=given.pauses,
        extensions=given.extensions,
    )
    end = due_of(clock, pack, given.at)
    return Assignment(
        state=moved,
        class_code=class_code,
        item_code=item_code,
        body=body,
        level=pack.bodies[body].level,
        lead=lead,
        lead_level=pack.bodies[lead].level,
        since_at=given.since_at,
        until_at=due(given.at, pack.orders.accept, pack.calendar).at,
        due=end,
        due_at=end.at,
        due_on=end.on,
        provisional=end.provisional,
        reworks=given.reworks,
        is_supervised=pack.is_supervised(given.reworks),
        local=given.local,
        because=(*dict.fromkeys([*because, f"bodies.{body}", *end.because]),),
    )
