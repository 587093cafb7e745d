"""Services of dispatch: assign and reassign, at once or after a second person's signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from yuanba.journal import queries as journal
from yuanba.journal.services import Act
from yuanba.lists import queries as lists
from yuanba.matters import queries
from yuanba.matters.models import Matter
from yuanba.matters.queries import clock, routing
from yuanba.matters.services.beside import publish
from yuanba.matters.services.filing import UnknownFilingArea
from yuanba.matters.services.handling import open_parts, require_units
from yuanba.matters.services.life import assigned, end_orders, give, record, turn
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import dispatching, triage
from yuanba.rules.matters.dispatching import Submitted
from yuanba.rules.matters.triage import Assignment
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.time.calendar import day

#: What rooms above say before a matter comes into a class: a refusal of theirs where it is too early.
HOLDS: dict[str, Callable[[int, str, Pack], None]] = {}
PLACE = ("area_code", "area_path", "subdistrict_code", "published_at")


@transaction.atomic
def assign(
    *,
    actor: Actor,
    matter_id: int,
    class_code: str,
    item_code: str = "",
    area_code: str = "",
    helpers: Sequence[str] = (),
    task: str = "",
    title: str = "",
    summary: str = "",
    now: datetime,
) -> None:
    """Assign a matter to the unit responsible for its class or item, and start the deadline clock.

    ``area_code`` sets where it lies, if the resident's words left that open or were mistaken. ``helpers``
    are asked in the same act to do a ``task``, where the class allows that. With a title and summary it is
    made public in the same act, so that neighbours join it while it matters. Where the class is signed, all
    of this waits for the signature.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)
    draft = Submitted(
        class_code=class_code,
        item_code=item_code,
        helpers=tuple(helpers),
        task=task,
        title=title,
        summary=summary,
        by=actor.key,
        at=now,
    )
    facts = queries.facts_of(matter)

    access.require(actor, MatterVerb.ASSIGN, facts, now)
    _place(matter, area_code)
    outcome, unit = _ask(MatterVerb.ASSIGN, matter, draft, pack, now)
    if _waits_for_signature(actor, MatterVerb.ASSIGN, facts, matter, draft, pack):
        return

    said = _give(actor, matter, draft, outcome, unit, pack, now=now)

    record(Act(actor, MatterVerb.ASSIGN, now), matter, because=outcome.because, words=draft.words, said=said)
    if title or summary:
        publish(actor=actor, matter_id=matter_id, title=title, summary=summary, now=now)


@transaction.atomic
def reassign(
    *,
    actor: Actor,
    matter_id: int,
    class_code: str,
    item_code: str = "",
    area_code: str = "",
    helpers: Sequence[str] = (),
    task: str = "",
    reason: str,
    now: datetime,
) -> None:
    """Reassign a matter to the unit of another class or item; the deadline clock is not restarted.

    Who helped is released; ``helpers`` are asked in the same act to do a ``task``, where the class allows
    that. Where the class is signed, the matter stays with its unit until then.
    """
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)
    draft = Submitted(
        class_code=class_code,
        item_code=item_code,
        helpers=tuple(helpers),
        task=task,
        reason=reason,
        by=actor.key,
        at=now,
    )
    facts = queries.facts_of(matter)

    access.require(actor, MatterVerb.REASSIGN, facts, now)
    _place(matter, area_code)
    outcome, unit = _ask(MatterVerb.REASSIGN, matter, draft, pack, now)
    if _waits_for_signature(actor, MatterVerb.REASSIGN, facts, matter, draft, pack):
        return

    said = _give(actor, matter, draft, outcome, unit, pack, now=now)

    record(
        Act(actor, MatterVerb.REASSIGN, now), matter, because=outcome.because, words=draft.words, said=said
    )


def _waits_for_signature(
    actor: Actor, verb: Verb, facts: Facts, matter: Matter, draft: Submitted, pack: Pack
) -> bool:
    """Check that the actor may dispatch this class, and keep the dispatch where a second person signs it.

    ``facts`` are those before the matter was placed: it may be moved to where the actor has no say.
    """
    dispatching.require_title(draft.class_code, access.titles(actor, verb, facts, draft.at), pack)
    if not dispatching.is_signed(draft.class_code, pack):
        return False
    access.require(actor, MatterVerb.SUBMIT, facts, draft.at)
    if draft.title or draft.summary:
        access.require(actor, MatterVerb.PUBLISH, facts, draft.at)
    _submit(actor, matter, draft, pack)
    return True


def _ask(verb: Verb, matter: Matter, draft: Submitted, pack: Pack, now: datetime) -> tuple[Assignment, str]:
    """What the rules make of a dispatch by this verb, and the unit that gets it."""
    if draft.class_code != matter.class_code:
        for hold in HOLDS.values():
            hold(matter.pk, draft.class_code, pack)
    known: dict[str, Any] = {
        "pack": pack,
        "at": now,
        "reworks": matter.reworks,
        "pauses": clock.pauses_of(matter.pk),
        "extensions": clock.extensions_of(matter.pk),
        "local": lists.local_for(matter.area_path, draft.item_code, pack=pack),
        "is_rural": routing.is_rural(matter, draft.class_code, pack),
    }
    state, since_at = State(matter.state), matter.since_at
    if verb is MatterVerb.ASSIGN:
        outcome = triage.assign(state, draft.class_code, draft.item_code, since_at=since_at, **known)
    else:
        known |= {"since_at": since_at or now, "reason": draft.reason}
        outcome = triage.reassign(state, draft.class_code, draft.item_code, **known)
    unit = routing.unit_of(outcome, matter.area_path, pack, place=matter.place).code
    dispatching.require_helpers(draft.class_code, draft.helpers, lead=unit, task=draft.task, pack=pack)
    require_units(draft.helpers)
    return outcome, unit


