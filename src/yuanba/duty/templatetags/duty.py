"""Template filters of duty: who walks a grid."""

from __future__ import annotations

from django import template

from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now

register = template.Library()


@register.filter
def walks_a_grid(actor: Actor) -> bool:
    """Return whether somebody holds a position today by which they note down what they see in a grid."""
    walkers = ACTIONS[MatterVerb.PATROL_NOTE].who
    return any(held.kind in walkers and held.holds_on(day(now())) for held in actor.holdings)
