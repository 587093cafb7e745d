"""Services that raise an alarm by hand, and stand a false one down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.districts import jobs
from yuanba.journal.services import Act
from yuanba.matters import queries
from yuanba.matters.models import Matter
from yuanba.matters.queries import clock
from yuanba.matters.queries.danger import began_at, since_before
from yuanba.matters.services.life import record, told, turn
from yuanba.packs import store
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.state import State
from yuanba.rules.matters import danger
from yuanba.rules.matters.danger import Clocks, Reclocked
from yuanba.rules.matters.verbs import MatterVerb


@transaction.atomic
def raise_alarm(*, actor: Actor, matter_id: int, danger_code: str, reason: str, now: datetime) -> None:
    """Treat a matter as a danger, whatever its words say: the alarm's clocks run from now."""
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)

    access.require(actor, MatterVerb.RAISE_ALARM, queries.facts_of(matter), now)
    outcome = danger.raise_alarm(
        _clocks(matter),
        is_in_danger=bool(matter.dangers),
        danger_code=danger_code,
        reason=reason,
        pack=pack,
        at=now,
    )

    before = matter.since_at
    matter.dangers = danger_code
    _reclock(matter, outcome, now=now)
    jobs.defer("matters.press", matter_id=matter.pk)

    said: dict[str, Json] = {"since_before": before.isoformat() if before else ""}
    record(
        Act(actor, MatterVerb.RAISE_ALARM, now),
        matter,
        because=outcome.because,
        words=reason,
        said={**told(outcome), **said},
    )


@transaction.atomic
def stand_down(*, actor: Actor, matter_id: int, reason: str, now: datetime) -> None:
    """Treat a matter as none of danger after all: its clocks are again what they would have been."""
    matter = queries.lock(matter_id)
    pack = store.pack_of(matter.pack_digest)

    access.require(actor, MatterVerb.STAND_DOWN, queries.facts_of(matter), now)
    outcome = danger.stand_down(
        _clocks(matter),
        is_in_danger=bool(matter.dangers),
        since_at=since_before(matter),
        reason=reason,
        pack=pack,
        at=now,
    )

    dangers: list[Json] = list(matter.dangers.split())
    matter.dangers = ""
    _reclock(matter, outcome, now=now)

    record(
        Act(actor, MatterVerb.STAND_DOWN, now),
        matter,
        because=outcome.because,
        words=reason,
        said={**told(outcome), "dangers_before": dangers},
    )


def _clocks(matter: Matter) -> Clocks:
    return Clocks(
        state=State(matter.state),
        began_at=began_at(matter),
        until_at=matter.until_at,
        due_at=matter.due_at,
        clock=clock.clock_of(matter) if matter.since_at else None,
    )


def _reclock(matter: Matter, outcome: Reclocked, *, now: datetime) -> None:
    matter.until_at = outcome.until_at
    matter.since_at = outcome.since_at or matter.since_at
    turn(matter, outcome, now=now, also=("dangers", "until_at", "since_at"))
