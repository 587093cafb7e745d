"""Dangers: the words that point to them, and the clocks of a matter that speaks of one."""

from typing import TypeVar

from pydantic import BaseModel, Field

from yuanba.rules.core.declared import Grounded, Text
from yuanba.rules.pack.escalation import Escalation
from yuanba.rules.time.deadline import Term

Row = TypeVar("Row", bound=BaseModel)


class Danger(Grounded):
    """One kind of emergency: the words that point to it, and the number to call before anything else.

    `says` is what to do or to know first. Where somebody speaks of despair the card is a kind one
    (`is_gentle`): nothing of what they wrote is repeated to them.
    """

    title: Text
    words: tuple[str, ...] = Field(min_length=1)
    call: str = Field(pattern=r"^[0-9]{3,6}$")
    says: Text | None = None
    is_gentle: bool = False


class Alarm(Grounded):
    """The clocks of a matter whose words speak of a danger; they run day and night and are short.

    `triage` is the time to sort it, `accept` to accept its order, `answer` to say what was done first. Its
    `escalations` come on top of the pack's own.
    """

    triage: Term
    accept: Term
    answer: Term
    escalations: tuple[Escalation, ...] = Field(min_length=1)


def shorter(term: Term, most: Term) -> Term:
    """Return a term, or the longest that is allowed where that is shorter."""
    return min(term, most, key=lambda one: one.in_days)


def hurried(row: Row, alarm: Alarm) -> Row:
    """Return a class or a row of the directory with no longer times to accept and answer than the alarm's."""
    times = {
        name: shorter(term, alarm.accept if name == "accept" else alarm.answer)
        for name, term in row
        if isinstance(term, Term)
    }
    return row.model_copy(update=times)
