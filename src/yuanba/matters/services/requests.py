"""Services that pause a matter's clock (SLA pause) or give it more time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Matter, Pause, Request
from yuanba.matters.queries import clock
from yuanba.matters.services.attachments import Enclosure, enclose
from yuanba.matters.services.life import pressing_deed, record, told, turn
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.chain import Json
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import orders
from yuanba.rules.matters.clock import Clock
from yuanba.rules.matters.escalation import ClockAction
from yuanba.rules.matters.matter import WrongState
from yuanba.rules.matters.orders import NoRequest, Wish
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.deadline import Term, Why


@transaction.atomic
def ask(*, actor: Actor, matter_id: int, question: str, now: datetime) -> None:
    """Ask the resident a question and pause the deadline clock until the reply, or for a limited time."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.ASK, queries.facts_of(matter), now)
    asked = clock.asked_this_round(matter)
    outcome = orders.ask(State(matter.state), question=question, asked=asked, pack=pack, at=now)

    turn(matter, outcome, now=now)

    record(
        Act(actor, MatterVerb.ASK, now), matter, because=outcome.because, words=question, said=told(outcome)
    )


@transaction.atomic
def reply(
    *, actor: Actor, matter_id: int, words: str, enclosures: Sequence[Enclosure] = (), now: datetime
) -> None:
    """Record the resident's reply; restart the deadline clock if it was paused for the reply."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.REPLY, queries.facts_of(matter), now)
    running = clock.clock_of(matter) if matter.since_at else None
    outcome = orders.reply(State(matter.state), words=words, clock=running, pack=pack, at=now)

    turn(matter, outcome, now=now)
    files = enclose(
        matter=matter, enclosures=enclosures, verb=MatterVerb.REPLY, actor=actor, now=now, is_from_owner=True
    )

    said = {**told(outcome), **files, **queries.on_behalf(actor.kind is ActorKind.STAFF)}
    record(Act(actor, MatterVerb.REPLY, now), matter, because=outcome.because, words=words, said=said)


@transaction.atomic
def resume(*, actor: Actor, matter_id: int, deed: ClockAction | None = None, now: datetime) -> None:
    """End the pause of a matter's deadline clock: the pause is over or the unit no longer needs it.

    A pause whose time is over ended then, however late the clock came by.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.RESUME, queries.facts_of(matter), now)
    at = now
    if deed:
        pressing_deed(matter, pack, deed, now=now)
        at = matter.until_at or now
    outcome = orders.resume(State(matter.state), clock=_clock(matter, MatterVerb.RESUME), pack=pack, at=at)

    turn(matter, outcome, now=at)

    record(Act(actor, MatterVerb.RESUME, now), matter, because=outcome.because, said=told(outcome))


@transaction.atomic
def deliberate(
    *, actor: Actor, matter_id: int, waits: Term | None, because: Sequence[str], now: datetime
) -> datetime | None:
    """Let a matter's clock wait while it is before a council; return until when, or None where it runs on.

    It waits in a unit's hands or before anybody sorted it, and never in a danger. `waits` None ends it.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.DELIBERATE, queries.facts_of(matter), now)
    state = State(matter.state)
    if not waits and Pause.objects.filter(matter=matter, why=Why.COUNCIL, until_at=None).exists():
        if state is State.HELD:
            resume(actor=actor, matter_id=matter_id, now=now)
        return None
    if matter.dangers or state not in ({State.FILED, State.ACCEPTED} if waits else {State.FILED}):
        return None
    outcome = orders.deliberate(state, waits=waits, because=because, pack=pack, at=now)

    matter.until_at = outcome.until_at
    turn(matter, outcome, now=now, also=["until_at"])

    record(Act(actor, MatterVerb.DELIBERATE, now), matter, because=outcome.because, said=told(outcome))
    return matter.until_at


@transaction.atomic
def ask_hold(*, actor: Actor, matter_id: int, term: Term, reason: str, now: datetime) -> None:
    """Request a pause of the deadline clock for some time, with a reason that the resident can read."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.ASK_HOLD, queries.facts_of(matter), now)
    pending = clock.waiting_request(matter.pk)
    outcome = orders.ask_hold(
        State(matter.state),
        term=term,
        reason=reason,
        holds=clock.granted_this_round(matter, Wish.HOLD),
        pending=pending.request if pending else None,
        pack=pack,
    )

    turn(matter, outcome, now=now)
    _ask(matter, Wish.HOLD, term, actor, now)

    record(
        Act(actor, MatterVerb.ASK_HOLD, now), matter, because=outcome.because, words=reason, said=_asked(term)
    )


@transaction.atomic
def ask_extend(*, actor: Actor, matter_id: int, term: Term, reason: str, now: datetime) -> None:
    """Request a later deadline, with a reason that the resident can read."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.ASK_EXTEND, queries.facts_of(matter), now)
    pending = clock.waiting_request(matter.pk)
    outcome = orders.ask_extend(
        State(matter.state),
        term=term,
        reason=reason,
        extensions=clock.granted_this_round(matter, Wish.EXTEND),
        pending=pending.request if pending else None,
        due_at=matter.due_at or now,
        pack=pack,
        at=now,
    )

    turn(matter, outcome, now=now)
    _ask(matter, Wish.EXTEND, term, actor, now)

    record(
        Act(actor, MatterVerb.ASK_EXTEND, now),
        matter,
        because=outcome.because,
        words=reason,
        said=_asked(term),
    )


@transaction.atomic
def grant(*, actor: Actor, matter_id: int, now: datetime) -> None:
    """Grant the matter's open request: pause the deadline clock, or move the deadline."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.GRANT, queries.facts_of(matter), now)
    pending = clock.waiting_request(matter.pk)
    if pending is None:
        raise NoRequest
    outcome = orders.grant(
        State(matter.state), pending.request, clock=_clock(matter, MatterVerb.GRANT), pack=pack, at=now
    )

    turn(matter, outcome, now=now)
    _decide(pending.id, actor, now, is_granted=True)

    said = {**told(outcome), "wish": pending.request.wish, **_asked(pending.request.term)}
    record(Act(actor, MatterVerb.GRANT, now), matter, because=outcome.because, said=said)


@transaction.atomic
def deny(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Deny the matter's open request, with a reason; the deadline stays as it was."""
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.DENY, queries.facts_of(matter), now)
    pending = clock.waiting_request(matter.pk)
    if pending is None:
        raise NoRequest
    outcome = orders.deny(State(matter.state), pending.request, reason=reason)

    turn(matter, outcome, now=now)
    _decide(pending.id, actor, now, is_granted=False)

    record(
        Act(actor, MatterVerb.DENY, now),
        matter,
        because=outcome.because,
        words=reason,
        said={"wish": pending.request.wish},
    )


def _clock(matter: Matter, verb: Verb) -> Clock:
    """The clock of a matter that a unit has; what nobody has does not run on."""
    if matter.since_at is None:
        raise WrongState(state=matter.state, verb=verb)
    return clock.clock_of(matter)


def _ask(matter: Matter, wish: Wish, term: Term, actor: Actor, now: datetime) -> None:
    Request.objects.create(
        matter=matter, wish=wish, amount=term.amount, unit=term.unit, asked_at=now, asked_by=actor.key
    )


def _decide(request_id: int, actor: Actor, now: datetime, *, is_granted: bool) -> None:
    Request.objects.filter(pk=request_id).update(decided_at=now, decided_by=actor.key, is_granted=is_granted)


def _asked(term: Term) -> dict[str, Json]:
    return {"amount": term.amount, "term_unit": term.unit}
