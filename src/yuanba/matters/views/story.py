"""Prepares a matter's history for each audience: the resident, staff, and the public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from yuanba.journal.queries import Recorded
from yuanba.matters import queries
from yuanba.matters.queries import MatterRow
from yuanba.rules.core.actions import ACTIONS, verb_of
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import masking

#: What a party reads of the words in the journal; returns and reassignments are told without them.
PARTY_WORDS = frozenset(
    {
        MatterVerb.ANSWER,
        MatterVerb.ASK,
        MatterVerb.ASK_EXTEND,
        MatterVerb.ASK_HOLD,
        MatterVerb.CHECK,
        MatterVerb.GUIDE,
        MatterVerb.OBJECT,
        MatterVerb.PUBLISH,
        MatterVerb.REFUSE,
        MatterVerb.REOPEN,
        MatterVerb.REPLY,
        MatterVerb.SETTLE,
        MatterVerb.UNDO_CLOSE,
        MatterVerb.UNMASK,
        MatterVerb.URGE,
    }
)
PUBLIC_STEPS = frozenset(
    {
        MatterVerb.FILE,
        MatterVerb.ASSIGN,
        MatterVerb.REASSIGN,
        MatterVerb.ACCEPT,
        MatterVerb.TAKE,
        MatterVerb.RETURN,
        MatterVerb.ANSWER,
        MatterVerb.REOPEN,
        MatterVerb.PUBLISH,
        MatterVerb.SETTLE,
        MatterVerb.ASK,
        MatterVerb.REPLY,
        MatterVerb.RESUME,
        MatterVerb.GRANT,
        MatterVerb.CHECK,
        MatterVerb.INVITE,
        MatterVerb.CLOSE,
        MatterVerb.UNDO_CLOSE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a matter's history as shown: what, when, by whom, words, grounds, deadline."""

    verb: Verb
    at: datetime
    who: str
    words: str
    because: tuple[str, ...]
    unit: str
    due_on: date | None
    #: Whether staff acted for a resident who was present or called.
    is_for_owner: bool = False

    @property
    def is_for_party(self) -> bool:
        """Return whether the resident who filed the matter may read the words of this step."""
        return self.verb in PARTY_WORDS


def for_party(row: MatterRow) -> list[Step]:
    """Return the history for the resident: every step, with the words that are meant for them."""
    return _told(row, queries.story_for_party(row.id), words=PARTY_WORDS)


def for_staff(steps: Iterable[Recorded], names: queries.Names) -> list[Step]:
    """Return the history for staff who may read the matter: every step with all words, masked."""
    return [_step(step, names, frozenset(ACTIONS)) for step in steps]


def for_public(row: MatterRow) -> list[Step]:
    """Return the history for the public: the public steps, without words."""
    steps = [step for step in queries.story(row.id) if step.verb in PUBLIC_STEPS]
    return _told(row, steps, words=frozenset())


def _told(row: MatterRow, steps: Iterable[Recorded], *, words: frozenset[Verb]) -> list[Step]:
    steps = list(steps)
    names = queries.names_for([row], steps=steps)
    return [_step(step, names, words) for step in steps]


def _step(step: Recorded, names: queries.Names, words: frozenset[Verb]) -> Step:
    verb = verb_of(step.verb)
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
        if verb in (MatterVerb.ASSIGN, MatterVerb.REASSIGN, MatterVerb.REOPEN, MatterVerb.TAKE)
        else "",
        due_on=date.fromisoformat(due_on) if isinstance(due_on, str) else None,
        is_for_owner=step.outcome.get("for_owner") is True,
    )
