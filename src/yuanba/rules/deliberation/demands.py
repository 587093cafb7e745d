"""What decides on a meeting that people demand: who may sign, how many are enough, until when it is held."""

from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack.meetings import Meeting

#: No article says how soon a demanded meeting is held; ten days go to its notice. This many days are ours.
HELD_WITHIN_DAYS = 30
MOST_VOTERS = 10_000_000


class Signers(StrEnum):
    """Who demands a meeting: those who vote where the council is, or their representatives in it."""

    VOTERS = "voters"
    REPRESENTATIVES = "representatives"


class NoDemand(Refused):
    """Raised when the rules let these signers demand no meeting of this council, or the topic is not open."""

    code: ClassVar[str] = "demand.none"


class AlreadySigned(Refused):
    """Raised when a person has signed already; each counts once."""

    code: ClassVar[str] = "demand.already_signed"


class DemandMet(Refused):
    """Raised when enough have signed already, so that the meeting is owed."""

    code: ClassVar[str] = "demand.met"


class BadVoters(Refused):
    """Raised when the number of those who vote is none, or where it comes from is not said."""

    code: ClassVar[str] = "demand.bad_voters"


def share(meeting: Meeting, signers: Signers) -> Fraction:
    """Return the share that may demand a meeting: the district's own, else the law's; raise NoDemand."""
    own = meeting.call_voters if signers is Signers.VOTERS else meeting.call_representatives
    rule = meeting.preset
    law = rule.called_by_voters if signers is Signers.VOTERS else rule.called_by_representatives
    found = Fraction(own) if own else law
    if found is None:
        raise NoDemand
    return found


def has_demands(meeting: Meeting) -> bool:
    """Return whether anybody may demand a meeting of this kind."""
    rule = meeting.preset
    return any(
        (
            meeting.call_voters,
            meeting.call_representatives,
            rule.called_by_voters,
            rule.called_by_representatives,
        )
    )


def needed(part: Fraction, whole: int) -> int:
    """Return how many of a whole reach a share ("以上" includes the number).

    >>> needed(Fraction(1, 10), 1000), needed(Fraction(1, 10), 1001), needed(Fraction(1, 5), 31)
    (100, 101, 7)
    """
    return -(-part.numerator * whole // part.denominator)


def is_reached(part: Fraction, signed: int, whole: int | None) -> bool:
    """Return whether so many of a whole reach a share, exactly; of an unknown whole, or of none, no.

    >>> fifth = Fraction(1, 5)
    >>> is_reached(fifth, 6, 31), is_reached(fifth, 7, 31), is_reached(fifth, 6, 30)
    (False, True, True)
    """
    return bool(whole) and signed * part.denominator >= part.numerator * (whole or 0)


def held_until(reached_on: date) -> date:
    """Return the latest day on which a demanded meeting is held."""
    return reached_on + timedelta(days=HELD_WITHIN_DAYS)
