"""Services of triage: the classifier's suggestions, and what a person decides."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from yuanba.journal import services as journal
from yuanba.journal.queries import Recorded
from yuanba.journal.services import Act, NewEntry
from yuanba.lists import queries as lists
from yuanba.matters import queries
from yuanba.matters.models import Order
from yuanba.matters.queries import routing
from yuanba.matters.services.attachments import Enclosure, enclose
from yuanba.matters.services.life import assigned, end_orders, give, record, told, turn
from yuanba.packs import store
from yuanba.reading import suggest as reader
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind, system
from yuanba.rules.core.state import State
from yuanba.rules.matters import settling, triage
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day


@transaction.atomic
def refuse(*, actor: Actor, matter_id: int, refusal_code: str, reason: str, now: datetime) -> None:
    """Refuse a matter for a reason that the district's rules allow, and say where to go instead."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.REFUSE, queries.facts_of(matter), now)
    outcome = triage.refuse(State(matter.state), refusal_code, pack=pack, reason=reason)

    matter.ended_at, matter.published_at = now, None
    turn(matter, outcome, now=now, also=["ended_at", "published_at"])

    record(
        Act(actor, MatterVerb.REFUSE, now),
        matter,
        because=outcome.because,
        words=reason,
        said={"refusal": refusal_code},
    )


@transaction.atomic
def guide(*, actor: Actor, matter_id: int, guidance_code: str, words: str, now: datetime) -> None:
    """Close a private matter with guidance on who can help."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.GUIDE, queries.facts_of(matter), now)
    outcome = triage.guide(State(matter.state), guidance_code, pack=pack, words=words)

    matter.ended_at, matter.published_at = now, None
    turn(matter, outcome, now=now, also=["ended_at", "published_at"])

    record(
        Act(actor, MatterVerb.GUIDE, now),
        matter,
        because=outcome.because,
        words=words,
        said={"guidance": guidance_code},
    )


@transaction.atomic
def settle(
    *,
    actor: Actor,
    matter_id: int,
    class_code: str,
    item_code: str = "",
    words: str,
    enclosures: Sequence[Enclosure] = (),
    now: datetime,
) -> None:
    """Settle a small matter on the spot and record what was done, which somebody else then checks."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.SETTLE, queries.facts_of(matter), now)
    outcome = triage.settle(
        State(matter.state),
        class_code,
        item_code,
        words=words.strip(),
        pack=pack,
        at=now,
        local=lists.local_for(matter.area_path, item_code, pack=pack),
        is_rural=routing.is_rural(matter, class_code, pack),
    )
    outcome = settling.within(outcome, actor.holdings, matter.area_path, on=day(now))
    unit = _own_unit(actor, now) or routing.unit_of(outcome, matter.area_path, pack, place=matter.place).code

    give(matter, outcome, unit, now=now)
    Order.objects.filter(matter=matter, ended_at=None).update(accepted_at=now, accepted_by=actor.key)
    end_orders(matter, ending="answered", actor=actor, now=now)
    files = enclose(matter=matter, enclosures=enclosures, verb=MatterVerb.SETTLE, actor=actor, now=now)

    said = {**assigned(matter, outcome, before=""), **files}
    record(Act(actor, MatterVerb.SETTLE, now), matter, because=outcome.because, words=words, said=said)


@transaction.atomic
def withdraw(*, actor: Actor, matter_id: int, now: datetime) -> None:
    """Withdraw a matter, as its owner or for the owner, before it is answered."""
    matter = queries.lock(matter_id)

    access.require(actor, MatterVerb.WITHDRAW, queries.facts_of(matter), now)
    outcome = triage.withdraw(State(matter.state))

    end_orders(matter, ending="withdrawn", actor=actor, now=now)
    matter.ended_at, matter.published_at = now, None
    turn(matter, outcome, now=now, also=["ended_at", "published_at"])

    said = queries.on_behalf(actor.kind is ActorKind.STAFF)
    record(Act(actor, MatterVerb.WITHDRAW, now), matter, because=outcome.because, said=said)


@transaction.atomic
def object_to(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Record an objection to a refusal, allowed once and in time; the matter is triaged once more."""
    matter = queries.lock(matter_id)
    pack = queries.rules_for(matter)

    access.require(actor, MatterVerb.OBJECT, queries.facts_of(matter, with_handlers=True), now)
    outcome = triage.object_to(
        State(matter.state),
        reason=reason,
        ended_at=matter.ended_at or now,
        objections=matter.objections,
        pack=pack,
        at=now,
    )

    matter.ended_at, matter.objections = None, matter.objections + 1
    turn(matter, outcome, now=now, also=["ended_at", "objections"])

    said = {**told(outcome), **queries.on_behalf(actor.kind is ActorKind.STAFF)}
    record(Act(actor, MatterVerb.OBJECT, now), matter, because=outcome.because, words=reason, said=said)


def _own_unit(actor: Actor, now: datetime) -> str:
    """The unit of whoever may settle: they did it, so it is theirs."""
    held = [one for one in actor.holdings if one.unit and one.holds_on(day(now))]
    return held[0].unit if held else ""


READER = "matters.suggest"
SUGGESTER = system(READER)
_KEEP = """
update matters_matter set suggestion = given.suggestion
from unnest(%s::bigint[], %s::jsonb[]) as given(id, suggestion) where matters_matter.id = given.id
"""


def read_journal() -> int:
    """Store classification suggestions for newly filed matters; return the number of journal entries read."""
    return journal.read(name=READER, take=_take, verbs={MatterVerb.FILE})


def _take(entries: Sequence[Recorded]) -> None:
    suggest(actor=SUGGESTER, matter_ids=[int(entry.key) for entry in entries], now=entries[-1].at)


@transaction.atomic
def suggest(*, actor: Actor, matter_ids: Sequence[int], now: datetime) -> int:
    """Store suggested classes and items for matters that wait for triage; return the number of matters.

    It comes too late where somebody has decided, and once is enough: those are passed over. Four
    statements for any number of matters.
    """
    undecided = queries.lock_unread(matter_ids)

    found = {}
    for matter in undecided:
        access.require(actor, MatterVerb.SUGGEST, queries.facts_of(matter), now)
        options = reader.reader_of(store.pack_of(matter.pack_digest)).suggest(matter.text)
        found[matter.pk] = queries.stored_suggestion(options)

    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [list(found), [json.dumps(one, ensure_ascii=False) for one in found.values()]])

    journal.record_all(
        [
            NewEntry(Act(actor, MatterVerb.SUGGEST, now), queries.subject(key), outcome=outcome)
            for key, outcome in found.items()
        ]
    )
    return len(found)
