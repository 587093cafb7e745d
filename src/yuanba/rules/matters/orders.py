"""What a unit does with an order, what others do about it, and what puts it off."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
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
from yuanba.rules.time.deadline import Extension, Term, Why, due


class NoCoUnit(Refused):
    """The lead does not ask itself for help, nor the same unit twice, nor nobody."""

    code: ClassVar[str] = "orders.no_co_unit"


class TooManyUnits(Refused):
    """More units than may help."""

    code: ClassVar[str] = "orders.too_many_units"


class NotJoined(Refused):
    """Who has not accepted its part cannot hand it in, and who has cannot decline it."""

    code: ClassVar[str] = "orders.not_joined"


class TooOften(Refused):
    """This has been done as often as the pack allows."""

    code: ClassVar[str] = "orders.too_often"


class TooLong(Refused):
    """More time than the pack allows."""

    code: ClassVar[str] = "orders.too_long"


class TooLate(Refused):
    """More time is asked for before the time is over, not after."""

    code: ClassVar[str] = "orders.too_late"


class RequestPending(Refused):
    """A request waits for its decision already."""

    code: ClassVar[str] = "orders.request_pending"


class NoRequest(Refused):
    """There is no request to decide on."""

    code: ClassVar[str] = "orders.no_request"


class AlreadySo(Refused):
    """It is under supervision already, or is not at all."""

    code: ClassVar[str] = "orders.already_so"


class NothingAbove(Refused):
    """There is no level above this one."""

    code: ClassVar[str] = "orders.nothing_above"


class Wish(StrEnum):
    """What a unit may ask for: that the clock stands still, or more time."""

    HOLD = "hold"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a unit asked for, for how long; it waits until somebody grants or denies it."""

    wish: Wish
    term: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised(Outcome):
    """Who is told now: the body that leads at the next level up."""

    level: Level
    body: str


# --- the unit ---------------------------------------------------------------------------------------


def accept(state: State) -> Outcome:
    """The unit takes the order; who accepts first stays answerable (首接负责制)."""
    return Outcome(state=move(state, MatterVerb.ACCEPT), because=("grounds.first_taker",))


def give_back(state: State, *, reason: str) -> Outcome:
    """The unit returns the order before it accepts, with a reason that the triager reads."""
    need(reason, MatterVerb.RETURN)
    return Outcome(state=move(state, MatterVerb.RETURN), because=())


def answer(state: State, *, words: str, pack: Pack, at: datetime) -> Outcome:
    """The unit says what was done; somebody else checks it. An empty answer is none."""
    need(words, MatterVerb.ANSWER)
    moved = move(state, MatterVerb.ANSWER)
    checked = due(at, pack.checking.term, pack.calendar)
    return Outcome(state=moved, because=(pack.name, *ground(pack.checking)), until_at=checked.at)


def split(
    state: State, units: Collection[str], *, lead_unit: str, helping: Collection[str], words: str, pack: Pack
) -> Outcome:
    """The lead asks other units for their part, and says which; it stays answerable for the whole.

    `helping` are those that it asked before, without those that declined.
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
    """A co-handling unit takes its part."""
    return _part(state, MatterVerb.JOIN, is_joined=is_joined, wanted=False)


def decline(state: State, *, is_joined: bool, reason: str) -> Outcome:
    """A co-handling unit says, before it takes its part, why it is not its own."""
    need(reason, MatterVerb.DECLINE)
    return _part(state, MatterVerb.DECLINE, is_joined=is_joined, wanted=False)


def contribute(state: State, *, is_joined: bool, words: str) -> Outcome:
    """A co-handling unit hands its part to the lead, who answers for all."""
    need(words, MatterVerb.CONTRIBUTE)
    return _part(state, MatterVerb.CONTRIBUTE, is_joined=is_joined, wanted=True)


def _part(state: State, verb: Verb, *, is_joined: bool, wanted: bool) -> Outcome:
    moved = move(state, verb)
    if is_joined is not wanted:
        raise NotJoined(verb=verb.value)
    return Outcome(state=moved, because=())


# --- the resident is asked --------------------------------------------------------------------------


def ask(state: State, *, question: str, asked: int, pack: Pack, at: datetime) -> Outcome:
    """Ask the resident something; the clock stands still until they reply, or the pack's time is over."""
    need(question, MatterVerb.ASK)
    moved = move(state, MatterVerb.ASK)
    if asked >= pack.orders.asks:
        raise TooOften(verb=MatterVerb.ASK.value, most=pack.orders.asks)
    until = due(at, pack.orders.reply, pack.calendar)
    return Outcome(state=moved, because=(pack.name, *ground(pack.orders)), until_at=until.at, pause=Why.ASKED)


