"""Keeps a place for each group that has nobody to judge a matter, and calls the bench of judges."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.evaluation import queries
from yuanba.evaluation.models import Invitation
from yuanba.evaluation.queries import Candidate, roster
from yuanba.evaluation.queries.roster import Called
from yuanba.evaluation.services.inviting import ask, place
from yuanba.journal import queries as journal_queries
from yuanba.journal import services as journal
from yuanba.journal.services import Act, NewEntry
from yuanba.matters import queries as matters
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.core.state import State
from yuanba.rules.evaluation import Exclusion
from yuanba.rules.evaluation.verbs import EvaluationVerb

CALLER = system("evaluation.bench")


@transaction.atomic
def call_bench(*, matter_id: int, now: datetime) -> None:
    """Ask all who judge a matter now, and report the groups in which there is nobody; may be repeated."""
    row = matters.held(matter_id)
    if row.state is State.EVALUATING:
        called = roster.called(row, now)
        ask(actor=CALLER, matter_id=matter_id, now=now, called=called)
        report_missing(actor=CALLER, matter_id=matter_id, now=now, called=called)


@transaction.atomic
def report_missing(*, actor: Actor, matter_id: int, now: datetime, called: Called | None = None) -> int:
    """Keep an empty place for each group without anybody who may judge, and tell the body that appoints.

    Return how many places are new. A place in which somebody sits by now goes. An empty place keeps the
    matter open until the time to judge is over, and is counted apart. ``called`` is what ``roster.called``
    says, if the caller holds the matter.
    """
    row = called.row if called else matters.held(matter_id)

    access.require(actor, EvaluationVerb.REPORT_MISSING, matters.facts_of(row), now)
    if row.state is not State.EVALUATING:
        return 0
    running = Invitation.objects.filter(matter_id=matter_id, over_at=None)
    places = list(running.values_list("group_code", "exclusion"))
    sitting = {code for code, exclusion in places if exclusion not in queries.UNASKED}
    found = (called or roster.called(row, now)).missing
    missing = {group.code: group for group in found if group.code not in sitting}

    known = {code for code, exclusion in places if exclusion == Exclusion.VACANT}
    if known - missing.keys():
        running.filter(exclusion=Exclusion.VACANT).exclude(group_code__in=missing).delete()
    fresh = [group for code, group in missing.items() if code not in known]
    if not fresh:
        return 0
    for group in fresh:
        key = f"vacant:{group.code}"
        nobody = Candidate(group_code=group.code, is_party=False, key=key, exclusion=Exclusion.VACANT)
        place(row, nobody, now)

    subject = matters.subject(matter_id)
    # the reader of the journal comes later than what it reads: nothing in a story is told out of turn
    at = max(now, journal_queries.last_at(subject.kind, subject.key) or now)
    journal.record_all(
        [
            NewEntry(
                Act(actor, EvaluationVerb.REPORT_MISSING, at),
                subject,
                outcome={
                    "receipt": row.receipt,
                    "group": group.code,
                    "unit": row.unit,
                    "unit_above": roster.appoints(group, row),
                    "area_path": row.area_path,
                },
                because=(f"evaluators.{group.code}",),
            )
            for group in fresh
        ]
    )
    return len(fresh)
