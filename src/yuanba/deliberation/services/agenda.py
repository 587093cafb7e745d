"""Takes a meeting through its agenda: drafts, speakers, shows of hands, and what came of each item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction

from yuanba.ballots import services as voting
from yuanba.ballots.services import NewVote, RollPerson
from yuanba.deliberation import queries
from yuanba.deliberation.models import AgendaItem, CouncilMeeting, DraftVersion, Speech
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.queries.meetings import MeetingRow, SeatThere
from yuanba.deliberation.services.meetings import open_next, take_count
from yuanba.deliberation.services.procedure import require_turn
from yuanba.events import queries as events
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.ballots.verbs import RollVerb, VoteVerb
from yuanba.rules.ballots.votes import BallotWay
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation import meetings
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.verbs import MeetingVerb
from yuanba.rules.events.stages import EventState
from yuanba.rules.pack.meetings import Meeting


class NotRunning(Refused):
    """Raised when something is done in a meeting that has not begun, or is over."""

    code: ClassVar[str] = "meeting.not_running"


class DraftMissing(Refused):
    """Raised when hands would be raised on an item that has no draft."""

    code: ClassVar[str] = "meeting.no_draft"


class NotOnlineToo(Refused):
    """Raised when those who are absent would vote online with the hands, and no local rule says so."""

    code: ClassVar[str] = "meeting.not_online_too"


class NotHere(Refused):
    """Raised when somebody is to speak who has not checked in."""

    code: ClassVar[str] = "meeting.not_here"


@transaction.atomic
def take_up(*, actor: Actor, meeting_id: int, number: int, now: datetime) -> None:
    """Bring another item before the meeting; the one that was before it waits again."""
    found = held.lock_meeting(meeting_id)
    item = _item(found, number)

    access.require(actor, MeetingVerb.TAKE_UP, queries.council_facts(found.council), now)
    _check_running(found)
    if item.state not in {ItemState.WAITING, ItemState.DEFERRED, ItemState.OPEN}:
        raise meetings.ItemNotOpen
    if found.items.filter(state=ItemState.VOTING).exists():
        raise meetings.ItemNotOpen

    found.items.filter(state=ItemState.OPEN).update(state=ItemState.WAITING)
    _turn(item, ItemState.OPEN)

    journal.record(Act(actor, MeetingVerb.TAKE_UP, now), held.subject(meeting_id), outcome=_outcome(item))


@transaction.atomic
def draft(*, actor: Actor, meeting_id: int, number: int, text: str, now: datetime) -> None:
    """Write a new version of an item's draft resolution; the same words make none."""
    found = held.lock_meeting(meeting_id)
    item = _item(found, number)

    access.require(actor, MeetingVerb.DRAFT, queries.council_facts(found.council), now)
    _check_running(found)
    if item.state != ItemState.OPEN:
        raise meetings.ItemNotOpen
    words, last = text.strip(), item.drafts.order_by("number").last()
    if not words:
        raise DraftMissing
    meetings.check_draft(words)
    if last and last.text == words:
        return

    version = last.number + 1 if last else 1
    DraftVersion.objects.create(item=item, number=version, text=words, at=now, by=actor.key)

    journal.record(
        Act(actor, MeetingVerb.DRAFT, now),
        held.subject(meeting_id),
        outcome={**_outcome(item), "version": version},
        words=words,
    )


@transaction.atomic
def ask_word(*, actor: Actor, meeting_id: int, person_id: int, now: datetime) -> None:
    """Put somebody who is there on the list of speakers; whoever waits already keeps their place."""
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.ASK_WORD, queries.council_facts(found.council), now)
    _check_running(found)
    if person_id not in {one.person_id for one in events.attending(meeting_id)}:
        raise NotHere

    Speech.objects.get_or_create(
        meeting=found, person_id=person_id, ended_at=None, defaults={"asked_at": now}
    )

    journal.record(Act(actor, MeetingVerb.ASK_WORD, now), held.subject(meeting_id), outcome=_where(found))


@transaction.atomic
def give_word(*, actor: Actor, meeting_id: int, now: datetime) -> None:
    """Give the word to who waits longest; whoever has it has ended."""
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.GIVE_WORD, queries.council_facts(found.council), now)
    _check_running(found)

    found.speeches.filter(began_at__isnull=False, ended_at=None).update(ended_at=now)
    following = found.speeches.filter(began_at=None, ended_at=None).order_by("id").first()
    if following:
        following.began_at = now
        following.save(update_fields=["began_at"])

    journal.record(Act(actor, MeetingVerb.GIVE_WORD, now), held.subject(meeting_id), outcome=_where(found))


@transaction.atomic
def put_to_vote(
    *, actor: Actor, meeting_id: int, number: int, with_absent: bool = False, now: datetime
) -> int:
    """Put the newest draft of the open item to a vote by show of hands; return the vote's id.

    The roll is the council's seats with a vote on this day. ``with_absent`` lets those who are not there
    vote online until the hands are counted, in one count. Raises NotEnoughCame, DraftMissing, DraftTooLong,
    NotOnlineToo.
    """
    found = held.lock_meeting(meeting_id)
    item, row = _item(found, number), held.meeting(meeting_id)
    seats = held.seats_there(row, with_names=True)

    access.require(actor, MeetingVerb.PUT_TO_VOTE, queries.council_facts(found.council), now)
    _check_running(found)
    draft_text = _ready(item, row, seats)
    if with_absent and not row.kind.counts_absent:
        raise NotOnlineToo
    ways = (BallotWay.HANDS, BallotWay.ONLINE) if with_absent else (BallotWay.HANDS,)
    require_turn(found.council, topic_id=item.topic_id, referral_id=item.referral_id, now=now)

    voters = [one for one in seats if one.seat.role in held.VOTING]
    vote_id = _open_vote(
        row, item, draft_text, ways, voters, actor=actor.stepping(RollVerb.DRAW, VoteVerb.OPEN), now=now
    )
    _turn(item, ItemState.VOTING)

    journal.record(
        Act(actor, MeetingVerb.PUT_TO_VOTE, now),
        held.subject(meeting_id),
        outcome={**_outcome(item), "vote": vote_id},
        because=(f"meetings.{found.council.kind}",),
    )
    return vote_id