def _give(
    actor: Actor,
    matter: Matter,
    draft: Submitted,
    outcome: Assignment,
    unit: str,
    pack: Pack,
    *,
    now: datetime,
) -> Mapping[str, Json]:
    """Store a dispatch with the orders of its units; return what the journal says of it."""
    before = matter.unit
    end_orders(matter, ending="reassigned", actor=actor, now=now)
    if not pack.classes[draft.class_code].is_public:
        matter.published_at = None  # what was public and comes into a private class is withdrawn
    give(matter, outcome, unit, now=now, also=PLACE)
    helping: dict[str, Json] = {}
    if draft.helpers:
        due_at = open_parts(matter, draft.helpers, now=now)
        helping = {"helping": list(draft.helpers), **queries.part_due_told(due_at)}
    return {**assigned(matter, outcome, before=before), **helping}


def _submit(actor: Actor, matter: Matter, draft: Submitted, pack: Pack) -> None:
    """Keep a dispatch until a second person signs it; it takes the place of one that waited."""
    now = draft.at
    outcome = dispatching.submit(State(matter.state), draft.class_code, pack=pack)
    row = pack.classes[draft.class_code]
    signers = people.held_by_title(dispatching.titles_of(row.signed_by, pack), matter.area_path)
    keys = {one.account_key for one in signers if one.holds_on(day(now))} - {actor.key}

    before = journal.last(queries.STORY_KIND, str(matter.pk), verbs=[MatterVerb.SUBMIT])
    number = 1 + (before.told.number("draft") or 0 if before else 0)
    matter.draft = draft.model_copy(update={"number": number}).model_dump(mode="json")
    turn(matter, outcome, now=now, also=["draft", *PLACE])

    said: dict[str, Json] = {
        "class": draft.class_code,
        "item": draft.item_code,
        "signers": sorted(keys),
        "draft": number,
    }
    record(Act(actor, MatterVerb.SUBMIT, now), matter, because=outcome.because, words=draft.words, said=said)


@transaction.atomic
def sign(*, actor: Actor, matter_id: int, draft: int, now: datetime) -> None:
    """Sign a dispatch that somebody else submitted: the matter goes to its unit now, and its clock starts.

    ``draft`` is the number of the dispatch that the signer read; one that was submitted since is refused.
    """
    matter = queries.lock(matter_id)
    pack, facts = queries.rules_for(matter), queries.facts_of(matter)

    access.require(actor, MatterVerb.SIGN, facts, now)
    signed = dispatching.sign(
        State(matter.state),
        dispatching.draft_of(matter.draft),
        number=draft,
        by=actor.key,
        titles=access.titles(actor, MatterVerb.SIGN, facts, now),
        pack=pack,
    )
    verb = MatterVerb.ASSIGN if matter.state == State.FILED else MatterVerb.REASSIGN
    outcome, unit = _ask(verb, matter, signed, pack, now)

    said = _give(actor, matter, signed, outcome, unit, pack, now=now)

    record(
        Act(actor, MatterVerb.SIGN, now),
        matter,
        because=(*outcome.because, "dispatching.signed"),
        words=signed.words,
        said={**said, "submitted_by": signed.by},
    )
    writer = people.actor(signed.by)
    if writer and (signed.title or signed.summary):
        publish(actor=writer, matter_id=matter_id, title=signed.title, summary=signed.summary, now=now)


@transaction.atomic
def reject(*, actor: Actor, matter_id: int, draft: int, reason: str, now: datetime) -> None:
    """Do not sign a dispatch, with the reason; whoever triages chooses again."""
    matter = queries.lock(matter_id)
    pack, facts = queries.rules_for(matter), queries.facts_of(matter)

    access.require(actor, MatterVerb.REJECT, facts, now)
    outcome = dispatching.reject(
        State(matter.state),
        dispatching.draft_of(matter.draft),
        number=draft,
        titles=access.titles(actor, MatterVerb.REJECT, facts, now),
        reason=reason,
        pack=pack,
    )

    matter.draft = None
    turn(matter, outcome, now=now, also=["draft"])

    record(Act(actor, MatterVerb.REJECT, now), matter, because=outcome.because, words=reason)


def _place(matter: Matter, area_code: str) -> None:
    """Set where the matter lies; it may be moved to where the actor has no say, for that is triage."""
    if not area_code or area_code == matter.area_code:
        return
    area = places.area(area_code)
    if area is None:
        raise UnknownFilingArea(area=area_code)
    matter.area_code, matter.area_path = area.code, area.path
    matter.subdistrict_code = queries.subdistrict_of(area.path)
