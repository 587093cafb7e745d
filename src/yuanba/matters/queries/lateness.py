"""Reads where the time of late answers went, stage by stage, from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from yuanba.journal.queries import looks as journal
from yuanba.matters.models import Matter
from yuanba.matters.queries.clock import rules_for
from yuanba.matters.queries.counting import TOO_LATE, due_orders
from yuanba.matters.queries.rows import STORY_KIND
from yuanba.rules.core.metrics import Amount, By, Tally
from yuanba.rules.core.state import State
from yuanba.rules.matters import stages
from yuanba.rules.matters.stages import PastStep, TimeStage
from yuanba.rules.pack import Pack
from yuanba.rules.time.deadline import ROUND_THE_CLOCK, TermUnit
from yuanba.rules.time.worked import WorkedTime
from yuanba.web.metrics import MetricCut

HOUR = timedelta(hours=1)
#: Of the clocks of these units the nights and days off run too.
DAY_AND_NIGHT = frozenset({*ROUND_THE_CLOCK, TermUnit.CALENDAR_DAYS})
#: What is read of a late matter.
TOLD = ("area_path", "class_code", "item_code", "channel", "pack_digest", "dangers")


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAnswer:
    """One late answer: its period, its unit and matter, its steps, and until when its time is counted."""

    period: int
    unit: str
    matter: Matter
    steps: Sequence[PastStep]
    until: datetime


def late_time(cut: MetricCut) -> list[Tally]:
    """Return the hours that late answers spent in each stage, each as its matter's own clock counts.

    A matter whose time limit is in working days or hours is measured in office hours, another one day and
    night. The part of a tally is the stage; `of` counts the late answers, so that the mean is for each of
    them. Two statements, and one for each pack.
    """
    found: list[Tally] = []
    late = _late(cut)
    for pack, counts_office_hours, answers in _by_clock(late):
        moments = [at for one in answers for at in stages.moments(one.steps, until=one.until)]
        worked = WorkedTime(pack.calendar, moments) if counts_office_hours else None
        for one in answers:
            spent = stages.spent(one.steps, until=one.until, lasted=worked.between if worked else _elapsed)
            found += [_tally(cut, one, stage, spent.get(stage, timedelta())) for stage in TimeStage]
    return found


def _elapsed(begins_at: datetime, ends_at: datetime) -> timedelta:
    return ends_at - begins_at


def _late(cut: MetricCut) -> list[LateAnswer]:
    orders = list(
        due_orders(cut)
        .filter(TOO_LATE)
        .select_related("matter")
        .only("unit", "ended_at", *(f"matter__{name}" for name in TOLD))
    )
    steps = journal.states_of(STORY_KIND, [str(order.matter_id) for order in orders])
    return [
        LateAnswer(
            period=order.in_period,  # type: ignore[attr-defined]
            unit=order.unit,
            matter=order.matter,
            steps=[_step(*one) for one in steps.get(str(order.matter_id), ())],
            until=order.ended_at or cut.now,
        )
        for order in orders
    ]


def _step(verb: str, at: datetime, state: str) -> PastStep:
    return PastStep(verb=verb, at=at, state=State(state) if state in set(State) else None)


def _by_clock(late: Iterable[LateAnswer]) -> list[tuple[Pack, bool, list[LateAnswer]]]:
    """The late answers by their pack, and by whether their clocks count office hours."""
    packs: dict[tuple[str, bool], Pack] = {}
    found: dict[tuple[str, bool, bool], list[LateAnswer]] = {}
    for one in late:
        key = (one.matter.pack_digest, bool(one.matter.dangers))
        pack = packs.setdefault(key, rules_for(one.matter)) if key not in packs else packs[key]
        unit = pack.term_of(one.matter.class_code, one.matter.item_code, reworks=0).unit
        found.setdefault((*key, unit not in DAY_AND_NIGHT), []).append(one)
    return [(packs[digest, danger], office, rows) for (digest, danger, office), rows in found.items()]


def _tally(cut: MetricCut, one: LateAnswer, stage: TimeStage, spent: timedelta) -> Tally:
    told: Mapping[By, str] = {
        By.UNIT: one.unit,
        By.AREA: one.matter.area_path,
        By.CLASS: one.matter.class_code,
        By.ITEM: one.matter.item_code,
        By.CHANNEL: one.matter.channel,
    }
    hours = Fraction(spent // timedelta(microseconds=1), HOUR // timedelta(microseconds=1))
    return Tally(
        period=one.period,
        part=str(stage),
        amount=Amount(counted=hours, of=1),
        **{str(by): told[by] for by in cut.by},
    )
