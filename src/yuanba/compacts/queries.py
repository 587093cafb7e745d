"""Reads compacts: what is in force, the draft, the versions before, and which votes could adopt a draft."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet

from yuanba.ballots.queries.carried import CarriedMotion, carried
from yuanba.compacts.models import Compact, CompactVersion
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.places import queries as places
from yuanba.places.queries import housing
from yuanba.rules.compacts import wording
from yuanba.rules.compacts.verbs import CompactVerb
from yuanba.rules.compacts.wording import Clause, ClauseDifference, CompactTopic, differences
from yuanba.rules.core import access
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day

KIND = "compact"
#: More than this many on one page nobody reads.
SHOWN = 100


class CompactNotFound(Refused):
    """Raised when there is no compact, or no draft of it, under this number."""

    code: ClassVar[str] = "compact.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactVersionRow:
    """One version: its words, and by which motion of which vote it was adopted, from which day on."""

    id: int
    number: int
    title: str
    clauses: tuple[Clause, ...]
    why: str
    worded_at: datetime
    adopted_at: datetime | None
    vote_id: int | None
    motion: int | None
    from_on: date | None

    @property
    def is_draft(self) -> bool:
        """Return whether nothing has adopted it yet."""
        return self.adopted_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactRow:
    """One compact: where, what is in force, what comes, the draft, and those before, newest first."""

    id: int
    area_path: str
    estate: str
    where: str
    current: CompactVersionRow | None
    coming: CompactVersionRow | None
    draft: CompactVersionRow | None
    before: tuple[CompactVersionRow, ...]

    @property
    def title(self) -> str:
        """Return what it is called: as in force, else as it comes or is drafted."""
        found = self.current or self.coming or self.draft
        return found.title if found else ""

    @property
    def adopted(self) -> tuple[CompactVersionRow, ...]:
        """Return every adopted version, the newest first."""
        return tuple(filter(None, (self.coming, self.current, *self.before)))

    @property
    def last(self) -> CompactVersionRow | None:
        """Return the version that a draft would replace."""
        return self.coming or self.current


def subject(compact_id: int) -> Subject:
    """Return the subject under which the journal records a compact and its versions."""
    return Subject(kind=KIND, key=str(compact_id))


def facts_of(one: Compact | CompactRow) -> access.Facts:
    """Return the facts that decide who may do something to a compact."""
    return access.Facts(area_path=one.area_path, estate=one.estate)


def titles(keys: Collection[str]) -> dict[str, str]:
    """Return what compacts are called in the journal; one SQL statement."""
    found = CompactVersion.objects.filter(compact__in=keyed(keys)).order_by("number")
    return {str(compact): title for compact, title in found.values_list("compact", "title")}


def lock(compact_id: int) -> Compact:
    """Lock a compact until the transaction ends and return it, or raise CompactNotFound."""
    found = Compact.objects.select_for_update(no_key=True).filter(pk=compact_id).first()
    if found is None:
        raise CompactNotFound
    return found


def draft_of(compact: Compact) -> CompactVersion:
    """Return the draft of a locked compact, or raise CompactNotFound."""
    found = compact.versions.filter(adopted_at=None, dropped_at=None).first()
    if found is None:
        raise CompactNotFound
    return found


def compact(compact_id: int, on: date) -> CompactRow:
    """Return the compact with this number as it stands on a day, or raise CompactNotFound."""
    rows = _rows(Compact.objects.filter(pk=compact_id), on)
    if not rows:
        raise CompactNotFound
    return rows[0]


def compacts(on: date, area_path: str = "") -> list[CompactRow]:
    """Return the compacts of an area or of the whole district that say something, as they stand on a day."""
    return _rows(_alive().filter(area_path__startswith=area_path).order_by("area_path", "estate"), on)


def kept_by(actor: Actor, now: datetime) -> list[CompactRow]:
    """Return the compacts in the areas where the actor keeps them."""
    paths = [
        one.area_path
        for one in actor.holdings
        if one.kind in ACTIONS[CompactVerb.DRAFT].who and one.holds_on(day(now)) and not one.estate
    ]
    found: dict[int, CompactRow] = {}
    for path in sorted(set(paths)):
        found |= {row.id: row for row in compacts(day(now), path)}
    return list(found.values())


def count_in_force(on: date) -> int:
    """Return how many compacts are in force on a day."""
    return CompactVersion.objects.filter(from_on__lte=on).values("compact").distinct().count()


def motions_for(row: CompactRow) -> list[CarriedMotion]:
    """Return the motions on this draft that were carried here or above since its words were written."""
    if row.draft is None:
        return []
    found = carried(places.prefixes(row.area_path), estates=[row.estate], since=row.draft.worded_at)
    return [one for one in found if _is_about(one, row, row.draft)]


def motion_on(row: CompactRow) -> str:
    """Return the words of a motion on the draft; "" where there is none."""
    draft = row.draft
    return wording.motion_on(draft.title, compact_id=row.id, number=draft.number) if draft else ""


def _is_about(motion: CarriedMotion, row: CompactRow, draft: CompactVersionRow) -> bool:
    return wording.is_about(motion.title, draft.title, compact_id=row.id, number=draft.number)


def drafts_to_adopt(actor: Actor, now: datetime, *, limit: int) -> list[CompactRow]:
    """Return the drafts in the actor's areas for which a vote that passed is there."""
    drafted = [(row, row.draft) for row in kept_by(actor, now) if row.draft]
    if not drafted:
        return []
    motions = carried(
        {path for row, _draft in drafted for path in places.prefixes(row.area_path)},
        estates={row.estate for row, _draft in drafted},
        since=min(draft.worded_at for _row, draft in drafted),
    )
    found = [row for row, draft in drafted if any(_fits(one, row, draft) for one in motions)]
    return found[:limit]