@transaction.atomic
def decide(
    *, actor: Actor, meeting_id: int, number: int, yes: int, no: int, abstain: int, now: datetime
) -> bool:
    """Record the hands that were counted, count the vote by its rule, and return whether it passed.

    Where the vote was counted among the votes of the desk meanwhile, that count is the decision. The next
    waiting item is then before the meeting.
    """
    found = held.lock_meeting(meeting_id)
    item = _item(found, number)
    vote = held.votes_on([item.pk]).get(item.pk)

    access.require(actor, MeetingVerb.DECIDE, queries.council_facts(found.council), now)
    _check_running(found)
    if item.state != ItemState.VOTING or vote is None:
        raise meetings.ItemNotOpen

    counter = actor.stepping(VoteVerb.COUNT_HANDS, VoteVerb.CLOSE, VoteVerb.COUNT)
    if vote.is_open:
        voting.count_hands(actor=counter, vote_id=vote.id, motion=1, yes=yes, no=no, abstain=abstain, now=now)
        voting.close_vote(actor=counter, vote_id=vote.id, now=now)
    if vote.counted_at is None:
        voting.count_vote(actor=counter, vote_id=vote.id, now=now)
    counted = take_count(item, vote, now)
    open_next(found)

    journal.record(
        Act(actor, MeetingVerb.DECIDE, now),
        held.subject(meeting_id),
        outcome={**_outcome(item), "vote": vote.id, **counted},
    )
    return item.state == ItemState.PASSED


@transaction.atomic
def settle(*, actor: Actor, meeting_id: int, number: int, outcome: ItemState, now: datetime) -> None:
    """Settle the open item without a vote: all agree to the draft, or it is put off; the next one is open."""
    found = held.lock_meeting(meeting_id)
    item = _item(found, number)

    access.require(actor, MeetingVerb.SETTLE, queries.council_facts(found.council), now)
    _check_running(found)
    if item.state != ItemState.OPEN or outcome not in meetings.WITHOUT_VOTE:
        raise meetings.ItemNotOpen
    if outcome is ItemState.AGREED and not item.drafts.exists():
        raise DraftMissing
    if outcome is ItemState.AGREED:
        require_turn(found.council, topic_id=item.topic_id, referral_id=item.referral_id, now=now)

    item.decided_at = now
    _turn(item, outcome)
    open_next(found)

    journal.record(Act(actor, MeetingVerb.SETTLE, now), held.subject(meeting_id), outcome=_outcome(item))


def _check_running(found: CouncilMeeting) -> None:
    """Raise NotRunning unless a locked meeting has begun and is not over."""
    if found.event.state != EventState.BEGUN:
        raise NotRunning


def _ready(item: AgendaItem, row: MeetingRow, seats: Sequence[SeatThere]) -> str:
    """Return the draft that can be put to the vote now."""
    last = item.drafts.order_by("number").last()
    if item.state != ItemState.OPEN:
        raise meetings.ItemNotOpen
    if last is None:
        raise DraftMissing
    meetings.check_draft(last.text)
    if not held.quorum(row, seats).is_met:
        raise meetings.NotEnoughCame
    return last.text


def _item(found: CouncilMeeting, number: int) -> AgendaItem:
    item = found.items.filter(number=number).first()
    if item is None:
        raise held.MeetingNotFound
    return item


def _turn(item: AgendaItem, state: ItemState) -> None:
    item.state = state
    item.save(update_fields=["state", "decided_at"])


def _open_vote(
    row: MeetingRow,
    item: AgendaItem,
    words: str,
    ways: tuple[BallotWay, ...],
    voters: Sequence[SeatThere],
    **said: Any,
) -> int:
    """Open the vote on an item's draft: seats with a vote are its roll, and who is there raises a hand."""
    about = {"subject_kind": held.ITEM, "subject_key": str(item.pk), **said}
    roll = voting.draw_roll(
        title=row.event.title,
        area_path=row.council.area_path,
        estate=row.council.estate,
        persons=[_voter(one) for one in voters],
        **about,
    )
    return voting.open_vote(
        rule=row.kind.rule,
        roll=roll,
        motions=[words],
        how=_how(row.kind, item, ways),
        present=[held.seat_key(one.seat.id) for one in voters if one.there],
        **about,
    )


def _how(kind: Meeting, item: AgendaItem, ways: tuple[BallotWay, ...]) -> NewVote:
    """As the pack has it: how strict, and what it is where ballots come in online."""
    return NewVote(
        title=item.title,
        standing=kind.standing(ways),
        ground=kind.electronic_ground if BallotWay.ONLINE in ways else "",
        ways=ways,
        own=kind.own,
    )


def _voter(one: held.SeatThere) -> RollPerson:
    account = "" if one.seat.holder.startswith(queries.GUEST) else one.seat.holder
    key = held.seat_key(one.seat.id)
    return RollPerson(name=one.seat.name or key, ref=key, account_key=account)


def _where(found: CouncilMeeting) -> dict[str, Json]:
    return {"council": found.council_id, "area_path": found.council.area_path}


def _outcome(item: AgendaItem) -> dict[str, Json]:
    return {**_where(item.meeting), "item": item.number, "state": str(item.state)}
