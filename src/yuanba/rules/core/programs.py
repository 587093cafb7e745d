"""Which actions the key of a program may be given, and which need a person, each with its ground."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.declared import Text
from yuanba.rules.core.verb import Verb

#: A key ends at the latest after so many days.
LONGEST_TERM = timedelta(days=366)
#: What a key may be given, in plain words. Everything else, and whatever is added later, needs a person.
PROGRAM_VERBS: Mapping[Verb, Text] = MappingProxyType(
    {verb: action.program for verb, action in ACTIONS.items() if action.program}
)
#: What the API and the pages offer on matters and no key can be given.
NEEDS_A_PERSON: Mapping[Verb, Text] = MappingProxyType(
    {verb: action.needs_person for verb, action in ACTIONS.items() if action.needs_person}
)


def is_term(until_on: date, on: date) -> bool:
    """Return whether a program's key issued on the day `on` may be valid up to and including `until_on`.

    At most `LONGEST_TERM` ahead, and not in the past.

    >>> is_term(date(2027, 3, 3), date(2026, 3, 2))
    True
    >>> is_term(date(2027, 3, 4), date(2026, 3, 2)) or is_term(date(2026, 3, 1), date(2026, 3, 2))
    False
    """
    return on <= until_on <= on + LONGEST_TERM
