"""What a unit does with an order: accept it, return it, answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.matters import queries
from yuanba.matters.models import Matter, Order
from yuanba.matters.services.attachments import Enclosure, enclose
from yuanba.matters.services.triage import end_order
from yuanba.rules import access, triage
from yuanba.rules.actor import Actor
from yuanba.rules.matter import State
from yuanba.rules.refusal import Refused
from yuanba.rules.verb import Verb

LONGEST_ANSWER = 4000


class AnswerTooLong(Refused):
    """The answer is longer than we take."""

    code: ClassVar[str] = "matter.answer_too_long"


@transaction.atomic
def accept(*, actor: Actor, matter_id: int, now: datetime) -> None:
    """Take the order; who accepts stays answerable until it is reassigned."""
    matter = queries.lock(matter_id)

    access.require(actor, Verb.ACCEPT, queries.facts_of(matter), now)
    outcome = triage.accept(State(matter.state))

    matter.state = outcome.state
    matter.save(update_fields=["state"])
    Order.objects.filter(matter=matter, ended_at=None).update(accepted_at=now, accepted_by=actor.key)

    _record(actor, Verb.ACCEPT, matter, outcome, words="", now=now)


@transaction.atomic
def give_back(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Return the order to the triager, with the reason."""
    matter = queries.lock(matter_id)

    access.require(actor, Verb.RETURN, queries.facts_of(matter), now)
    outcome = triage.give_back(State(matter.state), reason=reason)

    end_order(matter, ending="returned", actor=actor, now=now)
    matter.state = outcome.state
    matter.save(update_fields=["state"])

    _record(actor, Verb.RETURN, matter, outcome, words=reason, now=now)


@transaction.atomic
def answer(
    *, actor: Actor, matter_id: int, words: str, enclosures: Sequence[Enclosure] = (), now: datetime
) -> None:
    """Say what was done; the resident then confirms or sends it back."""
    words = words.strip()
    if len(words) > LONGEST_ANSWER:
        raise AnswerTooLong(most=LONGEST_ANSWER)
    matter = queries.lock(matter_id)

    access.require(actor, Verb.ANSWER, queries.facts_of(matter), now)
    outcome = triage.answer(State(matter.state), words=words)

    end_order(matter, ending="answered", actor=actor, now=now)
    matter.state = outcome.state
    matter.save(update_fields=["state"])

    said = enclose(matter=matter, enclosures=enclosures, verb=Verb.ANSWER, actor=actor, now=now)

    _record(actor, Verb.ANSWER, matter, outcome, words=words, said=said, now=now)


def _record(
    actor: Actor,
    verb: Verb,
    matter: Matter,
    outcome: triage.Outcome,
    *,
    words: str,
    now: datetime,
    said: Mapping[str, int] | None = None,
) -> None:
    journal.record(
        actor=actor,
        verb=verb,
        subject=queries.subject(matter.pk),
        at=now,
        outcome={
            "state": outcome.state,
            "receipt": matter.receipt,
            "unit": matter.unit,
            "area_path": matter.area_path,
            **(said or {}),
        },
        because=outcome.because,
        words=words,
    )
