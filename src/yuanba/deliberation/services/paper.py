"""Enters a meeting that was kept on paper: two people enter it apart, and it counts once they agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction

from yuanba.deliberation import queries
from yuanba.deliberation.models import CouncilMeeting, PaperRecord
from yuanba.deliberation.queries import meetings as held
from yuanba.deliberation.services import agenda
from yuanba.deliberation.services.attending import check_in_seats, open_meeting_door
from yuanba.deliberation.services.meetings import begin_meeting, end_meeting
from yuanba.deliberation.services.procedure import require_turn
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused
from yuanba.rules.deliberation.meetings import ItemState
from yuanba.rules.deliberation.verbs import MeetingVerb
from yuanba.rules.events.stages import EventState


class HeldHere(Refused):
    """Raised when a meeting would be entered from paper that was kept on these pages, or has not been yet."""

    code: ClassVar[str] = "meeting.held_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperItem:
    """What the paper says of one item: the words decided on and the hands; none where it was put off."""

    number: int
    text: str
    yes: int = 0
    no: int = 0
    abstain: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMeeting:
    """What the paper says of a meeting: whose seats were there, how many listened, and the items."""

    seats: tuple[int, ...]
    listeners: int
    items: tuple[PaperItem, ...]


@transaction.atomic
def enter_paper(*, actor: Actor, meeting_id: int, paper: PaperMeeting, now: datetime) -> list[str]:
    """Keep what one person entered; return in what it differs from what another one did, as names of places.

    Where two agree in everything the meeting is recorded as if it had been kept here, and the list is empty.
    With nobody to compare with yet it is empty too.
    """
    found = held.lock_meeting(meeting_id)

    access.require(actor, MeetingVerb.ENTER, queries.council_facts(found.council), now)
    if found.event.state != EventState.PLANNED or found.event.starts_at > now:
        raise HeldHere

    _require_turns(found, paper, now)

    record = asdict(paper)
    record = {**record, "seats": sorted(record["seats"]), "items": list(record["items"])}
    PaperRecord.objects.update_or_create(meeting=found, by=actor.key, defaults={"record": record, "at": now})
    others = [one for by, one in held.papers(meeting_id).items() if by != actor.key]
    differing = min((_differences(one, record) for one in others), key=len, default=[])

    journal.record(
        Act(actor, MeetingVerb.ENTER, now),
        held.subject(meeting_id),
        outcome={
            "council": found.council_id,
            "area_path": found.council.area_path,
            "agrees": bool(others) and not differing,
        },
    )
    if others and not differing:
        _apply(actor, found, paper, now)
    return differing


def _require_turns(found: CouncilMeeting, paper: PaperMeeting, now: datetime) -> None:
    """Refuse a paper by which a meeting decided before the steps that come first, as one kept here would."""
    listed = {one["number"]: one for one in found.items.values("number", "topic_id", "referral_id")}
    for item in paper.items:
        if item.text and item.number in listed:
            about = listed[item.number]
            require_turn(found.council, topic_id=about["topic_id"], referral_id=about["referral_id"], now=now)


def _differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The places in which two records differ: ``seats``, ``listeners``, or the number of an item."""
    found = [place for place in ("seats", "listeners") if one[place] != other[place]]
    items = {item["number"]: item for item in one["items"]}
    return found + [str(item["number"]) for item in other["items"] if items.get(item["number"]) != item]


def _apply(actor: Actor, found: CouncilMeeting, paper: PaperMeeting, now: datetime) -> None:
    """Record a meeting as the paper says, by the same services as one that is kept here."""
    open_meeting_door(actor=actor, meeting_id=found.pk, now=now)
    check_in_seats(actor=actor, meeting_id=found.pk, seat_ids=paper.seats, now=now)
    begin_meeting(actor=actor, meeting_id=found.pk, now=now)
    for item in paper.items:
        _settle(actor, found.pk, item, now)
    end_meeting(actor=actor, meeting_id=found.pk, listeners=paper.listeners, now=now)


def _settle(actor: Actor, meeting_id: int, item: PaperItem, now: datetime) -> None:
    about: dict[str, Any] = {"actor": actor, "meeting_id": meeting_id, "number": item.number, "now": now}
    agenda.take_up(**about)
    if not item.text:
        agenda.settle(outcome=ItemState.DEFERRED, **about)
        return
    agenda.draft(text=item.text, **about)
    agenda.put_to_vote(**about)
    agenda.decide(yes=item.yes, no=item.no, abstain=item.abstain, **about)
