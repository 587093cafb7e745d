"""The rules of an order: what the unit does with it, what others do about it, and what pauses its clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.clock import Clock, due_of
from yuanba.rules.matters.matter import move
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.outcome import Outcome, ground, need
from yuanba.rules.time.calendar import HERE
from yuanba.rules.time.deadline import Extension, Term, Why, due

#: How long a unit may take its answer back. Time to undo a slip, the same everywhere: no term of a mechanism.
RECALL = timedelta(minutes=10)


class NoCoUnit(Refused):
    """Raised when a list of units to ask for help is empty, or has a duplicate, the lead unit or a helper."""

    code: ClassVar[str] = "orders.no_co_unit"


class TooManyUnits(Refused):
    """Raised when more units are asked to help with an order than the pack allows."""

    code: ClassVar[str] = "orders.too_many_units"


class NotJoined(Refused):
    """Raised when a co-handler hands in a part not yet accepted, or accepts or declines an accepted part."""

    code: ClassVar[str] = "orders.not_joined"


class TooOften(Refused):
    """Raised when an action was already done to an order as often as the pack allows."""

    code: ClassVar[str] = "orders.too_often"


class TermTooLong(Refused):
    """Raised when a request asks for more time than the pack allows."""

    code: ClassVar[str] = "orders.too_long"


class TooLate(Refused):
    """Raised when an action comes too late, such as a request for more time after the deadline."""

    code: ClassVar[str] = "orders.too_late"


class RequestPending(Refused):
    """Raised when a unit makes a request while its earlier request still waits for a decision."""

    code: ClassVar[str] = "orders.request_pending"


class NoRequest(Refused):
    """Raised when somebody grants or denies a unit's request, but no request is open."""

    code: ClassVar[str] = "orders.no_request"


class AlreadySo(Refused):
    """Raised when a supervised matter is put under supervision, or an unsupervised one is taken off it."""

    code: ClassVar[str] = "orders.already_so"


class NotColleague(Refused):
    """Raised when an order is given to somebody who does not work in its unit today."""

    code: ClassVar[str] = "orders.not_colleague"


class NothingAbove(Refused):
    """Raised when a matter cannot be escalated because no higher level has a lead body."""

    code: ClassVar[str] = "orders.nothing_above"


class Wish(StrEnum):
    """The kinds of request that a unit may make: to pause the clock (hold), or for more time (extend)."""

    HOLD = "hold"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRequest:
    """One request of a unit to pause the clock or extend the deadline, waiting to be granted or denied."""

    wish: Wish
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised(Outcome):
    """The outcome of an escalation, with the level that is notified now and the lead body of that level."""

    level: Level
    body: str


# --- the unit ---------------------------------------------------------------------------------------


def accept(state: State) -> Outcome:
    """Return the outcome of a unit accepting its order; the first to accept stays answerable (首接负责制)."""
    return Outcome(state=move(state, MatterVerb.ACCEPT), because=("grounds.first_taker",))


def hand_to(state: State, to_key: str, *, in_hand: str, colleagues: Collection[str]) -> Outcome:
    """Return the outcome of giving an order to somebody who works in the same unit; its clock runs on.

    Raises NotColleague where they do not work there, AlreadySo where they have the order already.
    """
    moved = move(state, MatterVerb.HAND_TO)
    if to_key not in colleagues:
        raise NotColleague
    if to_key == in_hand:
        raise AlreadySo(verb=MatterVerb.HAND_TO.value)
    return Outcome(state=moved, because=())


def give_back(state: State, *, reason: str) -> Outcome:
    """Return the outcome of a unit returning an order that it has not accepted, with the reason."""
    need(reason, MatterVerb.RETURN)
    return Outcome(state=move(state, MatterVerb.RETURN), because=())


def answer(state: State, *, words: str, pack: Pack, at: datetime) -> Outcome:
    """Return the outcome of a unit's answer, which somebody else must check.

    Raises ReasonMissing where the answer is empty.
    """
    need(words, MatterVerb.ANSWER)
    moved = move(state, MatterVerb.ANSWER)
    checked = due(at, pack.checking.term, pack.calendar)
    return Outcome(state=moved, because=(pack.name, *ground(pack.checking)), until_at=checked.at)


def recall(state: State, *, answered_at: datetime, judged_at: datetime | None, at: datetime) -> Outcome:
    """Return the outcome of a unit taking its answer back: the clock counts as if it had never stopped.

    Raises TooLate after ten minutes, or where somebody has checked or rated the answer already.
    """
    moved = move(state, MatterVerb.RECALL)
    until = judged_at or answered_at + RECALL
    if judged_at or at > until:
        raise TooLate(verb=MatterVerb.RECALL.value, until=_spoken(until))
    return Outcome(state=moved, because=())


