"""Services on revisions of a district's rules: draft, change, submit, release, send back, withdraw."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.packs import differences, editing, load, store
from yuanba.packs import services as packs
from yuanba.packs.editing import CannotBeWritten, RowPlace, Values
from yuanba.places import queries as places
from yuanba.revisions import queries
from yuanba.revisions.models import Revision
from yuanba.rules import revisions
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.pack import Pack
from yuanba.rules.pack.outcome import need
from yuanba.rules.revisions import RevisionState
from yuanba.rules.revisions.verbs import RevisionVerb
from yuanba.rules.time.calendar import day


class AlreadyOpen(Refused):
    """Raised when a second draft would be begun beside the one that is open."""

    code: ClassVar[str] = "revision.already_open"


class NotToml(Refused):
    """Raised when a file that is brought is not TOML; `said` is where the reading stopped."""

    code: ClassVar[str] = "revision.unreadable"


class Malformed(Refused):
    """Raised when a file that is brought has values of the wrong kind, or keys that nothing reads."""

    code: ClassVar[str] = "revision.malformed"


class Unsound(Refused):
    """Raised when a draft would be submitted or released that `packs check` finds fault with."""

    code: ClassVar[str] = "revision.unsound"


class NothingChanged(Refused):
    """Raised when a draft says the same as the rules that would be in force without it."""

    code: ClassVar[str] = "revision.nothing_changed"


class DraftOvertaken(Refused):
    """Raised when other rules, of the day `on`, were put in force or released since the draft began."""

    code: ClassVar[str] = "revision.overtaken"


class GroundWithdrawn(Refused):
    """Raised when the rules, of the day `on`, from which a draft began were taken back since."""

    code: ClassVar[str] = "revision.ground_withdrawn"


class NobodyReleases(Refused):
    """Raised for a page where nobody is left who could release a draft."""

    code: ClassVar[str] = "revision.nobody_releases"


class CasesDiffer(Refused):
    """Raised when `n` worked cases come out otherwise and whoever releases has not said that they saw it."""

    code: ClassVar[str] = "revision.cases_differ"


class RowOvertaken(Refused):
    """Raised when somebody else has changed the row since it was shown."""

    code: ClassVar[str] = "revision.row_overtaken"


@transaction.atomic
def draft(*, actor: Actor, on: date, now: datetime) -> int:
    """Begin a revision from the newest rules, for this day; return its number.

    Raises AlreadyOpen, DayTooSoon, DayTooFar, NotAllowed.
    """
    pack = store.in_force(day(now))
    places.lock([pack.area_code])

    access.require(actor, RevisionVerb.DRAFT, queries.facts_of(pack), now)
    if queries.open_revision():
        raise AlreadyOpen
    began_from, text = queries.newest_text()
    revisions.for_day(on, after=began_from, now=now)

    made = Revision.objects.create(
        state=RevisionState.DRAFTING,
        in_force_from=on,
        text=editing.dated(text, on),
        began_from=began_from,
        hands=[actor.key],
        drafted_at=now,
        changed_at=now,
    )

    journal.record(
        Act(actor, RevisionVerb.DRAFT, now),
        queries.subject(made.pk),
        outcome={"in_force_from": on.isoformat(), "began_from": began_from.isoformat()},
    )
    return made.pk


@transaction.atomic
def edit(
    *, actor: Actor, revision_id: int, place: RowPlace, values: Values | None, since: str, now: datetime
) -> None:
    """Write values into one row of a draft, add the row, or take it out (`values` is None).

    `since` is the mark of the row as it was shown: raises RowOvertaken where it is another one by now.
    """
    found, pack = queries.lock(revision_id), store.in_force(day(now))

    access.require(actor, RevisionVerb.EDIT, queries.facts_of(pack), now)
    revisions.edit(RevisionState(found.state))
    base = queries.base_text(found.in_force_from)
    if mark(editing.row_at(load.table_of(found.text), load.table_of(base), place)) != since:
        raise RowOvertaken
    text = (
        editing.without(found.text, base, place)
        if values is None
        else editing.changed(found.text, base, place, values)
    )

    _write(found, actor, now, text=text)

    outcome: dict[str, Json] = {"row": ".".join(map(str, place)), "digest": queries.digest_of(text)}
    journal.record(Act(actor, RevisionVerb.EDIT, now), queries.subject(found.pk), outcome=outcome)


@transaction.atomic
def bring(*, actor: Actor, revision_id: int, text: str, now: datetime) -> None:
    """Take the text of a file as the draft's, with the draft's day; raise NotToml or Malformed.

    What is readable and makes no sense yet is taken: its faults stand on the page of the draft.
    """
    found, pack = queries.lock(revision_id), store.in_force(day(now))

    access.require(actor, RevisionVerb.EDIT, queries.facts_of(pack), now)
    revisions.edit(RevisionState(found.state))
    try:
        text = editing.dated(text, found.in_force_from)
        draft = queries.DraftText(queries.code(), found.in_force_from, load.table_of(text))
    except (ValueError, RecursionError, CannotBeWritten) as fault:
        raise NotToml(said=str(fault)) from None
    if draft.examined[0] is None:
        raise Malformed(n=len(draft.examined[1]))

    _write(found, actor, now, text=text)

    outcome: dict[str, Json] = {"row": "*", "digest": queries.digest_of(text)}
    journal.record(Act(actor, RevisionVerb.EDIT, now), queries.subject(found.pk), outcome=outcome)


@transaction.atomic
def submit(*, actor: Actor, revision_id: int, on: date, reason: str, now: datetime) -> None:
    """Submit a draft for release on a day to come, with the reason that everyone with rules to write reads.

    Raises Unsound, NothingChanged, DayTooSoon, DayTooFar, ReasonMissing, WrongRevisionState.
    """
    found, pack = queries.lock(revision_id), store.in_force(day(now))

    access.require(actor, RevisionVerb.SUBMIT, queries.facts_of(pack), now)
    state = revisions.submit(RevisionState(found.state))
    need(reason, RevisionVerb.SUBMIT)
    require_ground(found.began_from)
    revisions.for_day(on, after=found.began_from, now=now)
    text = editing.dated(found.text, on)
    told = _changes(sound(text, on), on)

    _write(found, actor, now, state=state, text=text, in_force_from=on, sent_back_at=None)

    outcome: dict[str, Json] = {
        "in_force_from": on.isoformat(),
        "digest": queries.digest_of(text),
        "changes": told,
        "signers": queries.releasers({*found.hands, actor.key}, now),
        "due_on": day(revisions.settled_at(on)).isoformat(),
    }
    journal.record(
        Act(actor, RevisionVerb.SUBMIT, now), queries.subject(found.pk), outcome=outcome, words=reason.strip()
    )


@transaction.atomic
def release(*, actor: Actor, revision_id: int, seen: int, now: datetime) -> None:
    """Release a submitted revision as a second person: from its day on it is in force in every process.

    `seen` is how many worked cases, as was read before, come out otherwise. Raises SamePerson, CasesDiffer,
    Unsound, DayTooSoon, DraftOvertaken, WrongRevisionState, NotAllowed.
    """
    found, pack = queries.lock(revision_id), store.in_force(day(now))

    access.require(actor, RevisionVerb.RELEASE, queries.facts_of(pack), now)
    state = revisions.release(RevisionState(found.state), hands=found.hands, by=actor.key)
    require_ground(found.began_from)
    on = revisions.for_day(found.in_force_from, after=found.began_from, now=now)
    new = sound(found.text, on)
    told = _changes(new, on)
    _look_at_cases(new, seen)

    Revision.objects.filter(pk=found.pk).update(state=state, changed_at=now)
    packs.release(on=on, begins_at=revisions.begins_at(on), text=found.text, now=now)

    outcome: dict[str, Json] = {
        "in_force_from": on.isoformat(),
        "digest": queries.digest_of(found.text),
        "changes": told,
        "drafters": _others(found, actor),
    }
    journal.record(Act(actor, RevisionVerb.RELEASE, now), queries.subject(found.pk), outcome=outcome)


@transaction.atomic
def send_back(*, actor: Actor, revision_id: int, reason: str, now: datetime) -> None:
    """Send a submitted revision back to those who write it, with the reason; they can submit it again."""
    found, pack = queries.lock(revision_id), store.in_force(day(now))

    access.require(actor, RevisionVerb.SEND_BACK, queries.facts_of(pack), now)
    state = revisions.send_back(RevisionState(found.state))
    need(reason, RevisionVerb.SEND_BACK)

    Revision.objects.filter(pk=found.pk).update(state=state, changed_at=now, sent_back_at=now)

    outcome: dict[str, Json] = {"drafters": _others(found, actor)}
    journal.record(
        Act(actor, RevisionVerb.SEND_BACK, now),
        queries.subject(found.pk),
        outcome=outcome,
        words=reason.strip(),
    )


@transaction.atomic
def withdraw(*, actor: Actor, revision_id: int, reason: str, now: datetime) -> None:
    """Give a revision up, with the reason; one that was released only before its day is settled.

    Raises InForce, WrongRevisionState, ReasonMissing.
    """
    found, pack = queries.lock(revision_id), store.in_force(day(now))

    access.require(actor, RevisionVerb.WITHDRAW, queries.facts_of(pack), now)
    was = RevisionState(found.state)
    state = revisions.withdraw(was, on=found.in_force_from, now=now)
    need(reason, RevisionVerb.WITHDRAW)

    Revision.objects.filter(pk=found.pk).update(state=state, changed_at=now)
    if was is RevisionState.RELEASED:
        packs.revoke(on=found.in_force_from, now=now)

    outcome: dict[str, Json] = {
        "was": was.value,
        "in_force_from": found.in_force_from.isoformat(),
        "drafters": _others(found, actor),
    }
    journal.record(
        Act(actor, RevisionVerb.WITHDRAW, now),
        queries.subject(found.pk),
        outcome=outcome,
        words=reason.strip(),
    )


def sound(text: str, on: date) -> Pack:
    """Return the pack that the text of a draft makes; raise Unsound where it has faults."""
    new, faults = queries.DraftText(queries.code(), on, load.table_of(text)).examined
    if new is None or faults:
        raise Unsound(n=len(faults))
    return new


def mark(row: object) -> str:
    """Return a short mark of what a row says, by which a change tells whether it is still the one shown."""
    return queries.digest_of(json.dumps(row, ensure_ascii=False, sort_keys=True))[:16]


def require_ground(began_from: date) -> None:
    """Raise DraftOvertaken or GroundWithdrawn where the newest rules are not what a draft began from."""
    newest = queries.newest_text()[0]
    if newest > began_from:
        raise DraftOvertaken(on=newest.isoformat())
    if newest < began_from:
        raise GroundWithdrawn(on=began_from.isoformat())


def _changes(new: Pack, on: date) -> int:
    """How many things a pack changes of what would be in force without it; raise NothingChanged for none."""
    told = differences.sentences(store.planned(on), new)
    if len(told) <= 1:  # the day from which it is in force is always another one
        raise NothingChanged
    return len(told) - 1


def _look_at_cases(new: Pack, seen: int) -> None:
    """Raise CasesDiffer unless somebody has seen how many worked cases come out otherwise."""
    differing = len(queries.cases_differing(new)[1])
    if differing != seen:
        raise CasesDiffer(n=differing)


def _others(found: Revision, actor: Actor) -> list[Json]:
    """Who is told of what became of a draft: whose hands it went through, but nobody of their own act."""
    return [key for key in found.hands if key != actor.key]


def _write(found: Revision, actor: Actor, now: datetime, **fields: object) -> None:
    """Store new values of a revision, and that somebody had a hand in it."""
    hands = found.hands if actor.key in found.hands else [*found.hands, actor.key]
    Revision.objects.filter(pk=found.pk).update(hands=hands, changed_at=now, **fields)
