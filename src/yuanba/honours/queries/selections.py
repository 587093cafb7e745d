"""Reads selections: what their rules say, how far each has come, and whom the vote has chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import QuerySet

from yuanba.deliberation import queries as councils
from yuanba.deliberation.queries import CouncilRow
from yuanba.honours.models import HeldSelection
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.notices.queries import NoticeState, Ruling
from yuanba.packs import store
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.honours.selections import CountedNominee, NomineeState, SelectionStage, chosen
from yuanba.rules.honours.verbs import NomineeVerb, SelectionVerb
from yuanba.rules.pack.selections import SelectionKind
from yuanba.rules.time.calendar import day

KIND = "selection"
#: More than this many on one page nobody reads.
SHOWN = 100
#: The stages at which something is still to come.
RUNNING = frozenset(SelectionStage) - {SelectionStage.CONFERRED, SelectionStage.DROPPED}


class SelectionNotFound(Refused):
    """Raised when there is no such selection or nominee."""

    code: ClassVar[str] = "selection.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionRow:
    """One selection: what its rules say, at which council, and how far it has come."""

    id: int
    kind: str
    terms: SelectionKind
    title: str
    council: CouncilRow
    opened_at: datetime
    nominate_until: date
    stage: SelectionStage
    vote_id: int | None
    notice_id: int | None
    notice_until: date | None
    conferred_at: datetime | None
    reason: str

    @property
    def is_running(self) -> bool:
        """Return whether something of it is still to come."""
        return self.stage in RUNNING

    @property
    def conferred_on(self) -> date | None:
        """Return the day on which the honours were conferred, if they were."""
        return day(self.conferred_at) if self.conferred_at else None

    @property
    def takes_nominees(self) -> bool:
        """Return whether somebody can be nominated today."""
        return self.stage is SelectionStage.NOMINATING


def selection_subject(selection_id: int) -> Subject:
    """Return the subject under which the journal records a selection."""
    return Subject(kind=KIND, key=str(selection_id))


def titles(keys: Collection[str]) -> dict[str, str]:
    """Return what selections are called in the journal, by their keys; one SQL statement."""
    found = HeldSelection.objects.filter(pk__in=keyed(keys)).values_list("pk", "title")
    return {str(pk): title for pk, title in found}


def facts_of(council: CouncilRow, *, owner: str = "") -> Facts:
    """Return what decides who may do something to a selection at a council, or to a nominee of it."""
    found = councils.council_facts(council)
    return Facts(area_path=found.area_path, estate=found.estate, seat_keys=found.seat_keys, owner_key=owner)


def lock(selection_id: int) -> HeldSelection:
    """Lock a selection until the transaction ends and return it, or raise SelectionNotFound."""
    found = HeldSelection.objects.select_for_update(of=("self",)).select_related("vote", "notice", "council")
    selection = found.filter(pk=selection_id).first()
    if selection is None:
        raise SelectionNotFound
    return selection


def stage_of(one: HeldSelection, on: date) -> SelectionStage:
    """Return how far a selection, with its vote and notice, has come on a day."""
    if one.dropped_at:
        return SelectionStage.DROPPED
    if one.conferred_at:
        return SelectionStage.CONFERRED
    if one.notice and one.notice.state != NoticeState.WITHDRAWN:
        return SelectionStage.POSTED if one.notice.state == NoticeState.POSTED else SelectionStage.HEARD
    if one.vote:
        return SelectionStage.COUNTED if one.vote.counted_at else SelectionStage.VOTING
    return SelectionStage.NOMINATING if on <= one.nominate_until else SelectionStage.GATHERED


def terms_of(one: HeldSelection) -> SelectionKind:
    """Return what the rules said of a selection on the day it was opened."""
    return SelectionKind.model_validate({**one.terms, "awards": dict(one.terms["awards"])}, strict=False)


def told_terms(terms: SelectionKind) -> dict[str, Any]:
    """Return what the rules say of a selection as it is stored: awards as pairs, which keep their order."""
    told = terms.model_dump(mode="json")
    return {**told, "awards": list(told["awards"].items())}


def selection(selection_id: int, on: date) -> SelectionRow:
    """Return the selection with this number as it stands on a day, or raise SelectionNotFound."""
    rows = _rows(HeldSelection.objects.filter(pk=selection_id), on)
    if not rows:
        raise SelectionNotFound
    return rows[0]


def selections(on: date, area_path: str = "") -> list[SelectionRow]:
    """Return the selections of an area or of the whole district, the newest first."""
    return _rows(HeldSelection.objects.filter(council__area_path__startswith=area_path), on)


def kept_by(actor: Actor, now: datetime) -> list[SelectionRow]:
    """Return the selections that the actor convenes, or in which they write down what residents say."""
    pack = store.in_force(day(now))
    mine = {
        row.id
        for verb in (SelectionVerb.OPEN, NomineeVerb.NOMINATE)
        for row in councils.run_by(actor, verb, now, pack=pack)
    }
    return _rows(HeldSelection.objects.filter(council__in=mine), day(now))


def convened_by(actor: Actor, now: datetime) -> list[SelectionRow]:
    """Return the selections that run at the councils where the actor convenes them."""
    pack = store.in_force(day(now))
    mine = [row.id for row in councils.run_by(actor, SelectionVerb.OPEN, now, pack=pack)]
    running = HeldSelection.objects.filter(conferred_at=None, dropped_at=None)
    return _rows(running.filter(council__in=mine), day(now))


def councils_for(actor: Actor, now: datetime) -> list[CouncilRow]:
    """Return the councils at which the actor can open a selection that the rules in force name."""
    pack = store.in_force(day(now))
    kinds = {kind for one in pack.selections.values() for kind in one.councils}
    return [row for row in councils.run_by(actor, SelectionVerb.OPEN, now, pack=pack) if row.kind in kinds]


def counted(one: HeldSelection) -> Mapping[int, tuple[int, int, bool]]:
    """Return for each motion of a selection's counted vote who is for it, who against, and if it passed."""
    result = one.vote.result if one.vote else None
    return {
        int(motion["id"][1:]): (motion["yes"]["heads"], motion["no"]["heads"], motion["passed"] is True)
        for motion in (result or {}).get("motions", ())
    }