def split(
    state: State, units: Collection[str], *, lead_unit: str, helping: Collection[str], words: str, pack: Pack
) -> Outcome:
    """Return the outcome of the lead unit asking other units to help; the lead unit stays answerable.

    `helping` are those that it asked before, without those that declined. Raises NoCoUnit or TooManyUnits.
    """
    need(words, MatterVerb.SPLIT)
    moved = move(state, MatterVerb.SPLIT)
    wanted = list(units)
    if not wanted or len(set(wanted)) < len(wanted) or {*wanted} & {lead_unit, *helping}:
        raise NoCoUnit
    if len(wanted) + len(helping) > pack.orders.co_units:
        raise TooManyUnits(most=pack.orders.co_units)
    return Outcome(state=moved, because=(pack.name, "grounds.first_taker", *ground(pack.orders)))


def join(state: State, *, is_joined: bool) -> Outcome:
    """Return the outcome of a co-handler accepting its part of an order."""
    return _part(state, MatterVerb.JOIN, is_joined=is_joined, wanted=False)


def decline(state: State, *, is_joined: bool, reason: str) -> Outcome:
    """Return the outcome of a co-handler declining its part of an order, which it has not accepted yet."""
    need(reason, MatterVerb.DECLINE)
    return _part(state, MatterVerb.DECLINE, is_joined=is_joined, wanted=False)


def contribute(state: State, *, is_joined: bool, words: str) -> Outcome:
    """Return the outcome of a co-handler handing in the result of its part of an order to the lead unit."""
    need(words, MatterVerb.CONTRIBUTE)
    return _part(state, MatterVerb.CONTRIBUTE, is_joined=is_joined, wanted=True)


def _part(state: State, verb: Verb, *, is_joined: bool, wanted: bool) -> Outcome:
    moved = move(state, verb)
    if is_joined is not wanted:
        raise NotJoined(verb=verb.value)
    return Outcome(state=moved, because=())


# --- the resident is asked --------------------------------------------------------------------------


def ask(state: State, *, question: str, asked: int, pack: Pack, at: datetime) -> Outcome:
    """Return the outcome of asking the resident a question, which pauses the clock.

    It goes on when they reply, or when the pack's time for it is over. `asked` counts earlier questions;
    TooOften where the pack allows no more.
    """
    need(question, MatterVerb.ASK)
    moved = move(state, MatterVerb.ASK)
    if asked >= pack.orders.asks:
        raise TooOften(verb=MatterVerb.ASK.value, most=pack.orders.asks)
    until = due(at, pack.orders.reply, pack.calendar)
    return Outcome(state=moved, because=(pack.name, *ground(pack.orders)), until_at=until.at, pause=Why.ASKED)


def reply(state: State, *, words: str, clock: Clock | None, pack: Pack, at: datetime) -> Outcome:
    """Return the outcome of a resident's reply; if the matter waited for it, the paused clock runs again."""
    need(words, MatterVerb.REPLY)
    moved = move(state, MatterVerb.REPLY)
    if state is not State.WAITING or clock is None:
        return Outcome(state=moved, because=())
    return _run_on(moved, clock, pack, at)


def resume(state: State, *, clock: Clock, pack: Pack, at: datetime) -> Outcome:
    """Return the outcome of the end of a pause: the clock runs again, with a new deadline.

    The time for the reply or of the hold is over, or the unit needs it no longer.
    """
    return _run_on(move(state, MatterVerb.RESUME), clock, pack, at)


def deliberate(
    state: State, *, waits: Term | None, because: Sequence[str], pack: Pack, at: datetime
) -> Outcome:
    """Return the outcome of bringing a matter before a council whose rules let its clock wait so long.

    In a unit's hands the clock of the answer stands still; what nobody sorted yet is to be sorted by then.
    `waits` None is the end of it, where nobody sorted it yet: the time for that begins anew.
    """
    moved = move(state, MatterVerb.DELIBERATE)
    until = due(at, waits or pack.triage.term, pack.calendar)
    pause = Why.COUNCIL if waits and moved is State.HELD else None
    return Outcome(state=moved, because=(pack.name, *because), until_at=until.at, pause=pause)


def _run_on(moved: State, clock: Clock, pack: Pack, at: datetime) -> Outcome:
    end = due_of(clock, pack, at)
    return Outcome(state=moved, because=(pack.name, *end.because), due=end)


# --- requests ---------------------------------------------------------------------------------------


def ask_hold(
    state: State, *, term: Term, reason: str, holds: int, pending: UnitRequest | None, pack: Pack
) -> Outcome:
    """Return the outcome of a unit requesting a pause of the clock.

    The resident reads the reason. Raises RequestPending, TooOften or TermTooLong.
    """
    need(reason, MatterVerb.ASK_HOLD)
    moved = move(state, MatterVerb.ASK_HOLD)
    _may_ask(MatterVerb.ASK_HOLD, holds, pack.orders.holds, pending)
    _not_longer(term, pack.orders.hold)
    return Outcome(state=moved, because=(pack.name, *ground(pack.orders)))


