"""The table of all actions: for each one who may do it, how far, from which states, and what it reads.

Each folder of rules declares its rows in ``actions.py``; this module joins them. Buttons, permission checks,
API tags and `docs/actions.md` are drawn from the table.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from yuanba import rules
from yuanba.rules.core.action import Action, Bar, Rights, Scope, Sight, Who
from yuanba.rules.core.verb import Verb

__all__ = [
    "ACTIONS",
    "Action",
    "Bar",
    "Rights",
    "Scope",
    "Verb",
    "Who",
    "action_of",
    "app_of",
    "sight_of",
    "verb_of",
]


def _declared() -> Iterator[tuple[str, Mapping[Verb, Action]]]:
    """The rows of every folder of rules, folder by folder in alphabetical order."""
    for root in rules.__path__:
        for folder in pkgutil.iter_modules([root]):
            names = {module.name for module in pkgutil.iter_modules([f"{root}/{folder.name}"])}
            if "actions" in names and folder.name != "core":
                yield folder.name, import_module(f"yuanba.rules.{folder.name}.actions").ACTIONS


_FOLDERS: Mapping[str, Mapping[Verb, Action]] = dict(_declared())
ACTIONS: Mapping[Verb, Action] = MappingProxyType(
    {verb: action for rows in _FOLDERS.values() for verb, action in rows.items()}
)
_NAMED: Mapping[str, Verb] = {verb.value: verb for verb in ACTIONS}


def verb_of(name: str) -> Verb:
    """Return the Verb (action name) with this text, such as ``matter.file``; raise KeyError for another."""
    return _NAMED[name]


def action_of(name: str) -> Action | None:
    """Return the row of the action with this name; None where no app of this version knows it.

    A journal keeps what a later version or an app that was taken out has recorded.
    """
    return ACTIONS[_NAMED[name]] if name in _NAMED else None


def sight_of(name: str) -> Sight:
    """Return who is shown a recorded step: staff alone where this version does not know the action."""
    action = action_of(name)
    return action.step if action else Sight.STAFF


def app_of(verb: Verb) -> str:
    """Return the name of the app whose service does the action: usually the app that declares the action."""
    return ACTIONS[verb].done_by or next(app for app, rows in _FOLDERS.items() if verb in rows)
