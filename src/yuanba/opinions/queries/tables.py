"""Reads the work table of consultations: those in the reader's areas, running or over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from yuanba.opinions.models import Consultation
from yuanba.opinions.queries import ConsultationRow, rows_of
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.opinions.verbs import OpinionVerb
from yuanba.rules.time.calendar import day
from yuanba.web.tables import keyset

ORDERS = {
    "until": keyset.RowOrder(field="until_at"),
    "opened": keyset.RowOrder(field="opened_at"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedConsultations:
    """The filters of the list of consultations; an empty field does not filter."""

    is_over: bool | None = None
    area_path: str = ""
    until_from: datetime | None = None
    until_to: datetime | None = None


def held(actor: Actor, now: datetime) -> tuple[list[str], list[str]]:
    """Return the areas and the estates in which the actor asks residents and reads their statements."""
    held = [
        one
        for one in actor.holdings
        if actor.kind is ActorKind.STAFF
        and one.kind in ACTIONS[OpinionVerb.ACCEPT].who
        and one.holds_on(day(now))
    ]
    areas = {one.area_path for one in held if one.area_path and not one.estate}
    widest = [path for path in areas if not any(path != one and path.startswith(one) for one in areas)]
    return sorted(widest), sorted({one.estate for one in held if one.estate})


def readable(actor: Actor, wanted: WantedConsultations, now: datetime) -> list[QuerySet[Consultation]]:
    """Return the consultations in the areas and estates where the actor works, as the filters leave."""
    areas, estates = held(actor, now)
    condition = _condition(wanted, now)
    ways = [Consultation.objects.filter(condition, area_path__startswith=path) for path in areas]
    if estates:
        own = Consultation.objects.filter(condition, estate__in=estates)
        ways.append(own.exclude(_in_any(areas)) if areas else own)
    return ways


def _in_any(areas: Sequence[str]) -> Q:
    here = Q()
    for path in areas:
        here |= Q(area_path__startswith=path)
    return here


def _condition(wanted: WantedConsultations, now: datetime) -> Q:
    condition = Q()
    if wanted.is_over is not None:
        over = Q(closed_at__isnull=False) | Q(until_at__lte=now)
        condition &= over if wanted.is_over else ~over
    if wanted.area_path:
        condition &= Q(area_path__startswith=wanted.area_path)
    if wanted.until_from:
        condition &= Q(until_at__gte=wanted.until_from)
    if wanted.until_to:
        condition &= Q(until_at__lt=wanted.until_to)
    return condition


def rows(ids: Sequence[int]) -> list[ConsultationRow]:
    """Return these consultations in this order."""
    found = {row.id: row for row in rows_of(Consultation.objects.filter(pk__in=ids))}
    return [found[number] for number in ids if number in found]


def every() -> QuerySet[Consultation]:
    """Return the query of all consultations."""
    return Consultation.objects.all()


def readable_ids(actor: Actor, now: datetime, ids: Sequence[int]) -> frozenset[int]:
    """Return those of these consultations that are where the actor works."""
    ways = readable(actor, WantedConsultations(), now)
    return frozenset(number for way in ways for number in way.filter(pk__in=ids).values_list("pk", flat=True))
