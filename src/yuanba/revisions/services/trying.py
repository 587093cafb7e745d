"""Trying a draft on what was decided before: asked for on a page, carried out by a job, slice by slice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from yuanba.districts import jobs
from yuanba.matters.queries import figures
from yuanba.revisions import queries
from yuanba.revisions.models import RulesTrial
from yuanba.revisions.services import sound
from yuanba.rules import revisions
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.pack import Pack
from yuanba.rules.revisions import RevisionState
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.rules.soundness.trial import Effect, Tried, replay

#: So many matters are tried at most, the newest: a year of a large district.
MOST_TRIED = 200_000
#: So many matters of each effect can be looked at one by one; of all of them the number is told.
MOST_NAMED = 10
#: After so many matters it is written how far the trial is.
SLICE = 500


@transaction.atomic
def try_out(*, actor: Actor, revision_id: int, days: int, now: datetime) -> int:
    """Ask for a trial of a draft on the matters decided in these last days; return its number.

    It writes nothing about any matter, and takes the place of the trial before, which stops.
    Raises Unsound, WrongRevisionState, NotAllowed.
    """
    found = queries.lock(revision_id)

    access.require(actor, RevisionVerb.TRY_OUT, queries.facts_today(now), now)
    revisions.try_out(RevisionState(found.state))
    sound(found.text, found.in_force_from)

    RulesTrial.objects.filter(revision=found).delete()
    trial = RulesTrial.objects.create(
        revision=found, text_digest=queries.digest_of(found.text), days=days, asked_at=now
    )
    jobs.defer("revisions.try_out", trial_id=trial.pk)
    return trial.pk


def run_trial(trial_id: int, now: datetime) -> None:
    """Carry out a trial that was asked for, and write after each slice how far it is.

    A draft that was changed meanwhile is not tried: the page says so. A trial that another one has replaced
    stops at its next slice.
    """
    trial = RulesTrial.objects.filter(pk=trial_id, ended_at=None).first()
    if trial is None:
        return
    row = queries.revision(trial.revision_id)
    new = queries.draft_of(row).examined[0]
    if new is None or queries.digest_of(row.text) != trial.text_digest:
        _write(trial_id, total=0, ended_at=now)
        return
    decided = figures.decisions(since=now - timedelta(days=trial.days), limit=MOST_TRIED)
    if not _write(trial_id, total=len(decided)):
        return
    counts, named, left, done = Counter[str](), dict[str, list[dict[str, Json]]](), iter(decided), 0
    while part := list(islice(left, SLICE)):
        tried = [replay(one, new, now=now) for one in part]
        done += len(part)
        counts.update(effect.value for one in tried for effect in one.effects)
        _name(tried, named, new)
        if not _write(trial_id, done=done, counts=dict(counts), named=named):
            return
    _write(trial_id, total=done, ended_at=now)


def _name(tried: Sequence[Tried], named: dict[str, list[dict[str, Json]]], new: Pack) -> None:
    """Note the first matters of each effect by their number, so that each reader sees those that they may."""
    for one in tried:
        for effect in one.effects:
            rows = named.setdefault(effect.value, [])
            if effect is Effect.SAME or len(rows) >= MOST_NAMED:
                continue
            decision, body = one.decision, new.bodies.get(one.body)
            rows.append(
                {
                    "matter": decision.matter_id,
                    "item": decision.item_code,
                    "class": decision.class_code,
                    "to": body.title.model_dump() if body and effect is Effect.ELSEWHERE else None,
                    "before": decision.due_at.isoformat(),
                    "after": one.due_at.isoformat() if one.due_at else "",
                }
            )


def _write(trial_id: int, **fields: object) -> bool:
    """Write how far a trial is; nothing where another one has taken its place."""
    return bool(RulesTrial.objects.filter(pk=trial_id).update(**fields))
