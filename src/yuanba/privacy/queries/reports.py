"""What somebody reported, with everything of theirs that other apps hang on it: steps, files, ratings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from yuanba.evaluation.queries import keeping as evaluation
from yuanba.journal.queries import Recorded
from yuanba.matters import queries as matters
from yuanba.matters.queries import keeping
from yuanba.matters.queries.keeping import Original
from yuanba.rules.core.action import Spoken
from yuanba.rules.core.actions import action_of
from yuanba.web.kept import HeldQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a matter that the resident may see, with its words only if the resident may read them."""

    verb: str
    at: datetime
    is_own: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """One file that the resident attached to a matter."""

    key: str
    name: str
    content_type: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMatter:
    """One matter with the resident's data in it: original text, steps, attached files and ratings."""

    original: Original
    steps: tuple[Step, ...]
    enclosed: tuple[Enclosed, ...]
    said: tuple[evaluation.Said, ...]


def reports(asked: HeldQuery) -> tuple[KeptMatter, ...]:
    """Return a person's matters with their steps, files and ratings, newest first."""
    return _matters(asked.key, keeping.originals([asked.key]), asked.found["said"])


def said_elsewhere(asked: HeldQuery) -> tuple[evaluation.Said, ...]:
    """Return a person's ratings of matters that other people filed."""
    own = {one.original.row.id for one in asked.found["matters"]}
    return tuple(one for one in asked.found["said"] if one.matter_id not in own)


def _matters(key: str, found: Iterable[Original], said: Iterable[evaluation.Said]) -> tuple[KeptMatter, ...]:
    found, said = list(found), list(said)
    enclosed: dict[int, list[Enclosed]] = {}
    for matter_id, file, name, content_type, at in keeping.enclosed_by_owner(one.row.id for one in found):
        enclosed.setdefault(matter_id, []).append(
            Enclosed(key=file, name=name, content_type=content_type, at=at)
        )
    return tuple(
        KeptMatter(
            original=one,
            steps=tuple(_steps(key, matters.story_for_party(one.row.id, is_whole=True))),
            enclosed=tuple(enclosed.get(one.row.id, ())),
            said=tuple(word for word in said if word.matter_id == one.row.id),
        )
        for one in found
    )


def _steps(key: str, story: Iterable[Recorded]) -> Iterable[Step]:
    for step in story:
        is_own = step.actor_key == key or step.told.flag("for_owner")
        action = action_of(step.verb)
        is_addressed = action is not None and action.words is Spoken.ADDRESSED
        words = step.words if is_own or is_addressed else ""
        yield Step(verb=step.verb, at=step.at, is_own=is_own, words=words)
