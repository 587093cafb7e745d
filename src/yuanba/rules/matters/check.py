"""Conflict of interest: who may judge a result.

Nobody judges their own, their unit's or their superiors' work, nor their kin's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from yuanba.rules.core.refusal import Refused


class Barred(Refused):
    """Raised when a person may not judge a result; `why` says what ties them to the matter."""

    code: ClassVar[str] = "check.barred"


class Tie(StrEnum):
    """The ties that bar a person from judging: they, their unit, a unit above, or their kin did the work."""

    HANDLER = "handler"
    UNIT = "unit"
    SUBORDINATE = "subordinate"
    KIN = "kin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The past handlers of a matter: all people who handled or co-handled it, and their units.

    By any of its orders. `handlers` are account keys; `units` are codes.
    """

    handlers: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """One person who wants to judge a result: their units with all superior units, and their declared kin."""

    key: str
    units: Mapping[str, frozenset[str]]
    kin: frozenset[str] = frozenset()


def tie(person: Judge, past: Past) -> Tie | None:
    """Return the tie that bars this person from judging the matter, or None where no tie does.

    Where several apply, the first in the order of Tie.
    """
    if person.key in past.handlers:
        return Tie.HANDLER
    if past.units & frozenset(person.units):
        return Tie.UNIT
    if any(past.units & superiors for superiors in person.units.values()):
        return Tie.SUBORDINATE
    if past.handlers & person.kin:
        return Tie.KIN
    return None


def require_untied(person: Judge, past: Past) -> None:
    """Raise Barred where this person, their unit, a unit above it, or their kin did the work to be judged.

    Asked of whoever checks, calls back or judges by office. A party (who filed or follows it) says what they
    think of their own matter whatever ties them to it.
    """
    found = tie(person, past)
    if found:
        raise Barred(why=found.value)
