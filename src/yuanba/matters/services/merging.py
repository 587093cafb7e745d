"""Services that merge two matters about one thing, and separate them again after a mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Follower, Matter, Order
from yuanba.matters.services.following import FOLLOWING
from yuanba.matters.services.life import end_orders, record, turn
from yuanba.messages import services as messages
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters import triage
from yuanba.rules.matters.verbs import MatterVerb


@transaction.atomic
def merge(*, actor: Actor, matter_id: int, into_id: int, now: datetime) -> None:
    """Merge a matter into another open one, and make its followers follow the other one."""
    matter, other = queries.lock_both(matter_id, into_id)

    for one in (matter, other):
        access.require(actor, MatterVerb.MERGE, queries.facts_of(one), now)
    outcome = triage.merge(State(matter.state), is_same=matter.pk == other.pk, into=State(other.state))

    until = matter.until_at  # an un-merged matter goes on as if nothing had been
    matter.state_before, matter.merged_into = matter.state, other
    matter.ended_at, matter.published_at = now, None
    end_orders(matter, ending="merged", actor=actor, now=now)
    turn(matter, outcome, now=now, also=["state_before", "merged_into", "ended_at", "published_at"])
    Matter.objects.filter(pk=matter.pk).update(until_at=until)
    carried = _carry(matter, other, now)

    record(
        Act(actor, MatterVerb.MERGE, now),
        matter,
        because=outcome.because,
        said={"into": other.receipt, "followers": carried},
    )


@transaction.atomic
def unmerge(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Undo a merger: restore the matter's earlier state; remove the followers that it gave the other one."""
    known = queries.merged_into(matter_id)
    matter, other = queries.lock_both(matter_id, known or matter_id)

    access.require(actor, MatterVerb.UNMERGE, queries.facts_of(matter), now)
    outcome = triage.unmerge(
        State(matter.state),
        before=State(matter.state_before) if matter.state_before else None,
        reason=reason,
    )

    until = matter.until_at
    matter.state_before, matter.merged_into, matter.ended_at = "", None, None
    turn(matter, outcome, now=now, also=["state_before", "merged_into", "ended_at"])
    Matter.objects.filter(pk=matter.pk).update(until_at=until)
    Order.objects.filter(matter=matter, ending="merged").update(ending="", ended_at=None, ended_by="")
    _bring_back(matter, other)

    record(
        Act(actor, MatterVerb.UNMERGE, now),
        matter,
        because=outcome.because,
        words=reason,
        said={"parted": other.receipt},
    )


def _carry(matter: Matter, other: Matter, now: datetime) -> int:
    """Let whom it concerns follow the other: its owner, its followers, and all their addresses."""
    keys = {matter.owner_key, *Follower.objects.filter(matter=matter).values_list("key", flat=True)}
    keys -= {other.owner_key, *Follower.objects.filter(matter=other).values_list("key", flat=True)}
    Follower.objects.bulk_create(
        Follower(matter=other, key=key, since_at=now, merged_from=matter) for key in sorted(keys)
    )
    source, target = str(matter.pk), str(other.pk)
    messages.carry_contacts(
        sources=[(queries.STORY_KIND, source), (FOLLOWING, source)],
        target=(FOLLOWING, target),
        besides=(queries.STORY_KIND, target),
        at=now,
    )
    return len(keys)


def _bring_back(matter: Matter, other: Matter) -> None:
    Follower.objects.filter(matter=other, merged_from=matter).delete()
    messages.release_contacts(source=str(matter.pk), target=(FOLLOWING, str(other.pk)))
