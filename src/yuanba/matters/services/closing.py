"""Services between the answer and the end: check, invite raters, close, return for rework."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from yuanba.journal.services import Act
from yuanba.lists import queries as lists
from yuanba.matters import queries
from yuanba.matters.models import Matter
from yuanba.matters.queries import routing
from yuanba.matters.services.life import (
    assigned,
    give,
    record,
    supervise,
    told,
    turn,
)
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.chain import Json
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Verdict
from yuanba.rules.matters import closing, triage
from yuanba.rules.matters.check import require_untied
from yuanba.rules.matters.triage import Assignment
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack


@transaction.atomic
def check(*, actor: Actor, matter_id: int, passes: bool, words: str, now: datetime) -> None:
    """Record the check of an answer; nobody checks their own, their unit's or their superiors' work.

    What passes is noticed or judged; what fails goes back to its body as a rework.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.CHECK, queries.facts_of(matter), now)
    require_untied(queries.person_of(actor, now), queries.past_of(matter.pk))
    outcome = closing.check(
        State(matter.state),
        matter.class_code,
        matter.item_code,
        passes=passes,
        words=words,
        pack=pack,
        at=now,
        reworks=matter.reworks,
        local=lists.local_of(matter.local_list_id, matter.item_code, pack=pack),
        is_rural=routing.is_rural(matter, matter.class_code, pack),
    )

    if isinstance(outcome, Assignment):
        said = _again(matter, outcome, pack, now)
    else:
        turn(matter, outcome, now=now)
        said = told(outcome)

    record(
        Act(actor, MatterVerb.CHECK, now),
        matter,
        because=outcome.because,
        words=words,
        said={"passes": passes, **said},
    )
    _look_after(matter, outcome, pack, now)


@transaction.atomic
def reopen(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Reopen an unsolved matter with a new order for its unit and a new deadline."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.REOPEN, queries.facts_of(matter, with_handlers=True), now)
    outcome = triage.reopen(
        State(matter.state),
        matter.class_code,
        matter.item_code,
        pack=pack,
        at=now,
        reason=reason,
        reworks=matter.reworks,
        local=lists.local_of(matter.local_list_id, matter.item_code, pack=pack),
        is_rural=routing.is_rural(matter, matter.class_code, pack),
    )

    said = _again(matter, outcome, pack, now) | queries.on_behalf(actor.kind is ActorKind.STAFF)

    record(Act(actor, MatterVerb.REOPEN, now), matter, because=outcome.because, words=reason, said=said)
    _look_after(matter, outcome, pack, now)


@transaction.atomic
def invite(*, actor: Actor, matter_id: int, now: datetime) -> None:
    """Start the rating of a matter, once its public notice was posted for the required period."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.INVITE, queries.facts_of(matter), now)
    outcome = closing.invite(State(matter.state), matter.class_code, pack=pack, at=now)

    turn(matter, outcome, now=now)

    record(Act(actor, MatterVerb.INVITE, now), matter, because=outcome.because, said=told(outcome))


@transaction.atomic
def close(
    *, actor: Actor, matter_id: int, verdict: Verdict, without: Sequence[str] = (), now: datetime
) -> None:
    """Close a matter with the verdict of its ratings, or as unrated if nobody rated it.

    The app that keeps the ratings calls this with their verdict, and with the groups of judges in which
    there was nobody.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.CLOSE, queries.facts_of(matter), now)
    outcome = closing.close(State(matter.state), verdict, without=without, pack=pack)

    matter.ended_at = now
    turn(matter, outcome, now=now, also=["ended_at"])

    said: dict[str, Json] = {"verdict": verdict, **({"without": list(without)} if without else {})}
    record(Act(actor, MatterVerb.CLOSE, now), matter, because=outcome.because, said=said)


@transaction.atomic
def undo_close(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Reopen a matter that was closed by mistake, so that its answer is checked and rated again."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.UNDO_CLOSE, queries.facts_of(matter), now)
    outcome = closing.undo_close(State(matter.state), reason=reason, pack=pack, at=now)

    matter.ended_at = None
    turn(matter, outcome, now=now, also=["ended_at"])

    record(
        Act(actor, MatterVerb.UNDO_CLOSE, now),
        matter,
        because=outcome.because,
        words=reason,
        said=told(outcome),
    )


def _again(matter: Matter, outcome: Assignment, pack: Pack, now: datetime) -> dict[str, Json]:
    """Give the order to the body once more."""
    unit, before = routing.unit_of(outcome, matter.area_path, pack, place=matter.place).code, matter.unit
    give(matter, outcome, unit, now=now)
    return assigned(matter, outcome, before=before)


def _look_after(matter: Matter, outcome: object, pack: Pack, now: datetime) -> None:
    """What came back too often goes under supervision, recorded behind what sent it back."""
    if isinstance(outcome, Assignment) and outcome.is_supervised:
        supervise(matter, pack, now=now)
