"""Decides selections: the council's vote, the public notice of its result, and the honours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from yuanba.ballots import services as ballots
from yuanba.ballots.services import NewVote, RollPerson
from yuanba.deliberation import queries as councils
from yuanba.deliberation.queries import CouncilRow
from yuanba.deliberation.queries.meetings import VOTING, seat_key
from yuanba.honours import queries
from yuanba.honours.models import HeldSelection, Honour, Nominee
from yuanba.honours.queries import KIND, nominee_subject, selection_subject
from yuanba.honours.services.erasing import lapse, take_off
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.notices import services as notices
from yuanba.packs import store
from yuanba.rules.ballots.verbs import RollVerb, VoteVerb
from yuanba.rules.ballots.votes import BallotWay, VoteStanding
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.honours import selections as rules
from yuanba.rules.honours.selections import NobodyStands, NomineeState, SelectionStage
from yuanba.rules.honours.verbs import NomineeVerb, SelectionVerb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.pack.selections import SelectionKind
from yuanba.rules.time.calendar import day

#: How the seats of a council vote here: hands in a meeting, or secret papers in a box.
WAYS = (BallotWay.HANDS, BallotWay.PAPER)


@transaction.atomic
def put_to_vote(*, actor: Actor, selection_id: int, way: BallotWay, now: datetime) -> int:
    """Put the nominees who agreed to the vote of the council, each as one motion; return the vote's id.

    The roll is the council's seats with a vote on this day, without those who stand themselves. Whoever has
    not answered does not stand any more. Raises WrongStage, NobodyStands, and what opening a vote raises.
    """
    found = queries.lock(selection_id)
    council = councils.council(found.council_id, pack=store.in_force(day(now)))
    terms = queries.terms_of(found)

    access.require(actor, SelectionVerb.VOTE, queries.facts_of(council), now)
    rules.require_stage(queries.stage_of(found, day(now)), SelectionStage.GATHERED)
    lapsed = lapse(found, NomineeState.ASKED, by=actor.key, now=now)
    standing = _in_order(found, list(terms.awards))
    if not standing:
        raise NobodyStands

    found.vote_id = _open_vote(found, council, terms, standing, way, actor, now)
    found.save(update_fields=["vote"])

    journal.record(
        Act(actor, SelectionVerb.VOTE, now),
        selection_subject(selection_id),
        outcome={
            "area_path": council.area_path,
            "vote": found.vote_id,
            "nominees": len(standing),
            "lapsed": lapsed,
        },
        because=(f"selections.{found.kind}",),
    )
    return found.vote_id


@transaction.atomic
def post_result(*, actor: Actor, selection_id: int, now: datetime) -> int:
    """Post whom the vote has chosen as a public notice, for the days of the rules; return the notice's id.

    Whoever nominated them, or is chosen, answers no objection. Raises WrongStage, NobodyStands.
    """
    found = queries.lock(selection_id)
    council = councils.council(found.council_id, pack=store.in_force(day(now)))
    terms = queries.terms_of(found)

    access.require(actor, SelectionVerb.POST, queries.facts_of(council), now)
    rules.require_stage(queries.stage_of(found, day(now)), SelectionStage.COUNTED)
    chosen = queries.chosen_of(found)
    if not chosen:
        raise NobodyStands

    found.nominees.update(is_posted=False)
    found.nominees.filter(pk__in=chosen).update(is_posted=True)
    barred = found.nominees.filter(pk__in=chosen).values_list("by_key", "taken_by", "account_key")
    found.notice_id = notices.post(
        actor=actor.stepping(NoticeVerb.POST),
        subject_kind=KIND,
        subject_key=str(found.pk),
        title=f"{found.title}结果公示",
        text=queries.result_text(found),
        area_path=council.area_path,
        class_code="",
        pack_digest=found.pack_digest,
        barred_keys={key for row in barred for key in row if key},
        until_on=day(now) + timedelta(days=terms.posted_days),
        now=now,
    )
    found.save(update_fields=["notice"])

    journal.record(
        Act(actor, SelectionVerb.POST, now),
        selection_subject(selection_id),
        outcome={"area_path": council.area_path, "notice": found.notice_id, "chosen": len(chosen)},
        because=(f"selections.{found.kind}",),
    )
    return found.notice_id


@transaction.atomic
def confer(
    *,
    actor: Actor,
    selection_id: int,
    without: Collection[int] = (),
    reason: str = "",
    now: datetime,
) -> int:
    """Confer the honours once the notice is over and every objection answered; return how many.

    Somebody decides who is left out after an objection, and says why; so they do where an objection was
    upheld and nobody is. Names of those who were not chosen are no longer kept. Raises WrongStage,
    SelectionReasonMissing, NobodyStands.
    """
    found = queries.lock(selection_id)
    council = councils.council(found.council_id, pack=store.in_force(day(now)))
    terms = queries.terms_of(found)

    access.require(actor, SelectionVerb.CONFER, queries.facts_of(council), now)
    rules.require_stage(queries.stage_of(found, day(now)), SelectionStage.HEARD)
    posted = list(found.nominees.filter(is_posted=True, state=str(NomineeState.AGREED)).order_by("pk"))
    honoured = [one for one in posted if one.pk not in without]
    if (len(honoured) < len(posted) or queries.upheld(found)) and not reason.strip():
        raise rules.SelectionReasonMissing
    if not honoured:
        raise NobodyStands
    reason = rules.checked(reason, rules.LONGEST_REASON) if reason.strip() else ""

    from_on = day(now)
    until_on = rules.stands_until(from_on, terms.stands_months)
    Honour.objects.bulk_create(Honour(nominee=one, from_on=from_on, until_on=until_on) for one in honoured)
    found.conferred_at, found.reason = now, reason
    found.save(update_fields=["conferred_at", "reason"])
    _let_go(found, honoured, by=actor.key, now=now)

    journal.record(
        Act(actor, SelectionVerb.CONFER, now),
        selection_subject(selection_id),
        outcome={
            "area_path": council.area_path,
            "honours": len(honoured),
            "left_out": len(posted) - len(honoured),
            "until_on": until_on.isoformat(),
        },
        because=(f"selections.{found.kind}",),
        words=reason,
    )
    _record_each(actor, honoured, council, now)
    return len(honoured)


def _open_vote(
    found: HeldSelection,
    council: CouncilRow,
    terms: SelectionKind,
    standing: Sequence[Nominee],
    way: BallotWay,
    actor: Actor,
    now: datetime,
) -> int:
    """Open the vote: a motion for each nominee, by award and number, which names nobody."""
    about: dict[str, Any] = {
        "actor": actor.stepping(RollVerb.DRAW, VoteVerb.OPEN),
        "subject_kind": KIND,
        "subject_key": str(found.pk),
        "now": now,
    }
    roll = ballots.draw_roll(
        title=found.title,
        area_path=council.area_path,
        estate=council.estate,
        persons=_voters(council, standing, now),
        **about,
    )
    return ballots.open_vote(
        rule=terms.rule,
        roll=roll,
        motions=[f"{terms.awards[one.award].title.zh} · {one.motion}号" for one in standing],
        how=NewVote(
            title=found.title,
            standing=VoteStanding.STATUTORY,
            ways=(way,),
            is_secret=way is BallotWay.PAPER,
        ),
        **about,
    )


def _record_each(actor: Actor, honoured: Sequence[Nominee], council: CouncilRow, now: datetime) -> None:
    """Record each honour under its nominee, who is told of it."""
    for one in honoured:
        access.require(actor, NomineeVerb.HONOUR, queries.facts_of(council), now)
        journal.record(
            Act(actor, NomineeVerb.HONOUR, now),
            nominee_subject(one.pk),
            outcome={"selection": one.selection_id, "area_path": council.area_path, "award": one.award},
        )


def _let_go(found: HeldSelection, honoured: Sequence[Nominee], *, by: str, now: datetime) -> None:
    """Keep no name of who stood and was not honoured."""
    kept = {one.pk for one in honoured}
    for one in found.nominees.filter(state=str(NomineeState.AGREED)).exclude(pk__in=kept).order_by("pk"):
        one.selection = found
        take_off(one, NomineeState.LAPSED, by=by, now=now)


def _in_order(found: HeldSelection, awards: Sequence[str]) -> list[Nominee]:
    """The nominees who agreed, numbered as their motions are: by award, then as they were nominated."""
    standing = sorted(
        found.nominees.filter(state=str(NomineeState.AGREED)),
        key=lambda one: (awards.index(one.award), one.pk),
    )
    for number, one in enumerate(standing, start=1):
        one.motion = number
    Nominee.objects.bulk_update(standing, ["motion"])
    return standing


def _voters(council: CouncilRow, standing: Sequence[Nominee], now: datetime) -> list[RollPerson]:
    """The seats of the council with a vote, without those who are voted on."""
    own = {one.account_key for one in standing if one.account_key}
    return [
        RollPerson(
            name=seat.name or seat_key(seat.id),
            ref=seat_key(seat.id),
            account_key="" if seat.holder.startswith(councils.GUEST) else seat.holder,
        )
        for seat in councils.seats(council.id, day(now), with_names=True)
        if seat.role in VOTING and seat.holder not in own
    ]
