"""Reads from when a matter's clocks ran, so that an alarm that was stood down leaves no trace in them."""

from __future__ import annotations

from datetime import datetime

from yuanba.journal import queries as journal
from yuanba.matters import queries
from yuanba.matters.models import Matter, Order, Role
from yuanba.rules.core.state import State
from yuanba.rules.matters.verbs import MatterVerb


def began_at(matter: Matter) -> datetime:
    """Return when the matter came to the desk where it is at the desk; else when its last order was sent."""
    if matter.state == State.FILED:
        found, before = matter.filed_at, State.FILED
        for step in journal.story(queries.STORY_KIND, str(matter.pk)):
            state = step.told.choice("state", State) or before
            found = step.at if state is State.FILED and before is not State.FILED else found
            before = state
        return found
    order = Order.objects.filter(matter=matter, role=Role.LEAD).order_by("id").last()
    return order.sent_at if order else matter.filed_at


def since_before(matter: Matter) -> datetime | None:
    """Return when the answer's clock began before the last alarm moved it; None where no alarm did."""
    step = journal.last(queries.STORY_KIND, str(matter.pk), verbs=[MatterVerb.RAISE_ALARM])
    if step is None or step.at != matter.since_at:
        return None
    told = step.told.text("since_before")
    return datetime.fromisoformat(told) if told else None