def _fits(motion: CarriedMotion, row: CompactRow, draft: CompactVersionRow) -> bool:
    here = motion.estate == row.estate if motion.estate else row.area_path.startswith(motion.area_path)
    return here and motion.opened_at >= draft.worded_at and _is_about(motion, row, draft)


def changes(row: CompactRow, version: CompactVersionRow) -> list[ClauseDifference]:
    """Return what a version changes in the one before it; nothing for the first."""
    older = [one for one in row.adopted if one.number < version.number]
    return differences(older[0].clauses, version.clauses) if older else []


def told(clauses: Sequence[Clause]) -> list[tuple[str, str]]:
    """Return clauses as they are stored."""
    return [(str(one.topic), one.words) for one in clauses]


def _alive() -> QuerySet[Compact]:
    versions = CompactVersion.objects.filter(compact=OuterRef("pk"), dropped_at=None)
    return Compact.objects.filter(Exists(versions))


def _rows(found: QuerySet[Compact], on: date) -> list[CompactRow]:
    rows = list(found.prefetch_related("versions")[:SHOWN])
    labels = places.labels({row.area_path for row in rows})
    estates = housing.estate_names({row.estate for row in rows if row.estate})
    return [_row(row, estates.get(row.estate) or labels.get(row.area_path, ""), on) for row in rows]


def _row(one: Compact, where: str, on: date) -> CompactRow:
    versions = [_version(each) for each in one.versions.all() if each.dropped_at is None]
    begun = sorted(
        (each for each in versions if each.from_on), key=lambda each: each.from_on or on, reverse=True
    )
    current = next((each for each in begun if each.from_on and each.from_on <= on), None)
    later = [each for each in begun if each.from_on and each.from_on > on]
    return CompactRow(
        id=one.pk,
        area_path=one.area_path,
        estate=one.estate,
        where=where,
        current=current,
        coming=later[0] if later else None,
        draft=next((each for each in versions if each.is_draft), None),
        before=tuple(each for each in begun if each not in (current, *later[:1])),
    )


def _version(one: CompactVersion) -> CompactVersionRow:
    return CompactVersionRow(
        id=one.pk,
        number=one.number,
        title=one.title,
        clauses=tuple(Clause(CompactTopic(topic), words) for topic, words in one.clauses),
        why=one.why,
        worded_at=one.worded_at,
        adopted_at=one.adopted_at,
        vote_id=one.vote_id,
        motion=one.motion,
        from_on=one.from_on,
    )
