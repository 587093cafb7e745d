"""Everything that writes about compacts: a draft, its words, its end, and that a vote adopted it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar

from django.db import IntegrityError, transaction
from django.db.models import Max

from yuanba.ballots import queries as ballots
from yuanba.ballots.queries.carried import CarriedMotion, carried
from yuanba.compacts import queries
from yuanba.compacts.models import Compact, CompactVersion
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.places import queries as places
from yuanba.places.queries import housing
from yuanba.rules.compacts import wording
from yuanba.rules.compacts.verbs import CompactVerb
from yuanba.rules.compacts.wording import Clause
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.time.calendar import day


class DraftAlready(Refused):
    """Raised when the compact of a place has a draft already."""

    code: ClassVar[str] = "compact.draft_already"


class EstateUnknown(Refused):
    """Raised when there is no such estate."""

    code: ClassVar[str] = "compact.no_estate"


class NoReasonGiven(Refused):
    """Raised when a draft is given up without a reason."""

    code: ClassVar[str] = "compact.no_reason"


@transaction.atomic
def draft(
    *,
    actor: Actor,
    area_code: str = "",
    estate: str = "",
    title: str,
    clauses: Sequence[Clause],
    why: str = "",
    is_checked: bool = False,
    now: datetime,
) -> int:
    """Write the draft of a version of the compact of an area or an estate; return the compact's id.

    Raises what ``rules.compacts.wording.worded`` raises, EstateUnknown, DraftAlready.
    """
    area_path = _path(area_code, estate)

    access.require(actor, CompactVerb.DRAFT, access.Facts(area_path=area_path, estate=estate), now)
    said = wording.worded(title, clauses, is_checked=is_checked)

    Compact.objects.bulk_create([Compact(area_path=area_path, estate=estate)], ignore_conflicts=True)
    compact = queries.lock(Compact.objects.get(area_path=area_path, estate=estate).pk)
    number = (compact.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            CompactVersion.objects.create(
                compact=compact,
                number=number,
                title=title.strip(),
                clauses=queries.told(said),
                why=why.strip(),
                worded_at=now,
            )
    except IntegrityError as fault:
        raise DraftAlready from fault

    _record(actor, CompactVerb.DRAFT, compact, now, number=number, clauses=said, why=why)
    return compact.pk


def _path(area_code: str, estate: str) -> str:
    if not estate:
        return places.path_of(area_code)
    found = housing.estate(estate)
    if found is None:
        raise EstateUnknown
    return found.area_path


@transaction.atomic
def revise(
    *,
    actor: Actor,
    compact_id: int,
    title: str,
    clauses: Sequence[Clause],
    why: str = "",
    is_checked: bool = False,
    now: datetime,
) -> None:
    """Write the draft anew; only a vote that opens after this can adopt it.

    Raises what ``rules.compacts.wording.worded`` raises, CompactNotFound.
    """
    compact = queries.lock(compact_id)
    found = queries.draft_of(compact)

    access.require(actor, CompactVerb.REVISE, queries.facts_of(compact), now)
    said = wording.worded(title, clauses, is_checked=is_checked)
    if (title.strip(), why.strip(), [list(one) for one in queries.told(said)]) == (
        found.title,
        found.why,
        [list(one) for one in found.clauses],
    ):
        return

    found.title, found.clauses, found.why = title.strip(), queries.told(said), why.strip()
    found.worded_at = now
    found.save(update_fields=["title", "clauses", "why", "worded_at"])

    _record(actor, CompactVerb.REVISE, compact, now, number=found.number, clauses=said, why=why)


@transaction.atomic
def drop(*, actor: Actor, compact_id: int, reason: str, now: datetime) -> None:
    """Give a draft up, with a reason; raise CompactNotFound where there is none."""
    compact = queries.lock(compact_id)
    found = queries.draft_of(compact)

    access.require(actor, CompactVerb.DROP, queries.facts_of(compact), now)
    if not reason.strip():
        raise NoReasonGiven

    found.dropped_at = now
    found.save(update_fields=["dropped_at"])

    _record(actor, CompactVerb.DROP, compact, now, number=found.number, why=reason)


@transaction.atomic
def adopt(*, actor: Actor, compact_id: int, vote_id: int, motion: int, from_on: date, now: datetime) -> None:
    """Record that a carried motion adopted the draft, in force from a day on.

    Raises DraftNotPassed, MotionOfOther, WordsAfterVote, BadFirstDay, CompactNotFound.
    """
    compact = queries.lock(compact_id)
    found = queries.draft_of(compact)
    last = compact.versions.aggregate(last=Max("from_on"))["last"]

    access.require(actor, CompactVerb.ADOPT, queries.facts_of(compact), now)
    by = _motion(compact, vote_id, motion)
    wording.adopted(
        passed=by is not None,
        is_about_it=by is not None
        and wording.is_about(by.title, found.title, compact_id=compact_id, number=found.number),
        opened_at=by.opened_at if by else None,
        worded_at=found.worded_at,
        counted_on=day(by.counted_at) if by else None,
        from_on=from_on,
        before_on=last,
    )

    found.adopted_at, found.vote_id, found.motion, found.from_on = now, vote_id, motion, from_on
    found.save(update_fields=["adopted_at", "vote", "motion", "from_on"])

    journal.record(
        Act(actor, CompactVerb.ADOPT, now),
        queries.subject(compact.pk),
        outcome={
            "area_path": compact.area_path,
            "number": found.number,
            "vote": vote_id,
            "motion": motion,
            "from_on": from_on.isoformat(),
        },
    )


def _motion(compact: Compact, vote_id: int, number: int) -> CarriedMotion | None:
    """The carried motion of a vote that was held in the compact's place or above it."""
    vote = ballots.vote(vote_id)
    paths = places.prefixes(compact.area_path)
    here = carried(paths, estates=[compact.estate], since=vote.opened_at)
    return next((one for one in here if (one.vote_id, one.number) == (vote_id, number)), None)


def _record(
    actor: Actor,
    verb: CompactVerb,
    compact: Compact,
    now: datetime,
    *,
    number: int,
    clauses: Sequence[Clause] = (),
    why: str = "",
) -> None:
    journal.record(
        Act(actor, verb, now),
        queries.subject(compact.pk),
        outcome={"area_path": compact.area_path, "number": number, "clauses": len(clauses)},
        words="\n".join((*(one.words for one in clauses), why.strip())),
    )
