"""Counts matters for named rates and for levels at closing; reads past ones for durations and for trials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, F, Q, QuerySet

from yuanba.journal.queries import looks as journal
from yuanba.matters import queries
from yuanba.matters.models import Matter, Milestone, Order, Pause, Role
from yuanba.matters.queries.clock import extensions_of_each, local_term, pauses_of_each, rules_for
from yuanba.matters.queries.counting import came_in, visible, within
from yuanba.matters.queries.facts import NOT_HELPING
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules.core.metrics import Amount, Tally
from yuanba.rules.core.state import State
from yuanba.rules.evaluation.durations import PastMatter, PastOrder
from yuanba.rules.matters.settling import stayed
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.soundness.trial import PastDecision
from yuanba.rules.time.calendar import day
from yuanba.web.metrics import MetricCut


def past(cut: MetricCut) -> list[PastMatter]:
    """Return the matters filed in the periods of a cut with their orders and pauses, without archived ones.

    Three statements.
    """
    found = Matter.objects.filter(came_in(cut))
    orders: dict[int, list[PastOrder]] = {}
    for one in Order.objects.filter(matter__in=found, role=Role.LEAD).order_by("id"):
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
    for pause in Pause.objects.filter(matter__in=found).order_by("id"):
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
        for row in found.only(*TOLD)
    ]


#: What is read of a matter for its durations.
TOLD = ("class_code", "channel", "unit", "subdistrict_code", "state", "filed_at", "ended_at")


def settled(cut: MetricCut) -> list[Tally]:
    """Return, per class with a target level, how many matters were closed and how many stayed within it.

    The part of a tally is the class; one without any is told too. One statement, none without such classes.
    """
    ends = ends_of(store.in_force(day(cut.now)))
    if not ends:
        return []
    rows = Matter.objects.filter(
        visible(cut), within("ended_at", cut.periods), state=State.CLOSED, class_code__in=ends
    )
    counted = list(rows.values_list("class_code", "level").annotate(Count("id")).order_by())
    return [
        Tally(
            part=code,
            amount=Amount(
                counted=Fraction(sum(n for one, told, n in counted if one == code and _stayed(told, level))),
                of=sum(n for one, _, n in counted if one == code),
            ),
        )
        for code, level in ends.items()
    ]


def ends_of(pack: Pack) -> dict[str, Level]:
    """Return the level at which matters of a class should end, for each class that names one."""
    return {code: row.ends_at for code, row in pack.classes.items() if row.ends_at}


def _stayed(told: str, level: Level) -> bool:
    return bool(told) and stayed(Level(told), level)


def kept(cut: MetricCut) -> list[Tally]:
    """Return, per milestone of the pack and for the parts of co-handlers, how many were in time.

    The part of a tally is class and milestone with a dot between them, or nothing for co-handlers. Counted is
    what fell due since the first day of a cut; what is neither told nor answered yet counts once it is late.
    """
    matters = Matter.objects.filter(visible(cut))
    found = []
    for class_code, row in store.in_force(day(cut.now)).classes.items():
        for code in row.milestones:
            rows = Milestone.objects.filter(code=code, matter__in=matters.filter(class_code=class_code))
            found.append(_share(rows.exclude(ending="dropped"), cut, f"{class_code}.{code}"))
    parts = Order.objects.filter(role=Role.CO, matter__in=matters).exclude(ending__in=NOT_HELPING)
    found.append(_share(parts.exclude(ending="merged"), cut, ""))
    return [one for one in found if one.amount.of]


def _share(rows: QuerySet[Milestone] | QuerySet[Order], cut: MetricCut, part: str) -> Tally:
    """How many of these came to their end or are late, and how many of them ended in time."""
    start, _end = cut.periods[0].moments
    over = Q(ended_at__isnull=False) | Q(due_at__lt=cut.now)
    counted = rows.filter(over, due_at__gt=start).aggregate(
        ended=Count("pk"), in_time=Count("pk", filter=Q(ended_at__lte=F("due_at")))
    )
    return Tally(part=part, amount=Amount(counted=Fraction(counted["in_time"]), of=counted["ended"]))


#: What gives a matter to a body, the next round too; the newest of them holds.
GIVING = (
    *(MatterVerb.ASSIGN, MatterVerb.REASSIGN, MatterVerb.SIGN, MatterVerb.SETTLE),
    *(MatterVerb.CHECK, MatterVerb.REOPEN),
)


@dataclass(frozen=True, slots=True)
class PastDecisions:
    """Past decisions, newest first: how many, and each as it is asked for, read some hundreds at a time."""

    acts: Sequence[int]

    def __len__(self) -> int:
        return len(self.acts)

    def __iter__(self) -> Iterator[PastDecision]:
        for start in range(0, len(self.acts), TOGETHER):
            yield from _decisions(self.acts[start : start + TOGETHER])


#: So many past decisions are read at a time.
TOGETHER = 500


def decisions(*, since: datetime, limit: int) -> PastDecisions:
    """Return the last assignment of each matter since a moment, to try new rules on them; at most so many."""
    known = {"level": [str(one) for one in Level]}
    kind = queries.STORY_KIND
    return PastDecisions(journal.last_of_each(kind, GIVING, telling=known, since=since, limit=limit))


def _decisions(acts: Sequence[int]) -> list[PastDecision]:
    """The decisions of these entries. Seven statements for any number."""
    given = {entry.key: entry.told for entry in journal.entries(acts)}
    rows = {str(row.pk): row for row in Matter.objects.filter(pk__in=list(given), since_at__isnull=False)}
    ids = [row.pk for row in rows.values()]
    pauses, extensions, answered = pauses_of_each(ids), extensions_of_each(ids), _answered(ids)
    rural = places.rural_among(row.area_path for row in rows.values())
    return [
        PastDecision(
            matter_id=row.pk,
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
