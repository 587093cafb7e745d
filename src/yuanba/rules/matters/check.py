"""Who may judge a result: nobody their own, their unit's or their superiors' work, nor their kin's."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.refusal import Refused


class Barred(Refused):
    """This person may not judge this result; `why` says what ties them to it."""

    code: ClassVar[str] = "check.barred"


class Tie(StrEnum):
    """What ties a person to a matter."""

    HANDLER = "handler"
    UNIT = "unit"
    SUBORDINATE = "subordinate"
    KIN = "kin"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Who ever handled a matter, the co-handlers too, by any of its orders; and who sat in deciding it.

    `handlers` and `decided` are account keys; `units` are codes.
    """

    handlers: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who wants to judge: their units with all that these are subordinate to, and their declared kin."""

    key: str
    units: Mapping[str, frozenset[str]]
    kin: frozenset[str] = frozenset()


def tie(person: Person, past: Past) -> Tie | None:
    """What bars this person, or nothing: the first in the order of the list."""
    if person.key in past.handlers:
        return Tie.HANDLER
    if past.units & frozenset(person.units):
        return Tie.UNIT
    if any(past.units & superiors for superiors in person.units.values()):
        return Tie.SUBORDINATE
    if past.handlers & person.kin:
        return Tie.KIN
    if person.key in past.decided:
        return Tie.DECIDED
    return None


def require_untied(person: Person, past: Past) -> None:
    """Nothing, or Barred. Who may check, call back and judge by office is asked here, by the same rule.

    A party says what they think of their own matter whatever ties them to it.
    """
    found = tie(person, past)
    if found:
        raise Barred(why=found.value)
