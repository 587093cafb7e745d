"""The outcome that every rule of a matter returns, and how its grounds are written."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.core.words import has_blank
from yuanba.rules.pack import Grounded
from yuanba.rules.time.deadline import Due, Why


class ReasonMissing(Refused):
    """Raised when an action that needs a reason or another text is done without one."""

    code: ClassVar[str] = "triage.reason_missing"


class BlankLeft(Refused):
    """Raised when a text for the resident still has a blank of its template that nobody filled in."""

    code: ClassVar[str] = "triage.blank_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of one decision: the matter's new state, the legal grounds, and a new deadline or pause.

    `until_at` is the state deadline: when this state should be over, or is over by itself; None leaves the
    state without such a moment. `due` is the new due moment of the answer; None leaves it as it was. `pause`
    begins a pause now; a state that does not stand still ends the open one.
    """

    state: State
    because: tuple[str, ...]
    until_at: datetime | None = None
    due: Due | None = None
    pause: Why | None = None


def need(words: str, verb: Verb) -> None:
    """Raise ReasonMissing where the text that the action `verb` needs is empty or blank."""
    if not words.strip():
        raise ReasonMissing(verb=verb.value)


def filled(words: str) -> None:
    """Raise BlankLeft where a text for residents has a blank of a template left."""
    if has_blank(words):
        raise BlankLeft


def ground(value: Grounded) -> tuple[str, ...]:
    """Return a tuple with the code of the law or source that a pack value cites; empty if it cites none."""
    return (f"grounds.{value.ground}",) if value.ground else ()
