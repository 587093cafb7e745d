"""Worked cases that follow a matter's whole life: step by step, with what must hold after each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from yuanba.packs.walks import Does as Does
from yuanba.packs.walks import Life as Life
from yuanba.packs.walks import LifeStep, Walk
from yuanba.rules.core.fault import Fault, fault
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import ENDS, PAUSED
from yuanba.rules.evaluation import groups
from yuanba.rules.matters import closing, milestones, orders, passing, picking, triage
from yuanba.rules.matters.escalation import SideKind, pressing
from yuanba.rules.matters.orders import UnitRequest, Wish
from yuanba.rules.matters.triage import Assignment
from yuanba.rules.pack import Pack
from yuanba.rules.pack.outcome import Outcome
from yuanba.rules.time.calendar import day
from yuanba.rules.time.deadline import ClockPause, Extension, ended

WORDS = "worked case"


def faults_of(life: Life, pack: Pack) -> Iterator[Fault]:
    """Yield a fault for every step whose result differs from what the worked case says."""
    filed = triage.file(pack=pack, at=life.at)
    walk = Walk(pack=pack, state=filed.state, until_at=filed.until_at, is_rural=life.rural)
    for number, step in enumerate(life.step):
        place = f"step.{number}"
        try:
            walk = _after(walk, step)
        except Refused as refusal:
            if step.refused != refusal.code:
                yield fault(place, "case_refused", refusal=str(refusal))
                return
        else:
            if step.refused:
                yield fault(f"{place}.refused", "case_passed", refusal=step.refused)
        yield from _wrong(walk, step, place)


def _after(walk: Walk, step: LifeStep) -> Walk:
    if step.do == "clock":
        return walk
    outcome = STEPS[step.do](walk, step)
    pauses = walk.pauses
    if walk.state in PAUSED and outcome.state not in PAUSED:
        pauses = ended(pauses, step.at)
    if outcome.pause:
        pauses = (*pauses, ClockPause(from_at=step.at, why=outcome.pause))
    given = outcome if isinstance(outcome, Assignment) else None
    same = given is None or (walk.given is not None and walk.given.reworks == given.reworks)
    more = (Extension(term=step.term, granted_at=step.at),) if step.do == "extend" and step.term else ()
    moved = outcome.state is not walk.state or given is not None
    accepted_at = step.at if step.do in ("accept", "take") else walk.accepted_at
    return replace(
        walk,
        state=outcome.state,
        until_at=outcome.until_at if moved else walk.until_at,
        given=given or walk.given,
        accepted_at=None if given else accepted_at,
        told=(walk.told if same else frozenset()) | ({step.milestone} - {""}),
        split_at=() if given else (*walk.split_at, *((step.at,) if step.do == "split" else ())),
        due_at=outcome.due.at if outcome.due else walk.due_at,
        ended_at=step.at if outcome.state in ENDS else walk.ended_at,
        objections=walk.objections + (step.do == "object"),
        pauses=pauses,
        extensions=(*walk.extensions, *more),
    )


def _wrong(walk: Walk, step: LifeStep, place: str) -> Iterator[Fault]:
    course = walk.course(step.at)
    told = tuple(deed.verb.removeprefix("matter.") for deed in pressing(course, walk.pack, step.at))
    ends = {(side.kind, side.name): day(side.due_at) for side in course.sides}
    judges = tuple(group.code for group in groups(walk.given.class_code, walk.pack)) if walk.given else ()
    pairs = [
        ("state", step.state, walk.state),
        ("body", step.body or None, walk.given.body if walk.given else ""),
        ("due_on", step.due_on, walk.due_at and day(walk.due_at)),
        ("until_on", step.until_on, walk.until_at and day(walk.until_at)),
        ("milestones", step.milestones, {name: on for (kind, name), on in ends.items() if kind != "part"}),
        ("parts_on", step.parts_on, tuple(on for (kind, _), on in ends.items() if kind == "part")),
        ("evaluators", step.evaluators, judges),
        ("clock", step.clock, told),
    ]
    for key, expected, found in pairs:
        if expected is not None and expected != found:
            yield fault(f"{place}.{key}", "case_differs", expected=_plain(expected), found=_plain(found))


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        value = tuple(f"{name} {on}" for name, on in value.items())
    return " ".join(map(str, value)) or "nothing" if isinstance(value, tuple) else str(value)


def _assign(walk: Walk, step: LifeStep) -> Outcome:
    given = walk.given
    return triage.assign(
        walk.state,
        step.class_code,
        step.item,
        pack=walk.pack,
        at=step.at,
        since_at=given.since_at if given else None,
        reworks=given.reworks if given else 0,
        pauses=walk.pauses,
        extensions=walk.extensions,
        is_rural=walk.is_rural,
    )


def _reassign(walk: Walk, step: LifeStep) -> Outcome:
    clock = walk.clock
    return triage.reassign(
        walk.state,
        step.class_code,
        step.item,
        pack=walk.pack,
        since_at=clock.since_at,
        reason=WORDS,
        at=step.at,
        reworks=clock.reworks,
        pauses=clock.pauses,
        extensions=clock.extensions,
        is_rural=walk.is_rural,
    )


def _settle(walk: Walk, step: LifeStep) -> Outcome:
    return triage.settle(
        walk.state,
        step.class_code,
        step.item,
        words=WORDS,
        pack=walk.pack,
        at=step.at,
        is_rural=walk.is_rural,
    )


def _pass_up(walk: Walk, step: LifeStep) -> Outcome:
    """As if each level that takes it had a unit here: the next body above has it then."""
    given = walk.given
    assert given
    above = passing.bodies_above(given.level, walk.pack)
    passed = passing.pass_up(
        walk.state,
        step.code,
        words=WORDS,
        level=given.level,
        body=above[0] if above else "",
        clock=walk.clock,
        pack=walk.pack,
        at=step.at,
    )
    end = passed.due
    assert end
    assert passed.until_at
    return replace(
        given,
        state=passed.state,
        because=passed.because,
        body=passed.body,
        level=passed.level,
        since_at=passed.since_at,
        until_at=passed.until_at,
        due=end,
        due_at=end.at,
        due_on=end.on,
    )


def _split(walk: Walk, step: LifeStep) -> Outcome:
    return orders.split(
        walk.state, [WORDS], lead_unit="", helping=list(map(str, walk.split_at)), words=WORDS, pack=walk.pack
    )


def _report_progress(walk: Walk, step: LifeStep) -> Outcome:
    return milestones.report_progress(
        walk.state,
        walk.clock.class_code,
        milestone=step.milestone,
        still_open={side.name for side in walk.sides(step.at) if side.kind is SideKind.MILESTONE},
        words=WORDS,
        pack=walk.pack,
    )


def _ask(walk: Walk, step: LifeStep) -> Outcome:
    return orders.ask(walk.state, question=WORDS, asked=0, pack=walk.pack, at=step.at)


def _reply(walk: Walk, step: LifeStep) -> Outcome:
    return orders.reply(walk.state, words=WORDS, clock=walk.clock, pack=walk.pack, at=step.at)


def _resume(walk: Walk, step: LifeStep) -> Outcome:
    return orders.resume(walk.state, clock=walk.clock, pack=walk.pack, at=step.at)


def _hold(walk: Walk, step: LifeStep) -> Outcome:
    term = step.term or walk.pack.orders.hold
    orders.ask_hold(walk.state, term=term, reason=WORDS, holds=0, pending=None, pack=walk.pack)
    request = UnitRequest(wish=Wish.HOLD, term=term)
    return orders.grant(walk.state, request, clock=walk.clock, pack=walk.pack, at=step.at)


def _extend(walk: Walk, step: LifeStep) -> Outcome:
    term = step.term or walk.pack.orders.extension
    orders.ask_extend(
        walk.state,
        term=term,
        reason=WORDS,
        extensions=len(walk.extensions),
        pending=None,
        due_at=walk.due_at or step.at,
        pack=walk.pack,
        at=step.at,
    )
    request = UnitRequest(wish=Wish.EXTEND, term=term)
    return orders.grant(walk.state, request, clock=walk.clock, pack=walk.pack, at=step.at)


def _check(walk: Walk, step: LifeStep) -> Outcome:
    clock = walk.clock
    return closing.check(
        walk.state,
        clock.class_code,
        clock.item_code,
        passes=step.passes,
        words=WORDS,
        pack=walk.pack,
        at=step.at,
        reworks=clock.reworks,
        is_rural=walk.is_rural,
    )


def _reopen(walk: Walk, step: LifeStep) -> Outcome:
    clock = walk.clock
    return triage.reopen(
        walk.state,
        clock.class_code,
        clock.item_code,
        pack=walk.pack,
        at=step.at,
        reason=WORDS,
        reworks=clock.reworks,
        is_rural=walk.is_rural,
    )


def _object(walk: Walk, step: LifeStep) -> Outcome:
    return triage.object_to(
        walk.state,
        reason=WORDS,
        ended_at=walk.ended_at or step.at,
        objections=walk.objections,
        pack=walk.pack,
        at=step.at,
    )


#: What a step may do, by its verb.
STEPS: Mapping[Does, Callable[[Walk, LifeStep], Outcome]] = MappingProxyType(
    {
        "assign": _assign,
        "reassign": _reassign,
        "refuse": lambda walk, step: triage.refuse(walk.state, step.code, pack=walk.pack, reason=WORDS),
        "guide": lambda walk, step: triage.guide(walk.state, step.code, pack=walk.pack, words=WORDS),
        "object": _object,
        "withdraw": lambda walk, _step: triage.withdraw(walk.state),
        "settle": _settle,
        "accept": lambda walk, _step: orders.accept(walk.state),
        "take": lambda walk, _step: picking.take(
            walk.state, walk.clock.class_code, walk.clock.item_code, unit="", takers=(), pack=walk.pack
        ),
        "return": lambda walk, _step: orders.give_back(walk.state, reason=WORDS),
        "pass_up": _pass_up,
        "split": _split,
        "report_progress": _report_progress,
        "ask": _ask,
        "reply": _reply,
        "resume": _resume,
        "hold": _hold,
        "extend": _extend,
        "answer": lambda walk, step: orders.answer(walk.state, words=WORDS, pack=walk.pack, at=step.at),
        "check": _check,
        "invite": lambda walk, step: closing.invite(
            walk.state, walk.clock.class_code, pack=walk.pack, at=step.at
        ),
        "reopen": _reopen,
        "close": lambda walk, step: closing.close(walk.state, step.verdict, pack=walk.pack),
        "undo_close": lambda walk, step: closing.undo_close(
            walk.state, reason=WORDS, pack=walk.pack, at=step.at
        ),
    }
)
