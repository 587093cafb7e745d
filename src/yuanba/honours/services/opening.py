"""Opens selections at a council, and gives them up."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from yuanba.deliberation import queries as councils
from yuanba.honours import queries
from yuanba.honours.models import HeldSelection
from yuanba.honours.queries import selection_subject
from yuanba.honours.services.erasing import lapse
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.notices import services as notices
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.honours import selections as rules
from yuanba.rules.honours.selections import NomineeState, SelectionRuns, SelectionStage, SelectionUnknown
from yuanba.rules.honours.verbs import SelectionVerb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.time.calendar import day


@transaction.atomic
def open_selection(
    *, actor: Actor, kind: str, council_id: int, title: str, nominate_until: date, now: datetime
) -> int:
    """Open a selection of the rules in force at a council; return its id.

    Raises SelectionUnknown, SelectionWithoutWords, BadNominationDay, SelectionRuns, CouncilNotFound.
    """
    pack = store.in_force(day(now))
    council = councils.council(council_id, pack=pack)

    access.require(actor, SelectionVerb.OPEN, queries.facts_of(council), now)
    terms = pack.selections.get(kind)
    if terms is None or council.kind not in terms.councils or council.until_on:
        raise SelectionUnknown
    title = rules.checked(title, rules.LONGEST_TITLE)
    until_on = rules.nominations_end(day(now), nominate_until, terms.nominate_days)

    try:
        with transaction.atomic():
            made = HeldSelection.objects.create(
                kind=kind,
                pack_digest=pack.digest,
                terms=queries.told_terms(terms),
                council_id=council_id,
                title=title,
                opened_at=now,
                nominate_until=until_on,
            )
    except IntegrityError as fault:
        raise SelectionRuns from fault

    journal.record(
        Act(actor, SelectionVerb.OPEN, now),
        selection_subject(made.pk),
        outcome={
            "kind": kind,
            "council": council_id,
            "area_path": council.area_path,
            "nominate_until": until_on.isoformat(),
        },
        because=(pack.name, f"selections.{kind}"),
        words=title,
    )
    return made.pk


@transaction.atomic
def drop_selection(*, actor: Actor, selection_id: int, reason: str, now: datetime) -> None:
    """Give a selection up with a reason that everybody reads; a vote that is open is closed first.

    The names of its nominees are no longer kept. Raises WrongStage, SelectionWithoutWords.
    """
    found = queries.lock(selection_id)
    council = councils.council(found.council_id, pack=store.in_force(day(now)))
    stage = queries.stage_of(found, day(now))

    access.require(actor, SelectionVerb.DROP, queries.facts_of(council), now)
    rules.require_stage(
        stage, *(set(queries.RUNNING) - ({SelectionStage.VOTING} if _takes_ballots(found) else set()))
    )
    reason = rules.checked(reason, rules.LONGEST_REASON)

    if found.notice_id and stage is SelectionStage.POSTED:
        notices.end(
            actor=actor.stepping(NoticeVerb.END), notice_id=found.notice_id, now=now, is_withdrawn=True
        )
    found.dropped_at, found.reason = now, reason
    found.save(update_fields=["dropped_at", "reason"])
    lapse(found, NomineeState.ASKED, NomineeState.AGREED, by=actor.key, now=now)

    journal.record(
        Act(actor, SelectionVerb.DROP, now),
        selection_subject(selection_id),
        outcome={"area_path": council.area_path, "stage": stage.value},
        words=reason,
    )


def _takes_ballots(found: HeldSelection) -> bool:
    return found.vote is not None and found.vote.closed_at is None
