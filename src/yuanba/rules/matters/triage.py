"""Triage: what follows when a matter is filed, assigned, refused, guided elsewhere, merged or withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from yuanba.rules.core import signs
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import ENDS, State
from yuanba.rules.lists import Local
from yuanba.rules.matters.clock import Clock, due_of
from yuanba.rules.matters.matter import WrongState, move
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.outcome import Outcome, ground, need
from yuanba.rules.time.deadline import ClockPause, Extension, due


class UnknownClass(Refused):
    """Raised when the pack of a matter has no class with this code."""

    code: ClassVar[str] = "triage.unknown_class"


class UnknownItem(Refused):
    """Raised when the directory in the pack has no item with this code in this class."""

    code: ClassVar[str] = "triage.unknown_item"


class UnknownRefusal(Refused):
    """Raised when a matter is refused for a reason that the pack does not name."""

    code: ClassVar[str] = "triage.unknown_refusal"


class UnknownGuidance(Refused):
    """Raised when a private matter is closed with a kind of guidance that the pack does not name."""

    code: ClassVar[str] = "triage.unknown_guidance"


class GuidedClass(Refused):
    """Raised when a private matter is assigned to a body; such matters are closed with guidance instead."""

    code: ClassVar[str] = "triage.guided_class"


class NotOnTheSpot(Refused):
    """Raised when a matter of this class may not be settled on the spot."""

    code: ClassVar[str] = "triage.not_on_the_spot"


class SameMatter(Refused):
    """Raised when a matter would be merged into itself."""

    code: ClassVar[str] = "triage.same_matter"


class NotWhereItWas(Refused):
    """Raised when a merge cannot be undone because the matter's state before the merge is not known."""

    code: ClassVar[str] = "triage.not_where_it_was"


class TooLateToObject(Refused):
    """Raised when somebody objects to a refusal or guidance after the time to object has ended."""

    code: ClassVar[str] = "triage.too_late_to_object"


class AlreadyObjected(Refused):
    """Raised when somebody objects a second time about one matter; only one objection is allowed."""

    code: ClassVar[str] = "triage.already_objected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Outcome):
    """The outcome of assigning a matter: which body answers for it, until when, and on what grounds.

    `body` at `level` is looked for upwards and downwards from the matter's area; where no unit is that body,
    the class's `lead` takes it. `since_at` is when this round's clock started: it is kept through returns and
    reassignments. `until_at` is by when the order should be accepted. `local` is what the community's list
    adds.
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
    """Return the outcome of filing a matter: its first state, and the moment by which it must be triaged."""
    end = due(at, pack.triage.term, pack.calendar)
    return Outcome(
        state=State.FILED, because=(pack.name, *ground(pack.triage), *end.because), until_at=end.at
    )


def dangers(words: str, *, pack: Pack) -> tuple[str, ...]:
    """Return the codes of the pack's dangers (emergencies) whose key words occur in this text."""
    return tuple(recognised(words, pack=pack))


def recognised(words: str, *, pack: Pack) -> dict[str, tuple[str, ...]]:
    """Return by danger which of its key words occur in this text, whatever signs they are written in."""
    heard = signs.alike(words)
    found = {
        code: tuple(word for word in danger.words if signs.alike(word) in heard)
        for code, danger in pack.dangers.items()
    }
    return {code: said for code, said in found.items() if said}


def assign(
    state: State,
    class_code: str,
    item_code: str = "",
    *,
    pack: Pack,
    at: datetime,
    since_at: datetime | None = None,
    reworks: int = 0,
    pauses: Sequence[ClockPause] = (),
    extensions: Sequence[Extension] = (),
    local: Local | None = None,
    is_rural: bool = False,
) -> Assignment:
    """Return the outcome of assigning a matter to the body that the pack names for its class or item.

    A matter that a unit returned brings the start of its clock along: being passed around buys nobody time.
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
    pauses: Sequence[ClockPause] = (),
    extensions: Sequence[Extension] = (),
    local: Local | None = None,
    is_rural: bool = False,
) -> Assignment:
    """Return the outcome of assigning a matter anew, to the body of another class or item.

    The clock keeps its start, its pauses and what was granted. A pause that is open ends now.
    """
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
    """Return the outcome of sending back a matter that is not solved: a rework with a new deadline."""
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
    """Return the assignment that begins a matter's next rework; `reworks` is the number of earlier ones."""
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
    """Return the outcome of settling a matter on the spot: it counts as assigned and answered at once."""
    need(words, MatterVerb.SETTLE)
    moved = move(state, MatterVerb.SETTLE)
    given = _assignment(moved, class_code, item_code, pack, _Given(at, at, 0, (), (), local, is_rural))
    if not pack.classes[class_code].settles:
        raise NotOnTheSpot(matter_class=class_code)
    return replace(given, until_at=due(at, pack.checking.term, pack.calendar).at)


