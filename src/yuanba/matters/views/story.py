"""The same story, told to each as far as it is theirs: what was done, when, by whom, on what ground."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from yuanba.journal.queries import Recorded
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.rules import masking
from yuanba.rules.actor import ActorKind
from yuanba.rules.verb import Verb

#: What a party reads of the words in the journal; returns and reassignments are told without them.
PARTY_WORDS = frozenset(
    {
        Verb.ANSWER,
        Verb.ASK,
        Verb.ASK_EXTEND,
        Verb.ASK_HOLD,
        Verb.CHECK,
        Verb.GUIDE,
        Verb.OBJECT,
        Verb.PUBLISH,
        Verb.REFUSE,
        Verb.REOPEN,
        Verb.REPLY,
        Verb.SETTLE,
        Verb.UNDO_CLOSE,
        Verb.UNMASK,
        Verb.URGE,
    }
)
PUBLIC_STEPS = frozenset(
    {
        Verb.FILE,
        Verb.ASSIGN,
        Verb.REASSIGN,
        Verb.ACCEPT,
        Verb.TAKE,
        Verb.RETURN,
        Verb.ANSWER,
        Verb.REOPEN,
        Verb.PUBLISH,
        Verb.SETTLE,
        Verb.ASK,
        Verb.REPLY,
        Verb.RESUME,
        Verb.GRANT,
        Verb.CHECK,
        Verb.INVITE,
        Verb.CLOSE,
        Verb.UNDO_CLOSE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a story."""

    verb: Verb
    at: datetime
    who: str
    words: str
    because: tuple[str, ...]
    unit: str
    due_on: date | None
    #: Whether staff pressed for the resident who stood before them or called.
    is_for_owner: bool = False

    @property
    def is_for_party(self) -> bool:
        """Whether whoever filed it reads the words too."""
        return self.verb in PARTY_WORDS


def for_party(row: MatterRow) -> list[Step]:
    """For who filed it: every step, and the words that are meant for them."""
    return _told(row, queries.story_for_party(row.id), words=PARTY_WORDS)


def for_staff(steps: Iterable[Recorded], names: queries.Names) -> list[Step]:
    """For staff who may read the matter: every step and every word, masked."""
    return [_step(step, names, frozenset(Verb)) for step in steps]


def for_public(row: MatterRow) -> list[Step]:
    """For everyone: the steps without words."""
    steps = [step for step in queries.story(row.id) if step.verb in PUBLIC_STEPS]
    return _told(row, steps, words=frozenset())


def _told(row: MatterRow, steps: Iterable[Recorded], *, words: frozenset[Verb]) -> list[Step]:
    steps = list(steps)
    names = queries.names_for([row], steps=steps)
    return [_step(step, names, words) for step in steps]


def _step(step: Recorded, names: queries.Names, words: frozenset[Verb]) -> Step:
    verb = Verb(step.verb)
    due_on = step.outcome.get("due_on")
    unit = str(step.outcome.get("unit") or "")
    who = names.actors.get(step.actor_key, "") if step.actor_kind == ActorKind.STAFF else ""
    return Step(
        verb=verb,
        at=step.at,
        who=who,
        words=masking.mask(step.words).text if verb in words else "",
        because=step.because,
        unit=names.units.get(unit, "")
        if verb in (Verb.ASSIGN, Verb.REASSIGN, Verb.REOPEN, Verb.TAKE)
        else "",
        due_on=date.fromisoformat(due_on) if isinstance(due_on, str) else None,
        is_for_owner=step.outcome.get("for_owner") is True,
    )