def reply(state: State, *, words: str, clock: Clock | None, pack: Pack, at: datetime) -> Outcome:
    """The resident says more. If that was waited for, the clock runs on; if not, it is read all the same."""
    need(words, MatterVerb.REPLY)
    moved = move(state, MatterVerb.REPLY)
    if state is not State.WAITING or clock is None:
        return Outcome(state=moved, because=())
    return _run_on(moved, clock, pack, at)


def resume(state: State, *, clock: Clock, pack: Pack, at: datetime) -> Outcome:
    """The clock runs on: the time for the reply or of the hold is over, or the unit needs it no longer."""
    return _run_on(move(state, MatterVerb.RESUME), clock, pack, at)


def _run_on(moved: State, clock: Clock, pack: Pack, at: datetime) -> Outcome:
    end = due_of(clock, pack, at)
    return Outcome(state=moved, because=(pack.name, *end.because), due=end)


# --- requests ---------------------------------------------------------------------------------------


def ask_hold(
    state: State, *, term: Term, reason: str, holds: int, pending: Request | None, pack: Pack
) -> Outcome:
    """Ask that the clock stand still for a while, with the reason that the resident reads."""
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
    pending: Request | None,
    due_at: datetime,
    pack: Pack,
    at: datetime,
) -> Outcome:
    """Ask for more time before it is over, with the reason that the resident reads."""
    need(reason, MatterVerb.ASK_EXTEND)
    moved = move(state, MatterVerb.ASK_EXTEND)
    _may_ask(MatterVerb.ASK_EXTEND, extensions, pack.orders.extensions, pending)
    _not_longer(term, pack.orders.extension)
    if at > due_at:
        raise TooLate(verb=MatterVerb.ASK_EXTEND.value)
    return Outcome(state=moved, because=(pack.name, *ground(pack.orders)))


def grant(state: State, request: Request | None, *, clock: Clock, pack: Pack, at: datetime) -> Outcome:
    """Allow what was asked: the clock stands still until the hold is over, or the answer is due later."""
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


def deny(state: State, request: Request | None, *, reason: str) -> Outcome:
    """Refuse what was asked; the clock has run on meanwhile."""
    need(reason, MatterVerb.DENY)
    if request is None:
        raise NoRequest
    return Outcome(state=move(state, MatterVerb.DENY), because=())


def _may_ask(verb: Verb, times: int, most: int, pending: Request | None) -> None:
    if pending:
        raise RequestPending
    if times >= most:
        raise TooOften(verb=verb.value, most=most)


def _not_longer(term: Term, most: Term) -> None:
    if term.in_days > most.in_days:
        raise TooLong(amount=most.amount, unit=most.unit.value)


# --- others press -----------------------------------------------------------------------------------


def urge(state: State, *, urges_today: int, pack: Pack) -> Outcome:
    """Ask where it stays (催办); counted, so many times a day by one person."""
    moved = move(state, MatterVerb.URGE)
    if urges_today >= pack.orders.urges_per_day:
        raise TooOften(verb=MatterVerb.URGE.value, most=pack.orders.urges_per_day)
    return Outcome(state=moved, because=(pack.name, *ground(pack.orders)))


def prioritise(state: State, *, is_prioritised: bool, reason: str) -> Outcome:
    """Put it on the supervision list (挂牌督办), where it stays until somebody lifts it."""
    need(reason, MatterVerb.PRIORITISE)
    moved = move(state, MatterVerb.PRIORITISE)
    if is_prioritised:
        raise AlreadySo(verb=MatterVerb.PRIORITISE.value)
    return Outcome(state=moved, because=())


def relax(state: State, *, is_prioritised: bool, reason: str) -> Outcome:
    """Take it off the supervision list, and say why."""
    need(reason, MatterVerb.RELAX)
    moved = move(state, MatterVerb.RELAX)
    if not is_prioritised:
        raise AlreadySo(verb=MatterVerb.RELAX.value)
    return Outcome(state=moved, because=())


def escalate(state: State, *, level: Level | None, pack: Pack, reason: str) -> Raised:
    """Tell the lead of the next level up from where it was last told; the unit stays answerable.

    `level` is None before anybody has the matter.
    """
    need(reason, MatterVerb.ESCALATE)
    moved = move(state, MatterVerb.ESCALATE)
    above = pack.above(level)
    if above is None:
        raise NothingAbove
    body = pack.leads[above]
    because = (pack.name, f"leads.{above}", f"bodies.{body}", *ground(pack.bodies[body]))
    return Raised(state=moved, because=because, level=above, body=body)