def refuse(state: State, refusal_code: str, *, pack: Pack, reason: str) -> Outcome:
    """Return the outcome of refusing a matter for a reason in the pack, which says where to go instead."""
    refusal = pack.refusals.get(refusal_code)
    if refusal is None:
        raise UnknownRefusal(refusal=refusal_code)
    need(reason, MatterVerb.REFUSE)
    return Outcome(
        state=move(state, MatterVerb.REFUSE),
        because=(pack.name, f"refusals.{refusal_code}", *ground(refusal)),
    )


def guide(state: State, guidance_code: str, *, pack: Pack, words: str) -> Outcome:
    """Return the outcome of closing a private matter with guidance on who can help, such as a mediator."""
    guidance = pack.guidances.get(guidance_code)
    if guidance is None:
        raise UnknownGuidance(guidance=guidance_code)
    need(words, MatterVerb.GUIDE)
    return Outcome(
        state=move(state, MatterVerb.GUIDE),
        because=(pack.name, f"guidances.{guidance_code}", *ground(guidance)),
    )


def merge(state: State, *, is_same: bool, into: State) -> Outcome:
    """Return the outcome of merging a matter into another one that is still open.

    Who follows the one follows the other from now on. Raises SameMatter, or WrongState where the other has
    ended.
    """
    if is_same:
        raise SameMatter
    if into in ENDS:
        raise WrongState(state=into.value, verb=MatterVerb.MERGE.value)
    return Outcome(state=move(state, MatterVerb.MERGE), because=())


def unmerge(state: State, *, before: State | None, reason: str) -> Outcome:
    """Return the outcome of undoing a merge: the matter goes back to the state that it had `before`."""
    need(reason, MatterVerb.UNMERGE)
    if before is None:
        raise NotWhereItWas
    return Outcome(state=move(state, MatterVerb.UNMERGE, before), because=())


def withdraw(state: State) -> Outcome:
    """Return the outcome of the owner withdrawing a matter, for which no reason is needed."""
    return Outcome(state=move(state, MatterVerb.WITHDRAW), because=())


def object_to(
    state: State, *, reason: str, ended_at: datetime, objections: int, pack: Pack, at: datetime
) -> Outcome:
    """Return the outcome of objecting to a refusal or guidance: the matter is triaged once more.

    `ended_at` is when it was refused. Raises AlreadyObjected or TooLateToObject.
    """
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
    """Return the outcome of recording that somebody else filed a matter; the work done so far remains."""
    need(reason, MatterVerb.CORRECT_REPORTER)
    return Outcome(state=move(state, MatterVerb.CORRECT_REPORTER), because=())


@dataclass(frozen=True, slots=True)
class _Given:
    since_at: datetime
    at: datetime
    reworks: int
    pauses: Sequence[ClockPause]
    extensions: Sequence[Extension]
    local: Local | None
    is_rural: bool


def _assignment(moved: State, class_code: str, item_code: str, pack: Pack, given: _Given) -> Assignment:
    matter_class = pack.classes.get(class_code)
    if matter_class is None:
        raise UnknownClass(matter_class=class_code)
    if pack.is_guided(class_code, item_code):
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
        until_at=due(given.at, pack.accept_of(class_code), pack.calendar).at,
        due=end,
        due_at=end.at,
        due_on=end.on,
        provisional=end.provisional,
        reworks=given.reworks,
        is_supervised=pack.is_supervised(given.reworks),
        local=given.local,
        because=(*dict.fromkeys([*because, f"bodies.{body}", *end.because]),),
    )
