"""Opens and ends consultations, and takes out what was said as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.db import IntegrityError, transaction

from yuanba.districts.jobs import defer
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.opinions import queries
from yuanba.opinions.models import Consultation, OpinionStatement, StatementState
from yuanba.opinions.queries import pictures
from yuanba.opinions.queries.statements import PURPOSE
from yuanba.places import queries as places
from yuanba.places.queries import housing
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.core.refusal import Refused
from yuanba.rules.opinions import consulting
from yuanba.rules.opinions.consulting import NotForToday
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.rules.time.calendar import day, moment
from yuanba.sealing import keyring

CLOCK = system("opinions.clock")


class AskedAlready(Refused):
    """Raised when the same question is open for the same place."""

    code: ClassVar[str] = "consultation.already_there"


@transaction.atomic
def open_consultation(
    *,
    actor: Actor,
    question: str,
    statements: Sequence[str],
    area_code: str,
    estate: str = "",
    background: str = "",
    until_on: date,
    now: datetime,
) -> int:
    """Ask the residents of an area, or of an estate in it, a question, with statements; return its id."""
    area_path = places.path_of(area_code)
    if estate and housing.estate(estate) is None:
        raise queries.NoConsultation

    access.require(actor, OpinionVerb.OPEN, access.Facts(area_path=area_path, estate=estate), now)
    said = consulting.opened(question, tuple(statements), until_on=until_on, on=day(now))

    try:
        with transaction.atomic():
            made = Consultation.objects.create(
                question=question.strip(),
                background=background.strip(),
                area_path=area_path,
                estate=estate,
                opened_at=now,
                opened_by=actor.key,
                until_on=until_on,
                until_at=moment(until_on + timedelta(days=1), time(0)),
            )
    except IntegrityError as fault:
        raise AskedAlready from fault
    OpinionStatement.objects.bulk_create(
        _first(made, number, words, now) for number, words in enumerate(said, start=1)
    )

    journal.record(
        Act(actor, OpinionVerb.OPEN, now),
        queries.subject(made.pk),
        outcome={"area_path": area_path, "until_on": until_on.isoformat(), "statements": len(said)},
        words="\n".join((made.question, made.background, *said)),
    )
    return made.pk


def _first(consultation: Consultation, number: int, words: str, now: datetime) -> OpinionStatement:
    return OpinionStatement(
        consultation=consultation,
        number=number,
        sealed=keyring.seal(words, purpose=PURPOSE),
        text=words,
        state=StatementState.ACCEPTED,
        at=now,
        judged_at=now,
    )


@transaction.atomic
def close(*, actor: Actor, consultation_id: int, now: datetime) -> None:
    """End a consultation; the journal keeps the digest of all that was said, to check a file by."""
    consultation = queries.lock(consultation_id)

    access.require(actor, OpinionVerb.CLOSE, queries.facts_of(consultation), now)
    if consultation.closed_at:
        raise NotForToday

    said = pictures.votes(consultation_id)
    consultation.closed_at, consultation.digest = now, pictures.digest_of(said)
    consultation.save(update_fields=["closed_at", "digest"])
    defer("opinions.group", consultation_id=consultation_id)

    journal.record(
        Act(actor, OpinionVerb.CLOSE, now),
        queries.subject(consultation_id),
        outcome={
            "area_path": consultation.area_path,
            "people": len(said.people),
            "statements": len(said.statements),
            "sha256": consultation.digest,
        },
    )


def close_over(*, now: datetime) -> None:
    """End the consultations whose last day is over."""
    for consultation_id in queries.due(now):
        close(actor=CLOCK, consultation_id=consultation_id, now=now)


@transaction.atomic
def export(*, actor: Actor, consultation_id: int, now: datetime) -> str:
    """Return what was said of which statement as a table without names; the journal knows who took it."""
    consultation = queries.lock(consultation_id)

    access.require(actor, OpinionVerb.EXPORT, queries.facts_of(consultation), now)
    said = pictures.votes(consultation_id)

    journal.record(
        Act(actor, OpinionVerb.EXPORT, now),
        queries.subject(consultation_id),
        outcome={
            "area_path": consultation.area_path,
            "people": len(said.people),
            "sha256": pictures.digest_of(said),
        },
    )
    return pictures.as_table(said)
