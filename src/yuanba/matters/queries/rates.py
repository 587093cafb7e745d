"""What named rates count among matters."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q

from yuanba.matters.models import Matter
from yuanba.rules.core.state import State
from yuanba.rules.evaluation.rates import Tally


def tallies(where: Q, *, start: datetime, end: datetime) -> list[Tally]:
    """Matters filed from `start` to before `end` and ever given to a unit, counted in one statement."""
    found = Matter.objects.filter(where, filed_at__gte=start, filed_at__lt=end, since_at__isnull=False)
    rows = found.order_by().values_list("class_code", "channel", "state").annotate(number=Count("id"))
    return [
        Tally(class_code=class_code, channel=channel, state=State(state), number=number)
        for class_code, channel, state, number in rows
    ]
