"""What every rule of a matter's life yields, and what it asks first."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.pack import Grounded
from yuanba.rules.time.deadline import Due, Why


class ReasonMissing(Refused):
    """This is not done without a reason."""

    code: ClassVar[str] = "triage.reason_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A new state and its grounds.

    `until_at` is when this state should be over, or is over by itself; None leaves the state
    without such a moment. `due` is the new due moment of the answer; None leaves it as it was.
    `pause` begins a pause now; a state that does not stand still ends the open one.
    """

    state: State
    because: tuple[str, ...]
    until_at: datetime | None = None
    due: Due | None = None
    pause: Why | None = None


def need(words: str, verb: Verb) -> None:
    """Nothing, or ReasonMissing: an empty reason is none."""
    if not words.strip():
        raise ReasonMissing(verb=verb.value)


def ground(value: Grounded) -> tuple[str, ...]:
    """How the ground of a pack's value is cited."""
    return (f"grounds.{value.ground}",) if value.ground else ()
