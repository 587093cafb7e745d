"""At which level the closed matters of each class ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from yuanba.matters.models import Matter
from yuanba.matters.queries import reach
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State
from yuanba.rules.matters.settling import Settled, stayed
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Level, Pack

#: How far back the figures go.
YEAR = timedelta(days=365)


def settled(actor: Actor, pack: Pack, now: datetime, *, area_path: str = "") -> Sequence[Settled]:
    """For each class of this pack that says where it should end: what was closed in a year within reach, and
    how much of it stayed there. One statement; none where no class says so."""
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
        Settled(
            class_code=code,
            ends_at=level,
            closed=sum(number for one, _, number in counted if one == code),
            stayed=sum(
                number for one, told, number in counted if one == code and told and stayed(Level(told), level)
            ),
        )
        for code, level in ends.items()
    ]
