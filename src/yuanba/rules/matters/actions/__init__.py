"""The table of actions on matters: who may do each, in the order of a matter's life."""

from yuanba.rules.core.action import Action
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.actions import beside, ending, orders, pressing, triage

ACTIONS: dict[Verb, Action] = (
    triage.ACTIONS | orders.ACTIONS | pressing.ACTIONS | ending.ACTIONS | beside.ACTIONS
)
