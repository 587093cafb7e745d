"""What follows when a matter is given to a body, passed on, returned, answered, or refused."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from yuanba.rules.deadline import Due, Term, due
from yuanba.rules.matter import State, move
from yuanba.rules.pack import Grounded, Level, Pack
from yuanba.rules.refusal import Refused
from yuanba.rules.verb import Verb


class UnknownClass(Refused):
    """The pack of this matter has no such class."""

    code: ClassVar[str] = "triage.unknown_class"


class UnknownItem(Refused):
    """The directory has no such item in this class."""

    code: ClassVar[str] = "triage.unknown_item"


class UnknownRefusal(Refused):
    """A matter is only refused on a ground that the pack names."""

    code: ClassVar[str] = "triage.unknown_refusal"


class ReasonMissing(Refused):
    """This is not done without a reason."""

    code: ClassVar[str] = "triage.reason_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who answers for the matter, until when, and on what ground.

    `body` at `level` is looked for upwards and downwards from the matter's area; where no unit is
    that body, the class's `lead` takes it. `since_at` is when the clock first started: it is kept
    through returns and reassignments.
    """

    state: State
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
    because: tuple[str, ...]  # what an official can show a resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A new state and its grounds."""

    state: State
    because: tuple[str, ...]


def assign(
    state: State,
    class_code: str,
    item_code: str = "",
    *,
    pack: Pack,
    at: datetime,
    since_at: datetime | None = None,
) -> Assignment:
    """Give a matter of this class to the body that its district names.

    A matter that a unit returned brings the start of its clock along: being passed around buys
    nobody time.
    """
    return _assignment(Verb.ASSIGN, state, class_code, item_code, pack, since_at or at)


def reassign(
    state: State, class_code: str, item_code: str = "", *, pack: Pack, since_at: datetime, reason: str
) -> Assignment:
    """Give it to the body of another class or item; the clock keeps its start."""
    _need(reason, Verb.REASSIGN)
    return _assignment(Verb.REASSIGN, state, class_code, item_code, pack, since_at)


def reopen(
    state: State, class_code: str, item_code: str = "", *, pack: Pack, at: datetime, reason: str
) -> Assignment:
    """Send an answered matter back to its body, with a new term from now."""
    _need(reason, Verb.REOPEN)
    return _assignment(Verb.REOPEN, state, class_code, item_code, pack, at)


def refuse(state: State, refusal_code: str, *, pack: Pack, reason: str) -> Outcome:
    """Do not take the matter, on a ground that the pack names, and say where to go instead."""
    refusal = pack.refusals.get(refusal_code)
    if refusal is None:
        raise UnknownRefusal(refusal=refusal_code)
    _need(reason, Verb.REFUSE)
    return Outcome(
        state=move(state, Verb.REFUSE), because=(pack.name, f"refusals.{refusal_code}", *_ground(refusal))
    )


def accept(state: State) -> Outcome:
    """The unit takes the order; who accepts first stays answerable (首接负责制)."""
    return Outcome(state=move(state, Verb.ACCEPT), because=("grounds.first_taker",))


def give_back(state: State, *, reason: str) -> Outcome:
    """The unit returns the order before it accepts, with a reason that the triager reads."""
    _need(reason, Verb.RETURN)
    return Outcome(state=move(state, Verb.RETURN), because=())


def answer(state: State, *, words: str) -> Outcome:
    """The unit says what was done. An empty answer is none."""
    _need(words, Verb.ANSWER)
    return Outcome(state=move(state, Verb.ANSWER), because=())


def confirm(state: State) -> Outcome:
    """Who filed it finds it solved."""
    return Outcome(state=move(state, Verb.CONFIRM), because=())


def _assignment(
    verb: Verb, state: State, class_code: str, item_code: str, pack: Pack, since_at: datetime
) -> Assignment:
    moved = move(state, verb)
    matter_class = pack.classes.get(class_code)
    if matter_class is None:
        raise UnknownClass(matter_class=class_code)
    because = [pack.name, f"classes.{class_code}", *_ground(matter_class)]
    body, term = matter_class.lead, matter_class.answer
    if item_code:
        item = pack.items.get(item_code)
        if item is None or item.class_code != class_code:
            raise UnknownItem(item=item_code, matter_class=class_code)
        because += [f"items.{item_code}", *_ground(item)]
        body, term = item.body or body, item.answer or term
    end = _due(since_at, term, pack)
    return Assignment(
        state=moved,
        class_code=class_code,
        item_code=item_code,
        body=body,
        level=pack.bodies[body].level,
        lead=matter_class.lead,
        lead_level=pack.bodies[matter_class.lead].level,
        since_at=since_at,
        due_at=end.at,
        due_on=end.on,
        provisional=end.provisional,
        because=(*dict.fromkeys([*because, f"bodies.{body}", *end.because]),),
    )


def _due(since_at: datetime, term: Term, pack: Pack) -> Due:
    return due(since_at, term, pack.calendar)


def _ground(value: Grounded) -> tuple[str, ...]:
    return (f"grounds.{value.ground}",) if value.ground else ()


def _need(words: str, verb: Verb) -> None:
    if not words.strip():
        raise ReasonMissing(verb=verb.value)