def ask_extend(
    state: State,
    *,
    term: Term,
    reason: str,
    extensions: int,
    pending: UnitRequest | None,
    due_at: datetime,
    pack: Pack,
    at: datetime,
) -> Outcome:
    """Return the outcome of a unit requesting an extension of the deadline.

    The resident reads the reason. Raises RequestPending, TooOften, TermTooLong or TooLate.
    """
    need(reason, MatterVerb.ASK_EXTEND)
    moved = move(state, MatterVerb.ASK_EXTEND)
    _may_ask(MatterVerb.ASK_EXTEND, extensions, pack.orders.extensions, pending)
    _not_longer(term, pack.orders.extension)
    if at > due_at:
        raise TooLate(verb=MatterVerb.ASK_EXTEND.value, until=_spoken(due_at))
    return Outcome(state=moved, because=(pack.name, *ground(pack.orders)))


def grant(state: State, request: UnitRequest | None, *, clock: Clock, pack: Pack, at: datetime) -> Outcome:
    """Return the outcome of granting a unit's request: the clock is paused, or the deadline is extended.

    Raises NoRequest.
    """
    if request is None:
        raise NoRequest
    because = (pack.name, *ground(pack.orders))
    if request.wish is Wish.HOLD:
        moved = move(state, MatterVerb.GRANT, State.HELD)
        until = due(at, request.term, pack.calendar)
        return Outcome(state=moved, because=because, until_at=until.at, pause=Why.HELD)
    moved = move(state, MatterVerb.GRANT, State.ACCEPTED)
    longer = replace(clock, extensions=(*clock.extensions, Extension(term=request.term, granted_at=at)))
    end = due_of(longer, pack, at)
    return Outcome(state=moved, because=(*because, *end.because), due=end)


def deny(state: State, request: UnitRequest | None, *, reason: str) -> Outcome:
    """Return the outcome of denying a unit's request: the state does not change, and the clock runs on.

    Raises NoRequest.
    """
    need(reason, MatterVerb.DENY)
    if request is None:
        raise NoRequest
    return Outcome(state=move(state, MatterVerb.DENY), because=())


def _may_ask(verb: Verb, times: int, most: int, pending: UnitRequest | None) -> None:
    if pending:
        raise RequestPending
    if times >= most:
        raise TooOften(verb=verb.value, most=most)


def _spoken(at: datetime) -> str:
    """Return a moment as a refusal names it."""
    return f"{at.astimezone(HERE):%Y-%m-%d %H:%M}"


def _not_longer(term: Term, most: Term) -> None:
    if term.in_days > most.in_days:
        raise TermTooLong(amount=most.amount, unit=most.unit.value)


# --- others press -----------------------------------------------------------------------------------


def urge(state: State, *, urges_today: int, pack: Pack) -> Outcome:
    """Return the outcome of urging a unit to hurry (催办); raise TooOften where the day's limit is reached.

    `urges_today` counts those of one person.
    """
    moved = move(state, MatterVerb.URGE)
    if urges_today >= pack.orders.urges_per_day:
        raise TooOften(verb=MatterVerb.URGE.value, most=pack.orders.urges_per_day)
    return Outcome(state=moved, because=(pack.name, *ground(pack.orders)))


def prioritise(state: State, *, is_prioritised: bool, reason: str) -> Outcome:
    """Return the outcome of putting a matter under supervision (挂牌督办), until somebody lifts it."""
    need(reason, MatterVerb.PRIORITISE)
    moved = move(state, MatterVerb.PRIORITISE)
    if is_prioritised:
        raise AlreadySo(verb=MatterVerb.PRIORITISE.value)
    return Outcome(state=moved, because=())


def relax(state: State, *, is_prioritised: bool, reason: str) -> Outcome:
    """Return the outcome of taking a matter off supervision (挂牌督办), for which a reason is needed."""
    need(reason, MatterVerb.RELAX)
    moved = move(state, MatterVerb.RELAX)
    if not is_prioritised:
        raise AlreadySo(verb=MatterVerb.RELAX.value)
    return Outcome(state=moved, because=())


def escalate(state: State, *, level: Level | None, pack: Pack, reason: str) -> Raised:
    """Return the outcome of an escalation: the lead body of the next higher level is to be notified.

    The unit stays answerable. `level` is the highest that was told so far, None before anybody has the
    matter. Raises NothingAbove.
    """
    need(reason, MatterVerb.ESCALATE)
    moved = move(state, MatterVerb.ESCALATE)
    above = pack.above(level)
    if above is None:
        raise NothingAbove
    body = pack.leads[above]
    because = (pack.name, f"leads.{above}", f"bodies.{body}", *ground(pack.bodies[body]))
    return Raised(state=moved, because=because, level=above, body=body)
