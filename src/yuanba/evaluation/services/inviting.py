"""Opens a rating round by inviting its raters, and ends it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from yuanba.evaluation import queries
from yuanba.evaluation.models import Invitation
from yuanba.evaluation.queries import Candidate, roster
from yuanba.evaluation.queries.roster import Called
from yuanba.journal import services as journal
from yuanba.journal.services import Act, NewEntry
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow
from yuanba.matters.services.following import FOLLOWING
from yuanba.messages import services as messages
from yuanba.messages.services import MessageChannel
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.state import State
from yuanba.rules.evaluation.verbs import EvaluationVerb
from yuanba.rules.pack.outcome import ground


@transaction.atomic
def ask(*, actor: Actor, matter_id: int, now: datetime, called: Called | None = None) -> int:
    """Invite everyone who rates this matter, each with a one-time code; return the number of new invitations.

    Once a round: asked again, it adds only who is missing. Who is tied to the matter, or cannot be
    reached, gets a place outside the denominators. A matter that nobody judges now is left alone. ``called``
    is what ``roster.called`` says of the row, if the caller holds the matter.
    """
    row = called.row if called else matters.held(matter_id)

    access.require(actor, EvaluationVerb.ASK_TO_JUDGE, matters.facts_of(row), now)
    if row.state is not State.EVALUATING:
        return 0

    known = {place.key for place in queries.places_of(matter_id)}
    fresh = [one for one in (called or roster.called(row, now)).candidates if one.key not in known]

    made = [place(row, one, now) for one in fresh]
    Invitation.objects.filter(matter_id=matter_id, over_at=None).update(window_until_at=row.until_at)
    for invitation in made:
        _follow(row, invitation, now)

    pack = store.pack_of(row.pack_digest)
    told = [one for one in made if one.exclusion not in queries.UNASKED]
    journal.record_all(
        [
            NewEntry(
                Act(actor, EvaluationVerb.ASK_TO_JUDGE, now),
                queries.subject(one.pk),
                outcome={
                    "matter": matter_id,
                    "receipt": row.receipt,
                    "group": one.group_code,
                    "area_path": row.area_path,
                },
                because=(pack.name, f"evaluators.{one.group_code}", *_ground(row, one)),
            )
            for one in told
        ]
    )
    return len(told)


def place(row: MatterRow, one: Candidate, now: datetime) -> Invitation:
    """Create one person's invitation in the current rating round; the caller records it in the journal."""
    serial = uuid.uuid4()
    return Invitation.objects.create(
        serial=serial,
        code_digest=queries.code_digest(queries.code_for(serial)),
        matter_id=row.id,
        group_code=one.group_code,
        is_party=one.is_party,
        key=one.key,
        exclusion=one.exclusion.value if one.exclusion else "",
        class_code=row.class_code,
        item_code=row.item_code,
        unit=row.unit,
        area_path=row.area_path,
        asked_at=now,
        window_until_at=row.until_at if row.state is State.EVALUATING else None,
    )


@transaction.atomic
def end_round(*, matter_id: int, at: datetime, asked_until: datetime | None = None) -> None:
    """End the matter's current rating round: close its invitations, used or not.

    Called within the transaction that moved the matter, which journals it. A later caller passes
    ``asked_until`` and ends only what was asked until then: a new round may have begun.
    """
    running = Invitation.objects.filter(matter_id=matter_id, over_at=None)
    (running.filter(asked_at__lte=asked_until) if asked_until else running).update(over_at=at)


def _follow(row: MatterRow, invitation: Invitation, now: datetime) -> None:
    """Let the invitation reach them by the ways that they have: their contacts, or their inbox."""
    if invitation.exclusion in queries.UNASKED:
        return
    account = people.account(invitation.key) if invitation.is_party else None
    if not invitation.is_party or (account and account.kind is ActorKind.STAFF):
        messages.add_contact(
            kind=queries.KIND,
            key=str(invitation.pk),
            channel=MessageChannel.INBOX,
            address=invitation.key,
            owner=invitation.key,
            at=now,
        )
    subject = matters.subject(row.id)
    for kind in (subject.kind, FOLLOWING):
        messages.follow_too(
            kind=kind,
            key=subject.key,
            owner=invitation.key,
            to_kind=queries.KIND,
            to_key=str(invitation.pk),
            at=now,
        )


def _ground(row: MatterRow, one: Invitation) -> tuple[str, ...]:
    evaluator = store.pack_of(row.pack_digest).evaluators.get(one.group_code)
    return ground(evaluator) if evaluator else ()
