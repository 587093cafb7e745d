"""Reads consultations: what is asked where, until when, and how many take part."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.opinions.models import Consultation, OpinionStatement, Participant, StatementState, TakenStance
from yuanba.places import queries as places
from yuanba.places.queries import AreaRow, housing
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.rules.time.calendar import day

KIND = "consultation"
#: More than this many at once nobody reads.
SHOWN = 50


class NoConsultation(Refused):
    """Raised when there is no consultation, or no statement in it, with this number."""

    code: ClassVar[str] = "consultation.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRow:
    """One consultation as everyone may read it; `people` have said something of a statement."""

    id: int
    question: str
    background: str
    area_path: str
    estate: str
    where: str
    opened_at: datetime
    until_on: date
    until_at: datetime
    closed_at: datetime | None
    digest: str
    people: int
    shown: int
    waiting: int

    def is_open(self, now: datetime) -> bool:
        """Return whether people can still take part."""
        return self.closed_at is None and self.until_at > now


def subject(consultation_id: int) -> Subject:
    """Return the subject under which the journal records a consultation and the statements in it."""
    return Subject(kind=KIND, key=str(consultation_id))


def facts_of(one: Consultation | ConsultationRow) -> access.Facts:
    """Return the facts that decide who may do something to a consultation."""
    return access.Facts(area_path=one.area_path, estate=one.estate)


def facts_beside(actor: Actor, one: Consultation | ConsultationRow) -> access.Facts:
    """Return the facts for who helps somebody to take part: whoever works in a part of the area may, too."""
    parts = [held.area_path for held in actor.holdings if held.area_path.startswith(one.area_path)]
    return access.Facts(area_path=min(parts, default=one.area_path), estate=one.estate)


def questions(keys: Collection[str]) -> dict[str, str]:
    """Return what consultations are called in the journal; one SQL statement."""
    found = Consultation.objects.filter(pk__in=keyed(keys)).values_list("pk", "question")
    return {str(pk): question for pk, question in found}


def lock(consultation_id: int) -> Consultation:
    """Lock a consultation until the transaction ends and return it, or raise NoConsultation."""
    found = Consultation.objects.select_for_update(no_key=True).filter(pk=consultation_id).first()
    if found is None:
        raise NoConsultation
    return found


def consultation(consultation_id: int) -> ConsultationRow:
    """Return the consultation with this number, or raise NoConsultation."""
    rows = rows_of(Consultation.objects.filter(pk=consultation_id))
    if not rows:
        raise NoConsultation
    return rows[0]


def running(now: datetime, *, within: str = "") -> list[ConsultationRow]:
    """Return the consultations in which people can take part, the one that ends first before the others.

    `within` keeps those that concern who lives there: of that area, of its parts and of what it is a part of.
    """
    found = Consultation.objects.filter(closed_at=None, until_at__gt=now)
    if within:
        above = Q(area_path__in=places.prefixes(within))
        found = found.filter(above | Q(area_path__startswith=within))
    return rows_of(found.order_by("until_at", "pk")[:SHOWN])


def over(now: datetime) -> list[ConsultationRow]:
    """Return the consultations that have ended, the last one first."""
    found = Consultation.objects.filter(Q(closed_at__isnull=False) | Q(until_at__lte=now))
    return rows_of(found.order_by("-until_at", "-pk")[:SHOWN])


def count_running(now: datetime) -> int:
    """Return in how many consultations people can take part."""
    return Consultation.objects.filter(closed_at=None, until_at__gt=now).count()


def due(now: datetime) -> list[int]:
    """Return the numbers of the consultations whose last day is over and that nobody has ended."""
    found = Consultation.objects.filter(closed_at=None, until_at__lte=now).order_by("until_at", "pk")
    return list(found.values_list("pk", flat=True))


def without_end() -> list[int]:
    """Return the numbers of the consultations that nobody has ended."""
    return list(Consultation.objects.filter(closed_at=None).order_by("pk").values_list("pk", flat=True))


def areas_for(actor: Actor, now: datetime) -> list[AreaRow]:
    """Return the areas in which the actor may ask, each with what lies just below it."""
    kinds = {who for who in ACTIONS[OpinionVerb.OPEN].who if isinstance(who, PositionKind)}
    paths = {
        one.area_path
        for one in actor.holdings
        if one.kind in kinds and one.holds_on(day(now)) and one.area_path and not one.estate
    }
    found: dict[str, AreaRow] = {}
    for area in places.areas_by_path(sorted(paths)).values():
        for one in (area, *places.children(area.code)):
            found.setdefault(one.code, one)
    return list(found.values())


def rows_of(found: QuerySet[Consultation]) -> list[ConsultationRow]:
    """Return consultations with what is counted of each; two SQL statements."""
    about = OuterRef("pk")
    statements = OpinionStatement.objects.filter(consultation=about).order_by().values("consultation")
    said = Exists(TakenStance.objects.filter(participant=OuterRef("pk")))
    people = Participant.objects.filter(said, consultation=about).order_by().values("consultation")
    rows = list(
        found.annotate(
            people=_counted(people),
            shown=_counted(statements.filter(state=StatementState.ACCEPTED)),
            waiting=_counted(statements.filter(state=StatementState.WAITING)),
        )
    )
    labels = places.labels({row.area_path for row in rows})
    estates = housing.estate_names({row.estate for row in rows if row.estate})
    return [_row(row, estates.get(row.estate) or labels.get(row.area_path, "")) for row in rows]


def _counted(found: QuerySet[Any, Any]) -> Coalesce:
    """How many rows there are of what lies below a row, 0 where there is none."""
    return Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0)


def _row(one: Consultation, where: str) -> ConsultationRow:
    return ConsultationRow(
        id=one.pk,
        question=one.question,
        background=one.background,
        area_path=one.area_path,
        estate=one.estate,
        where=where,
        opened_at=one.opened_at,
        until_on=one.until_on,
        until_at=one.until_at,
        closed_at=one.closed_at,
        digest=one.digest,
        people=one.people,  # type: ignore[attr-defined]
        shown=one.shown,  # type: ignore[attr-defined]
        waiting=one.waiting,  # type: ignore[attr-defined]
    )