def chosen_of(one: HeldSelection) -> frozenset[int]:
    """Return the nominees who are chosen by a selection's counted vote and still stand."""
    votes = counted(one)
    standing = one.nominees.filter(state=str(NomineeState.AGREED), motion__in=votes)
    rows = [
        CountedNominee(nominee=row.pk, award=row.award, yes=votes[number][0], passed=votes[number][2])
        for row in standing
        if (number := row.motion)
    ]
    return chosen(rows, {code: award.places for code, award in terms_of(one).awards.items()})


def upheld(one: HeldSelection) -> int:
    """Return how many objections to the notice of a selection were upheld."""
    return one.notice.objections.filter(ruling=str(Ruling.UPHELD)).count() if one.notice else 0


def _rows(found: QuerySet[HeldSelection], on: date) -> list[SelectionRow]:
    chosen_ones = list(found.select_related("vote", "notice").order_by("-opened_at", "-id")[:SHOWN])
    if not chosen_ones:
        return []
    there = councils.councils_by_id({one.council_id for one in chosen_ones}, pack=store.in_force(on))
    return [
        SelectionRow(
            id=one.pk,
            kind=one.kind,
            terms=terms_of(one),
            title=one.title,
            council=there[one.council_id],
            opened_at=one.opened_at,
            nominate_until=one.nominate_until,
            stage=stage_of(one, on),
            vote_id=one.vote_id,
            notice_id=one.notice_id,
            notice_until=one.notice.until_on if one.notice else None,
            conferred_at=one.conferred_at,
            reason=one.reason,
        )
        for one in chosen_ones
    ]
