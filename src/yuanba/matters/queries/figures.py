"""Counts matters for named rates, for levels at closing, and for the trial of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from yuanba.journal.queries import looks as journal
from yuanba.matters import queries
from yuanba.matters.models import Matter, Milestone, Order, Pause, Role
from yuanba.matters.queries.clock import extensions_of_each, local_term, pauses_of_each, rules_for
from yuanba.matters.queries.facts import NOT_HELPING, reach
from yuanba.places import queries as places
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.outcome_reader import OutcomeReader
from yuanba.rules.core.state import State
from yuanba.rules.evaluation.durations import PastMatter, PastOrder, Tally
from yuanba.rules.evaluation.rates import MatterTally
from yuanba.rules.matters.milestones import KeptShare
from yuanba.rules.matters.settling import SettledShare, stayed
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.figures import CountedEvent
from yuanba.rules.soundness.trial import PastDecision


def tallies(where: Q, *, start: datetime, end: datetime) -> list[MatterTally]:
    """Return the numbers of matters filed in a period and assigned to a unit, by class, channel and state.

    ``start`` counts, ``end`` does not. One statement.
    """
    found = Matter.objects.filter(where, filed_at__gte=start, filed_at__lt=end, since_at__isnull=False)
    rows = found.order_by().values_list("class_code", "channel", "state").annotate(number=Count("id"))
    return [
        MatterTally(class_code=class_code, channel=channel, state=State(state), number=number)
        for class_code, channel, state, number in rows
    ]


def past(where: Q, *, start: datetime, end: datetime) -> list[PastMatter]:
    """Return the matters filed in a period with their orders in charge and pauses; no archived ones.

    ``start`` counts, ``end`` does not. Three statements.
    """
    within = Matter.objects.filter(where, filed_at__gte=start, filed_at__lt=end).exclude(state=State.ARCHIVED)
    orders: dict[int, list[PastOrder]] = {}
    for one in Order.objects.filter(matter__in=within, role=Role.LEAD).order_by("id"):
        orders.setdefault(one.matter_id, []).append(
            PastOrder(
                unit=one.unit,
                sent_at=one.sent_at,
                accepted_at=one.accepted_at,
                ended_at=one.ended_at,
                is_answered=one.ending == "answered",
            )
        )
    pauses: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for pause in Pause.objects.filter(matter__in=within).order_by("id"):
        pauses.setdefault(pause.matter_id, []).append((pause.from_at, pause.until_at))
    return [
        PastMatter(
            class_code=row.class_code,
            channel=row.channel,
            unit=row.unit,
            area_code=row.subdistrict_code,
            state=State(row.state),
            filed_at=row.filed_at,
            ended_at=row.ended_at,
            orders=orders.get(row.pk, ()),
            pauses=pauses.get(row.pk, ()),
        )
        for row in within.only(*TOLD)
    ]


#: What is read of a matter for its durations.
TOLD = ("class_code", "channel", "unit", "subdistrict_code", "state", "filed_at", "ended_at")


def events(event: CountedEvent, where: Q, *, start: datetime, end: datetime) -> list[Tally]:
    """Return the numbers of events of one kind in a period, by class, channel, unit and subdistrict.

    ``start`` counts, ``end`` does not. One statement.
    """
    matters = Matter.objects.filter(where).exclude(state=State.ARCHIVED)
    found: QuerySet[Any, tuple[Any, ...]]
    if event is CountedEvent.ANSWERED:
        given = Order.objects.filter(role=Role.LEAD, ending="answered", matter__in=matters)
        found = given.filter(ended_at__gte=start, ended_at__lt=end).values_list(
            "matter__class_code", "matter__channel", "unit", "matter__subdistrict_code"
        )
    elif event is CountedEvent.CLOSED:
        closed = matters.filter(state=State.CLOSED, ended_at__gte=start, ended_at__lt=end)
        found = closed.values_list("class_code", "channel", "unit", "subdistrict_code")
    else:
        filed = matters.filter(filed_at__gte=start, filed_at__lt=end)
        found = filed.values_list("class_code", "channel", "unit", "subdistrict_code")
    return [
        Tally(class_code=class_code, channel=channel, unit=unit, area_code=area_code, number=number)
        for class_code, channel, unit, area_code, number in found.order_by().annotate(number=Count("id"))
    ]


#: How far back the figures go.
YEAR = timedelta(days=365)


def settled(actor: Actor, pack: Pack, now: datetime, *, area_path: str = "") -> Sequence[SettledShare]:
    """Return, per class with a target level, the numbers of matters closed in a year and kept within it."""
    ends = {code: row.ends_at for code, row in pack.classes.items() if row.ends_at}
    if not ends:
        return []
    rows = Matter.objects.filter(
        reach(actor, MatterVerb.READ, now),
        state=State.CLOSED,
        class_code__in=ends,
        ended_at__gt=now - YEAR,
        area_path__startswith=area_path,
    )
    counted = list(rows.values_list("class_code", "level").annotate(Count("id")).order_by())
    return [
        SettledShare(
            class_code=code,
            ends_at=level,
            closed=sum(number for one, _, number in counted if one == code),
            stayed=sum(
                number for one, told, number in counted if one == code and told and stayed(Level(told), level)
            ),
        )
        for code, level in ends.items()
    ]


def kept(actor: Actor, pack: Pack, now: datetime, *, area_path: str = "") -> Sequence[KeptShare]:
    """Return, per milestone of the pack and for the parts of co-handlers, how many of a year were in time.

    What is neither told nor answered yet counts once it is late. Without milestones and parts, nothing.
    """
    matters = Matter.objects.filter(reach(actor, MatterVerb.READ, now), area_path__startswith=area_path)
    found = []
    for class_code, row in pack.classes.items():
        for code in row.milestones:
            rows = Milestone.objects.filter(code=code, matter__in=matters.filter(class_code=class_code))
            found.append(_share(rows.exclude(ending="dropped"), now, class_code=class_code, code=code))
    parts = Order.objects.filter(role=Role.CO, matter__in=matters).exclude(ending__in=NOT_HELPING)
    found.append(_share(parts.exclude(ending="merged"), now))
    return [one for one in found if one.ended]


def _share(
    rows: QuerySet[Milestone] | QuerySet[Order], now: datetime, *, class_code: str = "", code: str = ""
) -> KeptShare:
    """How many of these came to their end or are late, and how many of them ended in time."""
    over = Q(ended_at__isnull=False) | Q(due_at__lt=now)
    counted = rows.filter(over, due_at__gt=now - YEAR).aggregate(
        ended=Count("pk"), in_time=Count("pk", filter=Q(ended_at__lte=F("due_at")))
    )
    return KeptShare(class_code=class_code, code=code, **counted)


#: What gives a matter to a body, the next round too; the newest of them holds.
GIVING = (
    *(MatterVerb.ASSIGN, MatterVerb.REASSIGN, MatterVerb.SIGN, MatterVerb.SETTLE),
    *(MatterVerb.CHECK, MatterVerb.REOPEN),
)


def decisions(*, since: datetime, limit: int) -> list[PastDecision]:
    """Return the last assignment of each matter since a moment, newest first, to try new rules on them.

    At most ``limit`` acts are looked through. Seven statements for any number of matters.
    """
    given: dict[str, OutcomeReader] = {}
    for entry in journal.done(GIVING, since=since, limit=limit):
        if entry.kind == queries.STORY_KIND and entry.told.choice("level", Level):
            given.setdefault(entry.key, entry.told)
    rows = {str(row.pk): row for row in Matter.objects.filter(pk__in=list(given), since_at__isnull=False)}
    ids = [row.pk for row in rows.values()]
    pauses, extensions, answered = pauses_of_each(ids), extensions_of_each(ids), _answered(ids)
    rural = places.rural_among(row.area_path for row in rows.values())
    return [
        PastDecision(
            receipt=row.receipt,
            class_code=said.text("class"),
            item_code=said.text("item"),
            body=said.text("body"),
            level=level,
            is_rural=row.area_path in rural,
            is_danger=bool(row.dangers),
            since_at=row.since_at,
            due_at=row.due_at,
            answered_at=answered.get(row.pk),
            reworks=row.reworks,
            local=local_term(row, rules_for(row)),
            pauses=pauses.get(row.pk, ()),
            extensions=extensions.get(row.pk, ()),
        )
        for key, said in given.items()
        if (row := rows.get(key)) and row.since_at and row.due_at and (level := said.choice("level", Level))
    ]


def _answered(matter_ids: Sequence[int]) -> dict[int, datetime]:
    """When the answer of the last round came; nothing for what is with a unit again."""
    led = Order.objects.filter(matter__in=matter_ids, role=Role.LEAD).order_by("id")
    last = {one.matter_id: one for one in led}
    return {key: one.ended_at for key, one in last.items() if one.ending == "answered" and one.ended_at}
