"""Everything that can be done: who may, where, from which states, and what of the pack it reads.

Buttons, permission checks, API tags and `docs/actions.md` are drawn from this table.
"""

from collections.abc import Mapping
from types import MappingProxyType

from yuanba.rules.action import Action, Bar, Rights, Scope, Who
from yuanba.rules.house_actions import HOUSE_ACTIONS
from yuanba.rules.matter_actions import MATTER_ACTIONS
from yuanba.rules.privacy_actions import PRIVACY_ACTIONS
from yuanba.rules.verb import Verb

__all__ = ["ACTIONS", "Action", "Bar", "Rights", "Scope", "Verb", "Who"]

ACTIONS: Mapping[Verb, Action] = MappingProxyType(MATTER_ACTIONS | HOUSE_ACTIONS | PRIVACY_ACTIONS)
