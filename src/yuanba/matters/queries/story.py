"""Reads the journal of a matter, who unmasked its data, and the names of what a page mentions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from yuanba.journal import queries as journal
from yuanba.journal.queries import Recorded, looks
from yuanba.matters.queries.rows import STORY_KIND, MatterRow
from yuanba.packs import store
from yuanba.people import queries as people
from yuanba.places import queries as places
from yuanba.rules.core.action import Sight
from yuanba.rules.core.actions import sight_of
from yuanba.rules.core.declared import Text
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.pack import Pack
from yuanba.rules.privacy import SeenPart
from yuanba.rules.time.calendar import day

LOOKS = (MatterVerb.UNMASK,)
#: How a unit answers.
ANSWERS = (MatterVerb.ANSWER, MatterVerb.SETTLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasking:
    """One record that staff viewed a resident's unmasked data: who (by position, not name), when and why."""

    receipt: str
    at: datetime
    who: str
    part: SeenPart
    why: Text | None
    words: str


def looks_at(matter_ids: Iterable[int], now: datetime) -> list[Unmasking]:
    """Return the records of who viewed unmasked data of these matters, newest first."""
    found = looks.done_to(STORY_KIND, [str(one) for one in matter_ids], LOOKS)
    return _told(found, store.in_force(day(now)))


def looks_among(steps: Sequence[Recorded], now: datetime) -> list[Unmasking]:
    """Return the records of who viewed unmasked data among all entries of a matter, newest first."""
    return _told([one for one in reversed(steps) if one.verb in LOOKS], store.in_force(day(now)))


def _told(found: Iterable[Recorded], pack: Pack) -> list[Unmasking]:
    found = list(found)
    who = people.posts(found)
    reasons: Mapping[str, Text] = pack.looking.reasons if pack.looking else {}
    return [
        Unmasking(
            receipt=one.told.text("receipt"),
            at=one.at,
            who=who.get(one.id, ""),
            part=one.told.choice("part", SeenPart) or SeenPart.BOTH,
            why=reasons.get(one.told.text("why")),
            words=one.words,
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of the units and areas that a page mentions, by code, and who acted, by the step's id."""

    units: dict[str, str]
    areas: dict[str, str]
    actors: dict[int, str]


def names_for(
    rows: Iterable[MatterRow], *, steps: Iterable[journal.Recorded] = (), also: Iterable[str] = ()
) -> Names:
    """Return the names of the units, areas and actors in these matters and steps; one query for each kind.

    ``also`` are more unit codes.
    """
    rows, steps = list(rows), list(steps)
    units = {*also, *(row.unit for row in rows)} | {
        step.told.text(key) for step in steps for key in ("unit", "unit_before", "unit_above")
    }
    return Names(
        units={unit.code: unit.name for unit in people.units(units - {""})},
        areas=places.labels({row.area_path for row in rows}),
        actors=people.posts(steps),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """When a matter was last answered, and when somebody first checked or rated the answer."""

    at: datetime
    judged_at: datetime | None


def answered(matter_id: int) -> Answered | None:
    """Return when a matter's last answer was given and first judged; None if unanswered or taken back."""
    found: Answered | None = None
    for step in journal.story(STORY_KIND, str(matter_id)):
        if step.verb in ANSWERS:
            found = Answered(at=step.at, judged_at=None)
        elif step.verb == MatterVerb.RECALL:
            found = None
        elif found and found.judged_at is None and step.verb in (MatterVerb.CHECK, MatterVerb.RATE):
            found = Answered(at=found.at, judged_at=step.at)
    return found


def answer_words(matter_id: int) -> str:
    """Return the words of a matter's last answer as its unit wrote them; empty if there is none."""
    said = [step.words for step in story(matter_id) if step.verb in ANSWERS]
    return said[-1] if said else ""


def story(matter_id: int, *, is_whole: bool = False) -> list[journal.Recorded]:
    """Return all journal entries of a matter, oldest first.

    The words of an answer that was taken back are left out, so that nobody takes them for the answer; the
    journal keeps them, and ``is_whole`` includes them.
    """
    steps = journal.story(STORY_KIND, str(matter_id))
    for place, step in enumerate(() if is_whole else list(steps)):
        if step.verb == MatterVerb.RECALL:
            answers = [before for before in range(place) if steps[before].verb in ANSWERS]
            for last in answers[-1:]:
                steps[last] = replace(steps[last], words="")
    return steps


def story_for_public(matter_id: int) -> list[journal.Recorded]:
    """Return the journal entries of a matter that everyone may see, oldest first, without typed texts."""
    steps = journal.wordless_story(STORY_KIND, str(matter_id))
    return [step for step in steps if sight_of(step.verb) is Sight.PUBLIC]


def story_for_party(matter_id: int, *, is_whole: bool = False) -> list[journal.Recorded]:
    """Return the journal entries of a matter that its resident may see, oldest first."""
    steps = story(matter_id, is_whole=is_whole)
    return [step for step in steps if sight_of(step.verb) is not Sight.STAFF]
