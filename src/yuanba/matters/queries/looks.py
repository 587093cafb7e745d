"""Who looked behind the mask of a matter: for the resident, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from yuanba.journal.queries import Recorded, looks
from yuanba.matters.queries import STORY_KIND
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.rules.core.declared import Text
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.privacy import Part
from yuanba.rules.time.calendar import day

LOOKS = (MatterVerb.UNMASK,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Somebody saw a resident's words or contact: who, when, what, and why. Never a name."""

    receipt: str
    at: datetime
    who: str
    part: Part
    why: Text | None
    words: str


def looks_at(matter_ids: Iterable[int], now: datetime) -> list[Look]:
    """Who looked behind the mask of these matters, newest first."""
    found = looks.done_to(STORY_KIND, [str(one) for one in matter_ids], LOOKS)
    return _told(found, store.in_force(day(now)))


def _told(found: Iterable[Recorded], pack: Pack) -> list[Look]:
    found = list(found)
    labels = people.labels({one.actor_key for one in found})
    reasons: Mapping[str, Text] = pack.looking.reasons if pack.looking else {}
    return [
        Look(
            receipt=str(one.outcome.get("receipt", "")),
            at=one.at,
            who=labels.get(one.actor_key, ""),
            part=Part(str(one.outcome.get("part", Part.BOTH))),
            why=reasons.get(str(one.outcome.get("why", ""))),
            words=one.words,
        )
        for one in found
    ]
