"""What was recorded about a matter, who looked at its masked parts, and the names of what a page mentions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from yuanba.journal import queries as journal
from yuanba.journal.queries import Recorded, looks
from yuanba.matters.queries.rows import STORY_KIND, MatterRow
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.declared import Text
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.privacy import Part
from yuanba.rules.time.calendar import day

#: Steps that only staff are told of.
AMONG_STAFF = frozenset(
    {MatterVerb.SUGGEST, MatterVerb.NOTE, PeopleVerb.POSITION_HAND_OVER, MatterVerb.UNMASK}
)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What codes on a page are called: units, areas and actors; one query each."""

    units: dict[str, str]
    areas: dict[str, str]
    actors: dict[str, str]


def names_for(
    rows: Iterable[MatterRow], *, steps: Iterable[journal.Recorded] = (), also: Iterable[str] = ()
) -> Names:
    """The names of everything that these rows and steps mention, and of `also`, which are units."""
    rows, steps = list(rows), list(steps)
    units = {*also, *(row.unit for row in rows)} | {
        str(step.outcome.get(key) or "") for step in steps for key in ("unit", "unit_before")
    }
    actors = {step.actor_key for step in steps if step.actor_kind == ActorKind.STAFF}
    return Names(
        units={unit.code: unit.name for unit in people.units(units - {""})},
        areas=places.labels({row.area_path for row in rows}),
        actors=people.labels(actors - {""}) if actors else {},
    )


def story(matter_id: int) -> list[journal.Recorded]:
    """Everything that was recorded about a matter, oldest first."""
    return journal.story(STORY_KIND, str(matter_id))


def story_for_party(matter_id: int) -> list[journal.Recorded]:
    """The same for who filed it: without what staff do among themselves."""
    return [step for step in story(matter_id) if step.verb not in AMONG_STAFF]
